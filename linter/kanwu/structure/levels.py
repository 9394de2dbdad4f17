"""The levels of headings: the rank of each style, and the heading above each level."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.structure.groups import Group, groups
from kanwu.structure.outline import Heading, outline
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# The level of each style of numbering: GB/T 9704—2012, 7.3.3; other styles have none.
RANKS = {"一": 1, "（一）": 2, "1": 3, "（1）": 4, "1）": 4, "①": 5}
# The markers in messages.
SHOWN = {"一": "一、", "（一）": "（一）", "1": "1.", "（1）": "（1）", "1）": "1）", "①": "①"}


def sublevels(document: Document) -> Iterator[tuple[Group, Heading, Heading]]:
    """Each group that starts a level: the group, its first heading and the heading above."""
    headings = document.once(outline)
    for group in document.once(groups):
        first = headings[group.headings[0]]
        if group.under is None or first.number != 1 or first.inline:
            continue
        upper = headings[group.under]
        if first.style in RANKS and upper.style in RANKS:
            yield group, first, upper
