"""Headings with the sibling in front of each: repeats, and counts that start anew."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.numerals import to_numeral
from kanwu.structure import bracketed, decimals
from kanwu.structure.outline import SECTIONS, Heading, has_title_between, outline
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kanwu.structure.bracketed import Break


def siblings(document: Document) -> Iterator[tuple[Heading, Heading]]:
    """Each heading at the start of a paragraph, with the sibling in front.

    Siblings in digits must be indented alike, or they may be items of an inner list. The articles
    and chapters of laws have rules of their own.
    """
    headings = document.once(outline)
    for heading in headings:
        if (
            heading.inline
            or heading.doubtful
            or heading.before is None
            or heading.style.startswith("第")
        ):
            continue
        sibling = headings[heading.before]
        if heading.style in SECTIONS or heading.indent == sibling.indent:
            yield sibling, heading


def is_repeat(document: Document, sibling: Heading, heading: Heading) -> bool:
    if heading.number != sibling.number or _is_subdivided(document, heading):
        return False
    if heading.number > 1:
        return True
    return heading.style in SECTIONS and not starts_anew(document, sibling, heading)


def _is_subdivided(document: Document, heading: Heading) -> bool:
    """Whether another number follows between two spaces: 19. 2 投标报价."""
    return compiled(r"[ ]\d{1,2}[ \u3000]").match(document.prose, heading.span.end) is not None


def starts_anew(document: Document, sibling: Heading, heading: Heading) -> bool:
    """Whether a title stands between the two."""
    return has_title_between(document, sibling.span.start, heading.span.start)


def numeral_like(document: Document, heading: Heading, number: int) -> str:
    """The number in the numerals of the heading: 三 for 3 and 二、."""
    return to_numeral(number, like=document.text[slice(*heading.numeral(document))])


def breaks(document: Document) -> Iterator[Break]:
    """Numbers out of order of items that are no headings of the outline."""
    yield from document.once(bracketed.breaks)
    yield from document.once(decimals.breaks)
