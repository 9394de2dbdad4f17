"""The `series-missing-shi` check: items of a series without the 是 of the others."""

from __future__ import annotations

from itertools import pairwise

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.structure.series import SIGN, lost, series
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class SeriesMissingShi(Check):
    """An item with a number but without the 是 of the others.

    Within a paragraph, the item behind it must count on.
    """

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        for one in document.once(series):
            for item in one.items:
                if item.bare:
                    behind = Span(item.span.end, item.span.end)
                    yield Hit(item.span, edits=(Edit(behind, "是"),))
            for before, item in pairwise(one.items):
                if span := lost(document, before, item):
                    yield Hit(span, edits=(Edit(Span(span.end, span.end), "是"),))
