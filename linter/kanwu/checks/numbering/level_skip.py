"""The `level-skip` check: headings two or more levels below the one above."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.levels import RANKS, SHOWN, under
from kanwu.structure.outline import SIGN
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class LevelSkip(Check):
    """The first heading of a group whose style is two or more levels below that of the upper."""

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        said = set[int | None]()  # upper headings
        for group, first, upper in under(document):
            rank = RANKS[upper.style] + 1
            if RANKS[first.style] > rank and group.under not in said:
                said.add(group.under)
                expected = next(shown for style, shown in SHOWN.items() if RANKS[style] == rank)
                yield Hit(first.span, {"upper": SHOWN[upper.style], "expected": expected})
