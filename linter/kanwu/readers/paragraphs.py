"""What of a list lies in which paragraph, in formats that are written paragraph by paragraph."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from kanwu.check import Edit
from kanwu.text import Span


class Spanned(Protocol):
    """Whatever stands at a place in the text."""

    @property
    def span(self) -> Span: ...


Paragraph = TypeVar("Paragraph", bound=Spanned)
One = TypeVar("One", bound=Spanned)


def divided(
    paragraphs: Sequence[Paragraph], ones: Iterable[One]
) -> Iterator[tuple[Paragraph, list[One]]]:
    """The paragraphs in which some of them start, in order, each with its own."""
    starts = [paragraph.span.start for paragraph in paragraphs]
    found: dict[int, list[One]] = {}
    for one in ones:
        found.setdefault(bisect_right(starts, one.span.start) - 1, []).append(one)
    for at, own in sorted(found.items()):
        yield paragraphs[at], own


def divided_edits(
    paragraphs: Sequence[Paragraph], edits: Iterable[Edit]
) -> Iterator[tuple[Paragraph, list[Edit]]]:
    """The paragraphs that edits lie in; edits that join or divide paragraphs are left out."""
    for paragraph, own in divided(paragraphs, edits):
        end = paragraph.span.end
        within = [edit for edit in own if edit.span.end <= end and not {*"\r\n"} & {*edit.text}]
        if within:
            yield paragraph, within
