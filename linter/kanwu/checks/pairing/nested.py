"""Checks of quotation and title marks that stand within marks of the same form."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.marks import HAN, QUOTE, TITLES
from kanwu.structure.pairs import Pair, pairs
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST_TITLE = 80  # code points; what is longer has lost a mark
_NARROW_TITLE = rf"[<＜](?![ \d.])[^<>＜＞《》]{{0,40}}?[{HAN}][^<>＜＞《》]{{0,40}}[>＞]"
_NAME = rf"[{HAN}]{{3}}"


class NestedQuote(Check):
    """Double quotation marks right within double ones, where single ones belong."""

    sign = QUOTE

    def __call__(self, document: Document) -> Iterator[Hit]:
        for nested in _nested(document.once(pairs).matched, "“", "‘", barrier=TITLES):
            yield from nested.hits("‘’")


class NestedTitle(Check):
    """Double title marks, or < and >, within double ones, where single ones belong; and single ones
    within none.
    """

    sign = "[《〈<＜]"

    def __call__(self, document: Document) -> Iterator[Hit]:
        matched, prose = document.once(pairs).matched, document.prose
        for nested in _nested(matched, "《", "〈"):
            if _is_title(nested.around, prose):
                yield from nested.hits("〈〉")
        for pair in matched:
            if pair.kind == "〈" and pair.within is None and pair.sound and _names(pair, prose):
                yield from _hits(pair.opener, pair.closer, "《》")
        behind = 0
        for pair in matched:
            if pair.kind == "《" and pair.opener >= behind and _is_title(pair, prose):
                behind = pair.closer
                for match in compiled(_NARROW_TITLE).finditer(prose, pair.opener, pair.closer):
                    yield from _hits(match.start(), match.end() - 1, "〈〉")


class _Nested(NamedTuple):
    """A pair, and the one of the same form that it stands in."""

    pair: Pair
    around: Pair
    mixed: bool  # a pair of the other form stands in it

    def hits(self, expected: str) -> Iterator[Hit]:
        """Its two marks, with the marks expected there."""
        pair, around = self.pair, self.around
        doubled = around.opener + 1 == pair.opener and pair.closer + 1 == around.closer
        hits = _hits(pair.opener, pair.closer, expected, doubtful=self.mixed or doubled)
        # If marks are missing in the paragraph, perhaps nothing is nested.
        return hits if pair.sound else (hit._replace(edits=()) for hit in hits)


def _nested(
    matched: Sequence[Pair], double: str, single: str, barrier: str = ""
) -> Iterator[_Nested]:
    """The pairs of the double form that stand in one which has it too, once all others are mended.

    Nothing within a barrier is nested in what is outside of it.
    """
    form: list[str] = []  # the form of each pair when mended
    home: list[int] = []  # the position of the innermost pair of the two forms at or around each
    nested: dict[int, _Nested] = {}
    for number, pair in enumerate(matched):
        outer = -1 if pair.within is None else home[pair.within]
        form.append(pair.kind)
        if pair.kind not in (double, single):
            home.append(-1 if pair.kind in barrier else outer)
            continue
        home.append(number)
        if outer >= 0 and pair.kind == double == form[outer]:
            form[number] = single
            nested[number] = _Nested(pair, matched[outer], mixed=False)
        elif outer in nested:
            nested[outer] = nested[outer]._replace(mixed=pair.kind == single)
    yield from nested.values()


def _hits(opener: int, closer: int, expected: str, *, doubtful: bool = False) -> Iterator[Hit]:
    spans = Span(opener, opener + 1), Span(closer, closer + 1)
    edits = tuple(Edit(span, text) for span, text in zip(spans, expected, strict=True))
    for edit in edits:
        yield Hit(edit.span, {"expected": edit.text}, edits, doubtful)


def _names(pair: Pair, prose: str) -> bool:
    """Whether the marks enclose what may be a name: not a formula, not a whole sentence."""
    return _is_title(pair, prose) and bool(
        compiled(_NAME).search(prose, pair.opener + 1, pair.closer)
    )


def _is_title(pair: Pair, prose: str) -> bool:
    return (
        pair.closer - pair.opener <= _LONGEST_TITLE and "。" not in prose[pair.opener : pair.closer]
    )
