"""The `thousands` check: full-width commas in numbers, and two ways to group digits."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.expressions import compiled
from kanwu.structure.enclosures import in_quotation, in_title
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kanwu.document import Document

_LONGEST_GROUP = 6  # code points of the first group and the text in front of it
_FIRST = r"(?<![\d.A-Za-z第图表])(?<!\d[,，])\d{1,3}\Z"
# Each begins with a comma: `re` searches for a literal ten times as fast as for digits.
_WIDE = r"，(?<=\d，)\d{3}(?>(?:，\d{3})*)(?![\d.，])"
_GROUPED = r",(?<=\d,)\d{3}(?>(?:,\d{3})*)(?![\d,])"
_UNEVEN = r",(?<=\d,)(?>(?:\d{3},)*)\d{4,6}(?![\d,])"
_PLAIN = r"(?<![\d.,A-Za-z-])(?<![A-Z][ ])\d{5,9}(?![\d,])"  # GB/T 19016
_UNIT = r"""(?x)
(?: \.\d{1,4} )? [ ]? [余多]? [十百千]?[万亿]? [余多]?
(?: [元人户亩吨米个家次名项件天岁头只株套台辆座册份斤度㎡%] | 公[里斤顷]
  | [平立]方 | 千[瓦克] | 美元 | (?: m[²2³3]? | kg ) (?! [A-Za-z] ) )
"""
_TWO_ITEMS = r"\d{3}，(?!000)\d{3}"  # 100，200: perhaps a list


class Thousands(Check):
    """Numbers with ， between groups, or with a group of more than three digits.

    In a document with grouped and plain numbers, the rarer ones are hits too.
    """

    sign = r"\d[,，]\d"

    def __call__(self, document: Document) -> Iterator[Hit]:
        prose = document.prose
        for span in _numbers(prose, _WIDE):
            written = prose[span.start : span.end]
            if not compiled(_TWO_ITEMS).fullmatch(written):
                yield _hit(prose, span, "用了全角逗号，应为半角“,”", written.replace("，", ","))
        for span in _numbers(prose, _UNEVEN):
            yield Hit(span, {"flaw": "没有每三位分一节"})
        grouped = list(_numbers(prose, _GROUPED))
        if not grouped:
            return
        plain = list(_plain(prose))
        if len(plain) >= len(grouped):
            for span in grouped:
                written = prose[span.start : span.end].replace(",", "")
                yield _hit(prose, span, "分了节，与文中其余各数不一致", written)
            return
        for span in plain:
            written = f"{int(prose[span.start : span.end]):,}"
            yield _hit(prose, span, "没有分节，与文中其余各数不一致", written)


def _numbers(prose: str, source: str) -> Iterator[Span]:
    """The numbers with a unit; the expression matches all but their first group."""
    for rest in compiled(source).finditer(prose):
        start, end = rest.span()
        first = compiled(_FIRST).search(prose, max(0, start - _LONGEST_GROUP), start)
        if first and compiled(_UNIT).match(prose, end) and not in_title(prose, start):
            yield Span(first.start(), end)


def _plain(prose: str) -> Iterator[Span]:
    for match in compiled(_PLAIN).finditer(prose):
        if compiled(_UNIT).match(prose, match.end()) and not in_title(prose, match.start()):
            yield Span(*match.span())


def _hit(prose: str, span: Span, flaw: str, written: str) -> Hit:
    doubtful = in_quotation(prose, span.start)
    return Hit(span, {"flaw": flaw}, (Edit(span, written),), doubtful)
