"""The `nested-series` check: a series within a series of the same form."""

from __future__ import annotations

from bisect import bisect_left

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.series import SIGN, Series, series
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_OPEN = 4  # series around another


class NestedSeries(Check):
    """The first item of a series within an item of a series of the same form."""

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        every = document.once(series)
        for at, inner in enumerate(every):
            outers = every[max(0, at - _MOST_OPEN) : at] if inner.inner else ()
            if any(_is_within(document, inner, outer) for outer in reversed(outers)):
                yield Hit(inner.items[0].span)


def _is_within(document: Document, inner: Series, outer: Series) -> bool:
    """Whether an item of the outer series holds the inner one, or opens its paragraph."""
    first, last = inner.items[0], inner.items[-1]
    if outer.items[0].kind != first.kind:
        return False
    starts = [item.span.start for item in outer.items]
    at = bisect_left(starts, first.span.start)
    if at == 0 or bisect_left(starts, last.span.start) != at:
        return False
    around = outer.items[at - 1]
    if at < len(starts) and outer.items[at].number == around.number + 1:
        return True
    paragraph = document.paragraph(first.span.start)
    return around.opens and not first.opens and paragraph.start <= around.span.start < paragraph.end
