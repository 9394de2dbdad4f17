"""The `lone-heading` check: headings with the number one and no second one."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.groups import groups
from kanwu.structure.outline import SIGN, outline
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class LoneHeading(Check):
    """Headings of the `styles` with the number one and no second one."""

    sign = SIGN

    styles: tuple[str, ...]

    def __call__(self, document: Document) -> Iterator[Hit]:
        headings = document.once(outline)
        second = {
            (heading.style, heading.article)
            for heading in headings
            if heading.number == 2 and heading.before is None
        }
        for group in document.once(groups):
            first = headings[group.headings[0]]
            if len(group.headings) > 1 or first.number != 1 or first.inline or not first.sure:
                continue
            if first.style not in self.styles or (first.style, first.article) in second:
                continue
            if group.goes_on is None or headings[group.goes_on].number == 1:
                yield Hit(first.span)
