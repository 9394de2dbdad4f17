"""Checks of the levels of headings: in the wrong order, skipped, or with one heading alone."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.groups import RANKS, Group, groups
from kanwu.structure.outline import SIGN, Heading, outline
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# As a message shows them.
_SHOWN = {"一": "一、", "（一）": "（一）", "1": "1.", "（1）": "（1）", "1）": "1）", "①": "①"}


class LevelInversion(Check):
    """The first heading of a group under one whose style belongs further down: 一、 under （一）.

    The upper level must go on behind the group, else what seems to be under it is another text.
    """

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        headings = document.once(outline)
        continued = set(_continued(headings))
        turned = set[int | None]()  # upper headings
        for group, first, upper in _under(document):
            if RANKS[first.style] >= RANKS[upper.style] or len(group.headings) < 2:
                continue
            if group.under in continued or (upper.number > 1 and upper.before in turned):
                turned.add(group.under)
                yield Hit(first.span, {"upper": _SHOWN[upper.style]})


class LevelSkip(Check):
    """The first heading of a group whose style is two or more levels below that of the upper."""

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        said = set[int | None]()  # upper headings
        for group, first, upper in _under(document):
            rank = RANKS[upper.style] + 1
            if RANKS[first.style] > rank and group.under not in said:
                said.add(group.under)
                expected = next(shown for style, shown in _SHOWN.items() if RANKS[style] == rank)
                yield Hit(first.span, {"upper": _SHOWN[upper.style], "expected": expected})


class LoneHeading(Check):
    """A heading with the number one that no other follows; `styles` are those it is said of."""

    sign = SIGN

    styles: tuple[str, ...]

    def __call__(self, document: Document) -> Iterator[Hit]:
        headings = document.once(outline)
        second = {
            (heading.style, heading.article)
            for heading in headings
            if heading.number == 2 and heading.before is None
        }
        for group in document.once(groups):
            first = headings[group.headings[0]]
            if len(group.headings) > 1 or first.number != 1 or first.inline or not first.sure:
                continue
            if first.style not in self.styles or (first.style, first.article) in second:
                continue
            if group.goes_on is None or headings[group.goes_on].number == 1:
                yield Hit(first.span)


def _under(document: Document) -> Iterator[tuple[Group, Heading, Heading]]:
    """Each group that starts a level, in a paragraph of its own, with the heading above it."""
    headings = document.once(outline)
    for group in document.once(groups):
        first = headings[group.headings[0]]
        if group.under is None or first.number != 1 or first.inline:
            continue
        upper = headings[group.under]
        if first.style in RANKS and upper.style in RANKS:
            yield group, first, upper


def _continued(headings: tuple[Heading, ...]) -> Iterator[int]:
    """The position of each heading whose next sibling stands in a paragraph of its own."""
    for heading in headings:
        before = heading.before
        if before is None or heading.inline:
            continue
        if heading.number == headings[before].number + 1:
            yield before
