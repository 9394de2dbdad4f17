"""The characters that the matches of an expression begin with, where that can be told."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from re import IGNORECASE, MULTILINE, _constants, _parser, error  # type: ignore[attr-defined]

from kanwu.engine.anchors import COMMON
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    # Code points from the first to the last.
    Range = tuple[int, int]

_WIDEST = 0xFFFF  # of characters in 16 bits
_FEW = 50  # characters in common use that an expression may begin with all the same


def leads_of(source: str) -> list[Range] | None:
    """The ranges of characters that a match can begin with; None if that cannot be told.

    None too for what only `regex` can read.
    """
    try:
        tree = _parser.parse(source, MULTILINE)
    except error:
        return None
    if tree.state.flags & IGNORECASE:
        return None
    return _of_sequence(tree)


def class_of(ranges: Iterable[Range]) -> str:
    """A class of all characters of the ranges, and of all beyond 16 bits; empty without ranges.

    It is spelled as what it does not hold: so `re` is done with a usual character at once.
    """
    from re import escape

    spans = sorted(ranges)
    outside, behind = "", 0
    for at, last in [*(span for span in spans if span[0] <= _WIDEST), (_WIDEST + 1, _WIDEST)]:
        if behind < at:
            outside += f"{escape(chr(behind))}-{escape(chr(at - 1))}"
        behind = max(behind, last + 1)
    return f"[^{outside}]" if spans else ""


def are_rare(ranges: Iterable[Range]) -> bool:
    """Whether a report holds few characters of the ranges: no frequent one, few in common use."""
    often, used = (sorted(map(ord, some)) for some in (_frequent(), _in_common_use()))
    count = [0, 0]
    for at, last in ranges:
        for number, codes in enumerate((often, used)):
            count[number] += bisect_right(codes, last) - bisect_left(codes, at)
    return count[0] == 0 and count[1] <= _FEW


def _frequent() -> str:
    return bytes(range(0x80)).decode() + "".join(COMMON)


def _in_common_use() -> str:
    """What GB 2312 has before its rarer characters, those of level 2."""
    codes = (bytes((row, cell)) for row in range(0xA1, 0xD8) for cell in range(0xA1, 0xFF))
    return b"".join(codes).decode("gb2312", "ignore")


def _of_sequence(tree: Iterable[Any]) -> list[Range] | None:
    for operator, argument in tree:
        if operator in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT):
            continue
        return _of_item(operator, argument)
    return None


def _of_item(operator: Any, argument: Any) -> list[Range] | None:
    match operator:
        case _constants.LITERAL:
            return [(argument, argument)]
        case _constants.IN:
            return _of_class(argument)
        case _constants.SUBPATTERN:
            _, added, _, body = argument
            return None if added else _of_sequence(body)
        case _constants.ATOMIC_GROUP:
            return _of_sequence(argument)
        case _constants.MAX_REPEAT | _constants.MIN_REPEAT | _constants.POSSESSIVE_REPEAT:
            least, _, body = argument
            return _of_sequence(body) if least else None
        case _constants.BRANCH:
            parts = [_of_sequence(body) for body in argument[1]]
            return None if None in parts else [one for part in parts for one in part or ()]
    return None


def _of_class(members: Iterable[Any]) -> list[Range] | None:
    ranges = list(_ranges(members))
    return None if None in ranges else [one for one in ranges if one]


def _ranges(members: Iterable[Any]) -> Iterator[Range | None]:
    for operator, argument in members:
        if operator is _constants.LITERAL:
            yield argument, argument
        elif operator is _constants.RANGE:
            yield argument
        else:
            yield None
