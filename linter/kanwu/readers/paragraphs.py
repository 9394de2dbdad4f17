"""Spans and edits grouped by paragraph, for formats whose files hold a text paragraph by paragraph."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from kanwu.check import Edit
from kanwu.text import Span


class Spanned(Protocol):
    """A value with a place in the text."""

    @property
    def span(self) -> Span: ...


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
