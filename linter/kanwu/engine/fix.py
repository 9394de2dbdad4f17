"""Fixes made: round by round, none on top of another, and none that brings a new error."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, zip_longest

from kanwu.document import BLANK
from kanwu.engine.ruleset import Linted, Ruleset
from kanwu.expressions import compiled
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kanwu.check import Edit
    from kanwu.document import Document
    from kanwu.finding import Finding
    from kanwu.readers import Opened

_MOST_ROUNDS = 5
_MOST_SPOILERS = 4  # of a round, each found by halving; behind the last, nothing is tried


class Fixed(NamedTuple):
    """A file after its fixes: what is still found in it, and the codes of the fixes made."""

    opened: Opened
    linted: Linted
    made: list[str]
    settled: bool = True  # not stopped while rules went on undoing each other's fixes


def fix(opened: Opened, rules: Ruleset, *, unsafe: bool) -> Fixed:
    """Make the fixes, and those that may change the meaning only if `unsafe`, until none is left."""
    linted, made = rules.lint(opened.document), list[str]()
    for _ in range(_MOST_ROUNDS):
        step = _step(opened, linted, rules, _apart(_wanted(linted.findings, unsafe)))
        if step is None:
            return Fixed(opened, linted, made)
        opened, linted = step.opened, step.linted
        made += step.made
    return Fixed(opened, linted, made, settled=not _wanted(linted.findings, unsafe))


def _wanted(findings: Iterable[Finding], unsafe: bool) -> list[Finding]:
    """The findings whose fix is to be made."""
    return [
        finding
        for finding in findings
        if finding.has_fix and (fix := finding.fix) and (unsafe or fix.applicability == "safe")
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


def _step(opened: Opened, before: Linted, rules: Ruleset, wanted: list[Finding]) -> Fixed | None:
    """One round, without the fixes that would bring a new error or change what is no prose."""
    document, spoilers = opened.document, 0
    while wanted:
        fixed, worse = _tried(opened, before, rules, wanted)
        if not worse:
            return fixed
        left = [
            finding
            for finding in wanted
            if not any(document.paragraph(edit.span.start) in worse for edit in finding.hit.edits)
        ]
        if len(left) == len(wanted):  # the harm is done from afar
            at, spoilers = _spoiler(opened, before, rules, wanted), spoilers + 1
            left = wanted[:at] + (wanted[at + 1 :] if spoilers < _MOST_SPOILERS else [])
        wanted = left
    return None


def _tried(
    opened: Opened, before: Linted, rules: Ruleset, wanted: Sequence[Finding]
) -> tuple[Fixed, set[tuple[int, int]]]:
    """The file with the fixes, and the paragraphs, as they were, that are the worse for it."""
    edits = sorted({edit for finding in wanted for edit in finding.hit.edits})
    after = opened.edited(edits)
    linted = rules.lint(after.document)
    worse = _worse(opened.document, before, linted, edits)
    worse = worse or _broken(opened.document, after.document, edits)
    return Fixed(after, linted, [finding.code for finding in wanted]), worse


def _spoiler(opened: Opened, before: Linted, rules: Ruleset, wanted: Sequence[Finding]) -> int:
    """The first of the fixes that does harm if all before it are made."""
    good, bad = 0, len(wanted)
    while bad - good > 1:
        middle = (good + bad) // 2
        _, worse = _tried(opened, before, rules, wanted[:middle])
        good, bad = (good, middle) if worse else (middle, bad)
    return good


def _worse(
    document: Document, before: Linted, after: Linted, edits: Sequence[Edit]
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
