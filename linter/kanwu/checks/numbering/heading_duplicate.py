"""The `heading-duplicate` check: headings with the number of the one in front."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.structure.outline import SIGN, Heading, outline
from kanwu.structure.siblings import breaks, is_repeat, numeral_like, siblings
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class HeadingDuplicate(Check):
    """A heading with the number of its sibling in front, unless that is a hit of `heading-gap`."""

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        for sibling, heading in siblings(document):
            if is_repeat(document, sibling, heading) and not _is_told(document, sibling):
                expected = numeral_like(document, heading, heading.number + 1)
                edit = Edit(heading.numeral(document), expected)
                yield Hit(heading.span, {"expected": expected}, (edit,))
        for item in breaks(document):
            if item.repeats:
                edit = Edit(item.number, item.expected)
                yield Hit(item.span, {"expected": item.expected}, (edit,))


def _is_told(document: Document, sibling: Heading) -> bool:
    """Whether the sibling leaves out a number: 一、三、三、 is one slip, a hit of `heading-gap`."""
    if sibling.before is None:
        return False
    return document.once(outline)[sibling.before].number == sibling.number - 2
