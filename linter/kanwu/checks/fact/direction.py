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

# Spelled out, so that the scanner looks for 提高到 and not for every 提高.
_RISES = ["提高", "增加", "上升", "增长", "提升", "扩大", "攀升", "增", "升"]
_FALLS = ["下降", "降低", "减少", "缩短", "压缩", "压减", "回落", "缩小", "下滑", "降", "减"]
_UP, _DOWN = (
    "|".join(word + to for word in words for to in "到至为") for words in (_RISES, _FALLS)
)
_SIGNED = "|".join(word + sign for word in (*_RISES[:-2], *_FALLS[:-2]) for sign in "-－−")
_DIRECTION = rf"""(?x)
(?P<signed> (?: {_SIGNED} ) \d{{1,4}} (?: \.\d{{1,4}} )? (?: [%％] | 个?百分点 ) )
| (?: (?P<up> {_UP} ) | (?P<down> {_DOWN} ) ) [^，。；、：\d\n（）“”－−-]{{0,8}}
    (?: (?: 19 | 20 ) \d\d 年 [底末初]? 的? [^，。；、：\d\n－−-]{{0,4}} )? (?= \d )
| [比较] (?P<than> (?: (?: 19 | 20 ) \d\d | 去 | 上 ) 年 (?: 同期 )? 的 [ ]? ) (?= \d )
"""
_FROM = r"[由从](?P<lead>[^，。；：\n由从－−-]{2,36})\Z"
_BEFORE = 40
_DIFFERENCE = r"[，,]?(?:(?P<up>增加|提高|增长|上升|多)|减少|下降|降低|少)了?[ ]?(?=\d)"
_SENTENCE = 60  # code points of it in which the amount stands that is compared
# What the change from one percentage to another is said to be.
_NEAR = 1.0  # of a ratio, in per cent, that may be meant
_CHANGE = r"""(?x) [，,] [^，。；：、\d\n（）“”]{0,8}? (?P<span>
    (?: 提高 | 增加 | 上升 | 增长 | 提升 | 下降 | 降低 | 减少 | 回落 ) 了? (?P<by> \d ) [\d.]{0,5} [%％] ) (?! 的 )"""
# Where a higher place or a better quality is the lower number, and what else is no amount.
_OTHERWISE = (
    r"排名|名次|位次|排位|第|汇率|精度|精确|分辨|误差|标准|门槛|成绩|效率|速度|负|比例尺|等级"
)
_RATES = ("%", "‰", "倍")
_NO_AMOUNTS = ("名", "位", "届", "期", "年", "级", "秒", "分钟", "小时")


class Direction(LocalCheck):
    """增长-5%, 由32家增加到28家: the word says one direction and the numbers the other.

    And 由38%提高到46%，提高8%: the difference of two percentages, told as if it were their ratio;
    and 12件，比去年的10件增加3件: another difference than that of the two.
    The message may name the {flaw}.
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
        origin = compiled(_FROM).search(text, max(0, start - _BEFORE), start)
        if origin is None or compiled(_OTHERWISE).search(text, origin.start() - 12, start):
            return None
        before = [q for q in quantities_in(text, *origin.span("lead")) if q.measure or q.value]
        after = quantity_at(text, match.end())
        if len(before) != 1 or after is None:
            return None
        if _contradict(before[0], after, match):
            shown = text[before[0].span.start : before[0].span.end]
            return Hit(Span(start, after.span.end), {"flaw": f"与此前的“{shown}”方向相反"})
        return _points(before[0], after, text)


def _other_difference(match: Match[str]) -> Hit | None:
    """The change from the amount behind to that in front, told otherwise."""
    text, start = match.string, match.start()
    base = quantity_at(text, match.end())
    change = compiled(_DIFFERENCE).match(text, base.span.end) if base else None
    by = quantity_at(text, change.end()) if change else None
    if base is None or change is None or by is None or not by.measure or by.measure in _RATES:
        return None
    before = quantities_before(text, start, _SENTENCE)
    alike = [one for one in before if one.measure == by.measure]
    if len(alike) != 1 or base.measure not in ("", by.measure):
        return None
    three = (*alike, base._replace(measure=by.measure), by)
    values = [in_base_unit(one) for one in three]
    if None in values or any(one.approximate for one in three):
        return None
    now, then, told = (value or 0 for value in values)
    difference = now - then if change["up"] else then - now
    if difference < 0 or abs(difference - told) <= slack(three):
        return None
    shown = written_like(difference, by)
    return Hit(Span(change.end(), by.span.end), {"flaw": f"不是前面两个数之差，应为{shown}"})


def _points(one: Quantity, other: Quantity, text: str) -> Hit | None:
    """What is told behind as a percentage, and is the difference of two."""
    if not one.measure == other.measure == "%":
        return None
    change = compiled(_CHANGE).match(text, other.span.end)
    by = quantity_at(text, change.start("by")) if change else None
    if change is None or by is None or not (one.value and other.value and by.value):
        return None
    difference = abs(other.value - one.value)
    ratio = difference / one.value * 100
    if difference != by.value or abs(ratio - float(by.figure)) < _NEAR:
        return None
    return Hit(Span(*change.span("span")), {"flaw": "是两个百分率之差，应写“个百分点”"})


def _contradict(one: Quantity, other: Quantity, match: Match[str]) -> bool:
    if other.measure in _NO_AMOUNTS or not other.measure:
        return False
    start, end = in_base_unit(one), in_base_unit(other)
    if one.measure:
        comparable = base_unit(one) == base_unit(other)
    else:
        # 由10提高到8%
        comparable = not _has_magnitude(one) and not _has_magnitude(other)
        end = other.value
    if start is None or end is None or not comparable:
        return False
    return start > end if match["up"] else start < end


def _has_magnitude(quantity: Quantity) -> bool:
    return quantity.magnitude.end > quantity.magnitude.start
