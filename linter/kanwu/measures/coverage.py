"""The findings of every rule in some documents: they show which rule raises false alarms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kanwu.document import Document
from kanwu.engine.ruleset import Ruleset, lint
from kanwu.errors import KanwuError
from kanwu.finding import Finding
from kanwu.rule import Rule

_MILLION = 1_000_000


class Coverage:
    """The findings of every rule in the documents so far."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._ruleset = Ruleset(rules)
        self.findings: dict[str, list[Finding]] = {rule.code: [] for rule in self._ruleset.rules}
        self.characters = self.files = 0

    def add(self, document: Document) -> Sequence[KanwuError]:
        """Count a document; return the failures of rules in it."""
        self.files += 1
        self.characters += len(document.text)
        result = lint(document, self._ruleset)
        for finding in result.findings:
            self.findings[finding.code].append(finding)
        return result.failures

    @property
    def busiest(self) -> Sequence[Rule]:
        """The rules, the most findings first."""
        return sorted(self._ruleset.rules, key=lambda rule: -len(self.findings[rule.code]))

    def density(self, code: str) -> float:
        """The findings of the rule in a million characters."""
        return len(self.findings[code]) / max(1, self.characters) * _MILLION

    def documents(self, code: str) -> int:
        """The number of documents with a finding of the rule."""
        return len({finding.document.name for finding in self.findings[code]})
