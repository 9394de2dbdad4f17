"""The pairs of marks in one paragraph, matched with a stack."""

from __future__ import annotations

from itertools import pairwise

from kanwu.expressions import compiled
from kanwu.structure.marks import QUOTES, STRAIGHT, Mark, is_list_marker
from kanwu.structure.quotations import is_turned

_NEAR = 60  # code points between two closers that may have changed places
# The text between two quotations, not a quotation itself: “甲“、”乙” is “甲”、“乙”.
_BETWEEN_TWO = r"[，、；和与及或\ufffc]{0,3}"


class Nesting:
    """The marks of a paragraph: pairs, and faults of marks without one."""

    def __init__(self, prose: str) -> None:
        self.pairs: dict[int, tuple[Mark, Mark]] = {}  # by the closer's offset
        # Each closer with the one that should stand in front.
        self.misnested: list[tuple[Mark, Mark]] = []
        self.turned: list[Mark] = []  # quotation marks that point the wrong way
        self.straight: list[Mark] = []
        self._prose = prose
        self._open: list[Mark] = []
        self._count: dict[str, int] = {}  # the number of open marks of each kind
        self._closers: list[Mark] = []  # closers without an opener
        # Openers, each with the closer of the pair around; their own closer may stand outside.
        self._cut: dict[str, list[tuple[Mark, Mark]]] = {}
        self._perhaps_marker: dict[str, list[tuple[Mark, Mark]]] = {}

    def left(self) -> list[Mark]:
        """The marks without a partner."""
        cut = [opener for openers in self._cut.values() for opener, _ in openers]
        # A closer among the open marks is turned, which is its fault.
        openers = [mark for mark in self._open + cut if mark.opens]
        return sorted(openers + self._closers)

    def end(self) -> None:
        """Turn openers that end a quotation whose first mark is turned: ”甲“."""
        last = {
            second
            for first, second in pairwise(self._open)
            if first.kind == second.kind and second.opens and not first.opens
            if is_turned(first, second, self._prose)
        }
        self.turned += sorted(last)
        self._open = [mark for mark in self._open if mark not in last]

    def take(self, mark: Mark) -> None:
        """Match the next mark."""
        if mark.kind in STRAIGHT:
            self.straight.append(mark)
        elif mark.opens:
            self._open.append(mark)
            self._count[mark.kind] = self._count.get(mark.kind, 0) + 1
        elif self._count.get(mark.kind):
            self._close(mark)
        else:
            self._close_late(mark)

    def _close(self, mark: Mark) -> None:
        if self._open[-1].kind != mark.kind and is_list_marker(mark, self._prose):
            self._closers.append(mark)
            return
        while (opener := self._open.pop()).kind != mark.kind:
            self._count[opener.kind] -= 1
            self._cut.setdefault(opener.kind, []).append((opener, mark))
        self._count[mark.kind] -= 1
        if self._stand_between_two(opener, mark):
            self.turned += opener, mark
            self._open[-1] = mark
            return
        if is_list_marker(mark, self._prose):
            self._perhaps_marker.setdefault(mark.kind, []).append((opener, mark))
        if opener.opens:
            self._pair(opener, mark)

    def _close_late(self, mark: Mark) -> None:
        """Match a closer whose opener is missing, or no longer open."""
        if is_list_marker(mark, self._prose):
            self._closers.append(mark)
        elif marked := self._perhaps_marker.get(mark.kind):
            opener, marker = marked.pop()
            del self.pairs[marker.offset]
            self._pair(opener, mark)
        elif (cut := self._cut.get(mark.kind)) and mark.offset - cut[-1][1].offset <= _NEAR:
            _, closer = cut.pop()
            if self.pairs.pop(closer.offset, None):
                self.misnested.append((closer, mark))
        else:
            self._closers.append(mark)

    def _pair(self, opener: Mark, closer: Mark) -> None:
        self.pairs[closer.offset] = opener, closer

    def _stand_between_two(self, opener: Mark, closer: Mark) -> bool:
        around = self._open[-1].kind if self._open else ""
        return (
            opener.opens
            and around == closer.kind
            and around in QUOTES
            and closer.offset - opener.offset <= 4
            and compiled(_BETWEEN_TWO).fullmatch(self._prose, opener.offset + 1, closer.offset)
            is not None
        )
