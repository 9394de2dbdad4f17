"""The `page-number` check: page numbers and running heads as lines of the text."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.white_space import SPACES
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from re import Match

_DASH = "[—–―─－-]"
_PAGE = rf"""(?x)
[ \t\u3000\u00a0]*+ (?P<page>
    (?P<certain>
        {_DASH}{{1,2}} [ ]? (?: \d{{1,3}} | [ivxIVX]{{1,5}} | [Ⅰ-Ⅻ] ) [ ]? {_DASH}{{1,2}}
      | [·~～] [ ]? \d{{1,3}} [ ]? [·~～]
      | \d{{1,3}} [ ] [/／] [ ] \d{{1,3}}
      | 第 [ ]? (?: \d{{1,4}} | [一二三四五六七八九十]{{1,3}} ) [ ]? 页 (?: [ ，,/／]{{0,3}} 共 [ ]? (?: \d{{1,4}} | [一二三四五六七八九十]{{1,3}} ) [ ]? 页 )?
      | 第 [ ]{{1,6}} 页 [ ，,/／]{{0,3}} 共 [ ]{{1,6}} 页
      | 共 [ ]? \d{{1,4}} [ ]? 页 [ ，,/／]{{0,3}} 第 [ ]? \d{{1,4}} [ ]? 页
      | 第? [ ]? \d{{1,4}} [ ]? [/／] [ ]? 共? [ ]? \d{{1,4}} [ ]? 页
      | (?i: page ) [ ] \d{{1,4}} [ ] of [ ] \d{{1,4}} )
  | \d{{1,3}} ) [ \t\u3000\u00a0]*+ (?= [\r\n] | \Z )
"""
# `re` searches for the literal at the start ten times as fast as for ^.
_IN_NEXT_LINE = _PAGE.replace("(?x)", "(?x) \\n", 1)
_WHITE = SPACES + "\r\n"
_FEWEST_PAGES = 3  # with bare numbers that count up, or with one running head
_SHORTEST_PAGE, _LONGEST_PAGE = 150, 6_000  # code points between two numbers
_SHORTEST_LINE = 15  # code points of the last line of running text on a page
_LONGEST_HEAD = 40  # code points of a running head
_LONGEST_LINE = 2_000  # code points
_STOPS = "。！？；：…”）.!?;:)"
_GOES_ON = r"[\u3400-\u9fff“《（，、\d](?![、.．）)])[^\n]{8}"


class _Line(NamedTuple):
    """A line that may be a page number."""

    span: Span  # without white space
    certain: bool  # the form alone shows a page number
    number: int
    before: Span  # the next line with text in front
    behind: Span  # and behind


class PageNumber(Check):
    """Lines that are page numbers, and running heads or feet next to them.

    Bare numbers are page numbers if they count up from page to page and most of them break a
    sentence.
    """

    def __call__(self, document: Document) -> Iterator[Hit]:
        lines = list(_lines(document))
        pages = [line for line in lines if line.certain]
        pages += _bare([line for line in lines if not line.certain], document.text)
        pages.sort()
        for page in pages:
            yield _hit(document.text, page.span, "页码")
        for head in _heads(pages, document.text):
            yield _hit(document.text, head, "页眉")


def _lines(document: Document) -> Iterator[_Line]:
    text = document.text
    if (first := compiled(_PAGE).match(text)) and document.block(first.start("page")) is None:
        yield _line(first, text)
    for match in compiled(_IN_NEXT_LINE).finditer(text):
        if document.block(match.start("page")) is None:
            yield _line(match, text)


def _line(match: Match[str], text: str) -> _Line:
    span = Span(*match.span("page"))
    certain = match["certain"] is not None
    number = 0 if certain else int(match["page"])
    return _Line(span, certain, number, _line_before(text, span), _line_behind(text, span))


def _line_before(text: str, span: Span) -> Span:
    end = span.start
    while end and text[end - 1] in _WHITE:
        end -= 1
    far = max(0, end - _LONGEST_LINE)
    start = max(far, text.rfind("\n", far, end) + 1, text.rfind("\r", far, end) + 1)
    while start < end and text[start] in _WHITE:
        start += 1
    return Span(start, end)


def _line_behind(text: str, span: Span) -> Span:
    match = compiled(r"[ \t\u3000\u00a0\r\n]*+(?P<line>[^\r\n]*+)").match(text, span.end)
    assert match is not None  # it may be empty
    start, end = match.span("line")
    return Span(start, start + len(text[start:end].rstrip(_WHITE)))


def _bare(lines: list[_Line], text: str) -> Iterator[_Line]:
    """The bare numbers that count up by one from page to page."""
    counts: list[list[_Line]] = []
    open_counts: dict[int, list[_Line]] = {}  # by the next number
    for line in lines:
        count = open_counts.pop(line.number, [])
        if not count or not _is_pages_apart(line, count[-1]):
            count = []
            counts.append(count)
        count.append(line)
        open_counts[line.number + 1] = count
    for count in counts:
        broken = sum(_breaks_sentence(line, text) for line in count)
        if len(count) >= _FEWEST_PAGES and broken * 2 > len(count):
            yield from count


def _is_pages_apart(line: _Line, last: _Line) -> bool:
    return _SHORTEST_PAGE <= line.span.start - last.span.end <= _LONGEST_PAGE


def _breaks_sentence(line: _Line, text: str) -> bool:
    before, behind = line.before, line.behind
    return (
        before.end - before.start >= _SHORTEST_LINE
        and text[before.end - 1] not in _STOPS
        and compiled(_GOES_ON).match(text, behind.start, behind.end) is not None
    )


def _heads(pages: Iterable[_Line], text: str) -> Iterator[Span]:
    """Short lines next to page numbers that are the same on several pages."""
    lines: dict[str, list[Span]] = {}
    for page in pages:
        for span in (page.before, page.behind):
            if 1 < span.end - span.start <= _LONGEST_HEAD:
                lines.setdefault(text[span.start : span.end], []).append(span)
    for words, spans in lines.items():
        if len(set(spans)) >= _FEWEST_PAGES and compiled(r"[\u3400-\u9fff]{2}").search(words):
            yield from sorted(set(spans))


def _hit(text: str, span: Span, kind: str) -> Hit:
    start, end = span
    while start and text[start - 1] in SPACES:
        start -= 1
    while end < len(text) and text[end] in SPACES:
        end += 1
    end += 2 if text.startswith("\r\n", end) else 1
    return Hit(span, {"kind": kind}, (Edit(Span(start, min(end, len(text))), ""),))
