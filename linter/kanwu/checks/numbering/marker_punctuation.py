"""The `marker-punctuation` check: the marks behind the numbers of headings."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.structure.outline import SIGN, filled, outline
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class MarkerPunctuation(Check):
    """A heading whose number is followed by another mark than its kind of number takes.

    `marks` gives for the style of a heading its marker with no number in it: 、 for 一、.
    """

    sign = SIGN

    marks: Mapping[str, tuple[str, ...]]

    def __call__(self, document: Document) -> Iterator[Hit]:
        for heading in document.once(outline):
            fine = self.marks.get(heading.style)
            if heading.inline or not fine or heading.shape in fine:
                continue
            numeral = document.text[slice(*heading.numeral(document))]
            wanted = filled(fine[0], numeral)
            yield Hit(heading.span, {"expected": wanted}, (Edit(heading.span, wanted),))
