"""The `typeface` check: a part of an official document set in another face or size."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.official import SIGN
from kanwu.structure.type_sizes import is_size, size_name
from kanwu.structure.typeset import chiefly, paragraphs, typesetting
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from kanwu.document import Stretch


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
        if is_face and is_size(stretch.size, self.size):
            return ""
        return size_name(stretch.size) + stretch.face if stretch.face else size_name(stretch.size)
