"""The `nested-bracket` check: brackets directly within brackets of the same form."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.marks import HAN, MARK
from kanwu.structure.pairs import Pair, pairs
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BRACKETS = "（［〔【"
_LONGEST_NOTE = 60  # code points
# Texts that have brackets by custom: numbers of items, years, states of a document.
_CUSTOMARY = r"""(?x)
  [一二三四五六七八九十百]{1,4} | [甲乙丙丁]
  | (?: 19 | 20 ) \d\d 年? (?: [度末底初] | \d{1,2} 月 (?: \d{1,2} 日 )? )?
  | (?: (?: 19 | 20 ) \d\d 年 )?
    (?: 试行 | 暂行 | 草案 | 送审稿 | 征求意见稿 | 修[订正改] [版稿案]?
      | 第[一二三四五六七八九十\d]{1,3}版 )
"""
_OPERATORS = "+-*/=×÷＋－−＝<>≤≥~^%"


class NestedBracket(Check):
    """Both brackets of a pair directly in a pair of the same form."""

    sign = MARK

    def __call__(self, document: Document) -> Iterator[Hit]:
        matched, prose = document.once(pairs).matched, document.prose
        for pair in matched:
            if pair.within is None or pair.kind not in _BRACKETS:
                continue
            if matched[pair.within].kind == pair.kind and _is_aside(pair, prose):
                yield from map(Hit, pair.spans)


def _is_aside(pair: Pair, prose: str) -> bool:
    """Whether the brackets enclose words, but no customary note and no part of a formula."""
    start, end = pair.opener + 1, min(pair.closer, pair.opener + _LONGEST_NOTE)
    if prose[pair.opener - 1] in _OPERATORS or prose[pair.closer + 1] in _OPERATORS:
        return False
    return (
        compiled(f"[{HAN}]").search(prose, start, end) is not None
        and compiled(_CUSTOMARY).fullmatch(prose, start, end) is None
    )
