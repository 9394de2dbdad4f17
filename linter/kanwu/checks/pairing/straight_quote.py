"""The `straight-quote` check: straight quotation marks in Chinese text."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.context.syntax import is_syntax
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.marks import CJK, STRAIGHT
from kanwu.structure.pairs import Pair, pairs
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STRAIGHT = frozenset("\"＂'＇")
_CHINESE = f"(?:(?![“”‘’])[{CJK}])+"


class StraightQuote(Check):
    """Straight quotation marks around or next to Chinese text."""

    sign = "[\"'＂＇]"

    def __call__(self, document: Document) -> Iterator[Hit]:
        marks, prose = document.once(pairs), document.prose
        for pair, form in _with_forms(marks.matched):
            if pair.stands_in_chinese(prose) and not is_syntax(document, pair.opener):
                yield from _hits(pair, form, prose)
        for mark in marks.unmatched:
            if mark.kind not in STRAIGHT or not _is_amid(mark.offset, prose):
                continue
            if not is_syntax(document, mark.offset):
                yield Hit(mark.span, {"expected": "“”"})


def _with_forms(matched: Sequence[Pair]) -> Iterator[tuple[Pair, str]]:
    """The straight pairs, each with its curly marks: single ones within double ones."""
    inner: list[str] = []  # the marks for quotations within each pair
    for pair in matched:
        expected = "“”" if pair.within is None else inner[pair.within]
        if pair.kind in STRAIGHT:
            inner.append("‘’" if expected == "“”" else "“”")
            yield pair, expected
        else:
            inner.append({"“": "‘’", "‘": "“”"}.get(pair.kind, expected))


def _hits(pair: Pair, expected: str, prose: str) -> Iterator[Hit]:
    edits = tuple(
        Edit(span, text)
        for span, text in zip(pair.spans, expected, strict=True)
        if prose[span.start] in _STRAIGHT
    )
    simple = pair.kind == '"' and expected == "“”" and pair.sound and _is_all_chinese(pair, prose)
    for edit in edits:
        yield Hit(edit.span, {"expected": edit.text}, edits, doubtful=not simple)


def _is_all_chinese(pair: Pair, prose: str) -> bool:
    return compiled(_CHINESE).fullmatch(prose, pair.opener + 1, pair.closer) is not None


def _is_amid(offset: int, prose: str) -> bool:
    """Whether Chinese text stands on one side, and Chinese text, a mark or nothing on the other."""
    around = prose[max(0, offset - 1)] + prose[offset + 1 : offset + 2]
    sides = compiled(rf"[{CJK},.;:!?()\n\"'＂＇]{{1,2}}").fullmatch(around)
    return sides is not None and compiled(f"[{CJK}]").search(around) is not None
