"""The coverage of a folder as a table: what every rule found there, with samples."""

from __future__ import annotations

from collections.abc import Container, Iterator

from kanwu.finding import Finding
from kanwu.measures.coverage import Coverage
from kanwu.reporters import SEVERITY_NAMES
from kanwu.reporters.terminal import visible

_AROUND = 24  # code points shown on either side of a sample


def table(coverage: Coverage, on: Container[str], samples: int) -> Iterator[str]:
    """A line for each rule, the busiest first: findings, findings per million, documents.

    After each come so many samples, spread evenly over the findings.
    """
    yield f"{coverage.files} 个文件，{coverage.characters:,} 字"
    yield "    处数   每百万字   文件  规则"
    for rule in coverage.busiest:
        found = coverage.findings[rule.code]
        severity = SEVERITY_NAMES["zh"][rule.severity] if rule.code in on else "关"
        yield (
            f"{len(found):>8}  {coverage.density(rule.code):>9.1f}  "
            f"{coverage.documents(rule.code):>5}  {rule.code}  {severity:　<2}  {rule.card.title}"
        )
        yield from map(_sample, _spread(found, samples))


def _spread(findings: list[Finding], count: int) -> list[Finding]:
    """So many of the findings, spread evenly over all of them."""
    if len(findings) <= count:
        return findings
    return [findings[number * len(findings) // count] for number in range(count)]


def _sample(finding: Finding) -> str:
    document, (start, end) = finding.document, finding.span
    before = document.shown[max(0, start - _AROUND) : start]
    after = document.shown[end : end + _AROUND]
    line, column = finding.position
    words = visible(f"{before}⟦{finding.text}⟧{after}".replace("\n", "↵"))
    return f"          {visible(document.name)}:{line}:{column}: {words}"
