"""The `crossing-pair` check: pairs over several paragraphs."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import INDENT, Document
from kanwu.structure.marks import MARK, PARTNER, QUOTES, Mark
from kanwu.structure.pairs import pairs
from kanwu.structure.running_text import is_wrapped
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_STOPS = "。；：！？，、"
# Code points: a line about as long as the longest one of a document is broken by hand.
_SHORTEST_LINE, _LONGEST_LINE, _RAGGED = 20, 70, 8
_MOST_SLIPS = 2  # pairs; with more of them, a converter broke the lines


class CrossingPair(Check):
    """Opening brackets and title marks that only a later paragraph closes.

    Titles of several lines, lists in brackets, and lines that are broken by hand or by a
    converter, have no hits.
    """

    sign = MARK

    def __call__(self, document: Document) -> Iterator[Hit]:
        crossing = [pair for pair in document.once(pairs).crossing if _is_slip(document, *pair)]
        if len(crossing) <= _MOST_SLIPS:
            for opener, _ in crossing:
                yield Hit(opener.span, {"partner": PARTNER[opener.text]})


def _is_slip(document: Document, opener: Mark, closer: Mark) -> bool:
    if opener.kind in QUOTES:
        return False  # GB/T 15834—2011, 4.8.3.5
    first, last = document.paragraph(opener.offset), document.paragraph(closer.offset)
    if document.prose[first.start : first.end].rstrip(INDENT).endswith(("：", ":")):
        return False  # a list in brackets
    return not _is_title(document, first, last) and not _is_broken(document, first)


def _is_title(document: Document, first: Span, last: Span) -> bool:
    """Whether the lines from the first to the last are a title, or a note under one."""
    text = document.prose[first.start : last.end].rstrip(INDENT)
    return text[-1] not in _STOPS and "。" not in text and "；" not in text


def _is_broken(document: Document, line: Span) -> bool:
    if document.once(is_wrapped):
        return document.prose[line.end - 1] not in "。；：！？"
    length = line.end - line.start
    longest = document.once(_longest)
    return length >= _SHORTEST_LINE and longest - _RAGGED <= length and longest <= _LONGEST_LINE


def _longest(document: Document) -> int:
    return max(len(line) for line in document.prose.split("\n"))
