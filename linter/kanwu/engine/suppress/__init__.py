"""Suppression of findings, by comments in the document or entries of a configuration."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence

from kanwu.document import Document
from kanwu.engine.result import Result, Suppression
from kanwu.engine.suppress.by_comment import VERBS, Comment, comments, reaches
from kanwu.engine.suppress.by_entry import LONG_QUOTATION, Permit, Quoted
from kanwu.errors import KanwuError, Sentence, suggestion
from kanwu.finding import Finding
from kanwu.rule import ALL, Rule, matches
from kanwu.text import Span


def suppress(
    document: Document,
    findings: Sequence[Finding],
    rules: Iterable[Rule],
    permits: Sequence[Permit] = (),
    failures: Iterable[KanwuError] = (),
) -> Result:
    """Divide the findings, in reading order, into reported and suppressed ones.

    `rules` are the rules of the run; `failures` are errors of rules that did not finish.
    """
    remarks, quoted = tuple(comments(document)), Quoted(document, permits)
    by_comment = list(_commented(findings, remarks))
    by_entry = list(_entered(findings, quoted))
    suppressions = {finding: _by_entry(permits[number]) for number, finding in by_entry}
    suppressions |= {
        finding: _by_comment(document, remarks[number]) for number, finding in by_comment
    }
    return Result(
        [finding for finding in findings if finding not in suppressions],
        tuple((finding, suppressions[finding]) for finding in findings if finding in suppressions),
        tuple(_notes(document, remarks, {number for number, _ in by_comment}, tuple(rules))),
        frozenset(number for number, _ in by_entry),
        (*failures, *quoted.failures),
    )


def _commented(
    findings: Iterable[Finding], remarks: Sequence[Comment]
) -> Iterator[tuple[int, Finding]]:
    """Every finding that a comment suppresses, with the number of the comment."""
    for group in _by_code(findings):
        for number, reach in reaches(remarks, group[0].rule):
            for finding in _starting_in(reach, group):
                yield number, finding


def _entered(findings: Iterable[Finding], quoted: Quoted) -> Iterator[tuple[int, Finding]]:
    """Every finding that an entry suppresses, with the number of the entry."""
    for group in _by_code(findings):
        for number, span in quoted.places(group[0].rule):
            for finding in _lying_in(span, group):
                yield number, finding


def _by_code(findings: Iterable[Finding]) -> Iterable[list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.code, []).append(finding)
    return groups.values()


def _starting_in(reach: Span, group: Sequence[Finding]) -> Sequence[Finding]:
    first = bisect_left(group, reach.start, key=_start)
    return group[first : bisect_left(group, reach.end, lo=first, key=_start)]


def _lying_in(span: Span, group: Sequence[Finding]) -> Iterator[Finding]:
    """The findings within the span, or with a long span as their beginning."""
    first = bisect_left(group, span.start, key=_start)
    for finding in group[first : bisect_right(group, span.end, lo=first, key=_start)]:
        is_beginning = finding.span.start == span.start and span.end - span.start >= LONG_QUOTATION
        if finding.span.end <= span.end or is_beginning:
            yield finding


def _start(finding: Finding) -> int:
    return finding.hit.span.start


def _by_comment(document: Document, comment: Comment) -> Suppression:
    return Suppression(_place(document, comment), comment.reason, in_source=True)


def _by_entry(permit: Permit) -> Suppression:
    return Suppression(permit.place, permit.reason, in_source=False)


def _place(document: Document, comment: Comment) -> str:
    return f"{document.name}:{document.position(comment.span.start).line}"


def _notes(
    document: Document, remarks: Sequence[Comment], used: Container[int], rules: Sequence[Rule]
) -> Iterator[Sentence]:
    has_begun = False
    for number, comment in enumerate(remarks):
        verb, selector = comment.verb, comment.selector
        cause = None
        if verb not in VERBS:
            cause = Sentence("不知何意{hint}", hint=suggestion(verb, VERBS))
        elif selector != ALL and not any(matches(selector, rule) for rule in rules):
            words = "所说的 {selector} 不是启用的规则（要说全部规则，写作 ALL）"
            cause = Sentence(words, selector=selector)
        elif verb == "on" and not has_begun:
            cause = Sentence("之前没有 off")
        elif verb != "on" and number not in used:
            named = "" if selector == ALL else f"{selector} "
            cause = Sentence("{named}没有用到", named=named)
        if cause:
            place = _place(document, comment)
            yield Sentence(
                "{place}: 批注 kanwu: {verb} {cause}", place=place, verb=verb, cause=cause
            )
        has_begun = has_begun or comment.verb == "off"
