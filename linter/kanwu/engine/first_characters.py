"""The characters that the matches of an expression begin with, where that can be told."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from kanwu.engine.frequency import COMMON
from kanwu.engine.regex_tree import (
    Characters,
    Choice,
    Look,
    ParagraphStart,
    Range,
    Repeat,
    Tree,
)

_WIDEST = 0xFFFF  # of characters in 16 bits
_FEW = 50  # characters in common use that an expression may begin with all the same


def leads_of(tree: Tree | None) -> list[Range] | None:
    """The ranges of characters that a match can begin with; None if that cannot be told."""
    for node in tree or ():
        match node:
            case Look() | ParagraphStart():
                continue
            case Characters(ranges=ranges):
                return list(ranges) or None
            case Repeat(body=body) if node.least:
                return leads_of(body)
            case Choice(branches=branches):
                parts = [leads_of(branch) for branch in branches]
                return None if None in parts else [span for part in parts for span in part or ()]
        return None
    return None


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
