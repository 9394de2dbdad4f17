"""The `mixed-marker` check: headings with a marker of another form than their siblings."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.structure.groups import groups, strays
from kanwu.structure.outline import SIGN, Heading, marker_of, outline
from kanwu.structure.siblings import numeral_like
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class MixedMarker(Check):
    """Headings with a marker of another form than most of their siblings; 第三条， has one form.

    Of 一、 and 一. the former is expected, however few have it.
    """

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        headings = document.once(outline)
        for siblings in document.once(groups):
            group = [headings[at] for at in siblings.headings if not headings[at].inline]
            shapes = _shapes(group)
            if len(shapes) < 2 or group[0].style.startswith("第"):
                continue
            usual = _usual(group, shapes)
            for heading in group:
                if heading.shape != usual and not _is_list_of_markdown(document, heading):
                    numeral = document.text[slice(*heading.numeral(document))]
                    yield _hit(heading, marker_of(usual, numeral))
        for heading, before in document.once(strays):
            numeral = numeral_like(document, before, heading.number)
            yield _hit(heading, marker_of(before.shape, numeral))


def _is_list_of_markdown(document: Document, heading: Heading) -> bool:
    """Whether the marker is syntax: 1. begins an item, and 1、 does not."""
    return document.format == "markdown" and heading.style == "1" and heading.shape == "."


def _hit(heading: Heading, expected: str) -> Hit:
    return Hit(heading.span, {"expected": expected}, (Edit(heading.span, expected),))


def _shapes(group: list[Heading]) -> dict[str, int]:
    """The forms of markers in the group, each with its count."""
    shapes: dict[str, int] = {}
    for heading in group:
        shape = heading.shape
        shapes[shape] = shapes.get(shape, 0) + 1
    return shapes


def _usual(group: list[Heading], shapes: dict[str, int]) -> str:
    """一、 for 一; else the most frequent form of markers, and of two as frequent the first."""
    if group[0].style == "一" and "、" in shapes:
        return "、"
    most = max(shapes.values())
    return next(shape for heading in group if shapes[shape := heading.shape] == most)
