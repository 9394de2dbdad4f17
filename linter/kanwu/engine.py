"""The heart: documents and resolved rules in, findings out. Nothing here reads or writes a file."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from kanwu.errors import KanwuError
from kanwu.finding import Finding
from kanwu.rule import LocalCheck
from kanwu.scanner import Scanner
from kanwu.value import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kanwu.document import Document
    from kanwu.hit import Hit
    from kanwu.rule import Rule
    from kanwu.text import Span


class Linted(NamedTuple):
    """What became of a document: findings in reading order, and rules that gave up on it."""

    findings: list[Finding]
    failures: list[KanwuError]


class Ruleset:
    """Rules made ready to run together."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(sorted(rules, key=lambda rule: rule.code))
        local = [rule for rule in self.rules if isinstance(rule.check, LocalCheck)]
        self._scanners = [
            (scope, scoped, Scanner([rule.check for rule in scoped]))  # type: ignore[misc]
            for scope in ("prose", "text")
            if (scoped := [rule for rule in local if rule.scope == scope])
        ]
        self._document_rules = [rule for rule in self.rules if rule not in local]
        self._yielding = {
            rule.code: over for rule in self.rules if (over := _over(rule, self.rules))
        }

    def lint(self, document: Document) -> Linted:
        """All that the rules find in the document."""
        failures: list[KanwuError] = []
        findings = [Finding(rule, document, hit) for rule, hit in self._hits(document, failures)]
        findings.sort(key=lambda finding: (finding.hit.span, finding.rule.code))
        return Linted(_without_yielding(findings, self._yielding), failures)

    def _hits(self, document: Document, failures: list[KanwuError]) -> Iterator[tuple[Rule, Hit]]:
        for scope, rules, scanner in self._scanners:
            seen = document if scope == "prose" else document.as_text()
            given_up: set[int] = set()
            for number, hit in scanner.hits(seen, given_up):
                yield rules[number], hit
            failures += (
                KanwuError(f"{document.name}: 规则 {rules[number].code} 超时，未查完")
                for number in sorted(given_up)
            )
        for rule in self._document_rules:
            for hit in rule.check(document if rule.scope == "prose" else document.as_text()):
                yield rule, hit


def lint(document: Document, rules: Ruleset) -> Linted:
    """All that the rules find in the document."""
    return rules.lint(document)


def _over(rule: Rule, rules: Sequence[Rule]) -> frozenset[str]:
    """The codes of the rules that this one yields to."""
    return frozenset(
        other.code for other in rules if other is not rule and other.code.startswith(rule.yields_to)
    )


def _without_yielding(
    findings: list[Finding], yielding: dict[str, frozenset[str]]
) -> list[Finding]:
    """The findings but those that overlap one of a rule which theirs yields to."""
    standing = {codes: _Standing(findings, codes) for codes in set(yielding.values())}
    return [
        finding
        for finding in findings
        if finding.rule.code not in yielding
        or not standing[yielding[finding.rule.code]].overlap(finding.hit.span)
    ]


class _Standing:
    """The places of some rules' findings."""

    def __init__(self, findings: list[Finding], codes: frozenset[str]) -> None:
        spans = [finding.hit.span for finding in findings if finding.rule.code in codes]
        self._starts = [span.start for span in spans]
        self._reach = list(accumulate((span.end for span in spans), max))

    def overlap(self, span: Span) -> bool:
        """Whether one of the places shares a code point with the span."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._reach[before - 1] > span.start
