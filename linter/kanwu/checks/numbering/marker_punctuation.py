"""The `marker-punctuation` check: the marks behind the numbers of headings."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.structure.outline import SIGN, marker_of, outline
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class MarkerPunctuation(Check):
    """Headings with another mark behind the number than their style takes.

    `marks` gives the right markers of a style without their number, the best one first: 、 for 一、.
    """

    sign = SIGN

    marks: Mapping[str, tuple[str, ...]]

    def __call__(self, document: Document) -> Iterator[Hit]:
        for heading in document.once(outline):
            shapes = self.marks.get(heading.style)
            if heading.inline or not shapes or heading.shape in shapes:
                continue
            numeral = document.text[slice(*heading.numeral(document))]
            expected = marker_of(shapes[0], numeral)
            yield Hit(heading.span, {"expected": expected}, (Edit(heading.span, expected),))
