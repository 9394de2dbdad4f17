"""The `mixed-width` check: pairs of one half-width and one full-width bracket."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.structure.marks import FULL_WIDTH, MARK
from kanwu.structure.pairs import pairs
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class MixedWidth(Check):
    """The half-width bracket of a pair with one full-width bracket, in Chinese text."""

    sign = MARK

    def __call__(self, document: Document) -> Iterator[Hit]:
        prose = document.prose
        for pair in document.once(pairs).matched:
            narrow = [span for span in pair.spans if prose[span.start] in FULL_WIDTH]
            if len(narrow) == 1 and pair.stands_in_chinese(prose):
                edit = Edit(narrow[0], FULL_WIDTH[prose[narrow[0].start]])
                yield Hit(edit.span, {"expected": edit.text}, (edit,))
