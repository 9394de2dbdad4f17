"""Findings that are to stand, as comments in the document or a configuration's entries say."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence

from kanwu.document import Document
from kanwu.engine.result import Result, Suppression
from kanwu.engine.suppress.by_comment import VERBS, Comment, comments, reaches
from kanwu.engine.suppress.by_entry import Permit, Quoted
from kanwu.errors import KanwuError, suggestion
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
    """Tell the findings, which are in reading order, from those that are to stand.

    `rules` are those that looked at the document, `failures` those that did not finish.
    """
    said, quoted = tuple(comments(document)), Quoted(document, permits)
    commented = list(_commented(findings, said))
    entered = list(_entered(findings, quoted))
    standing = {finding: _by_entry(permits[number]) for number, finding in entered}
    standing |= {finding: _by_comment(document, said[number]) for number, finding in commented}
    return Result(
        [finding for finding in findings if finding not in standing],
        tuple((finding, standing[finding]) for finding in findings if finding in standing),
        tuple(_notes(document, said, {number for number, _ in commented}, tuple(rules))),
        frozenset(number for number, _ in entered),
        (*failures, *quoted.failures),
    )


def _commented(
    findings: Iterable[Finding], said: Sequence[Comment]
) -> Iterator[tuple[int, Finding]]:
    """Every finding that is to stand, with the number of the comment that says so."""
    for found in _by_code(findings):
        for number, reach in reaches(said, found[0].rule):
            for finding in _starting_in(reach, found):
                yield number, finding


def _entered(findings: Iterable[Finding], quoted: Quoted) -> Iterator[tuple[int, Finding]]:
    """The same of a configuration's entries."""
    for found in _by_code(findings):
        for number, span in quoted.places(found[0].rule):
            for finding in _lying_in(span, found):
                yield number, finding


def _by_code(findings: Iterable[Finding]) -> Iterable[list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.code, []).append(finding)
    return groups.values()


def _starting_in(reach: Span, found: Sequence[Finding]) -> Sequence[Finding]:
    first = bisect_left(found, reach.start, key=_start)
    return found[first : bisect_left(found, reach.end, lo=first, key=_start)]


def _lying_in(span: Span, found: Sequence[Finding]) -> Iterator[Finding]:
    first = bisect_left(found, span.start, key=_start)
    for finding in found[first : bisect_right(found, span.end, lo=first, key=_start)]:
        if finding.span.end <= span.end:
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
    document: Document, said: Sequence[Comment], heeded: Container[int], rules: Sequence[Rule]
) -> Iterator[str]:
    has_begun = False
    for number, comment in enumerate(said):
        words = f"{_place(document, comment)}: 批注 kanwu: {comment.verb} "
        if comment.verb not in VERBS:
            yield f"{words}不知何意{suggestion(comment.verb, VERBS)}"
        elif comment.selector != ALL and not any(matches(comment.selector, rule) for rule in rules):
            yield f"{words}所说的 {comment.selector} 不是启用的规则（要说全部规则，写作 ALL）"
        elif comment.verb == "on" and not has_begun:
            yield f"{words}之前没有 off"
        elif comment.verb != "on" and number not in heeded:
            yield f"{words}{'' if comment.selector == ALL else comment.selector + ' '}没有用到"
        has_begun = has_begun or comment.verb == "off"
