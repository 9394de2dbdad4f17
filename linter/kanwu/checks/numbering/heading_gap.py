"""The `heading-gap` check: headings whose number leaves out others, or falls back."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure import decimals
from kanwu.structure.groups import strays
from kanwu.structure.outline import SECTIONS, SIGN, Heading, marker_of, outline
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

_MOST = 5  # numbers left out, that are looked for


class HeadingGap(Check):
    """Headings whose number leaves out others behind the sibling's, or is less than it.

    A gap is passed over if its number stands as a repeat, or in another style: that is a hit of
    `heading-duplicate` or `mixed-marker`; and if the number may stand where no marker is known.
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
    return (
        heading.number > sibling.number + 1
        and not _is_explained(document, sibling, heading)
        and not _continues_chapters(document, heading)
        and not _continues_outer(document, sibling, heading)
        and not _is_between(document, sibling, heading)
    )


def _falls_back(document: Document, sibling: Heading, heading: Heading) -> bool:
    """Whether the heading continues another count than its sibling's: 三、 and then 二、."""
    return (
        heading.style in SECTIONS
        and 1 < heading.number < sibling.number
        and not starts_anew(document, sibling, heading)
    )


def _continues_chapters(document: Document, heading: Heading) -> bool:
    """Whether the decimal number in front is of the chapter before: 2.5, and then 3."""
    parts = [item.parts for item in document.once(decimals.headings) if item.span < heading.span]
    return heading.style == "1" and bool(parts) and parts[-1][0] == heading.number - 1


def _continues_outer(document: Document, sibling: Heading, heading: Heading) -> bool:
    """Whether the sibling is of a list within the one that the heading continues."""
    headings = document.once(outline)
    first = sibling
    while first.before is not None and headings[first.before].number == first.number - 1:
        first = headings[first.before]
    outer = [
        other
        for other in headings
        if other.span < first.span
        and other.style == heading.style
        and other.article == heading.article
    ]
    return first.number == 1 and bool(outer) and outer[-1].number == heading.number - 1


def _is_between(document: Document, sibling: Heading, heading: Heading) -> bool:
    """Whether a number that is left out stands within a line: behind a page number, or in a cell."""
    return any(
        compiled(_within(heading.shape, numeral_like(document, heading, number))).search(
            document.prose, sibling.span.end, heading.span.start
        )
        for number in range(sibling.number + 1, min(heading.number, sibling.number + _MOST + 1))
    )


def _within(shape: str, numeral: str) -> str:
    """The expression of a marker that is part of no longer number."""
    marker = "".join(f"[{char}]" if char in ".()" else char for char in marker_of(shape, numeral))
    digits = (
        r"\d.．" if numeral.isdecimal() and marker[0] not in "（[" else "一二三四五六七八九十第"
    )
    return rf"(?<![{digits}]){marker}(?!\d)"


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
