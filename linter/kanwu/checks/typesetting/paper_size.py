"""The `paper-size` check: official documents in Word on other paper."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.official import SIGN
from kanwu.structure.sheets import ROUNDING, first_line, millimetres, sheets
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class PaperSize(Check):
    """Sections on other paper, upright or across; each size once."""

    sign = SIGN

    width: float
    height: float
    tolerance: float  # all in millimetres

    def __call__(self, document: Document) -> Iterator[Hit]:
        told = set[tuple[float, float]]()
        for sheet in sheets(document):
            size = sheet.width, sheet.height
            if size not in told and not self._fits(*size) and not self._fits(*reversed(size)):
                told.add(size)
                found = f"{millimetres(sheet.width)}×{millimetres(sheet.height)}"
                if line := first_line(document, sheet):
                    yield Hit(line, {"found": found})

    def _fits(self, width: float, height: float) -> bool:
        most = self.tolerance + ROUNDING
        return abs(width - self.width) <= most and abs(height - self.height) <= most
