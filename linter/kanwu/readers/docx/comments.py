"""Comments of Word: those that a file has, and more."""

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
    made,
    number,
    parsed,
)
from kanwu.readers.docx.package import TYPES, Package, relationships_of
from kanwu.readers.xml import Element, Tree, serialise

_INITIALS = "KW"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_NUMBERED = tuple(W + tag for tag in ("comment", "commentReference", "commentRangeStart"))
_EMPTY = f'<w:comments xmlns:w="{W[1:-1]}"/>'.encode()
_UNRELATED = f'<Relationships xmlns="{RELATIONSHIPS[1:-1]}"/>'.encode()


class Comments:
    """The comments of a file as they are written; the package stays as it is."""

    def __init__(self, package: Package, date: str) -> None:
        self._package = package
        self._date = date
        self._name = next(iter(package.of_kind("comments")), "")
        self._is_new = not self._name
        self._tree = parsed("", _EMPTY) if self._is_new else deepcopy(package.tree(self._name))
        trees = (self._tree, package.tree(package.main))
        used = (number(one.get(W + "id")) for tree in trees for one in tree.iter(*_NUMBERED))
        self._ids = count(max(used, default=0) + 1)

    def add(self, paragraphs: Iterable[str]) -> str:
        """One more comment, of some lines; its id."""
        about = {"id": str(next(self._ids)), "author": AUTHOR, "initials": _INITIALS}
        comment = made("comment", **about, **({"date": self._date} if self._date else {}))
        self._tree.getroot().append(comment)
        for text in paragraphs:
            paragraph, run = made("p"), made("r")
            run.append(made("t", text))
            if not len(comment):
                paragraph.append(_run_of(made("annotationRef")))
            paragraph.append(run)
            comment.append(paragraph)
        return about["id"]

    def parts(self) -> Mapping[str, bytes]:
        """The parts that are changed or new, now that there are more comments."""
        if not self._is_new:
            return {self._name: serialise(self._tree)}
        names = self._package.archive.names
        folder = dirname(self._package.main)
        candidates = (f"{folder}/comments{n or ''}.xml".lstrip("/") for n in count())
        name = next(candidate for candidate in candidates if candidate not in names)
        relationships = relationships_of(self._package.main)
        return {
            name: serialise(self._tree),
            relationships: serialise(self._related(relationships, relpath(name, folder or "."))),
            TYPES: serialise(self._typed(name)),
        }

    def _related(self, source: str, target: str) -> Tree:
        """The relationships of the main part, with that to the comments, which were missing."""
        known = source in self._package.archive.names
        tree = deepcopy(self._package.tree(source)) if known else parsed("", _UNRELATED)
        root = tree.getroot()
        for one in root.findall(RELATIONSHIPS + "Relationship"):
            if one.get("Type") == _RELATED:  # to nothing
                root.remove(one)
        used = {one.get("Id") for one in root}
        id = next(f"rId{n}" for n in count(1) if f"rId{n}" not in used)
        _append(root, RELATIONSHIPS + "Relationship", Id=id, Type=_RELATED, Target=target)
        return tree

    def _typed(self, name: str) -> Tree:
        tree = deepcopy(self._package.tree(TYPES))
        _append(tree.getroot(), CONTENT_TYPES + "Override", PartName=f"/{name}", ContentType=_TYPE)
        return tree


def put_marks(id: str, first: Element, last: Element) -> None:
    """Have the comment stand on what lies from the one run to the other."""
    end = made("commentRangeEnd", id=id)
    first.addprevious(made("commentRangeStart", id=id))
    last.addnext(end)
    end.addnext(_run_of(made("commentReference", id=id)))


def _run_of(element: Element) -> Element:
    run = made("r")
    run.append(element)
    return run


def _append(root: Element, tag: str, **attributes: str) -> None:
    root.append(etree.Element(tag, attributes))
