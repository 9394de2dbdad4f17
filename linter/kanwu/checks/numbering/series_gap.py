"""The `series-gap` check: series, 一是…二是…, that skip or repeat a number."""

from __future__ import annotations

from itertools import pairwise

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.numerals import to_numeral
from kanwu.structure.series import SIGN, lost_item, series
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class SeriesGap(Check):
    """Items whose number is not the next one after that of the item in front."""

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        for items, _ in document.once(series):
            highest = items[0].number
            repeated = False
            for before, item in pairwise(items):
                # Behind a repeat, the count may go on as if the repeat were right.
                slip = repeated and item.number == highest + 2
                repeated = item.number <= highest
                in_order = item.number == highest + 1 or slip
                if not in_order and not lost_item(document, before, item):
                    numeral = to_numeral(highest + 1, like="一")
                    token = document.text[slice(*item.span)]
                    expected = token.replace(to_numeral(item.number, like="一"), numeral)
                    yield Hit(item.span, {"expected": expected})
                highest = max(highest, item.number)
