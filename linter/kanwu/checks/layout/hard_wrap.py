"""The `hard-wrap` check: line ends within sentences, as in text copied from a PDF."""

from __future__ import annotations

from itertools import pairwise

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.running_text import COLUMNS, LABEL
from kanwu.structure.white_space import SPACES
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORTEST_LINE = 20  # code points of a full line
_RAGGED = 6  # columns, at most, by which full lines of one block differ
_HABIT = 5  # times as many paragraphs must be set apart in the usual way as otherwise

# The end of a line in the midst of a sentence, with the next line at the left edge.
_MIDST = r"[\u3400-\u9fff，、\dA-Za-z％%]"
_BREAK = rf"\n(?:(?<={_MIDST}\n)|(?<={_MIDST}\r\n))(?=[\u3400-\u9fff\dA-Za-z“《])"
_MARK = r"""(?x)
    第 [一二三四五六七八九十百\d]{1,4} [编章节条款部] | [（(] [一二三四五六七八九十\d]{1,3} [）)]
  | [一二三四五六七八九十]{1,3} [、.．是] | \d{1,3} [.．、)）] | [①-⑳•·●◆■□*-] | 附 [件录表图]
"""
_ENDED = r"[。！？；][”’）)]?$"

# The starts of paragraphs, as long as a full line.
_INDENTED = r"\n(?:\u3000\u3000|[ ]{2,8}|\t)[^\s][^\n]{19}"
_AT_EDGE = r"\n[^\s][^\n]{19}"
_BEHIND_EMPTY_LINE = r"\n\r?\n[^\s][^\n]{19}"


class _Line(NamedTuple):
    """A line without its end, and its text without the white space on either side."""

    span: Span
    text: str
    end: int  # with its line end

    @property
    def width(self) -> int:
        """The width in columns, with the indent."""
        text = self.text
        wide = len(text) - sum(map(str.isascii, text))
        indent = self.span.end - self.span.start - len(text)
        return len(text) + wide + 2 * indent

    @property
    def is_running_text(self) -> bool:
        """Whether the line is no item, no label and no row of columns."""
        return not (
            compiled(_MARK).match(self.text)
            or compiled(LABEL).match(self.text)
            or compiled(COLUMNS).search(self.text)
        )


class HardWrap(Check):
    """The first line end within a paragraph, with edits for all line ends of the paragraph.

    A sentence is broken if it goes on at the left edge of the next line where paragraphs are
    indented or set apart by empty lines, or if its lines all have one width. Markdown joins lines
    by itself.
    """

    # In prose, both characters of CRLF are line ends.
    sign = _BREAK.replace(r"\r", r"\n")

    def __call__(self, document: Document) -> Iterator[Hit]:
        if document.format == "markdown":
            return
        broken = list(_broken(document))
        widths = [lines[0].width for lines in broken if _has_one_width(lines)]
        width = sorted(widths)[len(widths) // 2] if len(widths) > 1 else 0
        for lines in broken:
            if (
                _has_one_width(lines)
                or _is_as_wide(lines, width)
                or _is_set_off(document, lines[0])
            ):
                edits = tuple(_joined(line, next_line) for line, next_line in pairwise(lines))
                yield Hit(edits[0].span, edits=edits)


def _broken(document: Document) -> Iterator[list[_Line]]:
    """The lines of each paragraph that may be broken."""
    starts = [match.end() for match in compiled(_BREAK).finditer(document.text)]
    lines: list[_Line] = []
    for start in starts:
        goes_on = bool(lines) and lines[-1].end == start
        before = lines[-1] if goes_on else _line(document.text, start - 1)
        behind = _line(document.text, start)
        if len(before.text) < _SHORTEST_LINE or not behind.is_running_text:
            continue
        if not goes_on:
            if _is_ended(lines):
                yield lines
            lines = [before]
        lines.append(behind)
    if _is_ended(lines):
        yield lines


def _is_ended(lines: list[_Line]) -> bool:
    return bool(lines) and compiled(_ENDED).search(lines[-1].text) is not None


def _line(text: str, offset: int) -> _Line:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset) + 1 or len(text)
    line = text[start:end].rstrip("\r\n")
    return _Line(Span(start, start + len(line)), line.strip(SPACES), end)


def _has_one_width(lines: list[_Line]) -> bool:
    """Whether the lines but the last have one width, and end within words."""
    full = [line.width for line in lines[:-1]]
    return (
        len(full) > 2
        and max(full) - min(full) <= _RAGGED
        and lines[-1].width <= max(full) + _RAGGED
        and sum(line.text[-1] not in "，、" for line in lines[:-1]) * 2 >= len(full)
    )


def _is_as_wide(lines: list[_Line], width: int) -> bool:
    """Whether the lines but the last have the width of those of other paragraphs."""
    return all(abs(line.width - width) <= _RAGGED for line in lines[:-1]) and (
        lines[-1].width <= width + _RAGGED
    )


def _is_set_off(document: Document, first: _Line) -> bool:
    """Whether paragraphs are usually set apart, and the next line is not."""
    is_sentence = "。" in first.text or first.text[-1] in "，、"
    indented = first.span.end - first.span.start > len(first.text)
    if indented and (is_sentence or ("，" in first.text and first.is_running_text)):
        return document.once(_is_indented)
    return is_sentence and document.once(_is_separated)


def _is_indented(document: Document) -> bool:
    """Whether nearly all paragraphs are indented."""
    return _count(document, _INDENTED) >= _HABIT * max(1, _count(document, _AT_EDGE))


def _is_separated(document: Document) -> bool:
    """Whether nearly all paragraphs have an empty line between them."""
    separated = _count(document, _BEHIND_EMPTY_LINE)
    return separated >= _HABIT * max(1, _count(document, _AT_EDGE) - separated)


def _count(document: Document, source: str) -> int:
    return sum(1 for _ in compiled(source).finditer(document.text))


def _joined(line: _Line, next_line: _Line) -> Edit:
    """The edit that joins two lines, with a space between two words that are not Chinese."""
    touching = line.text[-1] + next_line.text[0]
    space = " " if touching.isascii() and touching.isalnum() else ""
    return Edit(Span(line.span.end, next_line.span.start), space)
