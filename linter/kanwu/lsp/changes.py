"""The smallest changes from one text to another, so that cursors and folds stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from kanwu.text import Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def changes(before: str, after: str) -> Iterator[tuple[Span, str]]:
    """The changes in order, each within a line as long as no line comes or goes."""
    old, new = _LINE.findall(before), _LINE.findall(after)
    starts = list(accumulate(map(len, old), initial=0))
    if len(old) == len(new):
        for start, line, changed in zip(starts, old, new, strict=False):
            if line != changed:
                yield _change(start, line, changed)
        return
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    matcher = SequenceMatcher(None, old_middle, new_middle, autojunk=False)
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        if kind == "equal":
            continue
        if kind == "replace" and last - first == new_last - new_first:
            for number in range(last - first):
                line, changed = old_middle[first + number], new_middle[new_first + number]
                yield _change(starts[head + first + number], line, changed)
            continue
        span = Span(starts[head + first], starts[head + last])
        yield span, "".join(new_middle[new_first:new_last])


def _change(start: int, line: str, changed: str) -> tuple[Span, str]:
    """The change of a line between what both begin and end with."""
    head = _shared(line, changed)
    tail = _shared(line[head:][::-1], changed[head:][::-1])
    span = Span(start + head, start + len(line) - tail)
    return span, changed[head : len(changed) - tail]


def _shared(first: Sequence[str], second: Sequence[str]) -> int:
    """The number of elements that both begin with."""
    pairs = enumerate(zip(first, second, strict=False))
    length = min(len(first), len(second))
    return next((at for at, (one, other) in pairs if one != other), length)
