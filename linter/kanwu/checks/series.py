"""Checks of series in the text: 一是…二是… that skip, repeat, or lose their 是."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.hit import Edit, Hit
from kanwu.numerals import to_numeral
from kanwu.rule import Check
from kanwu.structure.series import SIGN, series
from kanwu.text import Span
from kanwu.value import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class SeriesGap(Check):
    """An item whose number is not the one after that of the item in front."""

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        for one in document.once(series):
            highest = one.items[0].number
            for item in one.items[1:]:
                if item.number != highest + 1:
                    numeral = to_numeral(highest + 1, like="一")
                    token = document.text[slice(*item.span)]
                    expected = token.replace(to_numeral(item.number, like="一"), numeral)
                    yield Hit(item.span, {"expected": expected})
                highest = max(highest, item.number)


class SeriesMissingShi(Check):
    """An item at the start of a paragraph with a number but without the 是 of the others."""

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        for one in document.once(series):
            for item in one.items:
                if item.bare:
                    behind = Span(item.span.end, item.span.end)
                    yield Hit(item.span, edits=(Edit(behind, "是"),))
