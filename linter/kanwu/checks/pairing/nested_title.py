"""The `nested-title` check: double title marks within double ones, and single ones within none."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.marks import HAN
from kanwu.structure.nested_pairs import nested_pairs
from kanwu.structure.pairs import Pair, pairs
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_TITLE = 80  # code points; a longer one has lost a mark
_NARROW_TITLE = rf"[<＜](?![ \d.])[^<>＜＞《》]{{0,40}}?[{HAN}][^<>＜＞《》]{{0,40}}[>＞]"
_NAME = rf"[{HAN}]{{3}}"


class NestedTitle(Check):
    """Title marks of the wrong form.

    Within double ones, double marks and < > should be single ones; elsewhere, single marks should
    be double ones.
    """

    sign = "[《〈<＜]"

    def __call__(self, document: Document) -> Iterator[Hit]:
        matched, prose = document.once(pairs).matched, document.prose
        for nested in nested_pairs(matched, "《", "〈"):
            if _is_title(nested.around, prose):
                doubtful = (
                    nested.doubtful
                    or _is_in_narrow(nested.pair, nested.around, prose)
                    or _is_beside(nested.pair, prose)
                )
                hits = _hits(nested.pair.spans, "〈〉", doubtful=doubtful)
                # In a paragraph with missing marks, perhaps nothing is nested.
                yield from hits if nested.pair.sound else (hit._replace(edits=()) for hit in hits)
        for pair in matched:
            if pair.kind == "〈" and pair.within is None and pair.sound and _is_name(pair, prose):
                lost = document.once(_lost, *document.paragraph(pair.opener))
                yield from _hits(pair.spans, "《》", doubtful=lost)
        behind = 0
        for pair in matched:
            if pair.kind == "《" and pair.opener >= behind and _is_title(pair, prose):
                behind = pair.closer
                for match in compiled(_NARROW_TITLE).finditer(prose, pair.opener, pair.closer):
                    start, end = match.span()
                    yield from _hits((Span(start, start + 1), Span(end - 1, end)), "〈〉")


def _hits(spans: tuple[Span, Span], expected: str, *, doubtful: bool = False) -> Iterator[Hit]:
    edits = tuple(map(Edit, spans, expected))
    for edit in edits:
        yield Hit(edit.span, {"expected": edit.text}, edits, doubtful)


def _lost(document: Document, start: int, end: int) -> bool:
    """Whether a double mark without its partner stands in the paragraph."""
    unmatched = document.once(pairs).unmatched
    return any(mark.kind == "《" and start <= mark.offset < end for mark in unmatched)


def _is_in_narrow(pair: Pair, around: Pair, prose: str) -> bool:
    """Whether < or ＜ is open in front of the pair: 《甲＜乙《丙》＞》."""
    between = prose[around.opener : pair.opener]
    return sum(map(between.count, "<＜")) > sum(map(between.count, ">＞"))


def _is_beside(pair: Pair, prose: str) -> bool:
    """Whether another title ends or begins right beside the pair, so that a mark is amiss."""
    return prose[pair.opener - 1 : pair.opener] == "》" or prose[pair.closer + 1] == "《"


def _is_name(pair: Pair, prose: str) -> bool:
    """Whether the marks may enclose a name, not a formula or a whole sentence."""
    return _is_title(pair, prose) and bool(
        compiled(_NAME).search(prose, pair.opener + 1, pair.closer)
    )


def _is_title(pair: Pair, prose: str) -> bool:
    return (
        pair.closer - pair.opener <= _LONGEST_TITLE and "。" not in prose[pair.opener : pair.closer]
    )
