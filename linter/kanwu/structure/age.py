"""The year in which a document was written: a standard does not bind older documents."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.numerals import from_numeral
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH_AND_DAY = r"年[ ]?[\d一二三四五六七八九十]{1,3}月[ ]?[\d一二三四五六七八九十]{1,3}日"
_DATE = rf"(?P<year>[1１2２][0０9９]\d\d|[一二][一二三四五六七八九〇○零]{{3}})[ ]?{_MONTH_AND_DAY}"
_YEAR = r"年(?<=(?P<year>[1１2２][0０9９]\d\d)年)"  # ten times as fast with a literal at the start
_EDGE = 600  # code points at the start and at the end, in which a document gives its date
_FEWEST_YEARS = 3  # mentions of years in a document without a date


def year_written(document: Document) -> int | None:
    """The latest year of the dates at the start and the end, or the latest year in the text.

    None if the text mentions too few years. Ask for it by `document.once(year_written)`.
    """
    prose = document.prose
    dates = [*_years(_DATE, prose[:_EDGE]), *_years(_DATE, prose[-_EDGE:])]
    if dates:
        return max(dates)
    years = list(_years(_YEAR, prose))
    return max(years) if len(years) >= _FEWEST_YEARS else None


def _years(source: str, text: str) -> Iterator[int]:
    for match in compiled(source).finditer(text):
        numeral = match["year"].replace("○", "〇").replace("零", "〇")
        if (year := from_numeral(numeral)) is not None:
            yield year
