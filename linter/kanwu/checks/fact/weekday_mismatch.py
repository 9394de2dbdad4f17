"""The `weekday-mismatch` check: a weekday that is not that of the date in front."""

from __future__ import annotations

from kanwu.check import Hit, LocalCheck
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.dates import dates_in, is_of_other_calendar, is_possible, weekday
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

_LONGEST_DATE = 12  # code points
_WITH_WEEKDAY = r"""(?x)
(?<= [\d十一二三四五六七八九] ) [日号] [ ]?
(?: (?P<bracket> [（(] ) [ ]? | (?P<comma> [，,] ) [ ]? )?
(?P<weekday> (?: 星期 | 周 | 礼拜 ) [一二三四五六日天] ) (?! [均常] )
(?(bracket) (?= [ ]?[）)，,、；] | [上下早晚中凌夜傍\d] )
  | (?(comma) (?= [，。；）)] | [上下]午 | [早晚] | $ ) | (?! [、至到—～~-] ) ) )
"""
_YEARS = r"年(?<=(?<!\d)(?:19|20)\d\d年)"
_MOST_YEARS = 2  # in a document, for a date without a year to be of one of them


class WeekdayMismatch(LocalCheck):
    """A weekday that is not that of the date in front. The message may name {date}, {expected}.

    The weekday of a date without a year is wrong if it is wrong in every likely year.
    """

    @property
    def expression(self) -> str:
        return _WITH_WEEKDAY

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        text, end = match.string, match.start() + 1
        dates = list(dates_in(text, max(0, end - _LONGEST_DATE), end))
        if not dates or dates[-1].span.end != end or not is_possible(dates[-1]):
            return None
        date = dates[-1]
        written = match["weekday"][-1].replace("天", "日")
        years = (date.year,) if date.year else document.once(_likely_years, date.month)
        expected = [weekday(year, date.month or 0, date.day or 0) for year in years]
        if not expected or written in expected or is_of_other_calendar(text, date):
            return None
        kind = match["weekday"][:-1]
        shown = document.prose[date.span.start : date.span.end]
        return Hit(
            Span(*match.span("weekday")),
            {
                "date": shown if date.year else f"{years[0]}年{shown}",
                "expected": kind + expected[0],
            },
        )


def _likely_years(document: Document, month: int | None) -> tuple[int, ...]:
    """The likely years of a date without one; none if the document names too many years."""
    prose = document.prose
    ends = (match.start() for match in compiled(_YEARS).finditer(prose))
    named = {int(prose[end - 4 : end]) for end in ends}
    if len(named) > _MOST_YEARS:
        return ()
    # In December, 1月5日 is of the next year; in January, 12月5日 is of the last one.
    beyond = {year + 1 for year in named if (month or 0) <= 4}
    beyond |= {year - 1 for year in named if (month or 0) >= 10}
    return (*sorted(named, reverse=True), *beyond) if named else ()
