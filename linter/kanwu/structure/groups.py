"""Groups of headings: siblings that count on without a break, and strays among them."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.structure.outline import Heading, outline
from kanwu.values import NamedTuple

_FEWEST = 3  # the number that an item in another style must have, to go on a count
_BRACKETED = {"1）", "（1）"}  # styles of which one is taken for the other


class Group(NamedTuple):
    """Headings by their positions in the outline, in order."""

    headings: tuple[int, ...]
    under: int | None  # the position of the heading one level up
    goes_on: int | None  # the position of the next sibling, whose number is not the next one


def groups(document: Document) -> tuple[Group, ...]:
    """All groups in the order of their first headings; ask for it by `document.once(groups)`."""
    headings = document.once(outline)
    members: dict[int, list[int]] = {}  # of each group, by its first heading
    first_of: list[int] = []  # of the group that each heading is in
    under: dict[int, int | None] = {}
    goes_on: dict[int, int] = {}
    open_levels: dict[str, int] = {}  # styles, the outermost first, with positions in the outline
    article = 0
    for at, heading in enumerate(headings):
        before, style = heading.before, heading.style
        if heading.article != article:
            article, open_levels = heading.article, {}
        while style in open_levels:
            open_levels.popitem()  # it, and the levels further down
        if before is not None and headings[before].number + 1 == heading.number:
            first_of.append(first_of[before])
        else:
            first_of.append(at)
            under[at] = next(reversed(open_levels.values()), None)
            if before is not None:
                goes_on[first_of[before]] = at
        members.setdefault(first_of[at], []).append(at)
        open_levels[style] = at
    return tuple(Group(tuple(of), under[at], goes_on.get(at)) for at, of in members.items())


def strays(document: Document) -> tuple[tuple[Heading, Heading], ...]:
    """Headings that go on a count in another style, 1. 2. （3）, each with the one in front.

    In its own style the number before has not been, and the other count has begun with 1.
    """
    headings = document.once(outline)
    found = []
    last = None
    known = set[tuple[int, str, int]]()
    for heading in headings:
        if heading.inline:
            continue
        if (
            last
            and heading.before is None
            and (heading.article, heading.style, heading.number - 1) not in known
            and heading.style != last.style
            and heading.number == last.number + 1
            and (heading.number >= _FEWEST or {heading.style, last.style} == _BRACKETED)
            and heading.article == last.article
            and "第" not in heading.style + last.style
            and _begins_with_one(last, headings)
        ):
            found.append((heading, last))
        known.add((heading.article, heading.style, heading.number))
        last = heading
    return tuple(found)


def _begins_with_one(heading: Heading, headings: tuple[Heading, ...]) -> bool:
    while heading.before is not None and headings[heading.before].number == heading.number - 1:
        heading = headings[heading.before]
    return heading.number == 1
