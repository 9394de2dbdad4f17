"""Word files: what a reader of the printed pages would read, at its place in the runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import partial

from kanwu.check import Edit
from kanwu.document import Document, Typesetting
from kanwu.errors import InputError
from kanwu.readers import Opened
from kanwu.readers.docx.edits import in_place, make
from kanwu.readers.docx.layout import document, placed, text_parts
from kanwu.readers.docx.package import Package
from kanwu.readers.docx.tracked_changes import Tracking
from kanwu.readers.paragraphs import group_edits
from kanwu.readers.plain import edited
from kanwu.readers.xml import Tree, serialise


class OpenedWord(Opened):
    """A package, its parts that hold text, and which of these are not as they were."""

    document: Document
    __slots__ = ("_changed", "_date", "_package", "_trees", "document", "paragraphs")

    def __init__(
        self,
        path: str,
        package: Package,
        trees: Mapping[str, Tree],
        changed: frozenset[str] = frozenset(),
        date: str = "",
    ) -> None:
        self._package = package
        self._trees = trees  # never changed themselves
        self._changed = changed
        self._date = date
        self.paragraphs = tuple(placed(package, trees))
        # Of a file as it was read, not the trees, which would live as long as the document.
        how_set = self._typesetting if changed else partial(_typesetting_of, package.data)
        self.document = document(path, self.paragraphs, how_set)

    def tracking(self, date: str) -> OpenedWord:
        """The same file, in which edits are tracked changes of that date."""
        path = self.document.name
        return OpenedWord(path, self._package, self._trees, self._changed, date)

    def edited(self, edits: Sequence[Edit]) -> OpenedWord:
        """The file with the edits made but those that touch what is not written by a person."""
        names = {paragraph.part for paragraph, _ in group_edits(self.paragraphs, edits)}
        trees = {
            name: deepcopy(tree) if name in names else tree for name, tree in self._trees.items()
        }
        how = Tracking(self._date, trees.values()) if self._date else in_place
        paragraphs = tuple(placed(self._package, trees))
        changed, made = set[str](), list[Edit]()
        for paragraph, own in group_edits(paragraphs, edits):
            if mine := make(paragraph, own, how):
                changed.add(paragraph.part)
                made += mine
        path = self.document.name
        after = OpenedWord(path, self._package, trees, self._changed | changed, self._date)
        assert after.document.text == edited(self.document.text, made), "edits made otherwise"
        return after

    def _typesetting(self) -> Typesetting:
        from kanwu.readers.docx.typesetting import typesetting

        return typesetting(self._package, self.paragraphs)

    def data(self) -> bytes:
        if not self._changed:
            return self._package.data
        if self._package.read_only:
            raise InputError(self._package.read_only)
        parts = {name: serialise(self._trees[name]) for name in self._changed}
        return self._package.archive.replaced(parts)


def read(path: str, data: bytes, encoding: str | None) -> OpenedWord:
    """The file; its encoding stands in it, so that none has to be named."""
    package = Package(data)
    return OpenedWord(path, package, {name: package.tree(name) for name in text_parts(package)})


def _typesetting_of(data: bytes) -> Typesetting:
    return read("", data, None)._typesetting()
