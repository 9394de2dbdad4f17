"""The `series-missing-shi` check: items without the 是 of the other items in their series."""

from __future__ import annotations

from itertools import pairwise

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.structure.series import SIGN, lost_item, series
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class SeriesMissingShi(Check):
    """Items with a number, but without the 是 of the others.

    Within a paragraph, the number of the item behind must be the next one.
    """

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        for items, _ in document.once(series):
            for item in items:
                if item.bare:
                    yield _hit(item.span)
            for before, item in pairwise(items):
                if numeral := lost_item(document, before, item):
                    yield _hit(numeral)


def _hit(numeral: Span) -> Hit:
    return Hit(numeral, edits=(Edit(Span(numeral.end, numeral.end), "是"),))
