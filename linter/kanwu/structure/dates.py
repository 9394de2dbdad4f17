"""Dates as they are written: 2023年5月8日, 二〇二三年五月八日, 5月8日, 2023-05-08; and weekdays."""

from __future__ import annotations

from kanwu.expressions import compiled
from kanwu.numerals import from_numeral
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

_HAN_DIGITS = "〇零○一二三四五六七八九"
_HAN_DAY = r"[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九]"

_DATE = rf"""(?x)
(?<! \d )
(?: (?P<year> \d{{4}} ) [ ]? 年 [ ]? (?: (?P<month> \d{{1,2}} ) [ ]? 月 (?: 份 | [ ]? (?P<day> \d{{1,2}} ) [ ]? [日号] )? )?
  | (?P<only_month> \d{{1,2}} ) [ ]? 月 (?: 份 | [ ]? (?P<its_day> \d{{1,2}} ) [ ]? [日号] )?
  | (?P<the_year> \d{{4}} ) (?P<mark> [-./] ) (?P<the_month> \d{{1,2}} ) (?P=mark) (?P<the_day> \d{{1,2}} ) (?![\d./-])
)
| (?P<han_year> [一二][{_HAN_DIGITS}]{{3}} ) 年 (?: (?P<han_month> 十[一二]? | [一二三四五六七八九] ) 月
    (?: (?P<han_day> {_HAN_DAY} ) 日 )? )?
"""
_GROUPS = (
    ("year", "month", "day"),
    ("only_month", "only_month", "its_day"),
    ("the_year", "the_month", "the_day"),
    ("han_year", "han_month", "han_day"),
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS_BEFORE = (0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4)  # Sakamoto's table
_OTHER_CALENDARS = "[农阴旧夏古藏回]历"
_NEAR = 10  # code points in front of a date, in which another calendar may be named
WEEKDAYS = "一二三四五六日"


class Date(NamedTuple):
    """A date as written: missing parts are None, and numbers may be impossible."""

    span: Span
    year: int | None
    month: int | None
    day: int | None
    style: str  # 年, 〇 (Chinese numerals), or the mark between its numbers: - . /


def dates_in(text: str, start: int, end: int) -> Iterator[Date]:
    """The dates in a stretch of the text, in order: whole dates, months, years."""
    for match in compiled(_DATE).finditer(text, start, end):
        yield _date(match)


def date_at(text: str, offset: int) -> Date | None:
    """The date that begins at the offset."""
    match = compiled(_DATE).match(text, offset)
    return _date(match) if match else None


def days_in(month: int, year: int | None = None) -> int:
    """The number of days in the month; 29 for February without a year."""
    if month == 2 and year is not None and not is_leap(year):
        return 28
    return _DAYS[month - 1]


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def is_possible(date: Date) -> bool:
    """Whether the calendar has the month and, in it, the day."""
    if date.month is None:
        return True
    if not 1 <= date.month <= 12:
        return False
    return date.day is None or 1 <= date.day <= days_in(date.month, date.year)


def is_of_other_calendar(text: str, date: Date) -> bool:
    """Whether another calendar is named in front of the date."""
    start = date.span.start
    return compiled(_OTHER_CALENDARS).search(text, max(0, start - _NEAR), start) is not None


def weekday(year: int, month: int, day: int) -> str:
    """The last character of the weekday: 一 for 星期一, 日 for 星期日."""
    year -= month < 3
    number = (year + year // 4 - year // 100 + year // 400 + _MONTHS_BEFORE[month - 1] + day) % 7
    return WEEKDAYS[number - 1]


def _date(match: Match[str]) -> Date:
    groups = next(names for names in _GROUPS if match[names[0]] is not None)
    year, month, day = (_number(match[name]) for name in groups)
    if groups[0] == "only_month":
        year = None
    style = match["mark"] or ("〇" if match["han_year"] else "年")
    return Date(Span(*match.span()), year, month, day, style)


def _number(numeral: str | None) -> int | None:
    if numeral is None:
        return None
    return from_numeral(numeral.replace("○", "〇").replace("廿", "二十"))
