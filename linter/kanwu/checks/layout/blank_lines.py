"""The `blank-lines` check: several empty lines in a row."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.white_space import SPACES, TO_FILL_IN
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROW = rf"\n(?>(?:[{SPACES}]*+\r?\n){{2,}})"
_ROW_AT_START = rf"(?>(?:[{SPACES}]*+\r?\n){{3,}})"
_BLANK_LINE = rf"[{SPACES}]*+\r?\n"
_LONGEST_LINE = 40  # code points of a title, or of a line of the signature
_NUMBER = r"[一二三四五六七八九十\d]{1,4}"
_MARKED = rf"[（(]?{_NUMBER}[）)、.．]|{_NUMBER}是|第{_NUMBER}[条项]"


class BlankLines(Check):
    """The second and later empty lines in a row.

    Two may stand around a title and before a signature, and any number where a form leaves room.
    Markdown does not show them, so it has no hits.
    """

    def __call__(self, document: Document) -> Iterator[Hit]:
        if document.format == "markdown":
            return
        text = document.text
        first = compiled(_ROW_AT_START).match(text)
        rows = [Span(*first.span())] if first else []
        rows += [Span(match.start() + 1, match.end()) for match in compiled(_ROW).finditer(text)]
        for row in rows:
            if not _is_room(text, row):
                kept = compiled(_BLANK_LINE).match(text, row.start)
                surplus = Span(kept.end() if kept else row.start, row.end)
                yield Hit(surplus, edits=(Edit(surplus, ""),))


def _is_room(text: str, row: Span) -> bool:
    """Whether the empty lines are left on purpose."""
    before = text[text.rfind("\n", 0, max(0, row.start - 1)) + 1 : row.start].strip()
    if before.endswith(TO_FILL_IN):
        return True
    end = text.find("\n", row.end)
    behind = text[row.end : len(text) if end < 0 else end].strip()
    return text.count("\n", *row) == 2 and (_stands_apart(before) or _stands_apart(behind))


def _stands_apart(line: str) -> bool:
    """Whether the line may be a title or part of a signature."""
    return (
        0 < len(line) <= _LONGEST_LINE
        and not line.endswith(("。", "；", "！", "？"))
        and not compiled(_MARKED).match(line)
    )
