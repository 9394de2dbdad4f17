"""Checks of what stands between lines: white space at their ends, empty lines, mixed line ends."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACE = " \t\u3000\u00a0"
_SHOWN = "\u3000\u00a0"  # what a page made of Markdown shows at the end of a line, too
# `re` searches for a literal ten times as fast as for a class, so the space is looked back at.
_BEFORE_END = rf"\n(?<=[{_SPACE}]\n)"
_TO_FILL_IN = ("：", ":", "（", "(", "第")
_DATE = (
    rf"[{_SPACE}]*(?:[12]\d{{3}}|[二一][〇○零一二三四五六七八九]{{3}}|[12]?\d{{0,2}}[XxＸ×]{{2,4}})"
    rf"[{_SPACE}]?年[^\n，。]{{1,14}}日[{_SPACE}]*$"
)

_ROW = rf"\n(?:[{_SPACE}]*+\r?\n){{2,}}+"
_ROW_AT_START = rf"(?:[{_SPACE}]*+\r?\n){{3,}}+"
_BLANK_LINE = rf"[{_SPACE}]*+\r?\n"
_LONGEST = 40  # code points of a title, or of a line of the signature
_NUMBER = r"[一二三四五六七八九十\d]{1,4}"
_MARKED = rf"[（(]?{_NUMBER}[）)、.．]|{_NUMBER}是|第{_NUMBER}[条项]"

_LINE_END = r"\r+\n|\r|\n"
_NAMES = {"\r\n": "CRLF", "\n": "LF", "\r": "CR"}


class TrailingSpace(Check):
    """White space at the end of a line, or making up a line.

    Not what is left free on purpose: behind a colon for the reader to fill in, and to the right
    of a signature and its date. In Markdown, where spaces may break a line and are not shown
    else, only what the page would show.
    """

    def __call__(self, document: Document) -> Iterator[Hit]:
        lines = document.as_text().prose
        ends = [match.start() for match in compiled(_BEFORE_END).finditer(lines)]
        if lines.endswith(tuple(_SPACE)):
            ends.append(len(lines))
        for end in ends:
            start = lines.rfind("\n", 0, end) + 1
            text = lines[start:end].rstrip(_SPACE)
            span = Span(start + len(text), end)
            if not _is_meant(document, lines, text, span):
                yield Hit(span, edits=(Edit(span, ""),))


def _is_meant(document: Document, lines: str, text: str, span: Span) -> bool:
    if document.format == "markdown":
        is_prose = bool(text) and document.prose[span.start - 1] == text[-1]
        return not is_prose or not any(one in lines[slice(*span)] for one in _SHOWN)
    if span.end - span.start < 2:
        return False
    # GB/T 9704—2012: the date stands some characters from the right.
    start = span.start - len(text)
    return text.endswith(_TO_FILL_IN) or any(
        compiled(_DATE).match(lines, at) for at in (start, span.end + 1, span.end + 2)
    )


class BlankLines(Check):
    """The lines too many where two or more in a row are empty, but for one.

    Two may stand around a title and before a signature, and any number where a form leaves room.
    In Markdown they are not shown, and nothing is found.
    """

    def __call__(self, document: Document) -> Iterator[Hit]:
        if document.format == "markdown":
            return
        text = document.text
        first = compiled(_ROW_AT_START).match(text)
        rows = [Span(*first.span())] if first else []
        rows += [Span(match.start() + 1, match.end()) for match in compiled(_ROW).finditer(text)]
        for row in rows:
            if not _is_room(text, row):
                kept = compiled(_BLANK_LINE).match(text, row.start)
                surplus = Span(kept.end() if kept else row.start, row.end)
                yield Hit(surplus, edits=(Edit(surplus, ""),))


def _is_room(text: str, row: Span) -> bool:
    """Whether so many empty lines may well stand there."""
    before = text[text.rfind("\n", 0, max(0, row.start - 1)) + 1 : row.start].strip()
    if before.endswith(_TO_FILL_IN):
        return True
    end = text.find("\n", row.end)
    behind = text[row.end : len(text) if end < 0 else end].strip()
    return text.count("\n", *row) == 2 and (_stands_apart(before) or _stands_apart(behind))


def _stands_apart(line: str) -> bool:
    """Whether the line may be a title, or of a signature."""
    return (
        0 < len(line) <= _LONGEST
        and not line.endswith(("。", "；", "！", "？"))
        and not compiled(_MARKED).match(line)
    )


class MixedLineEnds(Check):
    """The first line end that is written in another way than most, with edits for all of those.

    With `final`, the last character of a text whose last line has no end, too.
    """

    final: bool = False

    def __call__(self, document: Document) -> Iterator[Hit]:
        text = document.text
        if others := _unusual(text):
            usual, other = _usual(text), text[slice(*others[0])]
            fault = (
                f"全文多用{_NAMES[usual]}换行，"
                f"另有{len(others)}处用{_NAMES.get(other, '重复的CR和LF')}，应统一"
            )
            yield Hit(others[0], {"fault": fault}, tuple(Edit(span, usual) for span in others))
        if self.final and text and not text.endswith(("\n", "\r")):
            end = len(text)
            edit = Edit(Span(end, end), _usual(text))
            yield Hit(Span(end - 1, end), {"fault": "最后一行末尾没有换行，应补上"}, (edit,))


def _unusual(text: str) -> list[Span]:
    if "\r" not in text or text.count("\r") == text.count("\r\n") == text.count("\n"):
        return []
    usual = _usual(text)
    ends = compiled(_LINE_END).finditer(text)
    return [Span(*match.span()) for match in ends if match[0] != usual]


def _usual(text: str) -> str:
    """The line end that most lines have; of as many, CRLF before LF before CR."""
    crlf = text.count("\r\n")
    counts = {"\r\n": crlf, "\n": text.count("\n") - crlf, "\r": text.count("\r") - crlf}
    most = max(counts, key=lambda end: counts[end])
    return most if counts[most] else "\n"
