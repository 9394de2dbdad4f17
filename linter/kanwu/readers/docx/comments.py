"""The comments of a Word file, and new comments beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import count
from posixpath import dirname, relpath

from lxml import etree

from kanwu.readers.docx.ooxml import (
    AUTHOR,
    CONTENT_TYPES,
    RELATIONSHIPS,
    W14,
    W,
    new_element,
    parse,
    whole_number,
)
from kanwu.readers.docx.package import CONTENT_TYPES_PART, Package, relationships_part
from kanwu.readers.remarks import ends_as_remark
from kanwu.readers.xml import Element, Tree, serialise

_INITIALS = "KW"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_NUMBERED = tuple(W + tag for tag in ("comment", "commentReference", "commentRangeStart"))
_MARKS = tuple(W + f"comment{tag}" for tag in ("RangeStart", "RangeEnd", "Reference"))
# Elements that may stand between a comment's marks and its text.
_BETWEEN = {*_MARKS, W + "bookmarkStart", W + "bookmarkEnd", W + "proofErr"}
_NO_COMMENTS = f'<w:comments xmlns:w="{W[1:-1]}"/>'.encode()
_NO_RELATIONSHIPS = f'<Relationships xmlns="{RELATIONSHIPS[1:-1]}"/>'.encode()


class Comments:
    """The comments to write for a file; other parts of the package than the body stay unchanged.

    An earlier comment of kanwu is kept if it says the same in the same place, with all that people
    answered to it. Of the others, those that a person answered stay too.
    """

    def __init__(self, package: Package, date: str) -> None:
        self._package = package
        self._date = date
        self._name = next(iter(package.parts_of_kind("comments")), "")
        self._is_new = not self._name
        self._is_changed = False
        self._tree = parse("", _NO_COMMENTS) if self._is_new else deepcopy(package.tree(self._name))
        trees = (self._tree, package.tree(package.main))
        ids = (whole_number(e.get(W + "id")) for tree in trees for e in tree.iter(*_NUMBERED))
        self._ids = count(max(ids, default=0) + 1)
        self._own = {
            comment.get(W + "id", ""): comment
            for comment in self._tree.getroot().iterchildren(W + "comment")
            if _is_own(comment)
        }
        self._kept = set[str]()
        self._changed = dict[str, bytes]()  # parts about comments, such as their threads

    def put(self, lines: Sequence[str], first: Element, last: Element) -> None:
        """Comment on the runs from the first to the last, a paragraph for each line."""
        for id in _comments_around(first, last) & self._own.keys() - self._kept:
            if _lines(self._own[id]) == [*lines]:
                self._kept.add(id)
                return
        self._is_changed = True
        mark_range(self._add(lines), first, last)

    def remove_stale(self, body: Element) -> int:
        """Remove kanwu's earlier comments that are not kept; return their number."""
        answered = self._answered()
        stale = {
            id: comment
            for id, comment in self._own.items()
            if id not in self._kept and _paragraph_ids(comment).isdisjoint(answered)
        }
        for mark in list(body.iter(*_MARKS)):
            if mark.get(W + "id") in stale:
                run = mark.getparent()
                is_alone = run is not None and run.tag == W + "r" and _holds_only(run, mark)
                _remove(run if run is not None and is_alone else mark)
        for comment in stale.values():
            _remove(comment)
        if stale:
            self._is_changed = True
            self._forget(set().union(*map(_paragraph_ids, stale.values())))
        return len(stale)

    def _answered(self) -> set[str]:
        """The ids of paragraphs of comments that have answers."""
        return {
            str(parent)
            for name in self._package.parts_of_kind("commentsExtended")
            for thread in self._package.tree(name).getroot()
            for attribute, parent in thread.items()
            if str(attribute).endswith("}paraIdParent")
        }

    def _forget(self, paragraph_ids: set[str]) -> None:
        """Remove what other parts say about removed comments."""
        for kind in ("commentsExtended", "commentsIds"):
            for name in self._package.parts_of_kind(kind):
                tree = deepcopy(self._package.tree(name))
                for entry in list(tree.getroot()):
                    named = {str(id) for name, id in entry.items() if str(name).endswith("}paraId")}
                    if named & paragraph_ids:
                        _remove(entry)
                self._changed[name] = serialise(tree)

    def _add(self, lines: Iterable[str]) -> str:
        """Add a comment; return its id."""
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
        """The parts that the comments change or add; none if all comments are there already."""
        if not self._is_changed:
            return {}
        if not self._is_new:
            return {self._name: serialise(self._tree), **self._changed}
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


def _is_own(comment: Element) -> bool:
    """Whether kanwu wrote the comment, and no person changed its end."""
    names = comment.get(W + "author"), comment.get(W + "initials")
    return names == (AUTHOR, _INITIALS) and ends_as_remark(_lines(comment))


def _lines(comment: Element) -> list[str]:
    paragraphs = comment.iterchildren(W + "p")
    return ["".join(text.text or "" for text in one.iter(W + "t")) for one in paragraphs]


def _paragraph_ids(comment: Element) -> set[str]:
    ids = (paragraph.get(W14 + "paraId") for paragraph in comment.iter(W + "p"))
    return {id for id in ids if id}


def _comments_around(first: Element, last: Element) -> set[str]:
    """The ids of the comments that stand on exactly these runs."""
    starts = _ids_beside(first.itersiblings(preceding=True), W + "commentRangeStart")
    return starts & _ids_beside(last.itersiblings(), W + "commentRangeEnd")


def _ids_beside(siblings: Iterator[Element], tag: str) -> set[str]:
    ids = set[str]()
    for sibling in siblings:
        if sibling.tag == tag:
            ids.add(sibling.get(W + "id", ""))
        elif sibling.tag not in _BETWEEN and sibling.find(W + "commentReference") is None:
            break
    return ids


def _holds_only(run: Element, mark: Element) -> bool:
    return all(child is mark or child.tag == W + "rPr" for child in run)


def _remove(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


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
