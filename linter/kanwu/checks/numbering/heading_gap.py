"""The `heading-gap` check: headings whose number leaves out others, or falls back."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

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
        and not _continues_outer(document, heading)
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
    if heading.style != "1":
        return False
    numbers = document.once(decimals.headings)
    at = bisect_left(numbers, heading.span, key=attrgetter("span"))
    return at > 0 and numbers[at - 1].parts[0] == heading.number - 1


def _continues_outer(document: Document, heading: Heading) -> bool:
    """Whether the sibling is of a list within the one that the heading continues."""
    before = heading.before
    return before is not None and document.once(_numbers_around)[before] == heading.number - 1


def _numbers_around(document: Document) -> tuple[int, ...]:
    """For each heading the number in front of its list, in the same style; 0 without one."""
    headings = document.once(outline)
    last: dict[tuple[int, str], int] = {}
    around: list[int] = []
    for heading in headings:
        list_of = (heading.article, heading.style)
        before = heading.before
        if before is not None and headings[before].number == heading.number - 1:
            around.append(around[before])
        else:
            around.append(last.get(list_of, 0) if heading.number == 1 else 0)
        last[list_of] = heading.number
    return tuple(around)


def _is_between(document: Document, sibling: Heading, heading: Heading) -> bool:
    """Whether a number that is left out stands within a line: behind a page number, or in a cell."""
    return any(
        compiled(_within(heading.shape, numeral_like(document, heading, number))).search(
            document.prose, sibling.span.end, heading.span.start
        )
        for number in range(sibling.number + 1, min(heading.number, sibling.number + _MOST + 1))
    )


def _within(shape: str, numeral: str) -> str:
    """The expression of a marker that is part of no longer number, or that lost its mark: 3公里."""
    bare = rf"^[ \t\u3000]*{numeral}(?=[\u4e00-\u9fff])" if numeral.isdecimal() else "(?!)"
    # Markup may stand within.
    marker = r"\ufffc*".join(
        f"[{char}]" if char in ".()" else char for char in marker_of(shape, numeral)
    )
    digits = (
        r"\d.．" if numeral.isdecimal() and marker[0] not in "（[" else "一二三四五六七八九十第"
    )
    return rf"(?<![{digits}]){marker}(?!\d)|{bare}"


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
