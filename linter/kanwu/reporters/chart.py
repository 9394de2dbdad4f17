"""Bars of a chart: the findings of each family or file by severity, the most first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kanwu.rule import SEVERITIES

_MOST_BARS = 12


class Part(NamedTuple):
    """The part of a bar for one severity, in hundredths of the longest bar."""

    severity: str
    start: float
    width: float
    findings: int


class Bar(NamedTuple):
    label: str
    number: int  # of its family or file in the given order, from 1
    total: int
    parts: tuple[Part, ...]


class Bars(NamedTuple):
    bars: tuple[Bar, ...]
    others: int  # families or files without a bar
    rest: int  # their findings


def bars(counts: Mapping[str, Counter[str]]) -> Bars:
    """The longest bars; bars of one length are in the given order."""
    ranked = sorted(enumerate(counts.items(), 1), key=lambda numbered: -numbered[1][1].total())
    scale = 100 / ranked[0][1][1].total() if ranked else 1.0
    drawn = tuple(
        Bar(label, number, count.total(), tuple(_parts(count, scale)))
        for number, (label, count) in ranked[:_MOST_BARS]
    )
    rest = [count.total() for _, (_, count) in ranked[_MOST_BARS:]]
    return Bars(drawn, len(rest), sum(rest))


def _parts(by_severity: Counter[str], scale: float) -> Iterator[Part]:
    start = 0.0
    for severity in SEVERITIES:
        if count := by_severity[severity]:
            width = count * scale
            yield Part(severity, round(start, 2), round(width, 2), count)
            start += width
