"""Fixes made: round by round, none on top of another, and none that brings a new error."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate, zip_longest

from kanwu.check import Edit
from kanwu.document import BLANK, Document
from kanwu.engine.result import Result
from kanwu.engine.ruleset import Ruleset
from kanwu.expressions import compiled
from kanwu.finding import Finding
from kanwu.readers import Opened
from kanwu.text import Span
from kanwu.values import NamedTuple

# Findings by code and span.
Told = Collection[tuple[str, Span]]

_MOST_ROUNDS = 5
_MOST_SPOILERS = 4  # of a round, each found by halving; behind the last, nothing is tried


class Fixed(NamedTuple):
    """A file after its fixes."""

    opened: Opened
    result: Result  # of linting it as it is now
    made: list[str]  # the codes of the fixes
    told: Told  # of its findings, those that may be fixed
    is_settled: bool = True  # not stopped while rules went on undoing each other's fixes


def fix(opened: Opened, rules: Ruleset, told: Told | None = None, *, unsafe: bool) -> Fixed:
    """Make the fixes, and those that may change the meaning only if `unsafe`, until none is left.

    Fixed are the findings that are `told`, and those that arise in the text of their fixes; where
    nothing is told, all of them.
    """
    result = rules.lint(opened.document)
    fixed = Fixed(opened, result, [], _all_of(result) if told is None else told)
    for _ in range(_MOST_ROUNDS):
        step = _step(fixed, rules, _apart(_wanted(fixed, unsafe)))
        if step is None:
            return fixed
        edits, after = step
        if told is None:
            after = after._replace(told=_all_of(after.result))
        else:
            after = after._replace(told=_still_told(fixed.told, after.result, edits))
        fixed = after._replace(made=[*fixed.made, *after.made])
    return fixed._replace(is_settled=not _wanted(fixed, unsafe))


def _all_of(result: Result) -> Told:
    return {(finding.code, finding.span) for finding in result.findings}


def _still_told(told: Told, result: Result, edits: Sequence[Edit]) -> Told:
    """The findings that were told before the edits, and those that touch the edits' texts."""
    starts = {(code, span.start) for code, span in told}
    origin = _Origin(edits)
    return {
        (finding.code, finding.span)
        for finding in result.findings
        if (finding.code, origin.of(finding.span.start)) in starts or origin.touches(finding.span)
    }


def _wanted(fixed: Fixed, unsafe: bool) -> list[Finding]:
    """The findings whose fix is to be made."""
    return [
        finding
        for finding in fixed.result.findings
        if finding.has_fix
        and (finding.code, finding.span) in fixed.told
        and (fix := finding.fix)
        and (unsafe or fix.applicability == "safe")
    ]


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, the earliest first, but those whose edits would meet others'.

    Of findings with the same edits, as both marks of a pair have, one is enough.
    """
    chosen: list[Finding] = []
    taken: list[Edit] = []  # in order
    for finding in sorted(findings, key=lambda one: one.hit.edits):
        edits = sorted(set(finding.hit.edits))
        if not any(_meets(edit, taken) for edit in edits):
            chosen.append(finding)
            for edit in edits:
                taken.insert(bisect_left(taken, edit), edit)
    return chosen


def _meets(edit: Edit, taken: list[Edit]) -> bool:
    """Whether the edit shares a code point or its place with one of those taken."""
    at = bisect_left(taken, edit)
    around = taken[max(0, at - 1) : at + 1]
    return any(
        (edit.span.start < other.span.end and other.span.start < edit.span.end)
        or edit.span.start == other.span.start
        or edit.span.end == other.span.end
        for other in around
    )


def _step(before: Fixed, rules: Ruleset, wanted: list[Finding]) -> tuple[list[Edit], Fixed] | None:
    """One round, without the fixes that would bring a new error or change what is no prose."""
    document, spoilers = before.opened.document, 0
    while wanted:
        edits, after, worse = _tried(before, rules, wanted)
        if not worse:
            return edits, after
        left = [
            finding
            for finding in wanted
            if not any(document.paragraph(edit.span.start) in worse for edit in finding.hit.edits)
        ]
        if len(left) == len(wanted):  # the harm is done from afar
            at, spoilers = _spoiler(before, rules, wanted), spoilers + 1
            left = wanted[:at] + (wanted[at + 1 :] if spoilers < _MOST_SPOILERS else [])
        wanted = left
    return None


def _tried(
    before: Fixed, rules: Ruleset, wanted: Sequence[Finding]
) -> tuple[list[Edit], Fixed, set[tuple[int, int]]]:
    """The edits, the file with them, and the paragraphs, as they were, that are the worse for it."""
    edits = sorted({edit for finding in wanted for edit in finding.hit.edits})
    opened = before.opened.edited(edits)
    result = rules.lint(opened.document)
    worse = _worse(before.opened.document, before.result, result, edits)
    worse = worse or _broken(before.opened.document, opened.document, edits)
    made = [finding.code for finding in wanted]
    return edits, Fixed(opened, result, made, before.told), worse


def _spoiler(before: Fixed, rules: Ruleset, wanted: Sequence[Finding]) -> int:
    """The first of the fixes that does harm if all before it are made."""
    good, bad = 0, len(wanted)
    while bad - good > 1:
        middle = (good + bad) // 2
        _, _, worse = _tried(before, rules, wanted[:middle])
        good, bad = (good, middle) if worse else (middle, bad)
    return good


def _worse(
    document: Document, before: Result, after: Result, edits: Sequence[Edit]
) -> set[tuple[int, int]]:
    """The paragraphs, as they were, in which an error stands that did not before."""
    known = {(one.code, one.span.start) for one in before.findings if one.severity == "error"}
    origin = _Origin(edits)
    return {
        document.paragraph(start)
        for one in after.findings
        if one.severity == "error" and (one.code, start := origin.of(one.span.start)) not in known
    }


def _broken(before: Document, after: Document, edits: Sequence[Edit]) -> set[tuple[int, int]]:
    """The paragraphs, as they were, in which the first markup stands that is no longer the same.

    Next to other characters, an asterisk may begin or end nothing any more.
    """
    if before.format != "markdown":
        return set()
    old, new = before.once(_markup), after.once(_markup)
    origin = _Origin(edits)
    for one, other in zip_longest(old, new):
        if one is None or other is None or one[1] != other[1]:
            starts = [one[0]] if one else []
            starts += [origin.of(other[0])] if other else []
            return {before.paragraph(start) for start in starts}
    return set()


def _markup(document: Document) -> list[tuple[int, str]]:
    """Every stretch that is no prose, with where it starts, without its white space."""
    found = compiled(f"{BLANK}+").finditer(document.prose)
    stretches = ((match.start(), document.text[slice(*match.span())]) for match in found)
    return [(start, "".join(text.split())) for start, text in stretches if text.strip()]


class _Origin:
    """Where what stands in an edited text stood before."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        growth = [0, *accumulate(_growth(edit) for edit in edits)]
        # Where each edit's text begins in the edited text.
        self._starts = [edit.span.start + more for edit, more in zip(edits, growth, strict=False)]
        self._growth = growth

    def touches(self, span: Span) -> bool:
        """Whether the span, in the edited text, touches a text that an edit put in."""
        at = bisect_right(self._starts, span.end)
        return any(
            span.start <= start + len(edit.text) and start <= span.end
            for start, edit in zip(self._starts[:at], self._edits[:at], strict=True)
        )

    def of(self, offset: int) -> int:
        """The offset before; of what an edit put in, that of what it replaced."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return offset
        edit = self._edits[at]
        if offset < self._starts[at] + len(edit.text):
            return edit.span.start
        return offset - self._growth[at + 1]


def _growth(edit: Edit) -> int:
    return len(edit.text) - (edit.span.end - edit.span.start)
