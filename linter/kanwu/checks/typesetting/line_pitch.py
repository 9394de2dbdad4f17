"""The `line-pitch` check: official documents in Word with more or fewer lines a page."""

from __future__ import annotations

from bisect import bisect_right

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.official import SIGN
from kanwu.structure.typeset import paragraphs, typesetting
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kanwu.document import Typesetting
    from kanwu.text import Span

_POINTS = 72 / 25.4  # to the millimetre
_ROUNDING = 0.05  # lines: 22 lines 29 points apart are 0.2 points higher than the page


class LinePitch(Check):
    """Running text with another number of lines a page; the first paragraph of several in a row."""

    sign = SIGN

    lines: int
    tolerance: int

    def __call__(self, document: Document) -> Iterator[Hit]:
        setting = typesetting(document)
        if setting is None:
            return
        before = 0
        for paragraph in paragraphs(document, "text"):
            lines = _lines(setting, paragraph)
            wrong = lines if lines and abs(lines - self.lines) > self.tolerance else 0
            if wrong and wrong != before:
                yield Hit(paragraph, {"found": str(wrong)})
            before = wrong


def _lines(typesetting: Typesetting, paragraph: Span) -> int:
    """The number of lines a page at the pitch of the paragraph; 0 if it is not known."""
    at = bisect_right(typesetting.pitched, paragraph.start, key=lambda line: line.span.start) - 1
    pitched = typesetting.pitched[at] if at >= 0 else None
    if pitched is None or pitched.span.end < paragraph.end:
        return 0
    for sheet in typesetting.sheets:
        if sheet.span.start <= paragraph.start <= sheet.span.end:
            if sheet.top is None or sheet.bottom is None:
                return 0
            height = (sheet.height - sheet.top - sheet.bottom) * _POINTS
            return int(height / pitched.pitch + _ROUNDING)
    return 0
