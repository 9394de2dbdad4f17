"""Groups of headings: siblings that count on without a break, and the heading they stand under."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.structure.outline import outline
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
