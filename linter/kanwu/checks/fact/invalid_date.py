"""The `invalid-date` check: dates and times of day that do not exist."""

from __future__ import annotations

from kanwu.check import Hit, LocalCheck
from kanwu.document import Document
from kanwu.structure.dates import Date, dates_in, days_in, is_of_other_calendar, is_possible
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

# Months and days that may be impossible. Most dates do not match and cost nothing more.
_DOUBTFUL = r"""(?x)
\d [ ]? 月 (?:
    [ ]? \d{1,2} [ ]? (?: [日号] [ ]? )? (?: [-~～–—至到、和] | -- | —— ) [ ]?
      (?P<day> (?: 29 | [3-9]\d ) [ ]? [日号] )
  | [ ]? (?: 00? | 29 | [3-9]\d ) [ ]? [日号]
  | (?<= [2-9]\d月 | 1[3-9]月 | \D0月 | 00月 )
)
| [一二三四五六七八九]月三十一?日
| 二月二十九日
| (?<! [\d./A-Za-z-] ) (?<! [A-Za-z][ ] ) (?<! 版本 ) (?: 19 | 20 ) \d\d (?P<mark> [-./] ) \d{1,2} (?P=mark)
    \d{1,2} (?! [\dA-Za-z./-] )
| (?<= \d日 | [上下]午 | 凌晨 | 晚上 )
    (?P<time> \d{1,2} [:：] [6-9]\d (?! \d ) | (?: 2[5-9] | [3-9]\d ) 时 (?! [间段] ) )
| (?: (?<= 间： ) | (?<= [于至到] ) ) (?: (?P<clock> \d\d[:：][6-9]\d (?! [\d:：] ) ) | (?<! [小大等高低多少]于 ) (?<! [达增加减降][至到] ) (?P<hour> 2[5-9]时 (?! [间段] ) ) )
| (?P<minute> \d时[6-9]\d分 (?! [钟之] ) )
"""
_LONGEST_START = 12  # code points of a date up to its month


class InvalidDate(LocalCheck):
    """Dates and times of day that do not exist. The message may name the {reason}."""

    @property
    def expression(self) -> str:
        return _DOUBTFUL

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        if match["time"] or match["minute"] or match["clock"] or match["hour"]:
            of_hour = match[0].endswith("时")
            reason = "一天只有24小时" if of_hour else "一小时只有60分钟"
            return Hit(Span(*match.span()), {"reason": reason})
        date = _around(match)
        if date is None or is_of_other_calendar(match.string, date):
            return None
        if not is_possible(date) and _is_surely_date(date):
            return Hit(date.span, {"reason": _reason(date)})
        return _end_of_range(match, date) if match["day"] else None


def _around(match: Match[str]) -> Date | None:
    """The date around the start of the match."""
    start = match.start()
    for date in dates_in(match.string, max(0, start - _LONGEST_START), match.end()):
        if date.span.start <= start < date.span.end:
            return date
    return None


def _end_of_range(match: Match[str], date: Date) -> Hit | None:
    """The last day of a range within a month, 9月28日至31日, if it does not exist."""
    day = int(match["day"].rstrip(" 日号"))
    last = date._replace(span=Span(*match.span("day")), day=day)
    if date.month is None or not 1 <= date.month <= 12 or is_possible(last):
        return None
    return Hit(last.span, {"reason": _reason(last)})


def _is_surely_date(date: Date) -> bool:
    if date.style == "年":
        return date.day is not None or date.year is not None
    if date.style == "〇":
        return date.year is not None
    # 2019.45.60 and 2019.13.1 may be versions
    return (date.month or 0) <= 12 or (date.style != "." and (date.day or 0) <= 12)


def _reason(date: Date) -> str:
    if date.month is None or not 1 <= date.month <= 12:
        return "一年只有1月至12月"
    if date.day == 0:
        return "日期从1日起"
    year = f"{date.year}年" if date.month == 2 and date.year else ""
    return f"{year}{date.month}月只有{days_in(date.month, date.year)}天"
