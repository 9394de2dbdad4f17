"""The `crossing-pair` check: pairs that go over several paragraphs."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import INDENT, Document
from kanwu.structure.marks import MARK, PARTNER, QUOTES
from kanwu.structure.pairs import pairs
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_STOPS = "。；：！？，、"
# A line that is about as long as the longest is broken by hand, and so is what stands in it.
_SHORTEST, _LONGEST, _RAGGED = 20, 70, 8


class CrossingPair(Check):
    """The opening bracket or title mark that only a later paragraph closes.

    Not in a title of several lines, nor where the lines are broken by hand.
    """

    sign = MARK

    def __call__(self, document: Document) -> Iterator[Hit]:
        for opener, closer in document.once(pairs).crossing:
            if opener.kind in QUOTES:
                continue  # GB/T 15834—2011, 4.8.3.5
            first, last = document.paragraph(opener.offset), document.paragraph(closer.offset)
            if not _is_title(document, first, last) and not _is_broken(document, first):
                yield Hit(opener.span, {"partner": PARTNER[opener.text]})


def _is_title(document: Document, first: Span, last: Span) -> bool:
    """Whether the lines from the first to the last are those of a title or a note under it."""
    text = document.prose[first.start : last.end].rstrip(INDENT)
    return text[-1] not in _STOPS and "。" not in text and "；" not in text


def _is_broken(document: Document, line: Span) -> bool:
    length = line.end - line.start
    longest = document.once(_longest)
    return length >= _SHORTEST and longest - _RAGGED <= length and longest <= _LONGEST


def _longest(document: Document) -> int:
    return max(len(line) for line in document.prose.split("\n"))
