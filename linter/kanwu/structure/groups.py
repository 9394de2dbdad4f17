"""Groups of headings: siblings that count up without a break, and strays in another style."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.structure.outline import Heading, outline
from kanwu.values import NamedTuple

_LEAST_NUMBER = 3  # of a stray: a smaller number may begin a list
_BRACKETED = {"1）", "（1）"}  # styles that writers confuse


class Group(NamedTuple):
    """Headings by their positions in the outline, in order."""

    headings: tuple[int, ...]
    under: int | None  # the position of the heading one level up
    goes_on: int | None  # the position of the next sibling, with another number than the next


def groups(document: Document) -> tuple[Group, ...]:
    """All groups in the order of their first headings; ask for it by `document.once(groups)`."""
    headings = document.once(outline)
    members: dict[int, list[int]] = {}  # the headings of each group, by its first one
    first_of: list[int] = []  # the first heading of each heading's group
    under: dict[int, int | None] = {}
    goes_on: dict[int, int] = {}
    open_levels: dict[str, int] = {}  # the last heading of each open style, the outermost first
    article = 0
    for at, heading in enumerate(headings):
        before, style = heading.before, heading.style
        if heading.article != article:
            article, open_levels = heading.article, {}
        while style in open_levels:
            open_levels.popitem()  # this level, and the levels below
        if before is not None and headings[before].number + 1 == heading.number:
            first_of.append(first_of[before])
        else:
            first_of.append(at)
            under[at] = next(reversed(open_levels.values()), None)
            if before is not None:
                goes_on[first_of[before]] = at
        members.setdefault(first_of[at], []).append(at)
        open_levels[style] = at
    return tuple(
        Group(tuple(positions), under[first], goes_on.get(first))
        for first, positions in members.items()
    )


def strays(document: Document) -> tuple[tuple[Heading, Heading], ...]:
    """Headings that continue a count in another style, 1. 2. （3）, each with the one in front.

    The other count begins with 1, and the style of the stray does not have the number in front.
    """
    headings = document.once(outline)
    pairs = []
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
            and (heading.number >= _LEAST_NUMBER or {heading.style, last.style} == _BRACKETED)
            and heading.article == last.article
            and "第" not in heading.style + last.style
            and _begins_with_one(last, headings)
        ):
            pairs.append((heading, last))
        known.add((heading.article, heading.style, heading.number))
        last = heading
    return tuple(pairs)


def _begins_with_one(heading: Heading, headings: tuple[Heading, ...]) -> bool:
    while heading.before is not None and headings[heading.before].number == heading.number - 1:
        heading = headings[heading.before]
    return heading.number == 1
