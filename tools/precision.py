"""The precision that verdicts on a sample say of all findings, with its 95 % interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import sqrt
from typing import NamedTuple

from verdicts import VERDICTS, Judged

_Z = 1.959964  # of the normal distribution, for 95 %


class Share(NamedTuple):
    """A share with its interval, all from 0 to 1."""

    share: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.share:4.0%} ({self.low:4.0%}–{self.high:4.0%})"


class Stratum(NamedTuple):
    """The findings of a code: all of them, and those read, by verdict."""

    code: str
    severity: str
    total: int
    documents: int  # that have any
    read: Mapping[str, int]

    def share(self, good: Iterable[str]) -> Share:
        """The share of the verdicts that are good."""
        return wilson(sum(self.read[verdict] for verdict in good), sum(self.read.values()))


def wilson(good: int, total: int) -> Share:
    """The share of `good` with the interval of Wilson (1927), which needs at least one."""
    share, square = good / total, _Z * _Z
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = _Z / (1 + square / total) * sqrt(share * (1 - share) / total + square / (4 * total**2))
    return Share(share, max(0.0, middle - half), min(1.0, middle + half))


def strata(rows: Iterable[Judged], found: Iterable[Judged]) -> list[Stratum]:
    """The codes of the rows that are read, the worst first."""
    read: dict[str, Counter[str]] = {}
    for row in rows:
        if row.verdict:
            read.setdefault(row.code, Counter())[row.verdict] += 1
    by_code: dict[str, list[Judged]] = {}
    for finding in found:
        by_code.setdefault(finding.code, []).append(finding)
    made = [
        Stratum(code, all_of[0].severity, len(all_of), len({f.path for f in all_of}), read[code])
        for code, all_of in by_code.items()
        if code in read
    ]
    return sorted(made, key=lambda each: (each.share(VERDICTS[:2]).share, -each.total, each.code))


def weighted(parts: Iterable[Stratum], good: Iterable[str]) -> Share:
    """The share over all codes, each weighted by how many findings it has.

    The intervals of the codes are joined by their distances from the shares (MOVER, Zou and
    Donner 2008), which is the plain stratified interval where the codes are read often.
    """
    parts, good = tuple(parts), tuple(good)
    total = sum(each.total for each in parts)
    shares = [(each.total / total, each.share(good)) for each in parts]
    share = sum(weight * of.share for weight, of in shares)
    below = sqrt(sum((weight * (of.share - of.low)) ** 2 for weight, of in shares))
    above = sqrt(sum((weight * (of.high - of.share)) ** 2 for weight, of in shares))
    return Share(share, max(0.0, share - below), min(1.0, share + above))


def table(parts: list[Stratum], without: Iterable[str]) -> Iterator[str]:
    """A line for each code, for each severity, for all, and for all without some codes."""
    yield "code  severity  found  in read true def. false    right (95 %)            true (95 %)"
    for each in parts:
        yield _line(f"{each.code:5} {each.severity}", [each], f"{each.documents:4}")
    for severity in sorted({each.severity for each in parts}):
        yield _line(f"all   {severity}", [each for each in parts if each.severity == severity])
    yield _line("all", parts)
    rest = [each for each in parts if each.code not in set(without)]
    if 0 < len(rest) < len(parts):
        yield _line(f"without {len(parts) - len(rest)}", rest)


def _line(name: str, parts: list[Stratum], documents: str = "    ") -> str:
    true, defensible, false = (sum(each.read[verdict] for each in parts) for verdict in VERDICTS)
    return (
        f"{name:14}{sum(each.total for each in parts):7}{documents}"
        f"{true + defensible + false:5}{true:5}{defensible:5}{false:6}"
        f"   {weighted(parts, VERDICTS[:2])}  {weighted(parts, VERDICTS[:1])}"
    )
