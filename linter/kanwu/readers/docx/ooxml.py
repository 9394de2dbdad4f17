"""The names of WordprocessingML, and the questions and changes that its elements share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lxml import etree

from kanwu.readers import xml
from kanwu.readers.xml import Element, Tree

_FORMATS = "http://schemas.openxmlformats.org/"
W = f"{{{_FORMATS}wordprocessingml/2006/main}}"
R = f"{{{_FORMATS}officeDocument/2006/relationships}}"
MC = f"{{{_FORMATS}markup-compatibility/2006}}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
M = f"{{{_FORMATS}officeDocument/2006/math}}"
A = f"{{{_FORMATS}drawingml/2006/main}}"
WP = f"{{{_FORMATS}drawingml/2006/wordprocessingDrawing}}"
PICTURES = (A + "blip", "{urn:schemas-microsoft-com:vml}imagedata", W + "object")
RELATIONSHIPS = f"{{{_FORMATS}package/2006/relationships}}"
CONTENT_TYPES = f"{{{_FORMATS}package/2006/content-types}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

AUTHOR = "kanwu"  # of comments and tracked changes

# Names of Strict Open XML are read as the Transitional names, which all other files use.
STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    STRICT + b"wordprocessingml/main": W,
    STRICT + b"officeDocument/relationships": R,
    STRICT + b"officeDocument/math": M,
    STRICT + b"drawingml/main": A,
    STRICT + b"drawingml/wordprocessingDrawing": WP,
}
_OFF = ("0", "false", "off")


def parse(name: str, part: bytes) -> Tree:
    """The XML of a part, with Transitional names."""
    if STRICT in part:
        for strict, transitional in _TRANSITIONAL.items():
            part = part.replace(strict, transitional[1:-1].encode())
    return xml.parse(name, part)


def new_element(tag: str, text: str = "", **attributes: str) -> Element:
    """An element with the local name; its text keeps spaces at either end."""
    element = etree.Element(W + tag)
    for name, value in attributes.items():
        element.set(W + name, value)
    if text:
        set_text(element, text)
    return element


def empty_copy(element: Element) -> Element:
    """A new element with the same tag and attributes, and no content."""
    copy = etree.Element(element.tag)
    for name, text in element.items():
        copy.set(name, text)
    return copy


def set_text(element: Element, text: str) -> None:
    """Replace the element's text; spaces at either end are kept."""
    element.text = text
    if text != text.strip():
        element.set(SPACE, "preserve")


def value(element: Element | None, path: str, default: str = "") -> str:
    """The w:val of the descendant at the path of local names; the default if there is none."""
    descendant = None if element is None else element.find(_qualified(path))
    return default if descendant is None else descendant.get(W + "val", default)


def whole_number(text: str | None, default: int = 0) -> int:
    """The number that the text writes in up to nine digits; the default for any other text."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else default


def is_on(element: Element | None, path: str) -> bool:
    """Whether the switch at the path of local names is present and not off."""
    switch = None if element is None else element.find(_qualified(path))
    return switch is not None and switch.get(W + "val", "true") not in _OFF


def children(element: Element | None, tag: str) -> Iterator[Element]:
    if element is not None:
        yield from element.iterchildren(W + tag)


def enclosing(element: Element, tag: str) -> Element | None:
    """The element itself, or the nearest around it, that has the local name."""
    if element.tag == W + tag:
        return element
    return next(element.iterancestors(W + tag), None)


@cache
def _qualified(path: str) -> str:
    return "/".join(W + name for name in path.split("/"))
