"""The `quote-consistency` check: terms without the quotation marks that they have further on."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.expressions import compiled
from kanwu.structure.marks import HAN
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kanwu.document import Document

_QUOTED = r"“(?P<term>[^“”‘’《》（）\n，。；：！？…]{2,12})”"
_MOST_MENTIONS = 8  # of a term
_REACH = 600  # code points of the paragraph in front of a quotation
_WITHIN = r"[“‘《][^“”‘’《》\n]*\Z"
_NUMERALS = frozenset("0123456789〇零一二三四五六七八九十百千万亿.第")
# A character in front of a term that is not part of a longer one.
_AFTER = f"[^{HAN}A-Za-z0-9]|[的和与及以对在是为将把展进强实施行用推成抓按由从向绕]"


class QuoteConsistency(Check):
    """The first bare mention in front of a quoted one, in one paragraph, between the same words.

    A term with quotation marks at its first mention needs none later.
    """

    sign = "“"

    def __call__(self, document: Document) -> Iterator[Hit]:
        prose = document.prose
        reported: set[str] = set()
        for quoted in compiled(_QUOTED).finditer(prose):
            term = quoted["term"]
            near = max(0, quoted.start() - _REACH)
            start = prose.rfind("\n", near, quoted.start()) + 1 or near
            if term not in reported and (span := _bare(prose, start, quoted.span())):
                reported.add(term)
                yield Hit(span, edits=(Edit(span, f"“{term}”"),))


def _bare(prose: str, start: int, quoted: tuple[int, int]) -> Span | None:
    """The first bare mention of the quoted term from the start on."""
    term = prose[quoted[0] + 1 : quoted[1] - 1]
    end = start
    for _ in range(_MOST_MENTIONS):
        at = prose.find(term, end, quoted[0])
        if at < 0:
            return None
        end = at + len(term)
        if prose[at - 1] == "“" and prose[end] == "”":
            return None  # quoted before
        if _is_same(prose, (at, end), quoted) and not compiled(_WITHIN).search(prose, start, at):
            return Span(at, end)
    return None


def _is_same(prose: str, bare: tuple[int, int], quoted: tuple[int, int]) -> bool:
    """Whether both have the same words around, and the bare one is not part of a longer term."""
    behind, other_behind = prose[bare[1] : bare[1] + 2], prose[quoted[1] : quoted[1] + 2]
    before, other_before = prose[bare[0] - 2 : bare[0]], prose[quoted[0] - 2 : quoted[0]]
    if behind == other_behind:
        alike = compiled(f"[{HAN}]").search(behind) is not None
    else:
        alike = behind[:1] == other_behind[:1] and before == other_before
    if not alike or _is_number(prose[bare[0] - 1] + prose[bare[0]]):
        return False
    return before[-1:] == other_before[-1:] or compiled(_AFTER).fullmatch(before[-1:]) is not None


def _is_number(two: str) -> bool:
    return set(two) <= _NUMERALS
