"""The outline of a document: its numbered headings and items, each with its sibling in front.

Every check of numbering works on this one structure. A marker opens a paragraph (一、 （一） 1.
（1） ① 第一章). Markers within a paragraph count too, but have no faults.
"""

from __future__ import annotations

from bisect import bisect_right

from kanwu.document import Document
from kanwu.structure import decimals
from kanwu.structure.contents import contents
from kanwu.structure.markers import Marker, is_marked, markers
from kanwu.structure.reading import Candidate, reading
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Items on lines of their own often start anew, so only these styles may repeat a 1.
SECTIONS = ("一", "（一）")
_LONGEST_TITLE = 45  # code points
# Every text with a heading matches this.
SIGN = r"[\d一二三四五六七八九十][ ]?[、.．）)，：。]|[①-⑳]|第[^\n]{1,9}[编章节条分]"


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
    doubtful: bool  # another reading of the document finds no fault in the number

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


def outline(document: Document) -> tuple[Heading, ...]:
    """All headings of the document in order; ask for it by `document.once(outline)`."""
    headings: list[Heading] = []
    for article, found in enumerate(_articles(document)):
        known: dict[int, int] = {}  # the positions of candidates in the outline
        for at, before, doubtful in reading(_candidates(document, found)):
            known[at] = len(headings)
            span, (style, number, shape, sure), indent, inline = found[at]
            sibling = None if before is None else known[before]
            headings.append(
                Heading(
                    span, style, number, shape, indent, inline, sure, article, sibling, doubtful
                )
            )
    return tuple(headings)


def _articles(document: Document) -> Iterator[list[Marker]]:
    """The markers of each article in order, without those in the table of contents."""
    boundaries = sorted(_article_starts(document))
    listed = document.once(contents)
    articles: list[list[Marker]] = [[] for _ in range(len(boundaries) + 1)]
    for marker in markers(document):
        if not (listed and listed.span.start <= marker.span.start < listed.span.end):
            articles[bisect_right(boundaries, marker.span.start)].append(marker)
    yield from articles


def _candidates(document: Document, found: Iterable[Marker]) -> Iterator[Candidate]:
    starts = document.once(_decimal_starts)
    last: dict[str, int] = {}  # the end of the last marker of each style
    for span, (style, number, _, sure), indent, inline in found:
        depth = document.prose.count("#", span.start - indent, span.start)
        section = style in SECTIONS
        anew = number == 1 and style in last
        yield Candidate(
            style,
            number,
            indent,
            depth,
            inline,
            not sure,
            section,
            anew and has_title_between(document, last[style], span.start),
            span.start in starts,
        )
        last[style] = span.end


def article_at(document: Document, offset: int) -> int:
    """The number of the article around the offset in a compilation, from 0."""
    headings = document.once(outline)
    at = bisect_right(headings, offset, key=lambda heading: heading.span.start) - 1
    return headings[at].article if at >= 0 else 0


def has_title_between(document: Document, start: int, end: int) -> bool:
    """Whether a title stands between two markers: a short line without a stop and a marker."""
    decimal = document.once(_decimal_starts)
    at = document.paragraph(start).end + 1
    while at < document.paragraph(end).start:
        line = document.paragraph(at)
        text = document.prose[line.start : line.end].strip(" \t\u3000")
        is_short = 0 < len(text) <= _LONGEST_TITLE and text[-1] not in "。；，、：…"
        if is_short and (line.start in decimal or not is_marked(document, line)):
            return True
        at = line.end + 1
    return False


def marker_of(shape: str, numeral: str) -> str:
    """The marker of that shape and number: （二） for （） and 二, 二、 for 、 and 二."""
    bracket = 1 if shape[:1] in ("（", "(", "第") else 0
    return shape[:bracket] + numeral + shape[bracket:]


def _article_starts(document: Document) -> Iterator[int]:
    # An entry of the table of contents without a number in the body is the title of an article.
    if listed := document.once(contents):
        for entry in listed.entries:
            if entry.body is not None and not is_marked(document, entry.body):
                yield entry.body.start


def _decimal_starts(document: Document) -> frozenset[int]:
    return frozenset(heading.span.start for heading in document.once(decimals.headings))
