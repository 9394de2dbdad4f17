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
    """Sections on paper of another size, upright or across; each size once."""

    sign = SIGN

    width: float
    height: float
    tolerance: float  # all in millimetres

    def __call__(self, document: Document) -> Iterator[Hit]:
        reported = set[tuple[float, float]]()
        for sheet in sheets(document):
            size = sheet.width, sheet.height
            if size not in reported and not self._fits(*size) and not self._fits(*reversed(size)):
                reported.add(size)
                if line := first_line(document, sheet):
                    yield Hit(line, {"found": "×".join(map(millimetres, size))})

    def _fits(self, width: float, height: float) -> bool:
        most = self.tolerance + ROUNDING
        return abs(width - self.width) <= most and abs(height - self.height) <= most
