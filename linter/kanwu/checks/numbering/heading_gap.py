"""The `heading-gap` check: headings whose number leaves out others, or falls back."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.structure.groups import strays
from kanwu.structure.outline import SECTIONS, SIGN, Heading, outline
from kanwu.structure.siblings import (
    breaks,
    is_repeat,
    numeral_like,
    siblings,
    starts_anew,
)
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class HeadingGap(Check):
    """Headings whose number leaves out others behind the sibling's, or is less than it.

    A gap is passed over if its number stands as a repeat, or in another style: that is a hit of
    `heading-duplicate` or `mixed-marker`.
    """

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        for sibling, heading in siblings(document):
            if _leaves_out(document, sibling, heading) or _falls_back(document, sibling, heading):
                expected = numeral_like(document, heading, sibling.number + 1)
                before = document.text[slice(*sibling.span)]
                yield Hit(heading.span, {"before": before, "expected": expected})
        for item in breaks(document):
            if not item.repeats:
                yield Hit(item.span, {"before": item.before, "expected": item.expected})


def _leaves_out(document: Document, sibling: Heading, heading: Heading) -> bool:
    return heading.number > sibling.number + 1 and not _is_explained(document, sibling, heading)


def _falls_back(document: Document, sibling: Heading, heading: Heading) -> bool:
    """Whether the heading continues another count than its sibling's: 三、 and then 二、."""
    return (
        heading.style in SECTIONS
        and 1 < heading.number < sibling.number
        and not starts_anew(document, sibling, heading)
    )


def _is_explained(document: Document, sibling: Heading, heading: Heading) -> bool:
    """Whether one number is left out, and the sibling repeats another or a stray has it."""
    if heading.number != sibling.number + 2:
        return False
    if sibling.before is not None:
        before = document.once(outline)[sibling.before]
        if is_repeat(document, before, sibling):
            return True
    return any(
        sibling.span < stray.span < heading.span and stray.number == heading.number - 1
        for stray, _ in document.once(strays)
    )
