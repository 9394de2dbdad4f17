"""The `straight-quote` check: straight quotation marks in Chinese text."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.marks import CJK, STRAIGHT
from kanwu.structure.pairs import Pair, pairs
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_STRAIGHT = frozenset("\"＂'＇")
_CHINESE = f"(?:(?![“”‘’])[{CJK}])+"
# Source code and data in plain text: keys, attributes, calls, escapes, lines of quoted fields.
_CODE = r"""(?x)
["'] [ ]? : [ ]? ["'\[{\d] | [A-Za-z_] = [ ]? ["'] | [A-Za-z_] \( ["'] | \\ ["']
| ^ [ \t\ufffc]* [A-Za-z_][\w.-]{0,40} [ ]? [:=] [ ]? ["']
| ^ [ ]* "[^"\n]{0,200}" (?: ,"[^"\n]{0,200}" )+ [ ]* $
"""


class StraightQuote(Check):
    """Straight quotation marks around or next to Chinese text."""

    sign = "[\"'＂＇]"

    def __call__(self, document: Document) -> Iterator[Hit]:
        found, prose = document.once(pairs), document.prose
        quotations = [(pair, form) for pair, form in _with_forms(found.matched) if form]
        lone = [m for m in found.unmatched if m.kind in STRAIGHT and _is_amid(m.offset, prose)]
        in_code = _InCode(document)
        for pair, form in quotations:
            if pair.stands_in_chinese(prose) and not in_code(pair.opener):
                yield from _hits(pair, form, prose)
        for mark in lone:
            if not in_code(mark.offset):
                yield Hit(mark.span, {"expected": "“”"})


def _with_forms(matched: Sequence[Pair]) -> Iterator[tuple[Pair, str]]:
    """The pairs, with the marks that each straight one should have: single ones within double."""
    inner: list[str] = []  # the marks that belong within each pair
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
    """Whether Chinese text stands on one side, and on the other too, or a mark, or nothing."""
    around = prose[max(0, offset - 1)] + prose[offset + 1 : offset + 2]
    sides = compiled(rf"[{CJK},.;:!?()\n\"'＂＇]{{1,2}}").fullmatch(around)
    return sides is not None and compiled(f"[{CJK}]").search(around) is not None


class _InCode:
    """Whether an offset lies in a paragraph of source code or data."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known: dict[int, bool] = {}

    def __call__(self, offset: int) -> bool:
        paragraph = self._document.paragraph(offset)
        if paragraph.start not in self._known:
            code = compiled(_CODE).search(self._document.prose, *paragraph)
            self._known[paragraph.start] = code is not None
        return self._known[paragraph.start]
