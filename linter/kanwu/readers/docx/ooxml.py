"""The names of WordprocessingML, and what is asked of its elements again and again."""

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
RELATIONSHIPS = f"{{{_FORMATS}package/2006/relationships}}"
CONTENT_TYPES = f"{{{_FORMATS}package/2006/content-types}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

AUTHOR = "kanwu"  # of comments and tracked changes

# The namespaces of Strict are read as those that everyone else writes.
STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    STRICT + b"wordprocessingml/main": W,
    STRICT + b"officeDocument/relationships": R,
    STRICT + b"officeDocument/math": M,
    STRICT + b"drawingml/main": A,
    STRICT + b"drawingml/wordprocessingDrawing": WP,
}
_OFF = ("0", "false", "off")


def parsed(name: str, part: bytes) -> Tree:
    """The XML of a part."""
    if STRICT in part:
        for strict, transitional in _TRANSITIONAL.items():
            part = part.replace(strict, transitional[1:-1].encode())
    return xml.parse(name, part)


def made(tag: str, text: str = "", **attributes: str) -> Element:
    """An element of WordprocessingML; a text keeps the spaces on either side."""
    element = etree.Element(W + tag)
    for name, value in attributes.items():
        element.set(W + name, value)
    if text:
        write(element, text)
    return element


def emptied(element: Element) -> Element:
    """Another element with the same attributes, and nothing in it."""
    other = etree.Element(element.tag)
    for name, text in element.items():
        other.set(name, text)
    return other


def write(element: Element, text: str) -> None:
    """Put the text into the element, with the spaces on either side of it."""
    element.text = text
    if text != text.strip():
        element.set(SPACE, "preserve")


def value(element: Element | None, path: str, otherwise: str = "") -> str:
    """What w:val says of the descendant at the path of local names, if it is there."""
    found = None if element is None else element.find(_path(path))
    return otherwise if found is None else found.get(W + "val", otherwise)


def number(text: str | None, otherwise: int = 0) -> int:
    """The whole number that the text writes, as far as one of Word may go."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else otherwise


def is_on(element: Element | None, path: str) -> bool:
    """Whether the switch at the path is there and not set off."""
    found = None if element is None else element.find(_path(path))
    return found is not None and found.get(W + "val", "true") not in _OFF


def children(element: Element | None, tag: str) -> Iterator[Element]:
    if element is not None:
        yield from element.iterchildren(W + tag)


def above(element: Element, tag: str) -> Element | None:
    """The element itself or the nearest around it that has the tag."""
    if element.tag == W + tag:
        return element
    return next(element.iterancestors(W + tag), None)


@cache
def _path(names: str) -> str:
    return "/".join(W + name for name in names.split("/"))
