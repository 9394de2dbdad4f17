"""Checks of paired marks one by one: unpaired, misnested, of mixed or of half width."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.marks import HAN, MARK, PARTNER
from kanwu.structure.pairs import Pair, pairs
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL_WIDTH = dict(zip("()[]{}", "（）［］｛｝", strict=True))
_NEAR = 60  # code points of a pair's content that are looked at
_CLAUSE_START = r"(?:^[ \t\u3000\u00a0\ufffc]*|[。；：])\Z"
# What a square bracket may begin with if it is an aside, not a slot to fill in or a note.
_ASIDE = r"其中|[不未]?[含包]|以下|下同|即|详?见|原"
# What is Chinese without a Chinese character: years, and signs that are not of ASCII.
_YEARS_OR_SIGNS = r"[12]\d{3}(?:[-—–~～至][12]\d{3})?|[%\u0080-\ufffb]{1,8}"


class Unpaired(Check):
    """The marks that have no partner, of those listed."""

    sign = MARK

    marks: str

    def __call__(self, document: Document) -> Iterator[Hit]:
        for mark in document.once(pairs).unmatched:
            if mark.text in self.marks:
                yield Hit(_at(mark.offset), {"partner": PARTNER[mark.text]})


class Misnested(Check):
    """Closers that stand before one which should come first, as in （“）”."""

    sign = MARK

    def __call__(self, document: Document) -> Iterator[Hit]:
        for closer, inner in document.once(pairs).misnested:
            yield Hit(_at(closer.offset), {"other": inner.text})


class MixedWidth(Check):
    """The half-width bracket of a pair whose other one is full-width, in Chinese text."""

    sign = MARK

    def __call__(self, document: Document) -> Iterator[Hit]:
        prose = document.prose
        for pair in document.once(pairs).matched:
            narrow = [at for at in (pair.opener, pair.closer) if prose[at] in _FULL_WIDTH]
            if len(narrow) == 1 and _stands_in_chinese(pair, prose):
                edit = _widened(narrow[0], prose)
                yield Hit(edit.span, {"expected": edit.text}, (edit,))


class HalfwidthBracket(Check):
    """Both brackets of a half-width pair around Chinese text, or around signs next to it."""

    sign = MARK

    def __call__(self, document: Document) -> Iterator[Hit]:
        prose = document.prose
        for pair in document.once(pairs).matched:
            narrow = prose[pair.opener] in "([" and prose[pair.closer] in ")]"
            if narrow and _should_be_wide(pair, prose):
                edits = _widened(pair.opener, prose), _widened(pair.closer, prose)
                for edit in edits:
                    yield Hit(edit.span, {"expected": edit.text}, edits)


def _at(offset: int) -> Span:
    return Span(offset, offset + 1)


def _widened(offset: int, prose: str) -> Edit:
    return Edit(_at(offset), _FULL_WIDTH[prose[offset]])


def _stands_in_chinese(pair: Pair, prose: str) -> bool:
    return _holds_chinese(pair, prose) or _is_next_to_chinese(pair, prose)


def _holds_chinese(pair: Pair, prose: str) -> bool:
    end = min(pair.closer, pair.opener + _NEAR)
    return compiled(f"[{HAN}]").search(prose, pair.opener + 1, end) is not None


def _is_next_to_chinese(pair: Pair, prose: str) -> bool:
    around = prose[pair.opener - 1 : pair.opener] + prose[pair.closer + 1 : pair.closer + 2]
    return compiled(f"[{HAN}]").search(around) is not None


def _should_be_wide(pair: Pair, prose: str) -> bool:
    before, after = prose[pair.opener - 1 : pair.opener], prose[pair.closer + 1 : pair.closer + 2]
    if prose[pair.opener] == "[":
        return compiled(_ASIDE).match(prose, pair.opener + 1) is not None
    if before == "]":  # a link of Markdown
        return False
    if _holds_chinese(pair, prose):
        return not _is_item(pair, prose)
    if after.isdecimal() or not _is_next_to_chinese(pair, prose):
        return False  # (2023)12号
    return compiled(_YEARS_OR_SIGNS).fullmatch(prose, pair.opener + 1, pair.closer) is not None


def _is_item(pair: Pair, prose: str) -> bool:
    """Whether it is the number of an item at the start of a clause, as in (一)."""
    inside = prose[pair.opener + 1 : pair.closer] if pair.closer - pair.opener <= 4 else ""
    start = max(0, pair.opener - _NEAR)
    return (
        compiled("[一二三四五六七八九十]+").fullmatch(inside) is not None
        and compiled(_CLAUSE_START).search(prose, start, pair.opener) is not None
    )
