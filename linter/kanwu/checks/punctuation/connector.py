"""The `connector` check: hyphens that join Chinese words into a chain, a route or a period."""

from __future__ import annotations

from kanwu.check import Edit, Hit
from kanwu.checks.general.pattern import Pattern
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

    from kanwu.document import Document

_LONGEST = 80  # code points of a chain on either side of a hyphen
_HYPHEN = "[-－–]"
_CHAIN = rf"[\u3400-\u9fff]{{1,12}}(?:{_HYPHEN}[\u3400-\u9fff]{{1,12}}){{2,}}"
_PLACE = r"(?: (?<! 城 ) 市 | [省县区镇乡州站港桥口] | (?<! [农乡] ) 村 )"
# From one place to another, or one time to another; else two words are a compound.
_FROM_TO = rf"""(?x)
(?: [\u3400-\u9fff]{{1,6}} (?: {_PLACE} | [城路] ) {_HYPHEN}{{1,2}}
    [\u3400-\u9fff]{{1,8}}? (?: {_PLACE} | 公路 | 高速 | 铁路 | 专列 | 班列 | 列车 | [线段路] )
  | (?: 周 [一二三四五六日] | 星期 [一二三四五六日天] | [\u3400-\u9fff] [旬季月] ) {_HYPHEN}{{1,2}}
    (?: 周 [一二三四五六日] | 星期 [一二三四五六日天] | [\u3400-\u9fff] [旬季月] ) )
"""


class Connector(Pattern):
    """Each match of `pattern` in a chain of three words or more, or between two places or times.

    All hyphens of a chain are mended together, as `replace` says of each.
    """

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        joined = _around(_CHAIN, match) or _around(_FROM_TO, match)
        found = super().hit(document, match) if joined else None
        if joined is None or found is None or not isinstance(self.replace, str):
            return found
        hyphens = compiled(f"{_HYPHEN}+").finditer(document.prose, *joined)
        edits = tuple(Edit(Span(*one.span()), self.replace) for one in hyphens)
        return found._replace(edits=edits)


def _around(source: str, match: Match[str]) -> Span | None:
    """What the expression matches around the match, if anything."""
    text, start, end = match.string, *match.span()
    for one in compiled(source).finditer(text, max(0, start - _LONGEST), end + _LONGEST):
        if one.start() < start and end < one.end():
            return Span(*one.span())
    return None
