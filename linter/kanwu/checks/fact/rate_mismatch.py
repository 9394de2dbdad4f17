"""The `rate-mismatch` check: a rate that its own numbers do not make."""

from __future__ import annotations

from kanwu.check import Hit, LocalCheck
from kanwu.expressions import compiled
from kanwu.structure.quantities import Quantity, quantities_before
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

    from kanwu.document import Document

# At the start of a clause: 按期办结率 is a rate of something else.
_DONE = "整改|办结|化解|销号|答复|解决|处置|结案|调解|合格|达标|完成|开工|竣工|签约"
_NUMBER_DONE = rf"(?:{_DONE})(?!率|完成率)[^，。；：]{{0,6}}\d"
_RATE = rf"""(?x)
(?<! [\u4e00-\u9fff] ) (?: {_DONE} ) (?: 完成 )? 率
(?: [为约]? 达?到? )? [ ]? (?P<rate> \d{{1,3}} (?: \.(?P<decimals> \d{{1,2}} ) )? ) [%％] (?! 以 | 左右 )
"""
_LONGEST_SENTENCE = 80  # code points in front of the rate
_LONGEST_LABEL = 8  # code points in front of a number
_CLAUSE = "[，,、：:（(]"


class RateMismatch(LocalCheck):
    """A rate other than that of the amounts in front: 排查隐患132处，已整改128处，整改率99%.

    The sentence has one amount done and, in front of it, one other of the same unit. A rate
    rounded up or down is right. The message may name the {part}, the {whole} and the rate that
    they {make}.
    """

    @property
    def expression(self) -> str:
        return _RATE

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        prose, at = match.string, match.start()
        if not compiled(_NUMBER_DONE).search(prose, max(0, at - _LONGEST_SENTENCE), at):
            return None  # at once: to read the quantities takes long
        quantities = quantities_before(prose, at, _LONGEST_SENTENCE)
        done = [quantity for quantity in quantities if _is_done(quantity, match)]
        if len(done) != 1:
            return None
        alike = [quantity for quantity in quantities if quantity.measure == done[0].measure]
        if len(alike) != 2 or alike[1] != done[0] or any(amount.approximate for amount in alike):
            return None
        whole, part = (amount.value for amount in alike)
        if not whole or part is None or part > whole:
            return None
        rate = part / whole * 100
        digits = len(match["decimals"] or "")
        if abs(rate - float(match["rate"])) < 10.0**-digits:
            return None
        shown = [prose[amount.number.start : amount.unit.end] for amount in alike]
        values = {"whole": shown[0], "part": shown[1], "make": f"{rate:.{max(digits, 1)}f}%"}
        return Hit(Span(at, match.end()), values)


def _is_done(quantity: Quantity, rate: Match[str]) -> bool:
    """Whether the quantity has the verb of the rate in front: 已整改128处 for 整改率."""
    prose, start = rate.string, quantity.span.start
    label = compiled(_CLAUSE).split(prose[max(0, start - _LONGEST_LABEL) : start])[-1]
    return rate[0][:2] in label
