"""The coverage of a folder as a table: the findings of every rule there, with samples."""

from __future__ import annotations

from collections.abc import Container, Iterator

from kanwu.finding import Finding
from kanwu.measures.coverage import Coverage
from kanwu.reporters import SEVERITY_NAMES
from kanwu.reporters.terminal import visible

_SHOWN_AROUND = 24  # code points on either side of a sample


def table(coverage: Coverage, on: Container[str], samples: int) -> Iterator[str]:
    """A line for each rule, the busiest first: findings, findings per million, documents.

    Behind each stand samples, spread evenly over the findings.
    """
    yield f"{coverage.files} 个文件，{coverage.characters:,} 字"
    yield "    处数   每百万字   文件  规则"
    for rule in coverage.busiest:
        findings = coverage.findings[rule.code]
        severity = SEVERITY_NAMES["zh"][rule.severity] if rule.code in on else "关"
        yield (
            f"{len(findings):>8}  {coverage.density(rule.code):>9.1f}  "
            f"{coverage.documents(rule.code):>5}  {rule.code}  {severity:　<2}  {rule.card.title}"
        )
        yield from map(_sample, _spread(findings, samples))


def _spread(findings: list[Finding], count: int) -> list[Finding]:
    """As many findings as the count says, spread evenly over all."""
    if len(findings) <= count:
        return findings
    return [findings[number * len(findings) // count] for number in range(count)]


def _sample(finding: Finding) -> str:
    document, (start, end) = finding.document, finding.span
    before = document.shown[max(0, start - _SHOWN_AROUND) : start]
    after = document.shown[end : end + _SHOWN_AROUND]
    line, column = finding.position
    words = visible(f"{before}⟦{finding.text}⟧{after}".replace("\n", "↵"))
    return f"          {visible(document.name)}:{line}:{column}: {words}"
