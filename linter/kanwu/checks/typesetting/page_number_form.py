"""The `page-number-form` check: how the page numbers that Word prints are set."""

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

_DASH = r"\s*[—―－]\s*"  # —, or what is printed like it


class PageNumberForm(Check):
    """Numbers of pages that are set otherwise, or without a dash on either side; each fault once.

    Left and right pages, and each section, may have a number of their own.
    """

    sign = SIGN

    face: str  # an expression for the names of faces that will do
    size: float  # points

    def __call__(self, document: Document) -> Iterator[Hit]:
        found = typesetting(document)
        if found is None:
            return
        told = set[str]()
        for span in found.page_numbers:
            at = bisect_right(found.stretches, span.start, key=lambda one: one.span.start) - 1
            fault = "，".join(self._faults(document, span, found.stretches[at]))
            if fault and fault not in told:
                told.add(fault)
                yield Hit(span, {"fault": fault})

    def _faults(self, document: Document, span: Span, set_in: Stretch) -> Iterator[str]:
        start, end = document.paragraph(span.start)
        before, behind = document.text[start : span.start], document.text[span.end : end]
        if not all(compiled(_DASH).fullmatch(side) for side in (before, behind)):
            yield "左右应各有一条一字线"
        if set_in.latin and not compiled(self.face).search(set_in.latin):
            yield f"字体是{set_in.latin}"
        if not is_size(set_in.size, self.size):
            yield f"字号是{size_name(set_in.size)}"
