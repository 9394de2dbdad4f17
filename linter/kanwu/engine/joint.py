"""Joint fixes: those of findings that are fixed together, of which all are made or none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from kanwu.check import Edit
from kanwu.finding import Finding
from kanwu.text import Span, is_within
from kanwu.values import NamedTuple

# Codes and spans of findings.
Keys = Collection[tuple[str, Span]]


class Joint(NamedTuple):
    """The fixes of some findings; most findings stand alone."""

    findings: tuple[Finding, ...]
    edits: tuple[Edit, ...]  # in order

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]


def joints(
    findings: Iterable[Finding], fixable: Keys, within: Sequence[Span] | None, *, unsafe: bool
) -> list[Joint]:
    """The fixes to be made; a fix of which a part may not be made is none."""
    groups: dict[tuple[str, tuple[Span, ...]], list[Finding]] = {}
    for finding in findings:
        if not finding.has_fix or (finding.code, finding.span) not in fixable:
            continue
        if not are_within(finding.hit.edits, within) or not (fix := finding.fix):
            continue
        if unsafe or fix.applicability == "safe":
            key = finding.code, finding.hit.together or (finding.span,)
            groups.setdefault(key, []).append(finding)
    return [
        Joint(tuple(group), tuple(sorted({*chain(*(finding.hit.edits for finding in group))})))
        for (_, spans), group in groups.items()
        if len({finding.span for finding in group}) == len(set(spans))
    ]


def are_within(edits: Iterable[Edit], spans: Sequence[Span] | None) -> bool:
    """Whether every edit is in one of the spans; None for everywhere."""
    return spans is None or all(is_within(edit.span, spans) for edit in edits)


def apart(joints: Iterable[Joint]) -> list[Joint]:
    """The fixes in order, without those whose edits would meet earlier ones.

    Of fixes with the same edits, such as those of the two marks of a pair, one is enough.
    """
    chosen: list[Joint] = []
    taken: list[Edit] = []  # in order
    for joint in sorted(joints, key=lambda joint: joint.edits):
        if not any(_meets(edit, taken) for edit in joint.edits):
            chosen.append(joint)
            for edit in joint.edits:
                taken.insert(bisect_left(taken, edit), edit)
    return chosen


def _meets(edit: Edit, taken: list[Edit]) -> bool:
    """Whether the edit shares a code point or an end with a taken edit."""
    at = bisect_left(taken, edit)
    around = taken[max(0, at - 1) : at + 1]
    return any(
        (edit.span.start < other.span.end and other.span.start < edit.span.end)
        or edit.span.start == other.span.start
        or edit.span.end == other.span.end
        for other in around
    )
