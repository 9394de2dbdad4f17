"""The `heading-duplicate` check: headings with the number of the one in front."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.structure.outline import SIGN
from kanwu.structure.siblings import breaks, is_repeat, siblings, written
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class HeadingDuplicate(Check):
    """A heading with the number of its sibling in front."""

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        for sibling, heading in siblings(document):
            if is_repeat(document, sibling, heading):
                wanted = written(document, heading.number + 1, heading)
                numeral = heading.numeral(document)
                yield Hit(heading.span, {"expected": wanted}, (Edit(numeral, wanted),))
        for one in breaks(document):
            if one.repeats:
                yield Hit(one.span, {"expected": one.expected}, (Edit(one.number, one.expected),))
