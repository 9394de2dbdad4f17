"""The `level-inversion` check: headings under one whose style belongs on a lower level."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import INDENT, Document
from kanwu.expressions import compiled
from kanwu.structure.levels import RANKS, SHOWN, sublevels
from kanwu.structure.outline import SIGN, Heading, outline
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DECIMAL = r"^[ \t\u3000\ufffc#*]*\d{1,2}(?:\.\d{1,2}){1,4}[）)、. \u3400-\u9fff]"  # 1.1.2）
_WIDEST_GAP = 100  # code points of empty lines in front of an item


class LevelInversion(Check):
    """The first heading of a group under one whose style belongs on a lower level: 一、 under （一）.

    The upper level must go on behind the group; otherwise the group begins another text. A list of
    1. 2. that a colon announces may stand under any heading, and a heading between, such as 1.1.2）,
    may have any under it.
    """

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        headings = document.once(outline)
        continued = set(_continued(headings))
        inverted = set[int | None]()  # the upper headings
        for group, first, upper in sublevels(document):
            if RANKS[first.style] >= RANKS[upper.style] or len(group.headings) < 2:
                continue
            if first.style == "1" and _is_list(document, first):
                continue
            if compiled(_DECIMAL).search(document.prose, upper.span.end, first.span.start):
                continue
            if group.under in continued or (upper.number > 1 and upper.before in inverted):
                inverted.add(group.under)
                yield Hit(first.span, {"upper": SHOWN[upper.style]})


def _is_list(document: Document, first: Heading) -> bool:
    """Whether the items are a list that a colon in front announces: 登录的步骤："""
    start = first.span.start
    before = document.prose[max(0, start - _WIDEST_GAP) : start].rstrip(INDENT + "\n")
    return before.endswith(("：", ":"))


def _continued(headings: tuple[Heading, ...]) -> Iterator[int]:
    """The positions of headings whose next sibling stands in a paragraph of its own."""
    for heading in headings:
        before = heading.before
        if before is None or heading.inline:
            continue
        if heading.number == headings[before].number + 1:
            yield before
