"""Bars of a chart: how many findings of each severity something has, the most first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kanwu.rule import SEVERITIES

_MOST = 12


class Part(NamedTuple):
    """One severity's part of a bar; a hundred is the width of the longest bar."""

    severity: str
    start: float
    width: float
    found: int


class Bar(NamedTuple):
    label: str
    number: int  # among all that have a bar, from 1, in the order given
    total: int
    parts: tuple[Part, ...]


class Bars(NamedTuple):
    bars: tuple[Bar, ...]
    others: int  # that have no bar, there being too many
    rest: int  # findings of those


def bars(counts: Mapping[str, Counter[str]]) -> Bars:
    """The longest bars; what has as many is in the order given."""
    ranked = sorted(enumerate(counts.items(), 1), key=lambda counted: -counted[1][1].total())
    scale = 100 / ranked[0][1][1].total() if ranked else 1.0
    drawn = tuple(
        Bar(label, number, found.total(), tuple(_parts(found, scale)))
        for number, (label, found) in ranked[:_MOST]
    )
    left = [found.total() for _, (_, found) in ranked[_MOST:]]
    return Bars(drawn, len(left), sum(left))


def _parts(found: Counter[str], scale: float) -> Iterator[Part]:
    start = 0.0
    for severity in SEVERITIES:
        if count := found[severity]:
            width = count * scale
            yield Part(severity, round(start, 2), round(width, 2), count)
            start += width
