"""The `nested-series` check: a series within a series that is written in the same manner."""

from __future__ import annotations

from bisect import bisect_left

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.series import SIGN, Series, series
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST = 4  # series that may be open around another


class NestedSeries(Check):
    """The first item of a series within an item of another that is written in the same manner."""

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        found = document.once(series)
        for at, inner in enumerate(found):
            if not inner.inner:
                continue
            for outer in reversed(found[max(0, at - _DEEPEST) : at]):
                if _is_within(document, inner, outer):
                    yield Hit(inner.items[0].span)
                    break


def _is_within(document: Document, inner: Series, outer: Series) -> bool:
    """Whether an item of the outer series goes around the inner one, or opens its paragraph."""
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
