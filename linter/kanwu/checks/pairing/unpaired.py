"""The `unpaired` check: brackets, quotation marks and title marks without a partner."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.marks import MARK, PARTNER
from kanwu.structure.pairs import pairs
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


_PRIME = r"(?<=[\d’'′])’"  # 85’50’’: minutes and seconds


class Unpaired(Check):
    """The listed marks without a partner."""

    sign = MARK

    marks: str

    def __call__(self, document: Document) -> Iterator[Hit]:
        for mark in document.once(pairs).unmatched:
            if mark.text in self.marks and not _is_prime(document.prose, mark.offset):
                yield Hit(mark.span, {"partner": PARTNER[mark.text]})


def _is_prime(prose: str, offset: int) -> bool:
    return compiled(_PRIME).match(prose, offset) is not None
