"""The `missing-page-number` check: official documents in Word without page numbers."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.official import SIGN, official
from kanwu.structure.typeset import typesetting
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class MissingPageNumber(Check):
    """The title of a document of more than `longest` characters without a page number."""

    sign = SIGN

    longest: int

    def __call__(self, document: Document) -> Iterator[Hit]:
        setting, parts = typesetting(document), document.once(official)
        if setting is None or parts is None or setting.page_numbers or not setting.sheets:
            return
        if len("".join(document.prose[: setting.sheets[-1].span.end].split())) > self.longest:
            yield Hit(parts.title.span)
