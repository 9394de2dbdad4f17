"""What every rule finds in a folder, and how often: the way to see whether a rule cries wolf."""

from __future__ import annotations

from kanwu.engine.ruleset import Ruleset, lint
from kanwu.errors import InputError, KanwuError
from kanwu.finding import Finding
from kanwu.readers import open_report
from kanwu.reporters import SEVERITY_NAMES
from kanwu.reporters.terminal import visible
from kanwu.session import files
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from kanwu.rule import Rule

_AROUND = 24  # code points shown on either side of a sample
_MILLION = 1_000_000


class Coverage:
    """What rules found in the files read so far."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = Ruleset(rules)
        self._found: dict[str, list[Finding]] = {rule.code: [] for rule in self._rules.rules}
        self._characters = self._files = 0

    def add(self, path: str) -> Iterator[KanwuError]:
        """Take in a file; yields why it could not be read, or read to its end."""
        try:
            document = open_report(path, files.read_bytes(path)).document
        except InputError as error:
            yield InputError(f"{path}: {error}")
            return
        self._files += 1
        self._characters += len(document.text)
        findings, failures, _ = lint(document, self._rules)
        for finding in findings:
            self._found[finding.code].append(finding)
        yield from failures

    def table(self, on: Container[str], samples: int) -> Iterator[str]:
        """A line for each rule, the busiest first: findings, findings per million, documents.

        After each come so many samples, spread evenly over what it found.
        """
        yield f"{self._files} 个文件，{self._characters:,} 字"
        yield "    处数   每百万字   文件  规则"
        by_count = sorted(self._rules.rules, key=lambda rule: -len(self._found[rule.code]))
        for rule in by_count:
            found = self._found[rule.code]
            density = len(found) / max(1, self._characters) * _MILLION
            documents = len({finding.document.name for finding in found})
            standing = SEVERITY_NAMES["zh"][rule.severity] if rule.code in on else "关"
            yield (
                f"{len(found):>8}  {density:>9.1f}  {documents:>5}  "
                f"{rule.code}  {standing:　<2}  {rule.title}"
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
