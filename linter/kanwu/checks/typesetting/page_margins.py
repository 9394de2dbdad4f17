"""The `page-margins` check: official documents in Word with other margins."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.official import SIGN
from kanwu.structure.sheets import ROUNDING, first_line, millimetres, sheets
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kanwu.document import Sheet

_SIDES = {"top": "上", "bottom": "下", "left": "左", "right": "右"}


class PageMargins(Check):
    """Upright sections with other margins; each set of margins once."""

    sign = SIGN

    margins: Mapping[str, float]  # by the side: top, bottom, left, right
    tolerance: float  # all in millimetres

    def __call__(self, document: Document) -> Iterator[Hit]:
        reported = set[str]()
        for sheet in sheets(document):
            fault = "、".join(self._faults(sheet))
            if fault and fault not in reported:
                reported.add(fault)
                if line := first_line(document, sheet):
                    yield Hit(line, {"fault": fault})

    def _faults(self, sheet: Sheet) -> Iterator[str]:
        if sheet.width > sheet.height:  # a page across, for a wide table, has its own margins
            return
        for side, right in self.margins.items():
            margin: float | None = getattr(sheet, side)
            if margin is not None and abs(margin - right) > self.tolerance + ROUNDING:
                yield f"{_SIDES[side]}边距是{millimetres(margin)}毫米，应为{millimetres(right)}毫米"
