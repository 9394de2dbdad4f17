"""The `reversed-quote` check: quotation marks that point the wrong way."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.structure.marks import PARTNER, QUOTE
from kanwu.structure.pairs import pairs
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class ReversedQuote(Check):
    """Quotation marks that point the wrong way."""

    sign = QUOTE

    def __call__(self, document: Document) -> Iterator[Hit]:
        for mark, sure in document.once(pairs).turned:
            edit = Edit(mark.span, PARTNER[mark.text])
            yield Hit(edit.span, {"expected": edit.text}, (edit,), doubtful=not sure)
