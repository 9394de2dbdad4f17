"""The `mixed-numeral` check: numbers half in Arabic and half in Chinese digits."""

from __future__ import annotations

from kanwu.check import Edit
from kanwu.checks.general.number import Number
from kanwu.expressions import compiled
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kanwu.text import Span

_PART = r"(\d+(?:\.\d+)?|[一二两三四五六七八九])?([十百千]?[万亿]?)"
_DIGITS = {char: str(at) for at, char in enumerate("零一二三四五六七八九")} | {"两": "2"}
_POWERS = {"": 0, "十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_HIGHEST = 16  # a power of ten above all of a numeral


class MixedNumeral(Number):
    """The hits of the `number` check, rewritten in Arabic digits, with 万 or 亿 at the end."""

    def _edits(self, prose: str, span: Span, values: Mapping[str, str]) -> tuple[Edit, ...]:
        written = _in_digits(prose[span.start : span.end])
        return (Edit(span, written),) if written else ()


def _in_digits(numeral: str) -> str:
    """The numeral in Arabic digits: 3500 for 3千5百, 5000万 for 5千万, empty for 3千5."""
    total, last = 0.0, _HIGHEST
    for digits, magnitude in compiled(_PART).findall(numeral):
        if not digits and not magnitude:
            continue
        power = sum(map(_POWERS.__getitem__, magnitude))
        if power >= last or (not power and len(digits) < last < _HIGHEST):
            return ""
        total, last = total + float(_DIGITS.get(digits, digits or "1")) * 10**power, power
    kept = numeral[-1] if numeral[-1] in "万亿" else ""
    return f"{total / 10 ** _POWERS[kept]:.10g}{kept}"
