"""The heart: documents and resolved rules in, findings out. Nothing here reads or writes a file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, chain

from kanwu.check import LocalCheck
from kanwu.engine.scanner import ALL, Plan, Scanner, plan
from kanwu.errors import KanwuError
from kanwu.expressions import compiled
from kanwu.finding import Finding
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from typing import TypeVar

    from kanwu.check import Hit
    from kanwu.document import Document
    from kanwu.engine.suppress import Allowed
    from kanwu.engine.suppress.by_entry import Allowance
    from kanwu.engine.timing import Stopwatch
    from kanwu.rule import Rule

    T = TypeVar("T")
    Found = tuple[Rule, Hit]
    from kanwu.text import Span


_SHORT = 1 << 16  # code points of a text short enough to look for the signs of checks


class Linted(NamedTuple):
    """What became of a document: findings in reading order, and rules that gave up on it."""

    findings: list[Finding]
    failures: list[KanwuError]
    allowed: Allowed | None = None  # where something was to stand, or a comment says so


class Prepared(NamedTuple):
    """What takes time to work out about some rules: plain data, to be kept for another run."""

    plan: Plan
    # The rules that yield to others, each with the codes of those.
    yielding: Mapping[str, tuple[str, ...]]


class Ruleset:
    """Rules made ready to run together; in the phrases that are `protected` they find nothing."""

    def __init__(
        self,
        rules: Iterable[Rule],
        prepared: Prepared | None = None,
        protected: Iterable[str] = (),
        allowances: Iterable[Allowance] = (),
    ) -> None:
        self.rules = tuple(rules)
        self.protected = tuple(protected)
        self.allowances = tuple(allowances)
        self.by_code = {rule.code: rule for rule in self.rules}
        self._local = [rule for rule in self.rules if isinstance(rule.check, LocalCheck)]
        self._others = [rule for rule in self.rules if not isinstance(rule.check, LocalCheck)]
        checks = [rule.check for rule in self._local if isinstance(rule.check, LocalCheck)]
        signs = (rule.check.sign for rule in self._others)
        self.prepared = prepared or Prepared(plan(checks, signs), _yielding(self.rules))
        in_text = {number for number, rule in enumerate(self._local) if rule.scope == "text"}
        self._scanner = Scanner(checks, self.prepared.plan, in_text)
        self.expect = self._scanner.expect  # more text than one document
        self.stopwatch: Stopwatch | None = None  # where one is put in, it times every rule

    def lint(self, document: Document) -> Linted:
        """All that the rules find in the document."""
        failures: list[KanwuError] = []
        signs: set[int] = set()
        local = self.local_hits(document, failures, signs)
        others = self.document_hits(
            document, failures, lambda rule: self._may_find(rule, document, signs)
        )
        return self.judged(document, [*local, *others], failures)

    def local_hits(
        self, document: Document, failures: list[KanwuError], signs: set[int] | None = None
    ) -> Iterable[Found]:
        """What the local checks find; rules that gave up are told of in `failures`.

        The numbers of signs that the document may hold are added to `signs`.
        """
        given_up: set[int] = set()
        signs = set() if signs is None else signs
        try:
            hits = list(self._scanner.hits(document, given_up, self._timed, signs))
        except Exception:
            # The fault of one of them: all are asked by themselves, which tells of which.
            signs.update(self.prepared.plan.signs.values())
            return chain.from_iterable(self._hits(rule, document, failures) for rule in self._local)
        failures += (
            _unfinished(document, self._local[number], "超时") for number in sorted(given_up)
        )
        return ((self._local[number], hit) for number, hit in hits)

    def document_hits(
        self,
        document: Document,
        failures: list[KanwuError],
        only: Callable[[Rule], bool] | None = None,
    ) -> Iterator[Found]:
        """What the checks find that look at the whole document, or some of their rules."""
        for rule in filter(only, self._others):
            yield from self._hits(rule, document, failures)

    def _hits(self, rule: Rule, document: Document, failures: list[KanwuError]) -> Iterator[Found]:
        """What one check finds; where it fails, the others go on."""
        try:
            hits = rule.check(document if rule.scope == "prose" else document.as_text())
            for hit in self.stopwatch.timed(rule.code, hits) if self.stopwatch else hits:
                yield rule, hit
        except TimeoutError:
            failures.append(_unfinished(document, rule, "超时"))
        except Exception as error:
            failures.append(_unfinished(document, rule, _place_of(error)))

    def _may_find(self, rule: Rule, document: Document, signs: Collection[int]) -> bool:
        """Whether the document has the sign of the rule's check, as far as is soon told."""
        sign = rule.check.sign
        if (number := self.prepared.plan.signs.get(sign)) is not None:
            return number in signs
        # A long text nearly always has it.
        if not sign or len(document.prose) >= _SHORT:
            return True
        return (document if rule.scope == "prose" else document.as_text()).once(_holds, sign)

    def _timed(self, number: int, things: Iterable[T]) -> Iterable[T]:
        if self.stopwatch is None:
            return things
        name = "找锚点" if number == ALL else self._local[number].code
        return self.stopwatch.timed(name, things)

    def judged(
        self, document: Document, found: Iterable[Found], failures: list[KanwuError]
    ) -> Linted:
        """The hits as findings, in reading order, without those that yield to others."""
        findings = [Finding(rule, document, hit) for rule, hit in found]
        findings.sort(key=lambda finding: (finding.hit.span, finding.rule.code))
        findings = [one for one in _in_force(findings, document) if _fits(one.rule, document)]
        findings = _without_yielding(findings, self.prepared.yielding)
        if self.protected and findings:
            findings = _without_protected(findings, document, self.protected)
        hide_masked(document, findings)
        if not (findings and self.allowances) and not (
            document.blocks and "kanwu" in document.text
        ):
            return Linted(findings, failures)
        from kanwu.engine.suppress import suppress

        allowed = suppress(document, findings, self.rules, self.allowances)
        return Linted(allowed.findings, failures + allowed.failures, allowed)


def lint(document: Document, rules: Ruleset) -> Linted:
    """All that the rules find in the document."""
    return rules.lint(document)


def _holds(document: Document, sign: str) -> bool:
    return compiled(sign).search(document.prose) is not None


def hide_masked(document: Document, findings: Iterable[Finding]) -> None:
    """Have the document show nothing of what rules found that are to be masked."""
    if hidden := [finding.hit.span for finding in findings if finding.rule.masked]:
        document.hide(hidden)


def _unfinished(document: Document, rule: Rule, cause: str) -> KanwuError:
    return KanwuError(f"{document.name}: 规则 {rule.code} {cause}，未查完")


def _place_of(error: Exception) -> str:
    """What failed and where, for a report of the bug; not its words, which may quote the text."""
    from os.path import basename
    from traceback import extract_tb

    place = extract_tb(error.__traceback__)[-1]
    return f"出错（{type(error).__name__}，{basename(place.filename)}:{place.lineno}）"


# What a format says nothing of: marks and lines of a page that was set, lines of a page's source.
_UNFIT = {"pdf": ("PT", "LY"), "html": ("LY001", "LY002", "LY003", "LY004", "LY008")}


def _fits(rule: Rule, document: Document) -> bool:
    return not rule.code.startswith(_UNFIT.get(document.format, ("-",)))


def _in_force(findings: list[Finding], document: Document) -> list[Finding]:
    """The findings but those of rules that came after the document."""
    if not any(finding.rule.since for finding in findings):
        return findings
    from kanwu.structure.age import year_written

    year = document.once(year_written)
    if year is None:
        return findings
    return [finding for finding in findings if finding.rule.since <= year]


def _yielding(rules: tuple[Rule, ...]) -> dict[str, tuple[str, ...]]:
    codes = [rule.code for rule in rules]
    over = {
        rule.code: tuple(
            code for code in codes if code.startswith(rule.yields_to) and code != rule.code
        )
        for rule in rules
        if rule.yields_to
    }
    return {code: others for code, others in over.items() if others}


def _without_yielding(
    findings: list[Finding], yielding: Mapping[str, tuple[str, ...]]
) -> list[Finding]:
    """The findings but those that overlap one of a rule which theirs yields to."""
    found: dict[str, list[Span]] = {}  # the places by code
    for finding in findings:
        found.setdefault(finding.rule.code, []).append(finding.hit.span)
    over = {
        code: tuple(other for other in yielding[code] if other in found)
        for code in found
        if code in yielding
    }
    standing = {
        codes: _Standing(span for code in codes for span in found[code])
        for codes in set(over.values())
    }
    return [
        finding
        for finding in findings
        if not over.get(finding.rule.code)
        or not standing[over[finding.rule.code]].overlap(finding.hit.span)
    ]


def _without_protected(
    findings: list[Finding], document: Document, phrases: tuple[str, ...]
) -> list[Finding]:
    """The findings but those that lie within one of the phrases."""
    from re import escape

    expression = "|".join(map(escape, sorted(phrases, key=len, reverse=True)))
    spans = [match.span() for match in compiled(expression).finditer(document.text)]
    starts = [start for start, _ in spans]

    def is_protected(span: Span) -> bool:
        at = bisect_right(starts, span.start) - 1
        return at >= 0 and span.end <= spans[at][1]

    return [finding for finding in findings if not is_protected(finding.hit.span)]


class _Standing:
    """The places of some rules' findings."""

    def __init__(self, found: Iterable[Span]) -> None:
        spans = sorted(found)
        self._starts = [span.start for span in spans]
        self._reach = list(accumulate((span.end for span in spans), max))

    def overlap(self, span: Span) -> bool:
        """Whether one of the places shares a code point with the span."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._reach[before - 1] > span.start
