"""The `level-skip` check: headings that skip a level below the one above."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.levels import RANKS, SHOWN, sublevels
from kanwu.structure.outline import SIGN
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class LevelSkip(Check):
    """The first heading of a group whose style is two or more levels below the upper heading's."""

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        reported = set[int | None]()  # the upper headings
        for group, first, upper in sublevels(document):
            rank = RANKS[upper.style] + 1
            if RANKS[first.style] > rank and group.under not in reported:
                reported.add(group.under)
                expected = next(shown for style, shown in SHOWN.items() if RANKS[style] == rank)
                yield Hit(first.span, {"upper": SHOWN[upper.style], "expected": expected})
