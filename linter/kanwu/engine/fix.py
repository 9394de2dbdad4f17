"""Fixing: rounds of edits that do not meet and that bring no new error."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, zip_longest

from kanwu.check import Edit
from kanwu.document import BLANK, Document
from kanwu.engine.result import Result
from kanwu.engine.ruleset import Ruleset
from kanwu.errors import WritingError
from kanwu.expressions import compiled
from kanwu.finding import Finding
from kanwu.readers import Opened
from kanwu.text import Span
from kanwu.values import NamedTuple

# Codes and spans of findings.
Keys = Collection[tuple[str, Span]]

_MOST_ROUNDS = 5
_MOST_SPOILERS = 4  # in a round, each found by halving; fixes after the last are not tried


class Fixed(NamedTuple):
    """A file after its fixes."""

    opened: Opened
    result: Result  # of linting the fixed file
    codes: list[str]  # of the fixes
    fixable: Keys  # of the findings that may be fixed
    within: Sequence[Span] | None = None  # where edits may be, in order; None for everywhere
    is_settled: bool = True  # not stopped while rules were undoing each other's fixes


def fix(
    opened: Opened,
    rules: Ruleset,
    fixable: Keys | None = None,
    *,
    within: Sequence[Span] | None = None,
    unsafe: bool,
) -> Fixed:
    """Make the safe fixes, and with `unsafe` all fixes, until none is left.

    Without `fixable`, all findings are fixed; else these, and findings that their fixes brought.
    A fix with an edit outside of the spans `within` is not made.
    """
    result = rules.lint(opened.document)
    fixed = Fixed(opened, result, [], _keys(result) if fixable is None else fixable, within)
    for _ in range(_MOST_ROUNDS):
        step = _step(fixed, rules, _apart(_wanted(fixed, unsafe)))
        if step is None:
            return fixed
        edits, after = step
        if fixable is None:
            after = after._replace(fixable=_keys(after.result))
        else:
            after = after._replace(fixable=_still_fixable(fixed, after.result, edits))
        fixed = after._replace(codes=[*fixed.codes, *after.codes])
    return fixed._replace(is_settled=not _wanted(fixed, unsafe))


def require_legible(result: Result) -> None:
    """WritingError with the first finding that means that the text was read wrongly."""
    for finding in result.findings:
        if finding.rule.bars_writing:
            cause = f"有{finding.rule.card.title}（{finding.code}），文字可能没有读对，没有修改"
            raise WritingError(cause, finding.position.line)


def _keys(result: Result) -> Keys:
    return {(finding.code, finding.span) for finding in result.findings}


def _still_fixable(before: Fixed, after: Result, edits: Sequence[Edit]) -> Keys:
    """The findings that were fixable before the edits, and new findings that touch inserted text."""
    starts = {(code, span.start) for code, span in before.fixable}
    known = {(finding.code, finding.span.start) for finding in before.result.findings}
    origin = _Origin(edits)
    return {
        (finding.code, finding.span)
        for finding in after.findings
        if (key := (finding.code, origin.of(finding.span.start))) in starts
        or (key not in known and origin.touches(finding.span))
    }


def _wanted(fixed: Fixed, unsafe: bool) -> list[Finding]:
    """The findings to be fixed; of findings that are fixed together, all or none."""
    return [
        finding
        for finding in fixed.result.findings
        if finding.has_fix
        and all(
            (finding.code, span) in fixed.fixable for span in (finding.span, *finding.hit.together)
        )
        and is_within(finding.hit.edits, fixed.within)
        and (fix := finding.fix)
        and (unsafe or fix.applicability == "safe")
    ]


def is_within(edits: Iterable[Edit], spans: Sequence[Span] | None) -> bool:
    """Whether every edit is in one of the spans."""
    if spans is None:
        return True
    return all(
        at >= 0 and edit.span.end <= spans[at].end
        for edit in edits
        for at in [bisect_right(spans, edit.span.start, key=lambda span: span.start) - 1]
    )


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in order, without findings whose edits would meet earlier ones.

    Of findings with the same edits, such as the two marks of a pair, one is enough.
    """
    chosen: list[Finding] = []
    taken: list[Edit] = []  # in order
    for finding in sorted(findings, key=lambda finding: finding.hit.edits):
        edits = sorted(set(finding.hit.edits))
        if not any(_meets(edit, taken) for edit in edits):
            chosen.append(finding)
            for edit in edits:
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


def _step(before: Fixed, rules: Ruleset, wanted: list[Finding]) -> tuple[list[Edit], Fixed] | None:
    """One round, without fixes that bring a new error or change markup."""
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
        if len(left) == len(wanted):  # the fix is in another paragraph than its harm
            at, spoilers = _spoiler(before, rules, wanted), spoilers + 1
            left = wanted[:at] + (wanted[at + 1 :] if spoilers < _MOST_SPOILERS else [])
        wanted = left
    return None


def _tried(
    before: Fixed, rules: Ruleset, wanted: Sequence[Finding]
) -> tuple[list[Edit], Fixed, set[tuple[int, int]]]:
    """The edits, the edited file, and the harmed paragraphs by their old spans."""
    edits = sorted({edit for finding in wanted for edit in finding.hit.edits})
    opened = before.opened.edited(edits)
    result = rules.lint(opened.document)
    worse = _worse(before.opened.document, before.result, result, edits)
    worse = worse or _broken(before.opened.document, opened.document, edits)
    codes = [finding.code for finding in wanted]
    within = before.within and _moved(before.within, edits)
    return edits, Fixed(opened, result, codes, before.fixable, within), worse


def _moved(spans: Iterable[Span], edits: Sequence[Edit]) -> list[Span]:
    """The spans after edits within them."""
    starts = [edit.span.start for edit in edits]
    growth = [0, *accumulate(map(_growth, edits))]
    return [
        Span(start + growth[bisect_left(starts, start)], end + growth[bisect_right(starts, end)])
        for start, end in spans
    ]


def _spoiler(before: Fixed, rules: Ruleset, wanted: Sequence[Finding]) -> int:
    """The number of the first fix that does harm after all earlier ones."""
    good, bad = 0, len(wanted)
    while bad - good > 1:
        middle = (good + bad) // 2
        _, _, worse = _tried(before, rules, wanted[:middle])
        good, bad = (good, middle) if worse else (middle, bad)
    return good


def _worse(
    document: Document, before: Result, after: Result, edits: Sequence[Edit]
) -> set[tuple[int, int]]:
    """The paragraphs with a new error, by their old spans."""
    known = {(error.code, error.span.start) for error in _errors(before)}
    origin = _Origin(edits)
    return {
        document.paragraph(start)
        for error in _errors(after)
        if (error.code, start := origin.of(error.span.start)) not in known
    }


def _errors(result: Result) -> Iterator[Finding]:
    return (finding for finding in result.findings if finding.severity == "error")


def _broken(before: Document, after: Document, edits: Sequence[Edit]) -> set[tuple[int, int]]:
    """The paragraphs with the first changed markup or block, by their old spans.

    Next to other characters, an asterisk may no longer begin or end emphasis, and a numeral may
    begin an item of a list.
    """
    if before.format != "markdown":
        return set()
    old, new = before.once(_markup), after.once(_markup)
    origin = _Origin(edits)
    for old_stretch, new_stretch in zip_longest(old, new):
        if old_stretch is None or new_stretch is None or old_stretch[1] != new_stretch[1]:
            starts = [old_stretch[0]] if old_stretch else []
            starts += [origin.of(new_stretch[0])] if new_stretch else []
            return {before.paragraph(start) for start in starts}
    return set()


def _markup(document: Document) -> list[tuple[int, str]]:
    """Every stretch of markup and every block: its start, and its text without white space.

    Of a block, its kind and level.
    """
    matches = compiled(f"{BLANK}+").finditer(document.prose)
    stretches = ((match.start(), document.text[slice(*match.span())]) for match in matches)
    markup = [(start, "".join(text.split())) for start, text in stretches if text.strip()]
    blocks = [(block.span.start, f"{block.kind} {block.level}") for block in document.blocks]
    return sorted(markup + blocks)


class _Origin:
    """The old places of an edited text."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        growth = [0, *accumulate(_growth(edit) for edit in edits)]
        # The start of each edit's text in the edited text.
        self._starts = [edit.span.start + shift for edit, shift in zip(edits, growth, strict=False)]
        self._growth = growth

    def touches(self, span: Span) -> bool:
        """Whether a span of the edited text touches inserted text."""
        at = bisect_right(self._starts, span.end)
        return any(
            span.start <= start + len(edit.text) and start <= span.end
            for start, edit in zip(self._starts[:at], self._edits[:at], strict=True)
        )

    def of(self, offset: int) -> int:
        """The old offset; for inserted text, the start of the text that it replaced."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0:
            return offset
        edit = self._edits[at]
        if offset < self._starts[at] + len(edit.text):
            return edit.span.start
        return offset - self._growth[at + 1]


def _growth(edit: Edit) -> int:
    return len(edit.text) - (edit.span.end - edit.span.start)
