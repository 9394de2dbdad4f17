"""The `mixed-line-ends` check: lines with another line end than most, or with none."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE_END = r"\r+\n|\r|\n"
_NAMES = {"\r\n": "CRLF", "\n": "LF", "\r": "CR"}


class MixedLineEnds(Check):
    """The first line end of another kind than most, with edits for all such line ends.

    With `final`, also the last character of a text whose last line has no end.
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
    """The line end of most lines; of equally frequent ones CRLF, then LF."""
    crlf = text.count("\r\n")
    counts = {"\r\n": crlf, "\n": text.count("\n") - crlf, "\r": text.count("\r") - crlf}
    most = max(counts, key=lambda end: counts[end])
    return most if counts[most] else "\n"
