"""The `units` check: the units of a list behind a number, each with the unit to use instead."""

from __future__ import annotations

from kanwu.checks.general.words import Words
from kanwu.expressions import compiled
from kanwu.structure.enclosures import in_quotation, in_title
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

    from kanwu.check import Hit
    from kanwu.document import Document

_BEHIND_NUMBER = (
    r"(?<=\d)|(?<=\d[ 百千万亿余多])|(?<=\d[百千万余多][ 万亿余多])|(?<=[XＸ]{2})|(?<=xx)"
)
_WHOLE = r"(?:(?<![A-Za-z\d])|(?![A-Za-z\d²³]))"  # no letters of a longer symbol follow
_MODEL = (
    r"(?<![A-Za-zＡ-Ｚａ-ｚ])[A-Za-zＡ-Ｚａ-ｚ]{1,8}[-—]?[\d.]{1,12}(?:[-—×*/][\d.]{1,8})?[ ]?\Z"
)
_COMMIT = r"(?<![A-Za-z\d.])[\da-f]{7,40}\Z"
_STAKE = r"[+＋]\d"
_LONGEST_MODEL = 26  # code points
_LONGEST_COMMIT = 41  # code points


class Units(Words):
    """Each key of `words` behind a number, but not within a title or the code of a model.

    Nor the stake of a road, 480KM+700M, nor the end of a commit, 91639db. Units in `accepted` are
    passed over. Units in `reckoned` have no edit: the number would change with the unit. The other
    options are those of `words`.
    """

    accepted: tuple[str, ...] = ()
    reckoned: tuple[str, ...] = ()

    @property
    def expression(self) -> str:
        return f"(?:{_BEHIND_NUMBER})(?:{super().expression}){_WHOLE}"

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        hit, unit, prose = super().hit(document, match), match[0], match.string
        if hit is None or unit in self.accepted or in_title(prose, match.start()):
            return None
        if compiled(_STAKE).match(prose, match.end()) is not None:
            return None
        if compiled(_MODEL).search(prose, max(0, match.start() - _LONGEST_MODEL), match.start()):
            return None
        if compiled(_COMMIT).search(prose, max(0, match.end() - _LONGEST_COMMIT), match.end()):
            return None
        if unit in self.reckoned:
            return hit._replace(edits=())
        return hit._replace(doubtful=hit.doubtful or in_quotation(prose, match.start()))
