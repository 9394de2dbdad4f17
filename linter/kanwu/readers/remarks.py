"""Remarks: what an editor reads beside the text, in the comments of a copy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kanwu.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

# A comment of kanwu ends with the code of its rule; in version 0.1.0 it began with the code.
_LAST_LINE = re.compile(r"[A-Z]+\d+(?: \S+)?")
_FIRST_LINE = re.compile(r"[A-Z]+\d+ \S")


class Remark(NamedTuple):
    """The lines of a comment, the last of which is a code, and the text that it stands on."""

    span: Span
    lines: tuple[str, ...]


def ends_as_remark(lines: Sequence[str]) -> bool:
    """Whether the lines of a comment are those of a remark, with nothing added by a person."""
    if not lines:
        return False
    is_early = all(line.startswith(("建议：", "位于")) for line in lines[1:])
    return bool(_LAST_LINE.fullmatch(lines[-1]) or (is_early and _FIRST_LINE.match(lines[0])))
