"""The `fullwidth` check: full-width digits and Latin letters."""

from __future__ import annotations

from itertools import islice

from kanwu.check import Edit, Hit, LocalCheck
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

    from kanwu.document import Document

_RUN = "[０-９Ａ-Ｚａ-ｚ]+"
_HALF_WIDTH_NUMBER = "[0-9]+"
# The single digit of a heading or an item: １． or （２）
_MARKER = (
    r"(?:^|(?<=[ \t\u3000\u00a0\ufffc]))[０-９](?=[．.、])(?![．.][０-９])|(?<=（)[０-９](?=）)"
)
_WIDER_BY = ord("０") - ord("0")
_HALF_WIDTH = {code: code - _WIDER_BY for code in range(ord("０"), ord("ｚ") + 1)}

# A document with so many runs, so many times as many as half-width numbers, has the habit.
_FEWEST_RUNS = 20
_TIMES = 4


class Fullwidth(LocalCheck):
    """Each run of full-width digits and letters.

    In a document that writes all its numbers so, the first run stands for all: its edits fix all
    runs, and {others} says how many there are.
    """

    @property
    def expression(self) -> str:
        return _RUN

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        span = Span(*match.span())
        if habit := document.once(_habit):
            if span != habit[0]:
                return None
            others = f"等{len(habit)}处"
            return Hit(span, {"others": others}, tuple(_edit(document, run) for run in habit))
        if _is_marker(document, span):
            return None
        return Hit(span, {"others": ""}, (_edit(document, span),))


def _habit(document: Document) -> tuple[Span, ...]:
    """All full-width runs, if they are a habit of the document; else none."""
    runs = compiled(_RUN)
    count = len(runs.findall(document.prose))
    most = count // _TIMES
    half_width = compiled(_HALF_WIDTH_NUMBER).finditer(document.prose)
    if count < _FEWEST_RUNS or sum(1 for _ in islice(half_width, most + 1)) > most:
        return ()
    return tuple(Span(*match.span()) for match in runs.finditer(document.prose))


def _is_marker(document: Document, span: Span) -> bool:
    marker = compiled(_MARKER).match(document.prose, span.start)
    return marker is not None and span.end == marker.end()


def _edit(document: Document, span: Span) -> Edit:
    wide = document.prose[span.start : span.end]
    return Edit(span, wide.translate(_HALF_WIDTH))
