"""Word files: the text that a reader of the printed pages reads, at its place in the runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import partial

from kanwu.check import Edit
from kanwu.document import Document, Typesetting
from kanwu.errors import InputError
from kanwu.readers import Opened
from kanwu.readers.docx.edits import apply_edits, apply_in_place
from kanwu.readers.docx.layout import lay_out, place_paragraphs, text_parts
from kanwu.readers.docx.ooxml import PICTURES
from kanwu.readers.docx.package import Package
from kanwu.readers.docx.tracked_changes import TrackedChanges
from kanwu.readers.paragraphs import group_edits
from kanwu.readers.pictures import unread
from kanwu.readers.plain import edited
from kanwu.readers.xml import Tree, serialise


class OpenedWord(Opened):
    """A package, the trees of its text parts, and the names of the parts that edits changed."""

    document: Document
    __slots__ = ("_changed", "_date", "_lines", "_package", "_trees", "document")

    def __init__(
        self,
        path: str,
        package: Package,
        trees: Mapping[str, Tree],
        changed: frozenset[str] = frozenset(),
        date: str = "",
    ) -> None:
        self._package = package
        self._trees = trees  # never changed in place
        self._changed = changed
        self._date = date  # of tracked changes; empty if edits are not tracked
        self._lines = tuple(place_paragraphs(package, trees))
        # The document outlives this object: an unchanged file gives it the bytes, not the trees.
        load = self._typesetting if changed else partial(_typesetting_of, package.data)
        self.document = lay_out(path, self._lines, load)
        body = (line.paragraph.text for line in self._lines if line.part == package.main)
        self.document.unread = unread(body, self._has_pictures)

    def tracking(self, date: str) -> OpenedWord:
        return OpenedWord(self.document.name, self._package, self._trees, self._changed, date)

    def edited(self, edits: Sequence[Edit]) -> OpenedWord:
        """The file after the edits, without edits that touch text no person typed."""
        parts = {line.part for line, _ in group_edits(self._lines, edits)}
        trees = {
            name: deepcopy(tree) if name in parts else tree for name, tree in self._trees.items()
        }
        apply = TrackedChanges(self._date, trees.values()) if self._date else apply_in_place
        lines = tuple(place_paragraphs(self._package, trees))
        changed, applied = set[str](), list[Edit]()
        for line, group in group_edits(lines, edits):
            if applied_to_line := apply_edits(line, group, apply):
                changed.add(line.part)
                applied += applied_to_line
        name = self.document.name
        after = OpenedWord(name, self._package, trees, self._changed | changed, self._date)
        assert after.document.text == edited(self.document.text, applied), "other edits were made"
        return after

    def data(self) -> bytes:
        if not self._changed:
            return self._package.data
        if self._package.read_only_reason:
            raise InputError(self._package.read_only_reason)
        parts = {name: serialise(self._trees[name]) for name in self._changed}
        return self._package.archive.replaced(parts)

    def _has_pictures(self) -> bool:
        return next(self._trees[self._package.main].iter(*PICTURES), None) is not None

    def _typesetting(self) -> Typesetting:
        from kanwu.readers.docx.typesetting import typesetting  # few rules ask for it

        return typesetting(self._package, self._lines)


def read(path: str, data: bytes, encoding: str | None) -> OpenedWord:
    """The Word file; `encoding` is unused, because the XML declares its own."""
    package = Package(data)
    return OpenedWord(path, package, {name: package.tree(name) for name in text_parts(package)})


def _typesetting_of(data: bytes) -> Typesetting:
    return read("", data, None)._typesetting()
