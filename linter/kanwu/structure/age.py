"""When a document was written, as far as it says: standards do not bind what is older."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.numerals import from_numeral
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH_AND_DAY = r"年[ ]?[\d一二三四五六七八九十]{1,3}月[ ]?[\d一二三四五六七八九十]{1,3}日"
_DATE = rf"(?P<year>[1１2２][0０9９]\d\d|[一二][一二三四五六七八九〇○零]{{3}})[ ]?{_MONTH_AND_DAY}"
_YEAR = r"年(?<=(?P<year>[1１2２][0０9９]\d\d)年)"  # a literal first: found ten times as fast
_EDGE = 600  # code points at the start and at the end in which a document gives its date
_ENOUGH = 3  # years mentioned that tell when it was written


def year_written(document: Document) -> int | None:
    """The year of its dates at the start and the end, or the last one that it speaks of.

    None if there is too little to tell. Ask for it by `document.once(year_written)`.
    """
    prose = document.prose
    dates = [*_years(_DATE, prose[:_EDGE]), *_years(_DATE, prose[-_EDGE:])]
    if dates:
        return max(dates)
    mentioned = list(_years(_YEAR, prose))
    return max(mentioned) if len(mentioned) >= _ENOUGH else None


def _years(source: str, text: str) -> Iterator[int]:
    for match in compiled(source).finditer(text):
        written = match["year"].replace("○", "〇").replace("零", "〇")
        if (year := from_numeral(written)) is not None:
            yield year
