"""Checks of the numbers of headings: gaps and repeats."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.numerals import to_numeral
from kanwu.structure import bracketed, decimals
from kanwu.structure.groups import strays
from kanwu.structure.outline import SIGN, Heading, outline
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kanwu.structure.bracketed import Break

# Items on lines of their own are numbered anew so freely that only these may repeat a 1.
_SECTIONS = ("一", "（一）")


class HeadingGap(Check):
    """A heading whose number leaves out one or more behind its sibling's, or falls back behind it.

    It is passed over where the number left out stands as a repeat, or in another style: that is
    told of there.
    """

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        for sibling, heading in _siblings(document):
            if _leaves_out(document, sibling, heading) or _falls_back(document, sibling, heading):
                wanted = _written(document, sibling.number + 1, heading)
                values = {"before": _text(document, sibling), "expected": wanted}
                yield Hit(heading.span, values)
        for one in _breaks(document):
            if not one.repeats:
                yield Hit(one.span, {"before": one.before, "expected": one.expected})


class HeadingDuplicate(Check):
    """A heading with the number of its sibling in front."""

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        for sibling, heading in _siblings(document):
            if _is_repeat(document, sibling, heading):
                wanted = _written(document, heading.number + 1, heading)
                numeral = heading.numeral(document)
                yield Hit(heading.span, {"expected": wanted}, (Edit(numeral, wanted),))
        for one in _breaks(document):
            if one.repeats:
                yield Hit(one.span, {"expected": one.expected}, (Edit(one.number, one.expected),))


def _breaks(document: Document) -> Iterator[Break]:
    """Numbers out of order that are no headings of the outline."""
    yield from document.once(bracketed.breaks)
    yield from document.once(decimals.breaks)


def _siblings(document: Document) -> Iterator[tuple[Heading, Heading]]:
    """Each heading at the start of a paragraph with the sibling in front of it.

    Siblings in digits must be indented alike, or they may be items of an inner list. The articles
    and chapters of laws have rules of their own.
    """
    headings = document.once(outline)
    for heading in headings:
        if heading.inline or heading.before is None or heading.style.startswith("第"):
            continue
        sibling = headings[heading.before]
        if heading.style in _SECTIONS or heading.indent == sibling.indent:
            yield sibling, heading


def _is_repeat(document: Document, sibling: Heading, heading: Heading) -> bool:
    if heading.number != sibling.number or _is_subdivided(document, heading):
        return False
    if heading.number > 1:
        return True
    return heading.style in _SECTIONS and not _starts_anew(document, sibling, heading)


def _is_subdivided(document: Document, heading: Heading) -> bool:
    """Whether another number follows, with a space on either side: 19. 2 投标报价."""
    return compiled(r"[ ]\d{1,2}[ \u3000]").match(document.prose, heading.span.end) is not None


def _leaves_out(document: Document, sibling: Heading, heading: Heading) -> bool:
    return heading.number > sibling.number + 1 and not _is_explained(document, sibling, heading)


def _falls_back(document: Document, sibling: Heading, heading: Heading) -> bool:
    """Whether the heading goes on another count than its sibling's: 三、 and then 二、."""
    return (
        heading.style in _SECTIONS
        and 1 < heading.number < sibling.number
        and not _starts_anew(document, sibling, heading)
    )


def _is_explained(document: Document, sibling: Heading, heading: Heading) -> bool:
    """Whether the one number left out is at hand: repeated as the sibling's, or in a stray."""
    if heading.number != sibling.number + 2:
        return False
    if sibling.before is not None:
        before = document.once(outline)[sibling.before]
        if _is_repeat(document, before, sibling):
            return True
    return any(
        sibling.span < stray.span < heading.span and stray.number == heading.number - 1
        for stray, _ in document.once(strays)
    )


def _starts_anew(document: Document, sibling: Heading, heading: Heading) -> bool:
    """Whether a title stands between the two: a short line without a stop or a marker."""
    marked = document.once(_marked)
    at = document.paragraph(sibling.span.start).end + 1
    while at < document.paragraph(heading.span.start).start:
        line = document.paragraph(at)
        text = document.prose[line.start : line.end].strip(" \t\u3000")
        start = line.end - len(document.prose[line.start : line.end].lstrip(" \t\u3000"))
        if 0 < len(text) <= 45 and text[-1] not in "。；，、：…" and start not in marked:
            return True
        at = line.end + 1
    return False


def _marked(document: Document) -> frozenset[int]:
    return frozenset(heading.span.start for heading in document.once(outline))


def _written(document: Document, number: int, like: Heading) -> str:
    return to_numeral(number, like=document.text[slice(*like.numeral(document))])


def _text(document: Document, heading: Heading) -> str:
    return document.text[slice(*heading.span)]
