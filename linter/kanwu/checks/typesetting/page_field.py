"""The checks `missing-page-number` and `page-number-form`: the page numbers that Word prints."""

from __future__ import annotations

from bisect import bisect_right

from kanwu.check import Check, Hit
from kanwu.checks.typesetting.typeface import size_name
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.official import SIGN, official
from kanwu.structure.typeset import typesetting
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kanwu.document import Stretch

_DASH = r"\s*[—―－]\s*"  # —, or what is printed like it
_TOLERANCE = 0.25  # points


class MissingPageNumber(Check):
    """No number of a page anywhere in a document of more characters than `longest`."""

    sign = SIGN

    longest: int

    def __call__(self, document: Document) -> Iterator[Hit]:
        found, about = typesetting(document), document.once(official)
        if found is None or about is None or found.page_numbers or not found.sheets:
            return
        if len("".join(document.prose[: found.sheets[-1].span.end].split())) > self.longest:
            yield Hit(about.title.span)


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
        if set_in.size and abs(set_in.size - self.size) > _TOLERANCE:
            yield f"字号是{size_name(set_in.size)}"
