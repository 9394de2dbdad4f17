"""Divisions of a quantity, the whole in front of a word and the parts behind: 25件，其中主办16件、会办9件."""

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
_LONGEST_BEFORE, _LONGEST_BEHIND = 120, 240  # code points of a sentence around the word
_MARKS = " ，,：:（(\u3000"

# Units of quantities that have no parts.
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
# Words of changes, averages, ranks and bounds, which have no parts either.
_NO_WHOLE = r"""(?x) [均每最率减降超差比余剩缺第] | 单价 | 各(?![类种级项界]) | (?<!新)增 | 提高 | 以上 | 标准 | 限额
| [上下]限 | 门槛 | 净 | 利润 | 盈 | 亏 | [顺逆]差"""
_LONGEST_LABEL = 12  # code points in front of a quantity, with such words
_CLAUSE = "[，、；。：\n]"


class Part(NamedTuple):
    """One of the items behind the word: 主办16件."""

    joint: str  # the mark or word between it and the part in front: 、
    label: str  # 主办
    quantities: tuple[Quantity, ...]  # 16件, and quantities of other units right behind
    tail: str  # the text up to the next joint


class Division(NamedTuple):
    """A sentence around 其中, 分别为 or 合计, with blanks for the text in brackets.

    The offsets of quantities count within `text`, which begins at `base` in the document.
    """

    before: tuple[Quantity, ...]
    whole: str  # the text in front of the word
    parts: tuple[Part, ...]
    text: str
    base: int

    def span(self, quantity: Quantity) -> Span:
        """The quantity's number and unit in the document."""
        start, end = quantity.number.start, max(quantity.unit.end, quantity.number.end)
        return Span(start + self.base, end + self.base)

    def shown(self, quantity: Quantity) -> str:
        """The text of the quantity's number and unit."""
        return self.text[quantity.number.start : max(quantity.unit.end, quantity.number.end)]

    def is_amount(self, quantity: Quantity) -> bool:
        """Whether the quantity may have parts."""
        start, end = quantity.span
        if quantity.approximate or quantity.measure in _NO_AMOUNTS:
            return False
        before = compiled(_CLAUSE).split(self.text[max(0, start - _LONGEST_LABEL) : start])[-1]
        behind = compiled(_CLAUSE).split(self.text[end : end + 2])[0]
        return not compiled(_NO_WHOLE).search(before + behind)


def division(document: Document, start: int, end: int) -> Division:
    """The division of the word between the offsets; `document.once(division, start, end)`."""
    prose = document.prose
    base = _sentence_start(prose, start)
    before = compiled(_BRACKETED).sub(_blanks, prose[base:start])
    # A division within another is left out: its parts may belong to either whole.
    nested = compiled(_WORD).search(before)
    wholes = () if nested else tuple(_measured(before, 0, len(before)))
    if not wholes:
        return Division((), before, (), before, base)
    behind = compiled(_BRACKETED).sub(_blanks, prose[end : end + _LONGEST_BEHIND])
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
    """Whether the part continues the row in front: with 、, not with ，."""
    return part.joint not in "，,：:"


def alike(quantity: Quantity, others: Iterable[Quantity]) -> list[Quantity]:
    """The other quantities with the same base unit."""
    unit = base_unit(quantity)
    return [other for other in others if base_unit(other) == unit]


def added(quantities: Iterable[Quantity]) -> int | None:
    """The sum in base units, in 10⁻¹²; None without quantities, or with an unknown one."""
    total: int | None = None
    for quantity in quantities:
        value = in_base_unit(quantity)
        if value is None:
            return None
        total = value if total is None else total + value
    return total


def _sentence_start(prose: str, offset: int) -> int:
    """The start of the sentence; of the sentence in front, if the word opens its own."""
    limit = max(0, offset - _LONGEST_BEFORE)
    stops = [stop.end() for stop in compiled(_STOP).finditer(prose, limit, offset)]
    if stops and not prose[stops[-1] : offset].strip(_MARKS) and prose[stops[-1] - 1] != "\n":
        stops.pop()
    return stops[-1] if stops else limit


def _blanks(match: Match[str]) -> str:
    return BLANK * len(match[0])


def _measured(text: str, start: int, end: int) -> Iterable[Quantity]:
    return (quantity for quantity in quantities_in(text, start, end) if quantity.measure)


def _parts(text: str, start: int) -> tuple[Part, ...]:
    """The items behind the offset; each begins with the joint in front of its first quantity."""
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
