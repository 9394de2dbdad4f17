"""The `misnested` check: closing marks in the wrong order, as in （“）”."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.marks import MARK
from kanwu.structure.pairs import pairs
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Misnested(Check):
    """Closing marks in front of one that should come first, as in （“）”."""

    sign = MARK

    def __call__(self, document: Document) -> Iterator[Hit]:
        for closer, other in document.once(pairs).misnested:
            yield Hit(closer.span, {"other": other.text})
