"""The checks `paper-size` and `page-margins`: the paper of an official document in Word."""

from __future__ import annotations

from itertools import islice

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.kind import text_lines
from kanwu.structure.official import SIGN
from kanwu.structure.typeset import typesetting
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kanwu.document import Sheet

_ROUNDING = 0.06  # millimetres: a file counts in 20ths of a point, a dialogue in tenths of 1 mm
_SIDES = {"top": "上", "bottom": "下", "left": "左", "right": "右"}


class PaperSize(Check):
    """Sections on other paper, upright or across; each size once."""

    sign = SIGN

    width: float
    height: float
    tolerance: float  # all in millimetres

    def __call__(self, document: Document) -> Iterator[Hit]:
        told = set[tuple[float, float]]()
        for sheet in _sheets(document):
            size = sheet.width, sheet.height
            if size not in told and not self._fits(*size) and not self._fits(*reversed(size)):
                told.add(size)
                found = f"{_shown(sheet.width)}×{_shown(sheet.height)}"
                yield from _hits(document, sheet, {"found": found})

    def _fits(self, width: float, height: float) -> bool:
        most = self.tolerance + _ROUNDING
        return abs(width - self.width) <= most and abs(height - self.height) <= most


class PageMargins(Check):
    """Upright sections whose margins are others; each set of margins once."""

    sign = SIGN

    margins: Mapping[str, float]  # by the side: top, bottom, left, right
    tolerance: float  # all in millimetres

    def __call__(self, document: Document) -> Iterator[Hit]:
        told = set[str]()
        for sheet in _sheets(document):
            fault = "、".join(self._faults(sheet))
            if fault and fault not in told:
                told.add(fault)
                yield from _hits(document, sheet, {"fault": fault})

    def _faults(self, sheet: Sheet) -> Iterator[str]:
        if sheet.width > sheet.height:  # a table that was turned has margins of its own
            return
        for side, wanted in self.margins.items():
            margin: float | None = getattr(sheet, side)
            if margin is not None and abs(margin - wanted) > self.tolerance + _ROUNDING:
                yield f"{_SIDES[side]}边距是{_shown(margin)}毫米，应为{_shown(wanted)}毫米"


def _sheets(document: Document) -> tuple[Sheet, ...]:
    found = typesetting(document)
    return found.sheets if found else ()


def _hits(document: Document, sheet: Sheet, values: Mapping[str, str]) -> Iterator[Hit]:
    """A hit on the first line of the section that holds text."""
    for line in islice(text_lines(document, sheet.span.start), 1):
        if line.start < sheet.span.end:
            yield Hit(Span(*line), values)


def _shown(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")
