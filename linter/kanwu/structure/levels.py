"""The levels of headings: how deep a style belongs, and which heading stands above which."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.structure.groups import Group, groups
from kanwu.structure.outline import Heading, outline
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# How deep a style of numbering belongs: GB/T 9704—2012, 7.3.3; what is not listed has no place.
RANKS = {"一": 1, "（一）": 2, "1": 3, "（1）": 4, "1）": 4, "①": 5}
# As a message shows them.
SHOWN = {"一": "一、", "（一）": "（一）", "1": "1.", "（1）": "（1）", "1）": "1）", "①": "①"}


def under(document: Document) -> Iterator[tuple[Group, Heading, Heading]]:
    """Each group that starts a level, in a paragraph of its own, with the heading above it."""
    headings = document.once(outline)
    for group in document.once(groups):
        first = headings[group.headings[0]]
        if group.under is None or first.number != 1 or first.inline:
            continue
        upper = headings[group.under]
        if first.style in RANKS and upper.style in RANKS:
            yield group, first, upper
