"""Openers of earlier paragraphs that still want their closers."""

from __future__ import annotations

from kanwu.expressions import compiled
from kanwu.structure.marks import HAN, QUOTES, STRAIGHT, TITLES, Mark

# Paragraphs up to the partner. Quotations: GB/T 15834—2011, 4.8.3.5.
_REACH = {"“": 30, "‘": 30}
_REACH_OF_OTHERS = 3
_REACH_OF_LISTS = 30  # of a bracket whose paragraph announces a list
_LONGEST_TITLE = 100  # code points, in which the end of a sentence is looked for
# The next paragraph opens the quotation again, and not with a term, “甲”是.
_CONTINUES = rf"[\s\ufffc]*“(?![^“”\n。！？]{{1,20}}”[{HAN}])"
_STOPS = "。！？；"
_VERBS = "说道称言问答喊写述调出示求指为是即"
_OPENS_WITHIN_CLAUSE = rf"(?<![{_VERBS}])(?<=[{HAN}])[“‘]"
_CLOSES_WITHIN_CLAUSE = rf"(?<=[{HAN}])[”’](?=[{HAN}，、])"


class OpenMarks:
    """The openers without a closer in the paragraphs read so far, and what closed some of them."""

    def __init__(self, prose: str) -> None:
        self.crossing: list[tuple[Mark, Mark]] = []
        self._prose = prose
        self._unmatched: list[Mark] = []
        self._waiting: dict[str, list[Mark]] = {}  # by their kind
        self._continued: set[Mark] = set()  # waiting openers that the next paragraph repeats
        self._ends: dict[int, str] = {}  # the last character of each paragraph with such an opener

    def unmatched(self) -> list[Mark]:
        """The marks without a partner, after the last paragraph."""
        waiting = [mark for marks in self._waiting.values() for mark in marks]
        return self._unmatched + [mark for mark in waiting if mark not in self._continued]

    def add(self, left: list[Mark], offset: int) -> None:
        """Take the marks without a partner of the next paragraph, whose last mark is given."""
        self._close_earlier(left)
        self._keep_for_later(left, offset)

    def opener_of(self, closer: Mark) -> Mark | None:
        """The last opener of an earlier paragraph that the mark closes."""
        waiting = self._waiting.get(closer.kind)
        if not waiting or closer.paragraph - waiting[-1].paragraph > self._reach(waiting[-1]):
            return None
        return waiting[-1] if self._is_pair(waiting[-1], closer) else None

    def _reach(self, opener: Mark) -> int:
        if opener.kind in _REACH:
            return _REACH[opener.kind]
        if opener.kind == "（" and self._ends[opener.paragraph] in "：:":
            return _REACH_OF_LISTS
        return _REACH_OF_OTHERS

    def _is_pair(self, opener: Mark, closer: Mark) -> bool:
        """Whether one pair explains the marks at least as well as the loss of two others."""
        if opener.kind in TITLES:
            end = min(closer.offset, opener.offset + _LONGEST_TITLE)
            return self._prose.find("。", opener.offset, end) < 0
        if opener.kind not in QUOTES or self._ends[opener.paragraph] not in _STOPS:
            return True
        opens_clause = not compiled(_OPENS_WITHIN_CLAUSE).match(self._prose, opener.offset)
        return opens_clause or not compiled(_CLOSES_WITHIN_CLAUSE).match(self._prose, closer.offset)

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
        if not openers:
            return
        for mark in openers:
            self._waiting.setdefault(mark.kind, []).append(mark)
        end = self._prose.find("\n", offset)
        paragraph = self._prose[offset : None if end < 0 else end].rstrip()
        self._ends[openers[0].paragraph] = paragraph[-1]
        if end >= 0 and compiled(_CONTINUES).match(self._prose, end):
            self._continued.update(mark for mark in openers if mark.kind == "“")
