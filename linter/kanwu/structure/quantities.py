"""Quantities as written, with exact values: 约3.5万元, 200余户, 百分之五, XX公里.

Years, months, days of the month and ordinals (第3批) are no quantities.
"""

from __future__ import annotations

from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.figures import in_digits, last_power, power
from kanwu.structure.units import UNIT, base_of, power_of
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from re import Match

_CHINESE = "零〇一二两三四五六七八九十百千万亿"
_BLANK = "XxＸｘ×＊*"
_PREFIXED = "千(?! [克米瓦伏帕焦卡赫安] )"  # 3千米 is not three thousand metres

_NOT_AGAIN = rf"(?! [.．]?\d | [A-Za-z]\d | [{_BLANK}]{{2}} )"
_DATED = r"(?! (?<= (?<!\d) \d{4} ) 年 | 月 (?!饼) | [日号] )"
_MEASURED = rf"(?= [余多]?+ [ ]?+ [十百千万亿]{{0,2}}+ [余多]?+ [ ]?+ {UNIT} )"
_QUANTITY = rf"""(?x)
(?<! [\d第A-Za-z{_BLANK}] ) (?<! [\dA-Za-z][.．,] )
(?: (?P<arabic> (?: \d{{1,3}} (?> (?: ,\d{{3}} )+ ) | \d{{1,15}} ) (?: [.．]\d{{1,8}}+ )? {_NOT_AGAIN} )
      {_DATED}
  | (?P<blank> \d{{0,6}} [{_BLANK}]{{1,6}}+ \d{{0,6}}+ (?: [.．] [\d{_BLANK}]{{1,6}}+ )? )
      {_MEASURED}
  | (?P<percent> 百分之 )
      (?P<share> [{_CHINESE}]{{1,6}}+ (?: 点[{_CHINESE}]{{1,4}}+ )? | \d{{1,4}} (?: [.．]\d{{1,8}}+ )? )
  | (?P<vague> [几数][十百千万亿]{{0,3}}+ | 十几 ) {_MEASURED}
  | (?<! [{_CHINESE}] ) (?P<chinese> [{_CHINESE}]{{1,15}}+ ) {_MEASURED}
)
(?> (?P<more> [余多] )? ) [ ]?+
(?> (?P<magnitude> (?: [十百千]? [万亿] 亿? | [十百] | {_PREFIXED} ) )? )
(?> (?P<then> [余多] )? ) [ ]?+
(?> (?P<unit> {UNIT} )? )
(?> (?P<after> 左右 | 上下 | [以之][上下内外] | [余多] (?! [个次种样项方元] ) )? )
"""
_BEGINS = rf"[\d{_BLANK}{_CHINESE}几数]+"
_BEFORE = r"""(?x)
(?: (?<![节签合公条违缔制预])约 | 大[约概] | [将接]近 | (?<![最附就邻])近
  | 超过 | (?<![赶高])超 | 逾 | [至最][少多] | 不[少低高多大]于 | 不超过 | 不足 | 多达 | 突破 ) \Z
"""
_BEFORE_ENDS = "约概近过超逾少于足多达破"
_LONGEST_BEFORE = 4
# Values are exact: whole numbers of this power of ten. A number has up to eight decimals, and the
# smallest unit is a thousandth of its base unit. (`decimal` takes 3 ms to load.)
_FINEST = -12
_STOP = "[。；;！？\n]"


class Quantity(NamedTuple):
    """A number with its unit and the words around. The span of a missing part is empty."""

    span: Span  # of all parts
    before: Span  # 约, 不少于
    number: Span  # 3.5; in Chinese with its magnitudes, 三万五千
    more: Span  # 余 or 多, in front of the magnitude or behind it
    magnitude: Span  # 万, 千万
    unit: Span  # 元; or 百分之 in front of the number
    after: Span  # 左右, 以上
    figure: str  # the text of the number
    scale: str  # the text of the magnitude
    measure: str  # the text of the unit

    @property
    def value(self) -> int | None:
        """The number times its magnitude, in 10⁻¹²; None with a placeholder, and for 数十."""
        whole, _, decimals = in_digits(self.figure).partition(".")
        if not whole:
            return None
        return int(whole + decimals) * _ten_to(power(self.scale) - len(decimals) - _FINEST)

    @property
    def step(self) -> int:
        """The value of 1 in the last digit, in 10⁻¹²: 1000 for 3.5万."""
        return _ten_to(last_power(self.figure) + power(self.scale) - _FINEST)

    @property
    def approximate(self) -> bool:
        """Whether the text says more, less or about."""
        return any(part.end > part.start for part in (self.before, self.more, self.after))


def quantities(document: Document) -> tuple[Quantity, ...]:
    """All quantities of the prose, in order; ask for them by `document.once(quantities)`.

    1 MB takes 0.1 s; `quantities_in` is for checks of some sentences.
    """
    return tuple(quantities_in(document.prose, 0, len(document.prose)))


def quantities_in(text: str, start: int, end: int) -> Iterator[Quantity]:
    """The quantities of a stretch of the text, in order."""
    # To search for the first characters, and to match there, is five times as fast as to search.
    place, limit = compiled(_BEGINS).search(text, start, end), start
    while place:
        match = compiled(_QUANTITY).match(text, place.start(), end)
        if match:
            yield _quantity(match, limit)
        start = match.end() if match else place.end()
        place = compiled(_BEGINS).search(text, start, end)


def quantities_before(text: str, offset: int, most: int) -> list[Quantity]:
    """The quantities with a unit in the same sentence, up to `most` code points in front."""
    start = max(0, offset - most)
    for stop in compiled(_STOP).finditer(text, start, offset):
        start = stop.end()
    return [quantity for quantity in quantities_in(text, start, offset) if quantity.measure]


def quantity_at(text: str, offset: int) -> Quantity | None:
    """The quantity with its number at the offset."""
    match = compiled(_QUANTITY).match(text, offset)
    return _quantity(match, 0) if match else None


def base_unit(quantity: Quantity) -> str:
    """The base unit of its unit: 米 for 公里."""
    return base_of(quantity.measure)


def in_base_unit(quantity: Quantity) -> int | None:
    """The value in the base unit, in 10⁻¹²: 3000 for 3公里."""
    value = quantity.value
    return None if value is None else _converted(value, quantity)


def step_in_base_unit(quantity: Quantity) -> int:
    """The step in the base unit, in 10⁻¹²."""
    return _converted(quantity.step, quantity)


def slack(quantities: Sequence[Quantity]) -> int:
    """The largest sum of rounding errors, in base units; 0 for plain whole numbers."""
    steps = [step_in_base_unit(quantity) for quantity in quantities]
    figures = "".join(quantity.figure + quantity.scale for quantity in quantities)
    is_rounded = len(set(steps)) > 1 or compiled(r"[.点万亿]").search(figures)
    return sum(steps) // 2 if is_rounded else 0


def written_like(value: int, quantity: Quantity) -> str:
    """A value in base units, with the magnitude and the unit of the quantity: 11万元."""
    places = power_of(quantity.measure) + power(quantity.scale) - _FINEST
    whole, rest = divmod(value, _ten_to(places))
    number = f"{whole}.{rest:0{places}}".rstrip("0").rstrip(".")
    return f"{number}{quantity.scale}{quantity.measure}"


def _converted(value: int, quantity: Quantity) -> int:
    places = power_of(quantity.measure)
    return value * _ten_to(places) if places >= 0 else value // _ten_to(-places)


def _ten_to(power: int) -> int:
    return int(10**power)


def _quantity(match: Match[str], limit: int) -> Quantity:
    text, (start, end) = match.string, match.span()
    # In the order of the groups; one of the numbers matched. A group without a match is (-1, -1).
    _, arabic, blank, percent, share, vague, chinese, more, magnitude, then, unit, after = (
        match.regs
    )
    number = Span(*max(arabic, blank, share, vague, chinese))
    units = Span(*max(percent, unit))
    opening = start
    if start > limit and text[start - 1] in _BEFORE_ENDS:
        before = compiled(_BEFORE).search(text, max(limit, start - _LONGEST_BEFORE), start)
        opening = before.start() if before else start
    return Quantity(
        span=Span(opening, end),
        before=Span(opening, start),
        number=number,
        more=_place(max(more, then), number.end),
        magnitude=_place(magnitude, number.end),
        unit=_place(units, end),
        after=_place(after, end),
        figure=text[number.start : number.end].replace("．", "."),
        scale=match["magnitude"] or "",
        measure=text[units.start : units.end],
    )


def _place(span: tuple[int, int], otherwise: int) -> Span:
    return Span(*span) if span[0] >= 0 else Span(otherwise, otherwise)
