"""The outline of a document: its numbered headings and items, each with its sibling in front.

Every check of numbering works on this one structure. A marker opens a paragraph (一、 （一） 1.
（1） ① 第一章). Markers within a paragraph count too, but have no faults.
"""

from __future__ import annotations

from bisect import bisect_right

from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.numerals import from_numeral
from kanwu.structure.contents import contents
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

_INDENT = r"[ \t\u3000\u00a0\ufffc*#]*"
_MARKER = (
    rf"(?x) {_INDENT}"
    + r"""(?P<marker> (?:
    第 (?P<ordinal> [一二三四五六七八九十百千零〇]{1,8} | \d{1,4} ) (?P<unit> [编章节条] | 部分 )
        (?= [ \t\u3000\ufffc] | $ )
  | [（(] [ ]? (?P<bracketed> [一二三四五六七八九十]{1,3} | \d{1,2} ) [ ]? [）)] (?: [、．，,] | \.(?!\.) )?
  | (?P<chinese> [一二三四五六七八九十]{1,3} ) (?: [、.．] | [，：。] (?= [\u4e00-\u9fff] ) (?! [是为乃也则即] ) )
    (?! [一二三四五六七八九十]{1,3} [、产] )
  | (?P<arabic> \d{1,2} ) (?: [.．] 、? | 、 | [，。] (?= [\u4e00-\u9fff] ) | (?P<half> [)）] 、? ) ) (?P<digit> (?= \d ) (?! (?:19|20)\d\d年 ) )?
  | (?P<circled> [①-⑳] )
))
"""
)
# Every text with a heading matches this.
SIGN = r"[\d一二三四五六七八九十][ ]?[、.．）)，：。]|[①-⑳]|第[^\n]{1,9}[编章节条分]"
_BEGINS = r"[第（(一二三四五六七八九十\d①-⑳]"
# `re` searches for the literal at the start fifteen times as fast as for a class or ^.
# 一是 is an item of a series.
_AT_START = rf"\n(?={_INDENT}{_BEGINS})"
_WITHIN = tuple(f"{stop}(?={_BEGINS}(?!是))" for stop in "。；：")


class Heading(NamedTuple):
    """A numbered heading or item. Siblings share the `style`, with any marks."""

    span: Span  # the marker: 一、 or （二）
    style: str
    number: int
    shape: str  # the marker without its number: 、 or （） or ()、
    indent: int  # code points in front
    inline: bool  # within a paragraph, not at its start
    sure: bool  # the marker cannot be a quantity, as in 3、4月份
    article: int  # the number of its article in a compilation, from 0
    before: int | None  # the position in the outline of the sibling in front

    def title(self, document: Document) -> str:
        """The text behind the marker, up to the first full stop or the line end."""
        end = document.paragraph(self.span.start).end
        return document.prose[self.span.end : end].partition("。")[0].strip()

    def numeral(self, document: Document) -> Span:
        """The number within the marker."""
        start, end = self.span
        while not document.text[start].isalnum() or document.text[start] == "第":
            start += 1
        while not document.text[end - 1].isalnum() or document.text[end - 1] in "编章节条部分":
            end -= 1
        return Span(start, end)


class _Marker(NamedTuple):
    """The fields of a heading that do not depend on its place."""

    style: str
    number: int
    shape: str
    sure: bool


def outline(document: Document) -> tuple[Heading, ...]:
    """All headings of the document in order; ask for it by `document.once(outline)`."""
    headings: list[Heading] = []
    open_levels: dict[str, int] = {}  # the last heading of each open style, the outermost first
    boundaries = sorted(_article_starts(document))
    article = 0
    listed = document.once(contents)
    read: dict[tuple[str | None, ...], _Marker] = {}  # a document has few markers, each many times
    for match, inline in _markers(document.prose):
        span = Span(*match.span("marker"))
        if listed and listed.span.start <= span.start < listed.span.end:
            continue
        if boundaries and (now := bisect_right(boundaries, span.start)) != article:
            article, open_levels = now, {}
        key = match.group("marker", "digit")
        marker = read.get(key) or read.setdefault(key, _read(*match.groups()))
        style, number, shape, sure = marker
        before = open_levels.get(style)
        is_plain = sure and not inline
        if not is_plain and not _counts(marker, None if before is None else headings[before]):
            continue
        while before is not None and open_levels.popitem()[0] != style:
            pass  # a level below ends
        open_levels[style] = len(headings)
        indent = span.start - match.start()
        headings.append(Heading(span, style, number, shape, indent, inline, sure, article, before))
    return tuple(headings)


def article_at(document: Document, offset: int) -> int:
    """The number of the article around the offset in a compilation, from 0."""
    headings = document.once(outline)
    at = bisect_right(headings, offset, key=lambda heading: heading.span.start) - 1
    return headings[at].article if at >= 0 else 0


def marker_of(shape: str, numeral: str) -> str:
    """The marker of that shape and number: （二） for （） and 二, 二、 for 、 and 二."""
    bracket = 1 if shape[:1] in ("（", "(") else 0
    return shape[:bracket] + numeral + shape[bracket:]


def _article_starts(document: Document) -> Iterator[int]:
    # An entry of the table of contents without a number in the body is the title of an article.
    if listed := document.once(contents):
        for entry in listed.entries:
            if entry.body is not None and not _is_marked(document, entry.body):
                yield entry.body.start


def _is_marked(document: Document, paragraph: Span) -> bool:
    return compiled(_MARKER).match(document.prose, paragraph.start) is not None


def _markers(prose: str) -> Iterator[tuple[Match[str], bool]]:
    """Every marker in order, with the answer whether it stands within a paragraph."""
    places = [(0, False), *((match.end(), False) for match in compiled(_AT_START).finditer(prose))]
    for source in _WITHIN:
        places += ((match.end(), True) for match in compiled(source).finditer(prose))
    places.sort()
    marker_at = compiled(_MARKER).match
    end = 0  # of the last marker within a paragraph: its stop has no marker behind
    for at, inline in places:
        if (inline and at <= end) or not (match := marker_at(prose, at)):
            continue
        if inline:
            end = match.end()
        yield match, inline


def _read(
    marker: str,
    ordinal: str,
    unit: str,
    bracketed: str,
    chinese: str,
    arabic: str,
    half: str,
    digit: str | None,
    circled: str,
) -> _Marker:
    """The marker from the texts of its groups."""
    numeral = bracketed or chinese or arabic or ordinal or circled
    kind = "1" if numeral.isdecimal() else "一"
    if unit:
        style = f"第{unit}"
    elif circled:
        style = "①"
    else:
        style = f"（{kind}）" if bracketed else f"{kind}）" if half else kind
    shape = marker.replace(numeral, "", 1).replace(" ", "")
    return _Marker(style, from_numeral(numeral) or 0, shape, digit is None)


def _counts(marker: _Marker, sibling: Heading | None) -> bool:
    """Whether a marker that may be a quantity, or stands within a paragraph, is a heading."""
    if marker.number == 1:
        return marker.sure and sibling is None
    return sibling is not None and marker.number == sibling.number + 1
