"""Edits of a text: where a place of the edited text was, and where a span is now."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from kanwu.check import Edit
from kanwu.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Edits:
    """Edits of a text, in order; they tell the old places of the edited text."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        growth = [0, *accumulate(_growth(edit) for edit in edits)]
        # The start of each edit's text in the edited text.
        self._starts = [edit.span.start + shift for edit, shift in zip(edits, growth, strict=False)]
        self._growth = growth

    def touches(self, span: Span) -> bool:
        """Whether a span of the edited text touches inserted text."""
        at = bisect_right(self._starts, span.end)
        return any(
            span.start <= start + len(edit.text) and start <= span.end
            for start, edit in zip(self._starts[:at], self._edits[:at], strict=True)
        )

    def of(self, offset: int) -> int:
        """The old offset; for inserted text, the start of the text that it replaced."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return offset
        edit = self._edits[at]
        if offset < self._starts[at] + len(edit.text):
            return edit.span.start
        return offset - self._growth[at + 1]


def moved(spans: Iterable[Span], edits: Sequence[Edit]) -> list[Span]:
    """The spans after edits within them."""
    starts = [edit.span.start for edit in edits]
    growth = [0, *accumulate(map(_growth, edits))]
    return [
        Span(start + growth[bisect_left(starts, start)], end + growth[bisect_right(starts, end)])
        for start, end in spans
    ]


def _growth(edit: Edit) -> int:
    return len(edit.text) - (edit.span.end - edit.span.start)
