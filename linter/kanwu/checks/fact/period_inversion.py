"""The `period-inversion` check: periods and ranges of numbers that end before they begin."""

from __future__ import annotations

from kanwu.check import Hit, LocalCheck
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from re import Match

    from kanwu.document import Document

# A range from its connector on. Its start is looked for only where this matches.
_RANGE = r"""(?x)
(?: (?: [-~～–—至到] | -- | —— ) (?<= [\d年月日号份]. | [-—]{2} ) [ ]?
    (?: (?P<year> (?: 19 | 20 ) \d\d ) 年 (?! [代级] ) )?
    (?: (?P<month> \d{1,2} ) 月 (?! [龄饼] ) 份? )?
    (?: (?P<day> \d{1,2} ) [日号] (?! [龄楼线院门] ) )? (?<= [年月日号份] )
| (?: [～~–—] | —— ) (?<= \d. | —— ) (?P<last> \d{1,6} (?: \.\d{1,4} )? ) (?! [\d.] )
    (?: (?P<magnitude> [万亿] ) 元 | 元 | [人户家亩天] | 周岁 | 小时 | 公[里斤顷] | 平方米 | 立方米
      | 千克 | 吨 | ℃ | 米 (?! [·/／] ) )
)
"""
_START = r"""(?x) (?<! [\dA-Za-z前第./-] ) (?<! [A-Za-z][ ] )
(?= \d ) (?: (?P<year> (?: 19 | 20 ) \d\d ) 年? )? (?: (?P<month> \d{1,2} ) 月份? )?
(?: (?P<day> \d{1,2} ) (?P<unit> [日号] )? )? [ ]? \Z"""
_FIRST = r"(?<![\dA-Za-z,/:：第．.－−-])\d{1,6}(?:\.\d{1,4})?\Z"
_LONGEST_START = 12  # code points of the start of a range
_DESCENDS = r"[降减落缩压由从自倒退][^，。；\n]{0,6}\Z"
_FIRST_YEAR, _AFTER_LAST_YEAR = 1900, 2100
_LEAST_WITHOUT_MAGNITUDE = 1000  # 8000～1万元 starts at 8000, not at 8000万

# Seasons, such as the heating season, may go over the end of a year without saying so.
_SEASON = r"""(?x) 每年 | 常年 | 历年 | [采供取]暖 | 防火 | 防凌 | 冬 | 枯水 | 汛 | 学[年期] | [休禁][渔猎牧]
| [产种收播花旱雨孕果]期 | 生长 | [旱雨]季 | 季节 | 候鸟 | 气[温候] | 上市 | 成熟"""
_BEFORE, _BEHIND = 30, 15  # code points around a period, in which its season may be named
_MIDDLE = 15  # the day of a month
_LONGEST_WINTER = 8  # months of a period that may go over the end of a year without saying so


class _Dated(NamedTuple):
    """A date; a part that is not written is 0."""

    year: int
    month: int
    day: int


class PeriodInversion(LocalCheck):
    """Periods and ranges of numbers whose end comes before their start.

    The message may name {advice}, which is empty if the years are written.
    """

    @property
    def expression(self) -> str:
        return _RANGE

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        if match["last"] is not None:
            start = _first_number(match)
            return None if start is None else Hit(Span(start, match.end()), {"advice": ""})
        first = _before(_START, match)
        if first is None:
            return None
        start_date, end_date = _started(first, match), _dated(match)
        if end_date.year and start_date.year:
            inverted, advice = _is_before(end_date, start_date), ""
        else:
            inverted = not end_date.year and _is_inverted(start_date, end_date, match)
            advice = "，跨年的应写明“次年”" if end_date.month else ""
        return Hit(Span(first.start(), match.end()), {"advice": advice}) if inverted else None


def _before(source: str, match: Match[str]) -> Match[str] | None:
    """The match of the expression right in front of the match."""
    start = match.start()
    return compiled(source).search(match.string, max(0, start - _LONGEST_START), start)


def _first_number(match: Match[str]) -> int | None:
    """The start of a range of numbers, if it descends and is not meant to."""
    first = _before(_FIRST, match)
    if first is None:
        return None
    start_number, end_number = float(first[0]), float(match["last"])
    if start_number <= end_number or (_is_year(start_number) and _is_year(end_number)):
        return None
    if match["magnitude"] and start_number >= _LEAST_WITHOUT_MAGNITUDE:
        return None
    start = first.start()
    if compiled(_DESCENDS).search(match.string, max(0, start - _LONGEST_START), start):
        return None
    return start


def _is_year(number: float) -> bool:
    return _FIRST_YEAR <= number < _AFTER_LAST_YEAR


def _dated(match: Match[str]) -> _Dated:
    return _Dated(*(int(match[name] or 0) for name in ("year", "month", "day")))


def _started(first: Match[str], match: Match[str]) -> _Dated:
    """The date in front; a bare number has the unit of the end: 9—6月."""
    start = _dated(first)
    if first["unit"] is None and start.day and not start.month and match["month"]:
        return start._replace(month=start.day, day=0)
    return start


def _is_inverted(start: _Dated, end: _Dated, match: Match[str]) -> bool:
    """Whether the end comes first, if no other year is written for it."""
    if not end.month:
        # 28日至3日 may go over the end of a month.
        return 0 < end.day < start.day and (start.month > 0 or start.day <= _MIDDLE)
    if not start.month:
        return False
    if start.month == end.month:
        return 0 < end.day < start.day
    if start.month < end.month:
        return False
    months = end.month + 12 - start.month + 1
    if start.year:
        return not (start.day and end.day and months == 2)
    return months > _LONGEST_WINTER and not _is_seasonal(match)


def _is_before(first: _Dated, second: _Dated) -> bool:
    for number, other in zip(first, second, strict=True):
        if not (number and other):
            return False
        if number != other:
            return number < other
    return False


def _is_seasonal(match: Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    start, end = max(0, start - _BEFORE), end + _BEHIND
    return compiled(_SEASON).search(text, start, end) is not None
