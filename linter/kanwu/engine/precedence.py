"""Findings that give way: to other rules, or to protected phrases."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from kanwu.expressions import compiled
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kanwu.document import Document
    from kanwu.finding import Finding
    from kanwu.text import Span


def without_yielding(findings: list[Finding]) -> list[Finding]:
    """The findings that overlap no finding of a rule to which their rule yields."""
    spans: dict[str, list[Span]] = {}
    yielding: dict[str, tuple[str, ...]] = {}
    for finding in findings:
        code = finding.rule.code
        if code not in spans:
            spans[code] = []
            if finding.rule.yields_to:
                yielding[code] = finding.rule.yields_to
        spans[code].append(finding.hit.span)
    if not yielding:
        return findings
    standing = _standing(spans, yielding)
    return [
        finding
        for finding in findings
        if finding.rule.code not in standing
        or not standing[finding.rule.code].overlap(finding.hit.span)
    ]


def _standing(
    spans: Mapping[str, list[Span]], yielding: Mapping[str, tuple[str, ...]]
) -> dict[str, _Standing]:
    """For each yielding rule, the places of findings that take precedence."""
    by_codes: dict[tuple[str, ...], _Standing] = {}
    standing = {}
    for code, selectors in yielding.items():
        others = tuple(other for other in spans if other != code and other.startswith(selectors))
        if others:
            if others not in by_codes:
                by_codes[others] = _Standing(span for other in others for span in spans[other])
            standing[code] = by_codes[others]
    return standing


class _Standing:
    """The places of findings of some rules."""

    def __init__(self, places: Iterable[Span]) -> None:
        spans = sorted(places)
        self._starts = [span.start for span in spans]
        self._reach = list(accumulate((span.end for span in spans), max))

    def overlap(self, span: Span) -> bool:
        """Whether one of the places shares a code point with the span."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._reach[before - 1] > span.start


def without_protected(
    findings: list[Finding], document: Document, phrases: Iterable[str]
) -> list[Finding]:
    """The findings outside the phrases."""
    from re import escape

    expression = "|".join(map(escape, sorted(phrases, key=len, reverse=True)))
    spans = [match.span() for match in compiled(expression).finditer(document.text)]
    starts = [start for start, _ in spans]

    def is_protected(span: Span) -> bool:
        at = bisect_right(starts, span.start) - 1
        return at >= 0 and span.end <= spans[at][1]

    return [finding for finding in findings if not is_protected(finding.hit.span)]
