"""Lists: the headings of one style that count up, also past a gap."""

from __future__ import annotations

from bisect import bisect_left

from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.outline import Heading, outline
from kanwu.values import NamedTuple

# An item that begins with a figure, 3、5座泵站, or two numbers side by side, 3、5月.
_PERHAPS_ITEM = r"^[ \t\u3000\ufffc]*(?P<number>\d{1,2}[、,，])(?=\d)"


class Items(NamedTuple):
    """The headings of a list, in order, with those within paragraphs."""

    headings: tuple[Heading, ...]
    is_whole: bool  # the numbers are 1, 2, 3 …, and no line looks like one more item


def lists(document: Document) -> tuple[Items, ...]:
    """All lists in the order of their first headings; ask for it by `document.once(lists)`."""
    headings = document.once(outline)
    members: dict[int, list[int]] = {}  # of each list, by its first heading
    first_of: list[int] = []
    for at, heading in enumerate(headings):
        before = heading.before
        goes_on = before is not None and headings[before].number < heading.number
        first_of.append(first_of[before] if goes_on and before is not None else at)
        members.setdefault(first_of[at], []).append(at)
    return tuple(
        Items(tuple(headings[at] for at in positions), _is_whole(document, positions))
        for positions in members.values()
    )


def _is_whole(document: Document, positions: list[int]) -> bool:
    headings = document.once(outline)
    if any(headings[at].number != number for number, at in enumerate(positions, 1)):
        return False
    perhaps, last = document.once(_perhaps_items), positions[-1] + 1
    end = headings[last].span.start if last < len(headings) else len(document.prose)
    start = headings[positions[0]].span.start
    return bisect_left(perhaps, start) == bisect_left(perhaps, end)


def _perhaps_items(document: Document) -> list[int]:
    """Where lines begin like items, but are no headings of the outline."""
    known = {heading.span.start for heading in document.once(outline)}
    matches = compiled(_PERHAPS_ITEM).finditer(document.prose)
    return [start for match in matches if (start := match.start("number")) not in known]
