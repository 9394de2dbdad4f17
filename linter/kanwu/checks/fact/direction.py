"""The `direction` check: growth or decline that its own numbers contradict."""

from __future__ import annotations

from kanwu.check import Hit, LocalCheck
from kanwu.expressions import compiled
from kanwu.structure.quantities import (
    Quantity,
    base_unit,
    in_base_unit,
    quantities_before,
    quantities_in,
    quantity_at,
    slack,
    written_like,
)
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

    from kanwu.document import Document

_RISES = "提高|增加|上升|增长|提升|扩大|攀升"
_FALLS = "下降|降低|减少|缩短|压缩|压减|回落|缩小|下滑"
_DIRECTION = rf"""(?x)
(?P<signed> (?: {_RISES} | {_FALLS} ) [-－−] \d{{1,4}} (?: \.\d{{1,4}} )? (?: [%％] | 个?百分点 ) )
| (?: (?P<up> {_RISES} | 增 | 升 ) | (?P<down> {_FALLS} | 降 | 减 ) ) [到至为] [^，。；、：\d\n（）“”－−-]{{0,8}}
    (?: (?: 19 | 20 ) \d\d 年 [底末初]? 的? [^，。；、：\d\n－−-]{{0,4}} )? (?= \d )
| [比较] (?P<than> (?: (?: 19 | 20 ) \d\d | 去 | 上 ) 年 (?: 同期 )? 的 [ ]? ) (?= \d )
"""
_FROM = r"[由从](?P<lead>[^，。；：\n由从－−-]{2,36})\Z"
_LONGEST_LEAD = 40  # code points from 由 or 从 to the word
_DIFFERENCE = r"[，,]?(?:(?P<up>增加|提高|增长|上升|多)|减少|下降|降低|少)了?[ ]?(?=\d)"
_LONGEST_SENTENCE = 60  # code points in front of 比, with the amount that is compared
_RATIO_SLACK = 1.0  # per cent: a ratio so close to the stated change may be meant
# The stated change from one percentage to another.
_CHANGE = r"""(?x) [，,] [^，。；：、\d\n（）“”]{0,8}? (?P<span>
    (?: 提高 | 增加 | 上升 | 增长 | 提升 | 下降 | 降低 | 减少 | 回落 ) 了? (?P<by> \d ) [\d.]{0,5} [%％] ) (?! 的 )"""
# Words of scales on which the lower number is better, 排名, and of numbers that are no amounts.
_OTHERWISE = (
    r"排名|名次|位次|排位|第|汇率|精度|精确|分辨|误差|标准|门槛|成绩|效率|速度|负|比例尺|等级"
)
_RATES = ("%", "‰", "倍")
_NO_AMOUNTS = ("名", "位", "届", "期", "年", "级", "秒", "分钟", "小时")


class Direction(LocalCheck):
    """A word of growth or decline that its numbers contradict: 增长-5%, 由32家增加到28家.

    A difference of two percentages written as a ratio counts too: 由38%提高到46%，提高8%. So does
    a stated difference that the amounts do not have: 12件，比去年的10件增加3件. The message may
    name the {flaw}.
    """

    @property
    def expression(self) -> str:
        return _DIRECTION

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        if match["signed"]:
            return Hit(Span(*match.span()), {"flaw": "有了表示增减的词，数值不再带负号"})
        if match["than"]:
            return _other_difference(match)
        text, start = match.string, match.start()
        origin = compiled(_FROM).search(text, max(0, start - _LONGEST_LEAD), start)
        if origin is None or compiled(_OTHERWISE).search(text, origin.start() - 12, start):
            return None
        lead = quantities_in(text, *origin.span("lead"))
        before = [quantity for quantity in lead if quantity.measure or quantity.value]
        after = quantity_at(text, match.end())
        if len(before) != 1 or after is None:
            return None
        if _contradict(before[0], after, match):
            shown = text[before[0].span.start : before[0].span.end]
            return Hit(Span(start, after.span.end), {"flaw": f"与此前的“{shown}”方向相反"})
        return _ratio_that_is_difference(before[0], after, text)


def _other_difference(match: Match[str]) -> Hit | None:
    """The stated change, where the amounts before and after 比 differ by another."""
    text, start = match.string, match.start()
    base = quantity_at(text, match.end())
    change = compiled(_DIFFERENCE).match(text, base.span.end) if base else None
    by = quantity_at(text, change.end()) if change else None
    if base is None or change is None or by is None or not by.measure or by.measure in _RATES:
        return None
    before = quantities_before(text, start, _LONGEST_SENTENCE)
    same_unit = [quantity for quantity in before if quantity.measure == by.measure]
    if len(same_unit) != 1 or base.measure not in ("", by.measure):
        return None
    amounts = (*same_unit, base._replace(measure=by.measure), by)
    values = [in_base_unit(amount) for amount in amounts]
    if None in values or any(amount.approximate for amount in amounts):
        return None
    now, then, stated = (value or 0 for value in values)
    difference = now - then if change["up"] else then - now
    if difference < 0 or abs(difference - stated) <= slack(amounts):
        return None
    shown = written_like(difference, by)
    return Hit(Span(change.end(), by.span.end), {"flaw": f"不是前面两个数之差，应为{shown}"})


def _ratio_that_is_difference(before: Quantity, after: Quantity, text: str) -> Hit | None:
    """The stated ratio of two percentages, where it is their difference."""
    if not before.measure == after.measure == "%":
        return None
    change = compiled(_CHANGE).match(text, after.span.end)
    by = quantity_at(text, change.start("by")) if change else None
    if change is None or by is None or not (before.value and after.value and by.value):
        return None
    difference = abs(after.value - before.value)
    ratio = difference / before.value * 100
    if difference != by.value or abs(ratio - float(by.figure)) < _RATIO_SLACK:
        return None
    return Hit(Span(*change.span("span")), {"flaw": "是两个百分率之差，应写“个百分点”"})


def _contradict(before: Quantity, after: Quantity, match: Match[str]) -> bool:
    if after.measure in _NO_AMOUNTS or not after.measure:
        return False
    start, end = in_base_unit(before), in_base_unit(after)
    if before.measure:
        comparable = base_unit(before) == base_unit(after)
    else:
        # 由10提高到8%
        comparable = not _has_magnitude(before) and not _has_magnitude(after)
        end = after.value
    if start is None or end is None or not comparable:
        return False
    return start > end if match["up"] else start < end


def _has_magnitude(quantity: Quantity) -> bool:
    return quantity.magnitude.end > quantity.magnitude.start
