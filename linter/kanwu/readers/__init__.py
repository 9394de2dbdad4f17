"""Readers: each makes of a decoded text a document, as its format divides it."""

from __future__ import annotations

import os.path

from kanwu.value import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kanwu.document import Document

    # Of a name and a text.
    Reader = Callable[[str, str], Document]


def _plain(name: str, text: str) -> Document:
    from kanwu.readers import plain

    return plain.read(name, text)


def _markdown(name: str, text: str) -> Document:
    from kanwu.readers import markdown

    return markdown.read(name, text)


# By extension; a reader is imported when it is first used.
READERS: dict[str, Reader] = {
    ".txt": _plain,
    ".md": _markdown,
    ".markdown": _markdown,
}


def reader_for(path: str) -> Reader | None:
    """The reader of the format that the extension names; None if it names no such format."""
    return READERS.get(os.path.splitext(path)[1].lower())
