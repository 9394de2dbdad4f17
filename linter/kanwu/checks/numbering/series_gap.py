"""The `series-gap` check: series, 一是…二是…, that skip or repeat a number."""

from __future__ import annotations

from itertools import pairwise

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.numerals import to_numeral
from kanwu.structure.series import SIGN, Item, lost_item, series
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


_MOST = 5  # numbers left out, that are looked for


class SeriesGap(Check):
    """Items whose number is not the next one after that of the item in front.

    It is passed over if the number stands in between, without a mark in front of it.
    """

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
                if (
                    not in_order
                    and not lost_item(document, before, item)
                    and not _is_written(document, before, item, highest + 1)
                ):
                    numeral = to_numeral(highest + 1, like="一")
                    token = document.text[slice(*item.span)]
                    expected = token.replace(to_numeral(item.number, like="一"), numeral)
                    yield Hit(item.span, {"expected": expected})
                highest = max(highest, item.number)


def _is_written(document: Document, before: Item, item: Item, expected: int) -> bool:
    """Whether the numbers that are missing, or the one in front of a fallback, stand in between."""
    first = expected if item.number > expected else item.number - 1
    missing = range(first, min(item.number, first + _MOST))
    between = document.prose[before.span.end : item.span.start]
    token = document.text[slice(*item.span)]
    numeral = to_numeral(item.number, like="一")
    return bool(missing) and all(
        token.replace(numeral, to_numeral(number, like="一")) in between for number in missing
    )
