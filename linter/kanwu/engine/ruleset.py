"""Linting: documents and resolved rules in, findings out; no file is read or written."""

from __future__ import annotations

from itertools import chain

from kanwu.engine.plan import plan
from kanwu.engine.precedence import without_protected, without_yielding
from kanwu.engine.reach import in_force
from kanwu.engine.result import Result
from kanwu.engine.scanner import Scanner
from kanwu.errors import InputError, KanwuError, Sentence
from kanwu.expressions import compiled
from kanwu.finding import Finding
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from typing import TypeVar

    from kanwu.check import Hit
    from kanwu.document import Document
    from kanwu.engine.plan import Plan
    from kanwu.engine.suppress.by_entry import Permit
    from kanwu.engine.timing import Stopwatch
    from kanwu.rule import Rule

    T = TypeVar("T")


_SHORT_TEXT = 1 << 16  # code points; a shorter text is searched for the signs of checks


class Ruleset:
    """Rules ready to run together; they find nothing in `protected` phrases."""

    def __init__(
        self,
        rules: Iterable[Rule],
        plans: Iterable[Plan] = (),
        protected: Iterable[str] = (),
        permits: Iterable[Permit] = (),
    ) -> None:
        """`plans` may hold other rules too; rules without a plan are planned here."""
        self.rules = tuple(rules)
        self.protected = tuple(protected)
        self.permits = tuple(permits)
        self.by_code = {rule.code: rule for rule in self.rules}
        self.plans = tuple(_with_plan_of_the_rest(self.rules, plans))
        self._scanners = [
            Scanner(plan, [self.by_code.get(code) for code in plan.codes]) for plan in self.plans
        ]
        self._signs = {code: sign for plan in self.plans for code, sign in plan.signs.items()}
        self._numbered = {sign for plan in self.plans for sign in plan.numbers}
        self.stopwatch: Stopwatch | None = None  # if set, it times every rule

    def expect(self, length: int) -> None:
        """Expect documents of so many more code points in all."""
        for scanner in self._scanners:
            scanner.expect(length)

    def lint(self, document: Document) -> Result:
        """All findings of the rules in the document."""
        failures: list[KanwuError] = []
        if document.unread:
            failures.append(InputError(document.unread).of(document.name))
        signs: set[str] = set()
        local = self._local_hits(document, failures, signs)
        others = self._document_hits(document, failures, signs)
        findings = [Finding(rule, document, hit) for rule, hit in chain(local, others)]
        findings.sort(key=lambda finding: (finding.hit.span, finding.rule.code))
        findings = without_yielding(in_force(findings, document))
        if self.protected and findings:
            findings = without_protected(findings, document, self.protected)
        hide_masked(document, findings)
        if not (findings and self.permits) and not (document.blocks and "kanwu" in document.text):
            return Result(findings, failures=tuple(failures))
        from kanwu.engine.suppress import suppress

        return suppress(document, findings, self.rules, self.permits, failures)

    def _local_hits(
        self, document: Document, failures: list[KanwuError], signs: set[str]
    ) -> Iterable[tuple[Rule, Hit]]:
        """The hits of local checks; possible signs in the document are added to `signs`."""
        given_up: set[str] = set()
        hits: list[tuple[Rule, Hit]] = []
        try:
            for scanner in self._scanners:
                hits += scanner.hits(document, given_up, signs, self._timed)
        except Exception:
            # One check failed: running each by itself shows which.
            signs |= self._numbered
            local = (rule for rule in self.rules if rule.code not in self._signs)
            return chain.from_iterable(self._hits(rule, document, failures) for rule in local)
        failures += (
            _unfinished(document, self.by_code[code], Sentence("超时")) for code in sorted(given_up)
        )
        return hits

    def _document_hits(
        self, document: Document, failures: list[KanwuError], signs: Collection[str]
    ) -> Iterator[tuple[Rule, Hit]]:
        """The hits of checks on the whole document."""
        for rule in self.rules:
            sign = self._signs.get(rule.code)
            if sign is not None and self._may_hold(rule, sign, document, signs):
                yield from self._hits(rule, document, failures)

    def _hits(
        self, rule: Rule, document: Document, failures: list[KanwuError]
    ) -> Iterator[tuple[Rule, Hit]]:
        """The hits of one check; its failure does not stop the others."""
        try:
            hits = rule.check(document if rule.scope == "prose" else document.as_text())
            for hit in self._timed(rule.code, hits):
                yield rule, hit
        except TimeoutError:
            failures.append(_unfinished(document, rule, Sentence("超时")))
        except Exception as error:
            failures.append(_unfinished(document, rule, _place_of(error)))

    def _may_hold(self, rule: Rule, sign: str, document: Document, signs: Collection[str]) -> bool:
        """Whether the document may hold the sign of the rule's check, by a quick test."""
        if sign in self._numbered:
            return sign in signs
        # A long text nearly always holds it.
        if not sign or len(document.prose) >= _SHORT_TEXT:
            return True
        return (document if rule.scope == "prose" else document.as_text()).once(_holds, sign)

    def _timed(self, name: str, things: Iterable[T]) -> Iterable[T]:
        return self.stopwatch.timed(name, things) if self.stopwatch else things


def lint(document: Document, rules: Ruleset) -> Result:
    """All findings of the rules in the document."""
    return rules.lint(document)


def hide_masked(document: Document, findings: Iterable[Finding]) -> None:
    """Mask the findings of masked rules wherever the document is shown."""
    if hidden := [finding.hit.span for finding in findings if finding.rule.masked]:
        document.hide(hidden)


def _with_plan_of_the_rest(rules: Sequence[Rule], plans: Iterable[Plan]) -> Iterator[Plan]:
    planned: set[str] = set()
    for given in plans:
        planned.update(given.codes, given.signs)
        yield given
    if rest := [rule for rule in rules if rule.code not in planned]:
        yield plan(rest)


def _holds(document: Document, sign: str) -> bool:
    return compiled(sign).search(document.prose) is not None


def _unfinished(document: Document, rule: Rule, cause: Sentence) -> KanwuError:
    place = f"{document.name}: " if document.name else ""
    words = "{place}规则 {code} {cause}，未查完"
    return KanwuError(words, place=place, code=rule.code, cause=cause)


def _place_of(error: Exception) -> Sentence:
    """The kind and place of an error, for a bug report; its words may quote the document."""
    from os.path import basename
    from traceback import extract_tb

    place = extract_tb(error.__traceback__)[-1]
    return Sentence(
        "出错（{kind}，{file}:{line}）",
        kind=type(error).__name__,
        file=basename(place.filename),
        line=place.lineno,
    )
