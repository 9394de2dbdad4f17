"""Signs of text that does not run, labels and columns, and of text with lines broken by hand."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.expressions import compiled

LABEL = r"[^，。；：\n]{1,14}[：:]"
COLUMNS = r"[^\s\ufffc](?:[ ]{2}|[\t\u3000|])[ \t\u3000|]*[^\s\ufffc]"

_STOPS = "。！？；：…—!?;:."
_SHORTEST_LINE = 18  # code points of a line that is looked at
_LINE = rf"^[^\n]{{{_SHORTEST_LINE},}}+$"
_ENDED_LINE = rf"^[^\n]{{{_SHORTEST_LINE},}}+(?<=[{_STOPS}”）])$"
_FEWEST_LINES = 6


def is_wrapped(document: Document) -> bool:
    """Whether most lines of some length have no stop; ask for it by `document.once(is_wrapped)`."""
    prose = document.prose
    long = sum(1 for _ in compiled(_LINE).finditer(prose))
    ended = sum(1 for _ in compiled(_ENDED_LINE).finditer(prose))
    return long >= _FEWEST_LINES and ended * 2 < long
