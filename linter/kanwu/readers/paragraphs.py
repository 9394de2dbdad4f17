"""The common part of .docx and .odt, whose files hold a text paragraph by paragraph."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Protocol, TypeVar

from kanwu.check import Edit
from kanwu.text import Span

# Signs in the text for a line break, the mark of a note, and a picture or other object.
BREAK, NOTE, OBJECT = "↵", "※", "▣"


class Spanned(Protocol):
    """A value with a place in the text."""

    @property
    def span(self) -> Span: ...


class Piece(Protocol):
    """A stretch of a paragraph; edits leave it alone if its kind is "fixed"."""

    @property
    def text(self) -> str: ...

    @property
    def kind(self) -> str: ...


Paragraph = TypeVar("Paragraph", bound=Spanned)
Item = TypeVar("Item", bound=Spanned)


def group_by_paragraph(
    paragraphs: Sequence[Paragraph], items: Iterable[Item]
) -> Iterator[tuple[Paragraph, list[Item]]]:
    """Each paragraph in which an item starts, in order, with the items that start in it."""
    starts = [paragraph.span.start for paragraph in paragraphs]
    groups: dict[int, list[Item]] = {}
    for item in items:
        groups.setdefault(bisect_right(starts, item.span.start) - 1, []).append(item)
    for index, group in sorted(groups.items()):
        yield paragraphs[index], group


def group_edits(
    paragraphs: Sequence[Paragraph], edits: Iterable[Edit]
) -> Iterator[tuple[Paragraph, list[Edit]]]:
    """Each paragraph with its edits, without edits that would join or divide paragraphs."""
    for paragraph, group in group_by_paragraph(paragraphs, edits):
        end = paragraph.span.end
        within = [edit for edit in group if edit.span.end <= end and not {*"\r\n"} & {*edit.text}]
        if within:
            yield paragraph, within


def trim(edit: Edit, text: str, start: int) -> Edit:
    """The edit without its unchanged ends, at its place in a paragraph.

    `text` is the paragraph's, which starts at `start` in the document's text.
    """
    (first, last), new = edit
    old = text[first - start : last - start]
    before = _common_length(old, new)
    old, new = old[before:], new[before:]
    behind = _common_length(old[::-1], new[::-1])
    return Edit(Span(first - start + before, last - start - behind), new[: len(new) - behind])


def editable_spans(pieces: Iterable[Piece], start: int) -> Iterator[Span]:
    """The spans of a paragraph that edits may change; its pieces start at `start` in the text."""
    for is_fixed, stretch in groupby(pieces, key=lambda piece: piece.kind == "fixed"):
        end = start + sum(len(piece.text) for piece in stretch)
        if not is_fixed:
            yield Span(start, end)
        start = end


def _common_length(old: str, new: str) -> int:
    """The length of the longest common beginning, in code points."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(old), len(new)))
