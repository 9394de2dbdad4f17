"""The `sum-mismatch` check: a whole that is not the sum of its listed parts."""

from __future__ import annotations

from itertools import takewhile

from kanwu.check import Hit, LocalCheck
from kanwu.expressions import compiled
from kanwu.structure.divisions import Division, Part, added, alike, division, is_in_row
from kanwu.structure.quantities import (
    Quantity,
    in_base_unit,
    quantities_before,
    slack,
    written_like,
)
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from re import Match

    from kanwu.document import Document

_MORE = r"其余|其他|其它|另|剩余|还有|尚有|余下"
_NOT_ALL = rf"{_MORE}|等(?![奖级])|[各均每比增减超最约达至]|分别|不含|不包括|其中|以上"
_LONGEST_LABEL = 14  # code points
# Two numbers follow 其中 and 分别为; most places have fewer and cost nothing more.
_WORD = r"""(?x)
(?: 其中 | 分别[为是] ) (?= [^。；;！？\n\d]{0,30} \d [\d.,]{0,12} [^。；;！？\n\d]{1,30} \d )
| (?: 合计 | 共计 | 总计 ) (?= [^。；！？\n\d]{0,8} \d )
| (?: 剩余 | 其余 | 余下 | 剩下 ) (?= 的? (?: 部分 | 问题 | 隐患 | 资金 )? \d )
"""
_NEAR, _MOST_AMOUNTS = 40, 4  # code points in front of 剩余, and amounts in them
_REST = ["剩余", "其余", "余下", "剩下"]
_DONE = "已|完成|整改|办结|化解|销号|解决|答复|拨付|发放|建成|竣工|开工"
# A count in front of an amount multiplies it: 6台30千瓦.
_TIMES = r"[\d一二两三四五六七八九十][台套座组条块辆艘栋幢口眼][\u4e00-\u9fff]{0,2}\Z"
# The text that may stand between the whole and 分别为.
_CLOSE_TO_WHOLE = r"[\u4e00-\u9fff]{0,6}[，,（(：:]?[ ]?\Z"

# Each place is named once; but a thing counted in places may stand in several of them.
_PLACE_NAME = r"[\u4e00-\u9fff][镇乡村县区市]\Z"
# Each amount of money that was spent has one purpose.
_SPENT = r"(?:投入|支出|拨付|下达|安排|落实|筹集|筹措|发放|争取)[^，。；：\n]{0,12}\Z"
_PLACES = frozenset(["个", "村", "镇", "乡", "县", "所", "家", "项", "处", "条"])


class _Sum(NamedTuple):
    """A whole, and the parts that should add up to it."""

    whole: Quantity
    parts: list[Quantity]
    at_most: bool = False  # parts may be missing: only a larger sum is wrong


class SumMismatch(LocalCheck):
    """A whole that is not the sum of its parts behind 其中 or 分别为, or in front of 合计.

    The amount done and the amount left behind 剩余 are parts too. The parts behind 其中 must make
    up the whole only where their labels are one of `pairs`, two kinds of one thing (主办, 会办).
    Otherwise their sum is wrong only above the whole, and only where parts cannot overlap: where
    one of `exclusive` matches every label. The message may name the {sum}.
    """

    expressive = ("pairs", "exclusive")
    pairs: Mapping[str, str] = {}
    exclusive: tuple[str, ...] = ()

    @property
    def expression(self) -> str:
        return _WORD

    @property
    def expressions(self) -> tuple[str, ...]:
        return (self.expression, *self.pairs, *self.pairs.values(), *self.exclusive)

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        if match[0] in _REST and not _may_be_left(match):
            return None
        divided = document.once(division, *match.span())
        if not divided.parts:
            return None
        if match[0] == "其中":
            addition = self._of_which(divided)
        elif match[0] in _REST:
            addition = _done_and_left(divided)
        elif match[0].startswith("分别"):
            addition = _respectively(divided)
        else:
            addition = _in_all(divided, document.prose[divided.base - 1 : divided.base])
        if addition is None or not _is_wrong(addition):
            return None
        total = added(addition.parts)
        assert total is not None
        return Hit(divided.span(addition.whole), {"sum": written_like(total, addition.whole)})

    def _of_which(self, divided: Division) -> _Sum | None:
        first = divided.parts[0].quantities[0]
        parts = [part for part in divided.parts if alike(first, part.quantities)]
        wholes = alike(first, divided.before)
        # 其中男85人、女35人，党员62人: the pair is a row of its own
        row = parts[:1] + list(takewhile(is_in_row, parts[1:]))
        if len(parts) > len(row) == 2 and self._are_pair(row):
            parts = row
        if len(wholes) != 1 or len(parts) < 2 or not _are_all_parts(divided, parts):
            return None
        addition = _Sum(wholes[0], [part.quantities[0] for part in parts])
        if len(parts) == 2 and self._are_pair(parts):
            return addition
        labels = [part.label for part in parts]
        places = () if first.measure in _PLACES else (_PLACE_NAME,)
        if any(all(map(compiled(kind).search, labels)) for kind in (*self.exclusive, *places)):
            return addition._replace(at_most=True)
        if first.measure == "元" and _is_spent(divided, wholes[0]) and len(row) == len(parts):
            return addition._replace(at_most=True)
        return None

    def _are_pair(self, parts: Iterable[Part]) -> bool:
        first, second = labels = [part.label for part in parts]
        is_negated = f"非{first}" == second or f"非{second}" == first
        return is_negated or any(_is_pair(labels, *pair) for pair in self.pairs.items())


def _is_spent(divided: Division, whole: Quantity) -> bool:
    start = whole.span.start
    return compiled(_SPENT).search(divided.whole, max(0, start - 20), start) is not None


def _is_pair(labels: list[str], kind: str, other: str) -> bool:
    """Whether the labels name two kinds of one thing: 公办园 and 民办园, not 普惠性民办园."""
    kinds = []
    for label in labels:
        first, second = compiled(kind).search(label), compiled(other).search(label)
        match = second or first
        if match is None or (first and second):
            return False
        kinds.append((first is None, label[: match.start()] + label[match.end() :]))
    return kinds[0][0] != kinds[1][0] and kinds[0][1] == kinds[1][1]


def _respectively(divided: Division) -> _Sum | None:
    parts = divided.parts[:1] + tuple(takewhile(is_in_row, divided.parts[1:]))
    first = parts[0].quantities[0]
    wholes = alike(first, divided.before)
    others = [part for part in divided.parts[len(parts) :] if alike(first, part.quantities)]
    if len(wholes) != 1 or len(parts) < 2 or others or not _are_all_parts(divided, parts):
        return None
    whole = wholes[0]
    if not compiled(_CLOSE_TO_WHOLE).match(divided.whole, whole.span.end):
        return None
    return _Sum(whole, [part.quantities[0] for part in parts])


def _may_be_left(match: Match[str]) -> bool:
    """Whether a verb and few amounts stand in front; only then is the division worth reading."""
    text, start = match.string, match.start()
    if not compiled(_DONE).search(text, max(0, start - _NEAR), start):
        return False
    return 2 <= len(quantities_before(text, start, _NEAR)) <= _MOST_AMOUNTS


def _done_and_left(divided: Division) -> _Sum | None:
    """The whole, the amount done and the amount left: 排查隐患132处，已整改128处，剩余4处."""
    left = divided.parts[0].quantities[0]
    amounts = alike(left, divided.before)
    if len(amounts) != 2 or left.approximate or not all(map(divided.is_amount, amounts)):
        return None
    whole, done = amounts
    between = divided.text[whole.span.end : done.span.start]
    if not compiled(_DONE).search(between) or compiled(_NOT_ALL).search(divided.parts[0].tail):
        return None
    return _Sum(whole, [done, left])


def _in_all(divided: Division, mark_before: str) -> _Sum | None:
    """The whole behind 合计 and the row of parts in front of it."""
    whole = divided.parts[0].quantities[0]
    parts = alike(whole, divided.before)
    if len(parts) < 2 or mark_before in ("；", ";") or not divided.whole.endswith(("，", ",")):
        return None
    start = max(divided.whole.rfind(mark, 0, -1) for mark in "，,") + 1
    clause = divided.whole[start:-1]
    row = [part for part in parts if part.span.start >= start]
    label = divided.parts[0].label
    if len(row) != len(parts) or clause.count("、") + clause.count("和") != len(row) - 1:
        return None
    if compiled(_NOT_ALL).search(clause + label) or len(label) > 8:
        return None
    if not all(map(divided.is_amount, (whole, *parts))):
        return None
    if any(compiled(_TIMES).search(clause, 0, part.span.start - start) for part in row):
        return None
    return _Sum(whole, row)


def _are_all_parts(divided: Division, parts: Iterable[Part]) -> bool:
    """Whether the text names no more parts, and all are amounts of one unit."""
    parts = list(parts)
    first = parts[0].quantities[0]
    wholes = alike(first, divided.before)
    if not all(map(divided.is_amount, wholes)):
        return False
    words = "".join(part.label + part.tail.replace(",", "，").partition("，")[0] for part in parts)
    if compiled(_MORE).search(parts[-1].tail):
        return False
    if compiled(_NOT_ALL).search(words) or max(len(p.label) for p in parts) > _LONGEST_LABEL:
        return False
    return all(
        alike(first, part.quantities[:1]) and divided.is_amount(part.quantities[0])
        for part in parts
    )


def _is_wrong(addition: _Sum) -> bool:
    whole, total = added([addition.whole]), added(addition.parts)
    if whole is None or total is None or max(map(_value, addition.parts)) > whole:
        return False  # `part-exceeds-whole` reports a part above the whole
    difference = total - whole
    if addition.at_most and difference < 0:
        return False
    return abs(difference) > slack([addition.whole, *addition.parts])


def _value(quantity: Quantity) -> int:
    value = in_base_unit(quantity)
    assert value is not None
    return value
