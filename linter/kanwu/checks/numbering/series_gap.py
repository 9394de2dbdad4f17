"""The `series-gap` check: items of a series, 一是…二是…, that skip or repeat a number."""

from __future__ import annotations

from itertools import pairwise

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.numerals import to_numeral
from kanwu.structure.series import SIGN, lost, series
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class SeriesGap(Check):
    """An item whose number is not the one after that of the item in front."""

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        for one in document.once(series):
            highest = one.items[0].number
            repeated = False
            for before, item in pairwise(one.items):
                # Behind a repeat the count may go on as if that had been right.
                slip = repeated and item.number == highest + 2
                repeated = item.number <= highest
                if item.number != highest + 1 and not slip and not lost(document, before, item):
                    numeral = to_numeral(highest + 1, like="一")
                    token = document.text[slice(*item.span)]
                    expected = token.replace(to_numeral(item.number, like="一"), numeral)
                    yield Hit(item.span, {"expected": expected})
                highest = max(highest, item.number)
