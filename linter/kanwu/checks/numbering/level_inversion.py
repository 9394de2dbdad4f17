"""The `level-inversion` check: headings under one whose style belongs on a lower level."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.levels import RANKS, SHOWN, sublevels
from kanwu.structure.outline import SIGN, Heading, outline
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class LevelInversion(Check):
    """The first heading of a group under one whose style belongs on a lower level: 一、 under （一）.

    The upper level must go on behind the group; otherwise the group begins another text.
    """

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        headings = document.once(outline)
        continued = set(_continued(headings))
        inverted = set[int | None]()  # the upper headings
        for group, first, upper in sublevels(document):
            if RANKS[first.style] >= RANKS[upper.style] or len(group.headings) < 2:
                continue
            if group.under in continued or (upper.number > 1 and upper.before in inverted):
                inverted.add(group.under)
                yield Hit(first.span, {"upper": SHOWN[upper.style]})


def _continued(headings: tuple[Heading, ...]) -> Iterator[int]:
    """The positions of headings whose next sibling stands in a paragraph of its own."""
    for heading in headings:
        before = heading.before
        if before is None or heading.inline:
            continue
        if heading.number == headings[before].number + 1:
            yield before
