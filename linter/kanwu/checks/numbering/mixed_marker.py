"""The `mixed-marker` check: headings whose marker is written otherwise than their siblings."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.numerals import to_numeral
from kanwu.structure.groups import groups, strays
from kanwu.structure.outline import SIGN, Heading, filled, outline
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class MixedMarker(Check):
    """A heading whose marker is written in another manner than those of most of its siblings."""

    sign = SIGN

    def __call__(self, document: Document) -> Iterator[Hit]:
        headings = document.once(outline)
        for siblings in document.once(groups):
            group = [headings[at] for at in siblings.headings if not headings[at].inline]
            shapes = _shapes(group)
            if len(shapes) < 2:
                continue
            usual = _usual(group, shapes)
            for heading in group:
                if heading.shape != usual:
                    numeral = document.text[slice(*heading.numeral(document))]
                    wanted = filled(usual, numeral)
                    edit = Edit(heading.span, wanted)
                    yield Hit(heading.span, {"expected": wanted}, (edit,))
        for heading, before in document.once(strays):
            numeral = to_numeral(
                heading.number, like=document.text[slice(*before.numeral(document))]
            )
            wanted = filled(before.shape, numeral)
            yield Hit(heading.span, {"expected": wanted}, (Edit(heading.span, wanted),))


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
