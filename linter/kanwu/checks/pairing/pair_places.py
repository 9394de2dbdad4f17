"""Checks of where pairs stand: over several paragraphs, or brackets within brackets."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import INDENT, Document
from kanwu.expressions import compiled
from kanwu.structure.marks import HAN, MARK, PARTNER, QUOTES
from kanwu.structure.pairs import Pair, pairs
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BRACKETS = "（［〔【"
_NEAR = 60  # code points of a bracket's content that are looked at
_STOPS = "。；：！？，、"
# A line that is about as long as the longest is broken by hand, and so is what stands in it.
_SHORTEST, _LONGEST, _RAGGED = 20, 70, 8

# What stands in brackets by its own custom: numbers of items, years, states of a document.
_CUSTOMARY = r"""(?x)
  [一二三四五六七八九十百]{1,4} | [甲乙丙丁]
  | (?: 19 | 20 ) \d\d 年? (?: [度末底初] | \d{1,2} 月 (?: \d{1,2} 日 )? )?
  | (?: (?: 19 | 20 ) \d\d 年 )?
    (?: 试行 | 暂行 | 草案 | 送审稿 | 征求意见稿 | 修[订正改] [版稿案]?
      | 第[一二三四五六七八九十\d]{1,3}版 )
"""
_OPERATORS = "+-*/=×÷＋－−＝<>≤≥~^%"


class CrossingPair(Check):
    """The opening bracket or title mark that only a later paragraph closes.

    Not in a title of several lines, nor where the lines are broken by hand.
    """

    sign = MARK

    def __call__(self, document: Document) -> Iterator[Hit]:
        for opener, closer in document.once(pairs).crossing:
            if opener.kind in QUOTES:
                continue  # GB/T 15834—2011, 4.8.3.5
            first, last = document.paragraph(opener.offset), document.paragraph(closer.offset)
            if not _is_title(document, first, last) and not _is_broken(document, first):
                span = Span(opener.offset, opener.offset + 1)
                yield Hit(span, {"partner": PARTNER[opener.text]})


class NestedBracket(Check):
    """Both brackets of a pair that stands directly in a pair of the same form."""

    sign = MARK

    def __call__(self, document: Document) -> Iterator[Hit]:
        found, prose = document.once(pairs).matched, document.prose
        for pair in found:
            if pair.within is None or pair.kind not in _BRACKETS:
                continue
            if found[pair.within].kind == pair.kind and _is_aside(pair, prose):
                for offset in (pair.opener, pair.closer):
                    yield Hit(Span(offset, offset + 1))


def _is_title(document: Document, first: Span, last: Span) -> bool:
    """Whether the lines from the first to the last are those of a title or a note under it."""
    text = document.prose[first.start : last.end].rstrip(INDENT)
    return text[-1] not in _STOPS and "。" not in text and "；" not in text


def _is_broken(document: Document, line: Span) -> bool:
    length = line.end - line.start
    longest = document.once(_longest)
    return length >= _SHORTEST and longest - _RAGGED <= length and longest <= _LONGEST


def _longest(document: Document) -> int:
    return max(len(line) for line in document.prose.split("\n"))


def _is_aside(pair: Pair, prose: str) -> bool:
    """Whether the brackets enclose words that are no customary note and no part of a formula."""
    start, end = pair.opener + 1, min(pair.closer, pair.opener + _NEAR)
    if prose[pair.opener - 1] in _OPERATORS or prose[pair.closer + 1] in _OPERATORS:
        return False
    return (
        compiled(f"[{HAN}]").search(prose, start, end) is not None
        and compiled(_CUSTOMARY).fullmatch(prose, start, end) is None
    )
