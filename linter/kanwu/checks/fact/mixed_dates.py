"""The `mixed-dates` check: dates written otherwise than most of the document's."""

from __future__ import annotations

from itertools import islice

from kanwu.check import Edit, Hit, LocalCheck
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.dates import date_at, is_possible
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

_USUAL = r"年(?<=(?<!\d)(?:19|20)\d\d年)\d{1,2}月\d{1,2}日"
_UNUSUAL = r"""(?x)
(?<! [\dA-Za-z./_-] ) (?<! [A-Za-z][ ] ) (?: 19 | 20 ) \d\d (?P<mark> [-./] ) \d{1,2} (?P=mark)
    \d{1,2} (?! [\dA-Za-z./_-] | [ T]\d | [：:] | [ ]?[~～–—至到][ ]?\d{1,2}[./-] )
| 二〇 [〇一二三四五六七八九]{2} 年 [一二三四五六七八九十]{1,2} 月 [一二三四五六七八九十]{1,3} 日
"""
# Each begins with a literal or a small class: `re` searches for those much faster.
_UNUSUAL_FAST = (
    r"[-./](?<=(?:19|20)\d\d.)\d{1,2}[-./]\d{1,2}(?!\d)",
    r"二〇..年[一二三四五六七八九十]{1,2}月",
)
_MOST_UNUSUAL = 1000  # dates that are counted
_FEWEST_USUAL = 3  # dates; with fewer, the others are no exceptions
_OPEN_TITLE = r"《[^《》\n]{0,80}\Z"
_LONGEST_TITLE = 80  # code points


class MixedDates(LocalCheck):
    """Dates in another form than 2023年5月8日, in a document that uses this form for most.

    A date alone in its paragraph is passed over: it belongs to a signature or a form.
    """

    @property
    def expression(self) -> str:
        return _UNUSUAL

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        text, span = match.string, Span(*match.span())
        date = date_at(text, span.start)
        if date is None or not date.year or not date.month or not is_possible(date):
            return None
        if not document.once(_is_exception) or _stands_alone(document, span):
            return None
        if compiled(_OPEN_TITLE).search(text, max(0, span.start - _LONGEST_TITLE), span.start):
            return None
        expected = f"{date.year}年{date.month}月{date.day}日"
        return Hit(span, {"expected": expected}, (Edit(span, expected),))


def _is_exception(document: Document) -> bool:
    """Whether the unusual forms are exceptions in the document."""
    unusual = sum(_count(document, source, _MOST_UNUSUAL) for source in _UNUSUAL_FAST)
    needed = max(2 * unusual, _FEWEST_USUAL)
    return _count(document, _USUAL, needed) >= needed


def _count(document: Document, source: str, most: int) -> int:
    return sum(1 for _ in islice(compiled(source).finditer(document.prose), most))


def _stands_alone(document: Document, span: Span) -> bool:
    block = document.block(span.start)
    if block and block.kind == "cell":
        return True
    paragraph = document.paragraph(span.start)
    return document.prose[paragraph.start : paragraph.end].strip() == document.quote(span)
