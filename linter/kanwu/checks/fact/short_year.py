"""The `short-year` check: years cut to their last two digits."""

from __future__ import annotations

from kanwu.check import Edit, Hit, LocalCheck
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

# Words behind the digits that make them a year, and words that make them a duration or an age.
_SHORT = r"""(?x)
(?P<apostrophe> [’'‘＇] ) (?P<year> \d\d ) 年 (?! [级期] )
| (?<! [\d.．第—～~–A-Za-z-] ) (?<! [近来后前这达用经历共续已有为期满约超过每龄整逾刑到足至多少的长服役时了计处限高低] )
    (?P<plain> [0-9][0-9] ) 年 (?= 度 (?! [假过日] ) | 底 (?! [蕴子线气数层色] ) | 初 (?! [步级期心中高衷] )
      | 末 (?! [端尾梢] ) | [1-9] 月 (?! 龄 ) | 1[0-2] 月 (?! 龄 ) )
"""
_DAY = r"年\d{1,2}月\d{1,2}日[ \t\u3000]*$"
_END_OF_THIS_CENTURY = 30  # 29年 is 2029, 50年 is 1950, and 40年 is not certain
_START_OF_LAST_CENTURY = 50
_YEAR_OF_CENTURY = r"年(?<={century}\d\d年)"


class ShortYear(LocalCheck):
    """Years cut to two digits, in a document that writes years of their century in full.

    With an apostrophe, two digits are a year in any document. The message may name {expected}.
    """

    @property
    def expression(self) -> str:
        return _SHORT

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        year = match["year"] or match["plain"]
        century = _century(int(year))
        surely = match["apostrophe"] or _is_surely_year(match)
        if not century or not (surely or document.once(_names_years_of, century)):
            return None
        end = match.end("year" if match["year"] else "plain") + 1
        span = Span(match.start(), end)
        expected = f"{century}{year}年"
        return Hit(span, {"expected": expected}, (Edit(span, expected),))


def _century(year: int) -> str:
    """The first two digits of the year; empty if they are not certain."""
    if year < _END_OF_THIS_CENTURY:
        return "20"
    return "19" if year >= _START_OF_LAST_CENTURY else ""


def _is_surely_year(match: Match[str]) -> bool:
    """Whether the digits are a year in any document: 23年底前, or a date alone in its line."""
    text, end = match.string, match.end("plain")
    start = text.rfind("\n", 0, match.start()) + 1
    alone = not text[start : match.start()].strip() and compiled(_DAY).match(text, end)
    return text.startswith("年底前", end) or bool(alone)


def _names_years_of(document: Document, century: str) -> bool:
    source = _YEAR_OF_CENTURY.replace("{century}", century)
    return compiled(source).search(document.prose) is not None
