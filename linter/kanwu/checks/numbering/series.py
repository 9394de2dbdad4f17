"""Checks of series in the text: 一是…二是… that skip, repeat, or lose their 是."""

from __future__ import annotations

from itertools import pairwise

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.numerals import to_numeral
from kanwu.structure.series import SIGN, Item, series
from kanwu.text import Span
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


def lost(document: Document, before: Item, item: Item) -> Span | None:
    """The numeral between the two, in one paragraph, that should have been the item there."""
    if item.kind != "是" or item.number != before.number + 2:
        return None
    numeral = to_numeral(before.number + 1, like="一")
    source = rf"[。；;]({numeral})(?=[\u4e00-\u9fff])(?![是、年月日个名次条项])"
    end = min(item.span.start, document.paragraph(before.span.start).end)
    match = compiled(source).search(document.prose, before.span.end, end)
    return Span(*match.span(1)) if match else None
