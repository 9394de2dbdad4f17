"""The `mixed-units` check: unit symbols among unit names, and the other way round."""

from __future__ import annotations

from kanwu.check import Edit, Hit, LocalCheck
from kanwu.expressions import compiled
from kanwu.structure.enclosures import in_quotation, in_title
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from re import Match

    from kanwu.document import Document

_NAMES: Mapping[str, str] = {
    "km²": "平方公里",
    "m²": "平方米",
    "㎡": "平方米",
    "m2": "平方米",
    "hm²": "公顷",
    "m³": "立方米",
    "㎥": "立方米",
    "m3": "立方米",
    "km": "公里",
    "㎞": "公里",
    "cm": "厘米",
    "mm": "毫米",
    "m": "米",
    "kg": "公斤",
    "㎏": "公斤",
    "kW·h": "千瓦时",
    "kWh": "千瓦时",
    "MW": "兆瓦",
    "kW": "千瓦",
    "kV": "千伏",
    "mL": "毫升",
    "ml": "毫升",
    "L": "升",
}
_SYMBOLS: Mapping[str, str] = {name: symbol for symbol, name in reversed([*_NAMES.items()])}


def _any_of(units: Iterable[str]) -> str:
    return "|".join(sorted(units, key=len, reverse=True))


_SYMBOL = rf"(?:{_any_of(_NAMES)})(?![A-Za-z\d²³/·])"
_NAME = rf"(?:{_any_of(_SYMBOLS)})(?!/)"
_BEHIND_NUMBER = {_SYMBOL: r"(?:(?<=\d)|(?<=\d ))", _NAME: r"(?:(?<=[\d万亿])|(?<=[\d万亿] ))"}


class MixedUnits(LocalCheck):
    """The unit symbols behind numbers, or the unit names, whichever are rarer."""

    @property
    def expression(self) -> str:
        return "|".join(behind + unit for unit, behind in _BEHIND_NUMBER.items())

    @property
    def expressions(self) -> tuple[str, ...]:
        return (self.expression, *_BEHIND_NUMBER, *_BEHIND_NUMBER.values())

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        prose, unit, span = match.string, match[0], Span(*match.span())
        symbols = document.once(_count, _SYMBOL)
        if not symbols:
            return None
        names = document.once(_count, _NAME)
        rarer, others = (_NAMES, names) if symbols <= names else (_SYMBOLS, symbols)
        if unit not in rarer or not others or in_title(prose, span.start):
            return None
        edits = (Edit(span, rarer[unit]),)
        return Hit(span, {"instead": rarer[unit]}, edits, in_quotation(prose, span.start))


def _count(document: Document, unit: str) -> int:
    prose, behind = document.prose, compiled(_BEHIND_NUMBER[unit])
    matches = compiled(unit).finditer(prose)  # which `re` finds much faster than behind numbers
    return sum(1 for match in matches if behind.match(prose, match.start()))
