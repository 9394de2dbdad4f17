"""What styles say of a paragraph: its level as a heading, and the list that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kanwu.readers.docx.ooxml import W, children, number, value
from kanwu.readers.xml import Element

_LEVELS = 9
_HEADING = re.compile(r"heading (?P<level>[1-9])", re.IGNORECASE)


class Listed(NamedTuple):
    """A place in a list: the id of the list's number, and the level, from 0."""

    id: str
    level: int
    style: str = ""  # that says so, if it is not said of the paragraph itself


class Styles:
    """The styles of a document, by what each is based on."""

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

    def of(self, paragraph: Element) -> Iterator[tuple[str, Element]]:
        """The style of the paragraph, and those that it is based on, each by its id."""
        return self.based(value(paragraph, "pPr/pStyle", self._default))

    def based(self, id: str) -> Iterator[tuple[str, Element]]:
        """The style of that id, if there is one, and those that it is based on."""
        seen = set[str]()
        while id in self._by_id and id not in seen:
            seen.add(id)
            yield id, self._by_id[id]
            id = value(self._by_id[id], "basedOn")

    def heading(self, paragraph: Element) -> int:
        """The level of a heading, from 1; 0 of any other paragraph."""
        level = value(paragraph, "pPr/outlineLvl")
        for _, style in self.of(paragraph):
            level = level or value(style, "pPr/outlineLvl")
            name = value(style, "name")
            if not level and (match := _HEADING.fullmatch(name)):
                return int(match["level"])
            if not level and name.lower() == "title":
                return 1
        outline = number(level, _LEVELS)
        return outline + 1 if outline < _LEVELS else 0

    def listed(self, paragraph: Element) -> Listed | None:
        """The place of a numbered paragraph in its list."""
        list_id, level = value(paragraph, "pPr/numPr/numId"), value(paragraph, "pPr/numPr/ilvl")
        source = ""
        for id, style in self.of(paragraph):
            level = level or value(style, "pPr/numPr/ilvl")
            if not list_id and (list_id := value(style, "pPr/numPr/numId")):
                source = id
        if list_id in ("", "0"):
            return None
        return Listed(list_id, min(number(level), _LEVELS - 1), source)

    def numbering(self, id: str) -> str:
        """The id of the number that a style of lists stands for."""
        return value(self._by_id.get(id), "pPr/numPr/numId")
