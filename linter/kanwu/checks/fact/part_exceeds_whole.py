"""The `part-exceeds-whole` check: a part behind 其中 that is more than the whole."""

from __future__ import annotations

from itertools import takewhile

from kanwu.check import Hit, LocalCheck
from kanwu.expressions import compiled
from kanwu.structure.divisions import Division, Part, added, alike, division, is_in_row
from kanwu.structure.quantities import Quantity
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

    from kanwu.document import Document

# Words of totals, averages, changes and amounts of other years: no parts.
_NO_PART = r"""(?x) [均每各最率价减降超差比余剩缺第增约至达由从到总共原多] | 提高 | 累计 | 合计 | 计划 | 目标 | 标准
| 年[初末底] | 结转 | 分别 | [高低]于 | 净 | 利润 | 盈 | 亏 | 预计 | 奖励 | 补[助贴]"""
_LONGEST_LABEL = 14  # code points
# Measure words of things of any kind; only a noun says which.
_OF_ANYTHING = frozenset(
    ["个", "项", "处", "条", "家", "所", "座", "支", "次", "场", "批", "组", "块", "段", "套"]
)
_NOUN = r"[\u4e00-\u9fff]{1,8}"
_COUNTED = "村镇乡县市区组户园校站点室队社"  # a label that ends with one names the thing counted


class PartExceedsWhole(LocalCheck):
    """The first part of a row that is more than the whole. The message may name the {whole}."""

    @property
    def expression(self) -> str:
        return r"其中(?=[^。；;！？\n]{0,40}?\d)"

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        divided = document.once(division, *match.span())
        for part in divided.parts[:1] + tuple(takewhile(is_in_row, divided.parts[1:])):
            wholes = alike(part.quantities[0], divided.before)
            if _exceeds(part, wholes) and _is_comparable(divided, part, wholes):
                whole = divided.shown(wholes[-1])
                return Hit(divided.span(part.quantities[0]), {"whole": whole})
        return None


def _exceeds(part: Part, wholes: list[Quantity]) -> bool:
    """Whether the part is more than the sum of the wholes in front: it may be a part of any."""
    value, whole = added(part.quantities[:1]), added(wholes)
    return value is not None and whole is not None and value > whole


def _is_comparable(divided: Division, part: Part, wholes: list[Quantity]) -> bool:
    quantity = part.quantities[0]
    if len(part.label) > _LONGEST_LABEL or compiled(_NO_PART).search(part.label):
        return False
    if not all(map(divided.is_amount, (quantity, *wholes))):
        return False
    of_whole, of_part = _noun(divided.text, wholes[-1]), _noun(divided.text, quantity)
    if of_part:
        return of_whole.endswith(of_part) or (of_part.endswith(of_whole) and bool(of_whole))
    if quantity.measure in _OF_ANYTHING and of_whole:
        return part.label[-1:] not in _COUNTED or of_whole[-1] == part.label[-1]
    return True


def _noun(text: str, quantity: Quantity) -> str:
    """The noun right behind the quantity: 项目 in 3个项目."""
    noun = compiled(_NOUN).match(text, quantity.span.end)
    return noun[0] if noun else ""
