"""The `paired-list` check: enumeration commas between the quotations or titles of a list."""

from __future__ import annotations

from kanwu.check import Edit, Hit, LocalCheck
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

    from kanwu.document import Document

_OPENING = {"”": "“", "’": "‘", "》": "《", "〉": "〈"}  # the opening mark of each closing one
_CLOSING = {opening: closing for closing, opening in _OPENING.items()}
_LONGEST_ITEM = 100  # code points
_MOST_ITEMS = 10  # in front of the first comma
_JOINED = "|".join(f"{closing}、{opening}" for closing, opening in _OPENING.items())
# The same comma, and that between different pairs. `re` searches much faster for a literal.
_COMMA = f"、(?<=[{''.join(_OPENING)}]、)(?=[{''.join(_CLOSING)}])"

# The joint of an item without marks: 、丙 or 和丙 or 小组、“丙”
_BARE = r"、|(?:以及|和|与|及|或者?)(?![“‘《〈])|[\u3400-\u9fffA-Za-z0-9]{1,12}、[“‘《〈]"


class PairedList(LocalCheck):
    """Each 、 with quotations, or titles, directly on both sides.

    It stays where the list also has an item without marks, or with other marks, or with a note in
    brackets or other words behind: there 、 divides the items.
    """

    @property
    def expression(self) -> str:
        return _JOINED

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        comma = Span(match.start() + 1, match.end() - 1)
        if comma.start in document.once(_kept):
            return None
        return Hit(comma, edits=(Edit(comma, ""),))


def _kept(document: Document) -> set[int]:
    """The offsets of each 、 in a list that also has items of another kind."""
    prose, kept = document.prose, set[int]()
    end = -1  # of the last list
    mixed = False
    for match in compiled(_COMMA).finditer(prose):
        comma = match.start()
        if _OPENING[prose[comma - 1]] != prose[comma + 1]:
            continue
        if comma >= end:
            end, bare = _read(prose, comma + 1)
            mixed = bare or _is_mixed_before(prose, comma)
        if mixed:
            kept.add(comma)
    return kept


def _read(prose: str, start: int) -> tuple[int, bool]:
    """The end of the list behind the opening mark, and whether it has an item of another kind."""
    opening, mixed = prose[start], False
    while True:
        mixed = mixed or prose[start] != opening
        end = _end_of_pair(prose, start)
        if end < 0:
            return start, mixed
        start = end + 1 if prose.startswith("、", end) else end
        if prose[start : start + 1] not in _CLOSING:
            bare = prose.startswith("（", end) or compiled(_BARE).match(prose, end) is not None
            return end, bare or mixed


def _is_mixed_before(prose: str, end: int) -> bool:
    """Whether the list up to the closing mark has an item of another kind."""
    closing = prose[end - 1]
    for _ in range(_MOST_ITEMS):
        if prose[end - 1] != closing:
            return True
        start = _start_of_pair(prose, end)
        if start <= 0:
            return False
        comma = prose[start - 1] == "、"
        end = start - 1 if comma else start
        if prose[max(end - 1, 0)] not in _OPENING:
            return comma
    return False


def _end_of_pair(prose: str, start: int) -> int:
    """The end of the pair that opens at the offset; -1 if it is too far away."""
    end = prose.find(_CLOSING[prose[start]], start, start + _LONGEST_ITEM)
    return end + 1 if end > 0 and prose.find("\n", start, end) < 0 else -1


def _start_of_pair(prose: str, end: int) -> int:
    """The start of the pair that closes at the offset; -1 if it is too far away."""
    return prose.rfind(_OPENING[prose[end - 1]], max(0, end - _LONGEST_ITEM), end)
