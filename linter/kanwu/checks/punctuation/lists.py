"""Checks of lists within a sentence: how many names stand before 等, and what divides the items."""

from __future__ import annotations

from kanwu.check import Check, Hit, LocalCheck
from kanwu.expressions import compiled
from kanwu.numerals import from_numeral
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

    from kanwu.document import Document

_COUNTED = r"""(?x)
等 (?P<count> \d{1,2} | [二两三四五六七八九] | [二三四五六七八九]? 十 [一二三四五六七八九]? )
(?: [个项家座处所条名位县镇乡村市户支种件篇] | 部门 | 单位 )
# groups that several names may share
(?! [级大]? 类 | 系列 | 方面 | 层[面次] | 批次 | [组档] | 片区 | 标段 | 阶段 | 板块 | 专题 | 等级 )
"""
_STOP = r"[，。；：！？（）()“”‘’《》…\n\ufffc]"
_LONGEST_LIST, _LONGEST_NAME = 160, 12  # code points
# Whose honours, plans and the like are counted, not they themselves.
_LEVEL = "(?:国家|[省市县区镇乡村])级?"

_HAN = "[\u3400-\u9fff]"
_UNIT = f"[万亿]?{_HAN}{{1,2}}"
# The lookbehinds, behind which most marks need not be looked at further, save most of the time.
_ITEM = rf"""(?x)
(?P<mark> [，、] )
(?: (?<= \d {_HAN} . ) | (?<= \d {_HAN} {{2}} . ) | (?<= \d [万亿] {_HAN} {{2}} . ) )
(?P<noun> {_HAN} {{1,8}} ) \d{{1,6}} (?: \.\d{{1,2}} )? (?P<unit> {_UNIT} )
(?= [，、。；…] )
"""
_FIRST = rf"{_HAN}{{1,8}}\d{{1,6}}(?:\.\d{{1,2}})?(?P<unit>{_UNIT})\Z"
_NO_NOUN = r"其中|包括|含|较|比|共|达|新增|增加?|减少?|下降|上升|同比|总|合计"
_FEWEST = 4  # items


class OpenList(LocalCheck):
    """等 with a number of things, of which more than that are named right before it."""

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


class MixedSeparator(Check):
    """、 or ， where the items of a list, alike and with numbers of one unit, have the other.

    Where ， divides groups of two items or more, the list has two levels, and each has its mark.
    """

    def __call__(self, document: Document) -> Iterator[Hit]:
        run: list[Match[str]] = []
        for match in compiled(_ITEM).finditer(document.prose):
            if run and (match.start() != run[-1].end() or match["unit"] != run[-1]["unit"]):
                yield from _minority(run)
                run = []
            if not compiled(_NO_NOUN).match(match["noun"]):
                run.append(match)
        yield from _minority(run)


def _minority(run: list[Match[str]]) -> Iterator[Hit]:
    """The marks of the rarer kind in a run of items, each of which begins with its mark."""
    if len(run) < _FEWEST - 1:
        return
    start = run[0].start()
    first = compiled(_FIRST).search(run[0].string, max(0, start - 20), start)
    marks = "".join(match["mark"] for match in run)
    if first is None or first["unit"] != run[0]["unit"] or len(set(marks)) < 2:
        return
    groups = [len(group) + 1 for group in marks.split("，")]
    if min(groups) > 1:
        return
    rarer = "、" if marks.count("、") < marks.count("，") else "，"
    usual = "，" if rarer == "、" else "、"
    for match in run:
        if match["mark"] == rarer:
            yield Hit(Span(*match.span("mark")), {"expected": usual})
