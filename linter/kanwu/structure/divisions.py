"""Divisions of a quantity: 25件，其中主办16件、会办9件; what stands before the word and behind it."""

from __future__ import annotations

from kanwu.document import BLANK, Document
from kanwu.expressions import compiled
from kanwu.structure.quantities import Quantity, base_unit, in_base_unit, quantities_in
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from re import Match

_STOP = r"[。；;！？\n]"
_WORD = "其中|分别|合计|共计|总计"
_BRACKETED = r"[（(][^（）()\n]{0,80}[）)]"
_END = r"[。；;！？\n）)]"
_JOINT = r"[、，,：:]|以及|[和及与]"
_BEFORE, _BEHIND = 120, 240  # code points of a sentence
_MARKS = " ，,：:（(\u3000"

# Not amounts of a thing that has parts.
_NO_AMOUNTS = frozenset(
    [
        "%",
        "‰",
        "℃",
        "倍",
        "岁",
        "年",
        "天",
        "周",
        "分钟",
        "小时",
        "秒",
        "个月",
        "届",
        "期",
        "轮",
        "千伏",
        "门",
        "类",
        "种",
    ]
)
# A change, an average, a rank or a bound is no amount either.
_NO_WHOLE = r"""(?x) [均每最率减降超差比余剩缺第] | 单价 | 各(?![类种级项界]) | (?<!新)增 | 提高 | 以上 | 标准 | 限额
| [上下]限 | 门槛 | 净 | 利润 | 盈 | 亏 | [顺逆]差"""
_CLOSE = 12  # code points in front of a quantity, in which that is said
_CLAUSE = "[，、；。：\n]"


class Part(NamedTuple):
    """One of the items behind the word: 主办16件."""

    joint: str  # what joins it to the one in front: 、
    label: str  # 主办
    quantities: tuple[Quantity, ...]  # 16件, and those of other units right behind it
    tail: str  # the text up to the next joint


class Division(NamedTuple):
    """A sentence around 其中, 分别为 or 合计; brackets closed before and behind are left out.

    The quantities' offsets are those of `text`, which begins at `base` in the document.
    """

    before: tuple[Quantity, ...]
    whole: str  # the text in front of the word
    parts: tuple[Part, ...]
    text: str
    base: int

    def span(self, quantity: Quantity) -> Span:
        """Where the quantity's number and unit stand in the document."""
        start, end = quantity.number.start, max(quantity.unit.end, quantity.number.end)
        return Span(start + self.base, end + self.base)

    def shown(self, quantity: Quantity) -> str:
        """The text of the quantity's number and unit."""
        return self.text[quantity.number.start : max(quantity.unit.end, quantity.number.end)]

    def is_amount(self, quantity: Quantity) -> bool:
        """Whether the quantity is that of a thing which may have parts."""
        start, end = quantity.span
        if quantity.approximate or quantity.measure in _NO_AMOUNTS:
            return False
        before = compiled(_CLAUSE).split(self.text[max(0, start - _CLOSE) : start])[-1]
        behind = compiled(_CLAUSE).split(self.text[end : end + 2])[0]
        return not compiled(_NO_WHOLE).search(before + behind)


def division(document: Document, start: int, end: int) -> Division:
    """The division that the word between the offsets makes; `document.once(division, …)`."""
    prose = document.prose
    base = _sentence_start(prose, start)
    before = compiled(_BRACKETED).sub(_blanks, prose[base:start])
    # A division within another is left: it is not plain what its parts are of.
    nested = compiled(_WORD).search(before)
    wholes = () if nested else tuple(_measured(before, 0, len(before)))
    if not wholes:
        return Division((), before, (), before, base)
    behind = compiled(_BRACKETED).sub(_blanks, prose[end : end + _BEHIND])
    stop = compiled(f"{_END}|{_WORD}").search(behind)
    behind = behind[: stop.start()] if stop else behind
    text = before + prose[start:end] + behind
    first = len(text) - len(behind.lstrip(_MARKS))
    return Division(
        before=wholes,
        whole=before,
        parts=_parts(text, first),
        text=text,
        base=base,
    )


def is_in_row(part: Part) -> bool:
    """Whether the part goes on with the row of those in front of it: 、 and not ，."""
    return part.joint not in "，,：:"


def alike(quantity: Quantity, others: Iterable[Quantity]) -> list[Quantity]:
    """Those of the others that are counted in the same base unit."""
    unit = base_unit(quantity)
    return [other for other in others if base_unit(other) == unit]


def added(quantities: Iterable[Quantity]) -> int | None:
    """Their sum in base units, in 10⁻¹²; None if one of them is unknown, or there are none."""
    total: int | None = None
    for quantity in quantities:
        value = in_base_unit(quantity)
        if value is None:
            return None
        total = value if total is None else total + value
    return total


def _sentence_start(prose: str, offset: int) -> int:
    """The start of the sentence; of the one in front, if it is all that precedes the word."""
    limit = max(0, offset - _BEFORE)
    stops = [stop.end() for stop in compiled(_STOP).finditer(prose, limit, offset)]
    if stops and not prose[stops[-1] : offset].strip(_MARKS) and prose[stops[-1] - 1] != "\n":
        stops.pop()
    return stops[-1] if stops else limit


def _blanks(match: Match[str]) -> str:
    return BLANK * len(match[0])


def _measured(text: str, start: int, end: int) -> Iterable[Quantity]:
    return (quantity for quantity in quantities_in(text, start, end) if quantity.measure)


def _parts(text: str, start: int) -> tuple[Part, ...]:
    """The items behind the offset, each from the joint in front of its first quantity on."""
    parts: list[Part] = []
    for quantity in _measured(text, start, len(text)):
        joint = compiled(_JOINT).search(text, start, quantity.span.start) if parts else None
        if parts and joint is None:
            parts[-1] = parts[-1]._replace(quantities=(*parts[-1].quantities, quantity))
        else:
            if joint:
                parts[-1] = parts[-1]._replace(tail=_words(text, start, joint.start()))
            after = joint.end() if joint else start
            label = _words(text, after, quantity.span.start)
            parts.append(Part(joint[0] if joint else "", label, (quantity,), ""))
        start = quantity.span.end
    if parts:
        parts[-1] = parts[-1]._replace(tail=_words(text, start, len(text)))
    return tuple(parts)


def _words(text: str, start: int, end: int) -> str:
    return text[start:end].replace(BLANK, "").strip()
