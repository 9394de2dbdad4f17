"""The comments of a Word file, and new comments beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from itertools import count
from posixpath import dirname, relpath

from lxml import etree

from kanwu.readers.docx.ooxml import (
    AUTHOR,
    CONTENT_TYPES,
    RELATIONSHIPS,
    W,
    new_element,
    parse,
    whole_number,
)
from kanwu.readers.docx.package import CONTENT_TYPES_PART, Package, relationships_part
from kanwu.readers.xml import Element, Tree, serialise

_INITIALS = "KW"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_NUMBERED = tuple(W + tag for tag in ("comment", "commentReference", "commentRangeStart"))
_NO_COMMENTS = f'<w:comments xmlns:w="{W[1:-1]}"/>'.encode()
_NO_RELATIONSHIPS = f'<Relationships xmlns="{RELATIONSHIPS[1:-1]}"/>'.encode()


class Comments:
    """The comments to write for a file; the package itself stays unchanged."""

    def __init__(self, package: Package, date: str) -> None:
        self._package = package
        self._date = date
        self._name = next(iter(package.parts_of_kind("comments")), "")
        self._is_new = not self._name
        self._tree = parse("", _NO_COMMENTS) if self._is_new else deepcopy(package.tree(self._name))
        trees = (self._tree, package.tree(package.main))
        ids = (whole_number(e.get(W + "id")) for tree in trees for e in tree.iter(*_NUMBERED))
        self._ids = count(max(ids, default=0) + 1)

    def add(self, lines: Iterable[str]) -> str:
        """Add a comment with a paragraph for each line; return its id."""
        attributes = {"id": str(next(self._ids)), "author": AUTHOR, "initials": _INITIALS}
        date = {"date": self._date} if self._date else {}
        comment = new_element("comment", **attributes, **date)
        self._tree.getroot().append(comment)
        for line in lines:
            paragraph, run = new_element("p"), new_element("r")
            run.append(new_element("t", line))
            if not len(comment):
                paragraph.append(_run_around(new_element("annotationRef")))
            paragraph.append(run)
            comment.append(paragraph)
        return attributes["id"]

    def parts(self) -> Mapping[str, bytes]:
        """The parts that the comments change or add."""
        if not self._is_new:
            return {self._name: serialise(self._tree)}
        names = self._package.archive.names
        folder = dirname(self._package.main)
        candidates = (f"{folder}/comments{n or ''}.xml".lstrip("/") for n in count())
        name = next(candidate for candidate in candidates if candidate not in names)
        source = relationships_part(self._package.main)
        return {
            name: serialise(self._tree),
            source: serialise(self._relationships(source, relpath(name, folder or "."))),
            CONTENT_TYPES_PART: serialise(self._content_types(name)),
        }

    def _relationships(self, source: str, target: str) -> Tree:
        """The relationships of the main part, with a new one to the comments."""
        is_present = source in self._package.archive.names
        tree = deepcopy(self._package.tree(source)) if is_present else parse("", _NO_RELATIONSHIPS)
        root = tree.getroot()
        for relationship in root.findall(RELATIONSHIPS + "Relationship"):
            if relationship.get("Type") == _KIND:  # its target is missing
                root.remove(relationship)
        used = {relationship.get("Id") for relationship in root}
        id = next(f"rId{n}" for n in count(1) if f"rId{n}" not in used)
        _append(root, RELATIONSHIPS + "Relationship", Id=id, Type=_KIND, Target=target)
        return tree

    def _content_types(self, name: str) -> Tree:
        tree = deepcopy(self._package.tree(CONTENT_TYPES_PART))
        _append(tree.getroot(), CONTENT_TYPES + "Override", PartName=f"/{name}", ContentType=_TYPE)
        return tree


def mark_range(id: str, first: Element, last: Element) -> None:
    """Put the marks of the comment around the runs from the first to the last."""
    end = new_element("commentRangeEnd", id=id)
    first.addprevious(new_element("commentRangeStart", id=id))
    last.addnext(end)
    end.addnext(_run_around(new_element("commentReference", id=id)))


def _run_around(element: Element) -> Element:
    run = new_element("r")
    run.append(element)
    return run


def _append(root: Element, tag: str, **attributes: str) -> None:
    root.append(etree.Element(tag, attributes))
