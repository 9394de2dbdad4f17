"""The `rate-mismatch` check: a rate that is not what its own numbers come to."""

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
# Spelled out, so that the scanner looks for 完成率 and not for every 完成.
_DONE = "整改、办结、化解、销号、答复、解决、处置、结案、调解、合格、达标、完成、开工、竣工、签约"
_RATES = "|".join(done + rate for done in _DONE.split("、") for rate in ("率", "完成率"))
_NUMBER_DONE = rf"(?:{_DONE.replace('、', '|')})(?!率|完成率)[^，。；：]{{0,6}}\d"
_RATE = rf"""(?x)
(?<! [\u4e00-\u9fff] ) (?: {_RATES} )
(?: [为约]? 达?到? )? [ ]? (?P<rate> \d{{1,3}} (?: \.(?P<decimals> \d{{1,2}} ) )? ) [%％] (?! 以 | 左右 )
"""
_BEFORE = 80  # code points of the sentence in front
_LABEL = 8  # and of what is said in front of a number
_CLAUSE = "[，,、：:（(]"


class RateMismatch(LocalCheck):
    """排查隐患132处，已整改128处，整改率99%: the part of the whole is another.

    There is one amount of what is done, and one other of the same unit in front of it, in the same
    sentence. A rate that is rounded either way is right. The message may name the {part}, the
    {whole} and the rate that they {make}.
    """

    @property
    def expression(self) -> str:
        return _RATE

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        prose, at = match.string, match.start()
        if not compiled(_NUMBER_DONE).search(prose, max(0, at - _BEFORE), at):
            return None  # before the quantities are read, which takes long
        found = quantities_before(prose, at, _BEFORE)
        done = [one for one in found if _is_done(one, prose[at : at + 2], prose)]
        if len(done) != 1:
            return None
        alike = [one for one in found if one.measure == done[0].measure]
        if len(alike) != 2 or alike[1] != done[0] or any(one.approximate for one in alike):
            return None
        whole, part = (one.value for one in alike)
        if not whole or part is None or part > whole:
            return None
        made = part / whole * 100
        digits = len(match["decimals"] or "")
        if abs(made - float(match["rate"])) < 10.0**-digits:
            return None
        shown = [prose[one.number.start : one.unit.end] for one in alike]
        values = {"whole": shown[0], "part": shown[1], "make": f"{made:.{max(digits, 1)}f}%"}
        return Hit(Span(at, match.end()), values)


def _is_done(quantity: Quantity, done: str, prose: str) -> bool:
    """Whether the number is said to be that of what is done: 已整改128处."""
    start = quantity.span.start
    label = compiled(_CLAUSE).split(prose[max(0, start - _LABEL) : start])[-1]
    return done in label
