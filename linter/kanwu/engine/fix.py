"""Fixing: rounds of edits that do not meet and that bring no new error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from kanwu.check import Edit
from kanwu.document import BLANK, Document
from kanwu.engine.edits import Edits, moved
from kanwu.engine.joint import Joint, Keys, apart, joints
from kanwu.engine.linked_headings import lost_fragments
from kanwu.engine.result import Result
from kanwu.engine.ruleset import Ruleset
from kanwu.errors import WritingError
from kanwu.expressions import compiled
from kanwu.finding import Finding
from kanwu.readers import Opened
from kanwu.text import Span
from kanwu.values import NamedTuple

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
        step = _step(fixed, rules, apart(_wanted(fixed, unsafe)))
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
            raise WritingError(
                "有{title}（{code}），文字可能没有读对，没有修改",
                finding.position.line,
                title=finding.rule.card.title,
                code=finding.code,
            )


def _keys(result: Result) -> Keys:
    return {(finding.code, finding.span) for finding in result.findings}


def _still_fixable(before: Fixed, after: Result, edits: Sequence[Edit]) -> Keys:
    """The findings that were fixable before the edits, and new findings that touch inserted text."""
    starts = {(code, span.start) for code, span in before.fixable}
    known = {(finding.code, finding.span.start) for finding in before.result.findings}
    origin = Edits(edits)
    return {
        (finding.code, finding.span)
        for finding in after.findings
        if (key := (finding.code, origin.of(finding.span.start))) in starts
        or (key not in known and origin.touches(finding.span))
    }


def _wanted(fixed: Fixed, unsafe: bool) -> list[Joint]:
    return joints(fixed.result.findings, fixed.fixable, fixed.within, unsafe=unsafe)


def _step(before: Fixed, rules: Ruleset, wanted: list[Joint]) -> tuple[list[Edit], Fixed] | None:
    """One round, without fixes that bring a new error or change markup."""
    document, spoilers = before.opened.document, 0
    while wanted:
        edits, after, worse = _tried(before, rules, wanted)
        if not worse:
            return edits, after
        left = [
            joint
            for joint in wanted
            if not any(document.paragraph(edit.span.start) in worse for edit in joint.edits)
        ]
        if len(left) == len(wanted):  # the fix is in another paragraph than its harm
            at, spoilers = _spoiler(before, rules, wanted), spoilers + 1
            left = wanted[:at] + (wanted[at + 1 :] if spoilers < _MOST_SPOILERS else [])
        wanted = left
    return None


def _tried(
    before: Fixed, rules: Ruleset, wanted: Sequence[Joint]
) -> tuple[list[Edit], Fixed, set[tuple[int, int]]]:
    """The edits, the edited file, and the harmed paragraphs by their old spans."""
    edits = sorted({edit for joint in wanted for edit in joint.edits})
    opened = before.opened.edited(edits)
    result = rules.lint(opened.document)
    worse = _worse(before.opened.document, before.result, result, edits)
    worse = worse or _broken(before.opened.document, opened.document, edits)
    codes = [code for joint in wanted for code in joint.codes]
    within = before.within and moved(before.within, edits)
    return edits, Fixed(opened, result, codes, before.fixable, within), worse


def _spoiler(before: Fixed, rules: Ruleset, wanted: Sequence[Joint]) -> int:
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
    origin = Edits(edits)
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
    origin = Edits(edits)
    for old_stretch, new_stretch in zip_longest(old, new):
        if old_stretch is None or new_stretch is None or old_stretch[1] != new_stretch[1]:
            starts = [old_stretch[0]] if old_stretch else []
            starts += [origin.of(new_stretch[0])] if new_stretch else []
            return {before.paragraph(start) for start in starts}
    return lost_fragments(before, after)


def _markup(document: Document) -> list[tuple[int, str]]:
    """Every stretch of markup and every block: its start, and its text without white space.

    Of a block, its kind and level.
    """
    matches = compiled(f"{BLANK}+").finditer(document.prose)
    stretches = ((match.start(), document.text[slice(*match.span())]) for match in matches)
    markup = [(start, "".join(text.split())) for start, text in stretches if text.strip()]
    blocks = [(block.span.start, f"{block.kind} {block.level}") for block in document.blocks]
    return sorted(markup + blocks)
