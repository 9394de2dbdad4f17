"""Checks of numbered headings: gaps, repeats, mixed manners and the marks behind numbers."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.expression import compiled
from kanwu.hit import Edit, Hit
from kanwu.numerals import to_numeral
from kanwu.rule import Check
from kanwu.structure import bracketed, decimals
from kanwu.structure.outline import SIGN, Heading, outline
from kanwu.text import Span
from kanwu.value import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kanwu.structure.bracketed import Break

# Items on lines of their own are numbered anew so freely that only these may repeat a 1.
_SECTIONS = ("一", "（一）")
_FEWEST = 3  # the number that an item in another style must have, to go on a count
_BRACKETED = {"1）", "（1）"}  # styles of which one is taken for the other


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
                numeral = _numeral(document, heading)
                yield Hit(heading.span, {"expected": wanted}, (Edit(numeral, wanted),))
        for one in _breaks(document):
            if one.repeats:
                yield Hit(one.span, {"expected": one.expected}, (Edit(one.number, one.expected),))


class MixedMarker(Check):
    """A heading whose marker is written in another manner than those of most of its siblings."""

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        for group in _groups(document):
            shapes = _shapes(group)
            if len(shapes) == 1:
                continue
            usual = _usual(group, shapes)
            for heading in group:
                if heading.shape != usual:
                    numeral = document.text[slice(*_numeral(document, heading))]
                    wanted = _filled(usual, numeral)
                    edit = Edit(heading.span, wanted)
                    yield Hit(heading.span, {"expected": wanted}, (edit,))
        for heading, before in document.once(_strays):
            numeral = to_numeral(
                heading.number, like=document.text[slice(*_numeral(document, before))]
            )
            wanted = _filled(before.shape, numeral)
            yield Hit(heading.span, {"expected": wanted}, (Edit(heading.span, wanted),))


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
            numeral = document.text[slice(*_numeral(document, heading))]
            wanted = _filled(fine[0], numeral)
            yield Hit(heading.span, {"expected": wanted}, (Edit(heading.span, wanted),))


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
        for stray, _ in document.once(_strays)
    )


def _strays(document: Document) -> tuple[tuple[Heading, Heading], ...]:
    """Headings that go on a count in another style, 1. 2. （3）, each with the one in front.

    In its own style the number before has not been, and the other count has begun with 1.
    """
    headings = document.once(outline)
    found = []
    last = None
    known = set[tuple[int, str, int]]()
    for heading in headings:
        if heading.inline:
            continue
        if (
            last
            and heading.before is None
            and (heading.article, heading.style, heading.number - 1) not in known
            and heading.style != last.style
            and heading.number == last.number + 1
            and (heading.number >= _FEWEST or {heading.style, last.style} == _BRACKETED)
            and heading.article == last.article
            and "第" not in heading.style + last.style
            and _begins_with_one(last, headings)
        ):
            found.append((heading, last))
        known.add((heading.article, heading.style, heading.number))
        last = heading
    return tuple(found)


def _begins_with_one(heading: Heading, headings: tuple[Heading, ...]) -> bool:
    while heading.before is not None and headings[heading.before].number == heading.number - 1:
        heading = headings[heading.before]
    return heading.number == 1


def _groups(document: Document) -> Iterator[list[Heading]]:
    """Siblings that count on without a break, each group of two or more in order."""
    headings = document.once(outline)
    group_of: dict[int, list[Heading]] = {}
    for at, heading in enumerate(headings):
        if heading.inline:
            continue
        before = -1 if heading.before is None else heading.before
        if before in group_of and headings[before].number + 1 == heading.number:
            group_of[at] = group_of.pop(before)
            group_of[at].append(heading)
        else:
            group_of[at] = [heading]
    yield from (group for group in group_of.values() if len(group) > 1)


def _shapes(group: list[Heading]) -> dict[str, int]:
    """How many of the group are written in each manner."""
    shapes: dict[str, int] = {}
    for heading in group:
        shape = heading.shape
        shapes[shape] = shapes.get(shape, 0) + 1
    return shapes


def _usual(group: list[Heading], shapes: dict[str, int]) -> str:
    """The manner of most of the group; of two as frequent, the first one's."""
    most = max(shapes.values())
    return next(shape for heading in group if shapes[shape := heading.shape] == most)


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


def _numeral(document: Document, heading: Heading) -> Span:
    """The number within the marker."""
    start, end = heading.span
    while not document.text[start].isalnum() or document.text[start] == "第":
        start += 1
    while not document.text[end - 1].isalnum() or document.text[end - 1] in "编章节条部分":
        end -= 1
    return Span(start, end)


def _written(document: Document, number: int, like: Heading) -> str:
    return to_numeral(number, like=document.text[slice(*_numeral(document, like))])


def _filled(shape: str, numeral: str) -> str:
    """The shape with the number put in: behind an opening bracket, else in front."""
    opened = 1 if shape[:1] in ("（", "(") else 0
    return shape[:opened] + numeral + shape[opened:]


def _text(document: Document, heading: Heading) -> str:
    return document.text[slice(*heading.span)]
