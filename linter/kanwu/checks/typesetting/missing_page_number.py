"""The `missing-page-number` check: official documents in Word whose pages have no numbers."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.official import SIGN, official
from kanwu.structure.typeset import typesetting
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


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
