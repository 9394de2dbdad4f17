"""The `connector` check: hyphens in a chain of Chinese words, in a route or a period."""

from __future__ import annotations

from kanwu.check import Edit, Hit
from kanwu.checks.general.pattern import Pattern
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

    from kanwu.document import Document

_LONGEST_SIDE = 80  # code points of a chain on either side of a hyphen
_HYPHEN = "[-－–]"
_CHAIN = rf"[\u3400-\u9fff]{{1,12}}(?:{_HYPHEN}[\u3400-\u9fff]{{1,12}}){{2,}}"
_PLACE = r"(?: (?<! 城 ) 市 | [省县区镇乡州站港桥口] | (?<! [农乡] ) 村 )"
# Two places or two times; two other words are a compound.
_FROM_TO = rf"""(?x)
(?: [\u3400-\u9fff]{{1,6}} (?: {_PLACE} | [城路] ) {_HYPHEN}{{1,2}}
    [\u3400-\u9fff]{{1,8}}? (?: {_PLACE} | 公路 | 高速 | 铁路 | 专列 | 班列 | 列车 | [线段路] )
  | (?: 周 [一二三四五六日] | 星期 [一二三四五六日天] | [\u3400-\u9fff] [旬季月] ) {_HYPHEN}{{1,2}}
    (?: 周 [一二三四五六日] | 星期 [一二三四五六日天] | [\u3400-\u9fff] [旬季月] ) )
"""


class Connector(Pattern):
    """Each match of `pattern` in a chain of three or more words, or between two places or times.

    The edits replace all hyphens of a chain together.
    """

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        chain = _around(_CHAIN, match) or _around(_FROM_TO, match)
        hit = super().hit(document, match) if chain else None
        if chain is None or hit is None or not isinstance(self.replace, str):
            return hit
        hyphens = compiled(f"{_HYPHEN}+").finditer(document.prose, *chain)
        edits = tuple(Edit(Span(*hyphen.span()), self.replace) for hyphen in hyphens)
        return hit._replace(edits=edits)


def _around(source: str, match: Match[str]) -> Span | None:
    """The match of the expression around the match."""
    text, start, end = match.string, *match.span()
    near = max(0, start - _LONGEST_SIDE), end + _LONGEST_SIDE
    for chain in compiled(source).finditer(text, *near):
        if chain.start() < start and end < chain.end():
            return Span(*chain.span())
    return None
