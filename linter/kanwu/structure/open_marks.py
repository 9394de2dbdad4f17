"""Openers of earlier paragraphs that still want their closers."""

from __future__ import annotations

from kanwu.expressions import compiled
from kanwu.structure.marks import STRAIGHT, Mark

# Paragraphs up to the partner. Quotations: GB/T 15834—2011, 4.8.3.5.
_REACH = {"“": 30, "‘": 30}
_REACH_OF_OTHERS = 3
_CONTINUES = r"[\s\ufffc]*“"  # the next paragraph opens the quotation again


class OpenMarks:
    """The openers without a closer in the paragraphs read so far, and what closed some of them."""

    def __init__(self, prose: str) -> None:
        self.crossing: list[tuple[Mark, Mark]] = []
        self._prose = prose
        self._unmatched: list[Mark] = []
        self._waiting: dict[str, list[Mark]] = {}  # by their kind
        self._continued: set[Mark] = set()  # waiting openers that the next paragraph repeats

    def unmatched(self) -> list[Mark]:
        """The marks without a partner, after the last paragraph."""
        waiting = [mark for marks in self._waiting.values() for mark in marks]
        return self._unmatched + [mark for mark in waiting if mark not in self._continued]

    def add(self, left: list[Mark], offset: int) -> None:
        """Take the marks without a partner of the next paragraph, whose last mark is given."""
        self._close_earlier(left)
        self._keep_for_later(left, offset)

    def opener_of(self, closer: Mark) -> Mark | None:
        """The last opener of an earlier paragraph that the mark may close."""
        waiting = self._waiting.get(closer.kind)
        reach = _REACH.get(closer.kind, _REACH_OF_OTHERS)
        if waiting and closer.paragraph - waiting[-1].paragraph <= reach:
            return waiting[-1]
        return None

    def _close_earlier(self, left: list[Mark]) -> None:
        for mark in left:
            if mark.kind in STRAIGHT:
                self._unmatched.append(mark)
            elif not mark.opens and (opener := self.opener_of(mark)):
                self._waiting[mark.kind].pop()
                self.crossing.append((opener, mark))
            elif not mark.opens:
                self._unmatched.append(mark)

    def _keep_for_later(self, left: list[Mark], offset: int) -> None:
        openers = [mark for mark in left if mark.opens]
        for mark in openers:
            self._waiting.setdefault(mark.kind, []).append(mark)
        if any(mark.kind == "“" for mark in openers):
            end = self._prose.find("\n", offset)
            if end >= 0 and compiled(_CONTINUES).match(self._prose, end):
                self._continued.update(mark for mark in openers if mark.kind == "“")
