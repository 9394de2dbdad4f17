"""Figures of quantities in Arabic digits: 35000 for 三万五千, 12345.6 for 12,345.6."""

from __future__ import annotations

from kanwu.expressions import compiled
from kanwu.numerals import from_numeral
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Each multiplies the number in front by this power of ten.
POWERS: Mapping[str, int] = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_MAGNITUDES = "".join(POWERS)
_DIGITS = str.maketrans("零〇一二两三四五六七八九", "001223456789")
_SPOKEN = r"^[^十百千]{2,}$|[百千万亿][一二三四五六七八九]$"  # 三四, 一百五


def power(magnitude: str) -> int:
    """The power of ten of the magnitude: 7 for 千万."""
    return sum(map(POWERS.__getitem__, magnitude))


def in_digits(figure: str) -> str:
    """The figure in Arabic digits; empty with a placeholder, and for a rough number."""
    if figure[0].isdecimal():
        digits = figure.replace(",", "")
        return digits if digits.replace(".", "", 1).isdecimal() else ""
    whole, point, decimals = figure.partition("点")
    number, decimals = _whole(whole), decimals.translate(_DIGITS)
    if number is None or (point and not decimals.isdecimal()):
        return ""
    return f"{number}.{decimals}" if point else f"{number}"


def last_power(figure: str) -> int:
    """The power of ten of the last digit: -1 for 3.5, 4 for 三十万."""
    _, _, decimals = figure.replace("点", ".").partition(".")
    return power(figure[len(figure.rstrip(_MAGNITUDES)) :]) - len(decimals)


def _whole(numeral: str) -> int | None:
    if compiled(_SPOKEN).search(numeral):
        return None
    for times, name in ((10**8, "亿"), (10**4, "万")):
        high, magnitude, low = numeral.rpartition(name)
        if magnitude:
            number, rest = _whole(high), _whole(low) if low else 0
            return None if number is None or rest is None else number * times + rest
    return from_numeral(numeral)
