"""Groups of headings: siblings that count on without a break, and the heading they stand under."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.structure.outline import Heading, outline
from kanwu.value import NamedTuple

# How deep a style of numbering belongs: GB/T 9704—2012, 7.3.3; what is not listed has no place.
RANKS = {"一": 1, "（一）": 2, "1": 3, "（1）": 4, "1）": 4, "①": 5}


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
    open_levels: list[int] = []
    for at, heading in enumerate(headings):
        level = _level(heading, headings, open_levels)
        before = heading.before
        if before is not None and headings[before].number + 1 == heading.number:
            first_of.append(first_of[before])
        else:
            first_of.append(at)
            under[at] = open_levels[level - 1] if level else None
            if before is not None:
                goes_on[first_of[before]] = at
        members.setdefault(first_of[at], []).append(at)
        open_levels[level:] = [at]
    return tuple(Group(tuple(of), under[at], goes_on.get(at)) for at, of in members.items())


def _level(heading: Heading, headings: tuple[Heading, ...], open_levels: list[int]) -> int:
    """Which of the open levels the heading continues; a new article closes all of them."""
    if open_levels and headings[open_levels[-1]].article != heading.article:
        open_levels.clear()
    for level, position in enumerate(open_levels):
        if headings[position].style == heading.style:
            return level
    return len(open_levels)
