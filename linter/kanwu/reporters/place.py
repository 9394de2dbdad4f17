"""Where findings stand, as other programs count and name places."""

from __future__ import annotations

import os
import sys

from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kanwu.document import Document
    from kanwu.text import Span


class Place(NamedTuple):
    """Lines and columns from 1, columns in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


def place(document: Document, span: Span) -> Place:
    return Place(*document.position(span.start), *document.position(span.end))


def slashed(path: str) -> str:
    """The path as repositories write it: with slashes, and no `./` in front."""
    return path.replace(os.sep, "/").removeprefix("./")


def uri(path: str) -> str:
    """The path as a reference of RFC 3986; what is not ASCII in it is percent-encoded."""
    from urllib.parse import quote

    errors = sys.getfilesystemencodeerrors()  # a name need not be UTF-8
    written = slashed(path)
    if not os.path.isabs(path):
        return quote(written, errors=errors)
    return "file://" + quote("/" + written.removeprefix("/"), safe="/:", errors=errors)
