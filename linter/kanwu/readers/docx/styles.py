"""The styles of a Word file: a paragraph's level as a heading, and its place in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kanwu.readers.docx.ooxml import W, children, value, whole_number
from kanwu.readers.xml import Element

LEVELS = 9  # of headings, and of a list
_HEADING = re.compile(r"heading (?P<level>[1-9])", re.IGNORECASE)


class ListPlace(NamedTuple):
    """A paragraph's place in a list."""

    number_id: str  # the w:numId, which names a list
    level: int  # from 0
    style: str = ""  # the id of the style that names the list, if the paragraph does not


class Styles:
    """The styles of a document, each with the styles that it is based on."""

    def __init__(self, root: Element | None) -> None:
        self._by_id: Mapping[str, Element] = {
            style.get(W + "styleId", ""): style for style in children(root, "style")
        }
        self._default = next(
            (
                id
                for id, style in self._by_id.items()
                if style.get(W + "type") == "paragraph"
                and style.get(W + "default") in ("1", "true")
            ),
            "",
        )

    def of_paragraph(self, paragraph: Element) -> Iterator[tuple[str, Element]]:
        """The paragraph's style and the styles that it is based on, each with its id."""
        return self.chain(value(paragraph, "pPr/pStyle", self._default))

    def chain(self, id: str) -> Iterator[tuple[str, Element]]:
        """The style with the id, if there is one, and the styles that it is based on."""
        seen = set[str]()
        while id in self._by_id and id not in seen:
            seen.add(id)
            yield id, self._by_id[id]
            id = value(self._by_id[id], "basedOn")

    def heading_level(self, paragraph: Element) -> int:
        """The level of a heading, from 1; 0 for any other paragraph."""
        level = value(paragraph, "pPr/outlineLvl")
        for _, style in self.of_paragraph(paragraph):
            level = level or value(style, "pPr/outlineLvl")
            name = value(style, "name")
            if not level and (match := _HEADING.fullmatch(name)):
                return int(match["level"])
            if not level and name.lower() == "title":
                return 1
        outline_level = whole_number(level, LEVELS)
        return outline_level + 1 if outline_level < LEVELS else 0

    def list_place(self, paragraph: Element) -> ListPlace | None:
        """The paragraph's place in a list; None if it is in none."""
        number_id = value(paragraph, "pPr/numPr/numId")
        level = value(paragraph, "pPr/numPr/ilvl")
        source = ""
        for id, style in self.of_paragraph(paragraph):
            level = level or value(style, "pPr/numPr/ilvl")
            if not number_id and (number_id := value(style, "pPr/numPr/numId")):
                source = id
        if number_id in ("", "0"):
            return None
        return ListPlace(number_id, min(whole_number(level), LEVELS - 1), source)

    def number_id(self, id: str) -> str:
        """The w:numId that the style with the id names; empty if it names none."""
        return value(self._by_id.get(id), "pPr/numPr/numId")
