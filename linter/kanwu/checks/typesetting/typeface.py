"""The `typeface` check: a part of an official document set in another face or size."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.official import SIGN
from kanwu.structure.typeset import chiefly, paragraphs, typesetting
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Literal

    from kanwu.document import Stretch

_TOLERANCE = 0.25  # points
_SIZES: Mapping[float, str] = {
    42: "初号",
    36: "小初号",
    26: "1号",
    24: "小1号",
    22: "2号",
    18: "小2号",
    16: "3号",
    15: "小3号",
    14: "4号",
    12: "小4号",
    10.5: "5号",
    9: "小5号",
}


class Typeface(Check):
    """Paragraphs of the part that are chiefly set otherwise; of a row of them, the first.

    `face` is an expression for the names of faces that will do; what is not known, will.
    """

    sign = SIGN

    part: Literal["title", "text", "first", "second"]
    face: str
    size: float  # points

    def __call__(self, document: Document) -> Iterator[Hit]:
        if typesetting(document) is None:
            return
        before = ""
        for paragraph in paragraphs(document, self.part):
            stretch = chiefly(document, paragraph)
            found = self._found(stretch) if stretch else ""
            if stretch and found and found != before:
                yield Hit(stretch.span, {"found": found})
            before = found

    def _found(self, stretch: Stretch) -> str:
        """What is otherwise about the stretch, in words; empty if nothing is."""
        is_face = not stretch.face or compiled(self.face).search(stretch.face)
        is_size = not stretch.size or abs(stretch.size - self.size) <= _TOLERANCE
        if is_face and is_size:
            return ""
        return size_name(stretch.size) + stretch.face if stretch.face else size_name(stretch.size)


def size_name(points: float) -> str:
    """What printers call a size: 16 points are 3号; empty if it is not known."""
    if not points:
        return ""
    return _SIZES.get(points) or f"{points:g}磅"
