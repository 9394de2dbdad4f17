"""The `marker-punctuation` check: the marks behind the numbers of headings."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.structure.lists import Items, lists
from kanwu.structure.outline import SIGN, Heading, marker_of
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class MarkerPunctuation(Check):
    """Headings with another mark behind the number than their style takes.

    `marks` gives the right markers of a style without their number, the best one first: 、 for 一、.
    A blank stands behind 第三条.
    The headings of a list are fixed together. The fix is doubtful where it would leave items out,
    such as items within a paragraph, or might do so, as in a list with a gap.
    """

    sign = SIGN

    marks: Mapping[str, tuple[str, ...]]

    def __call__(self, document: Document) -> Iterator[Hit]:
        hits = (hit for items in document.once(lists) for hit in self._hits(document, items))
        yield from sorted(hits, key=lambda hit: hit.span)

    def _hits(self, document: Document, items: Items) -> Iterator[Hit]:
        wrong = [item for item in items.headings if self._is_wrong(item)]
        expected = {item.span: self._expected(document, item) for item in wrong if not item.inline}
        doubtful = len(expected) < len(wrong) or not items.is_whole
        together = tuple(expected)
        for span, marker in expected.items():
            yield Hit(span, {"expected": marker}, (Edit(span, marker),), doubtful, together)

    def _is_wrong(self, heading: Heading) -> bool:
        return heading.shape not in self.marks.get(heading.style, (heading.shape,))

    def _expected(self, document: Document, heading: Heading) -> str:
        numeral = document.text[slice(*heading.numeral(document))]
        blank = "\u3000" if heading.style.startswith("第") else ""
        return marker_of(self.marks[heading.style][0], numeral) + blank
