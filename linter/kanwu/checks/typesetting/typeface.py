"""The `typeface` check: parts of an official document in another face or size."""

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
    """Paragraphs of the part mostly in other type; the first of several in a row.

    `face` is an expression for the names of right faces. Unknown faces and sizes are right.
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
            wrong = self._wrong(stretch) if stretch else ""
            if stretch and wrong and wrong != before:
                yield Hit(stretch.span, {"found": wrong})
            before = wrong

    def _wrong(self, stretch: Stretch) -> str:
        """The size and face of the stretch in words; empty if they are right."""
        is_face = not stretch.face or compiled(self.face).search(stretch.face)
        if is_face and is_size(stretch.size, self.size):
            return ""
        return size_name(stretch.size) + stretch.face if stretch.face else size_name(stretch.size)
