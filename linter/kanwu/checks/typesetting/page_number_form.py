"""The `page-number-form` check: the type and the dashes of page numbers in Word."""

from __future__ import annotations

from bisect import bisect_right

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.official import SIGN
from kanwu.structure.type_sizes import is_size, size_name
from kanwu.structure.typeset import typesetting
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kanwu.document import Stretch

_DASH = r"\s*[—―－]\s*"  # —, or a mark that is printed like it


class PageNumberForm(Check):
    """Page numbers in other type, or without a dash on either side; each fault once.

    Left and right pages, and each section, may have page numbers of their own.
    """

    sign = SIGN

    face: str  # an expression for the names of right faces
    size: float  # points

    def __call__(self, document: Document) -> Iterator[Hit]:
        setting = typesetting(document)
        if setting is None:
            return
        reported = set[str]()
        stretches = setting.stretches
        for span in setting.page_numbers:
            at = bisect_right(stretches, span.start, key=lambda stretch: stretch.span.start) - 1
            fault = "，".join(self._faults(document, span, stretches[at]))
            if fault and fault not in reported:
                reported.add(fault)
                yield Hit(span, {"fault": fault})

    def _faults(self, document: Document, span: Span, stretch: Stretch) -> Iterator[str]:
        start, end = document.paragraph(span.start)
        before, behind = document.text[start : span.start], document.text[span.end : end]
        if not all(compiled(_DASH).fullmatch(side) for side in (before, behind)):
            yield "左右应各有一条一字线"
        if stretch.latin and not compiled(self.face).search(stretch.latin):
            yield f"字体是{stretch.latin}"
        if not is_size(stretch.size, self.size):
            yield f"字号是{size_name(stretch.size)}"
