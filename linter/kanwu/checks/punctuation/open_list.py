"""The `open-list` check: 等 with a number smaller than that of the names in front."""

from __future__ import annotations

from kanwu.check import Hit, LocalCheck
from kanwu.expressions import compiled
from kanwu.numerals import from_numeral
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

    from kanwu.document import Document

_COUNTED = r"""(?x)
等 (?P<count> \d{1,2} | [二两三四五六七八九] | [二三四五六七八九]? 十 [一二三四五六七八九]? )
(?: [个项家座处所条名位县镇乡村市户支种件篇] | 部门 | 单位 )
# several names may share a group
(?! [级大]? 类 | 系列 | 方面 | 层[面次] | 批次 | [组档] | 片区 | 标段 | 阶段 | 板块 | 专题 | 等级 )
"""
_STOP = r"[，。；：！？（）()“”‘’《》…\n\ufffc]"
_LONGEST_LIST, _LONGEST_NAME = 160, 12  # code points
# Levels of government: not they are counted, but their honours or plans.
_LEVEL = "(?:国家|[省市县区镇乡村])级?"


class OpenList(LocalCheck):
    """等 with a number of things, right behind a row of more names."""

    @property
    def expression(self) -> str:
        return _COUNTED

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        text, end = match.string, match.start()
        start = max(0, end - _LONGEST_LIST)
        for stop in compiled(_STOP).finditer(text, start, end):
            start = stop.end()
        first, *others = text[start:end].split("、")
        if not others or max(map(len, others)) > _LONGEST_NAME or not all(others):
            return None
        if all(map(compiled(_LEVEL).fullmatch, others)):
            return None
        stated = from_numeral(match["count"]) or 0
        listed = len(others) + bool(first)
        return Hit(Span(*match.span()), {"listed": str(listed)}) if stated < listed else None
