"""The coverage of a folder as a table: the findings of every rule there, with samples."""

from __future__ import annotations

from collections.abc import Container, Iterator

from kanwu.english import said
from kanwu.finding import Finding
from kanwu.measures.coverage import Coverage
from kanwu.reporters.terminal import visible
from kanwu.reporters.wording import state

_SHOWN_AROUND = 24  # code points on either side of a sample


def table(coverage: Coverage, on: Container[str], samples: int, language: str) -> Iterator[str]:
    """A line for each rule, the busiest first: findings, findings per million, documents.

    Behind each stand samples, spread evenly over the findings.
    """
    words = "{files} 个文件，{characters:,} 字"
    yield said(language, words, files=coverage.files, characters=coverage.characters)
    yield said(language, "    处数   每百万字   文件  规则")
    for rule in coverage.busiest:
        findings = coverage.findings[rule.code]
        severity = rule.severity if rule.code in on else None
        yield (
            f"{len(findings):>8}  {coverage.density(rule.code):>9.1f}  "
            f"{coverage.documents(rule.code):>5}  {rule.code}  {state(severity, language)}  "
            f"{rule.card.worded('title', language)}"
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
