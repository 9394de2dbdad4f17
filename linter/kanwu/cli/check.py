"""The command `check`: files checked, and mended if asked; findings printed, and what they come to."""

from __future__ import annotations

import os
import sys

from kanwu.cli.console import complain, standard_input, style
from kanwu.finding import Finding
from kanwu.measures.totals import Totals
from kanwu.reporters import MACHINE, reporter
from kanwu.reporters.terminal import visible
from kanwu.reporters.totals import mended, statistics, summary
from kanwu.session import files
from kanwu.session.lint_file import Checked, check_bytes
from kanwu.session.run import check
from kanwu.session.workspace import Workspace
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kanwu.cli.limits import Gates
    from kanwu.cli.options import CheckOptions
    from kanwu.session.changed_lines import Changes


def run(options: CheckOptions) -> int:
    """Check what the options name, and print what they ask for; the exit status."""
    workspace = Workspace(options.request())
    if options.timing:
        from kanwu.engine.timing import Stopwatch

        workspace.stopwatch = Stopwatch()
    totals = Totals()
    if options.diff:
        from kanwu.cli import fix

        return fix.show(options, workspace, totals)
    if options.add_allow or options.reason:
        from kanwu.cli import allow

        return allow.run(options, workspace, totals, findings(options, workspace, totals))
    _print_findings(options, workspace, totals)
    if workspace.stopwatch:
        sys.stdout.flush()
        print(*workspace.stopwatch.table(), sep="\n", file=sys.stderr)
    status = totals.status(options.fail_level, strict=options.strict)
    if totals.made and options.exit_non_zero_on_fix:
        return status or 1
    return 0 if status == 1 and (options.exit_zero or options.fix_only) else status


def _print_findings(options: CheckOptions, workspace: Workspace, totals: Totals) -> None:
    is_fixing = options.fix or options.fix_only
    found = findings(options, workspace, totals)
    if options.fix_only:  # all of them are made, and none is shown
        for _ in found:
            pass
    write = statistics if options.statistics else reporter(options.output_format, totals)
    # The mended text of standard input goes where it came from; what is left in it, beside it.
    usual = sys.stderr if is_fixing and options.is_standard_input else sys.stdout
    stream = files.writing(options.output_file) if options.output_file else usual
    if options.output_format in MACHINE:
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    show = visible if stream.isatty() and options.output_format in MACHINE else str
    for line in write(found, style(options)):
        stream.write(show(line) + "\n")
    if options.output_format not in MACHINE:
        if is_fixing:
            stream.write(mended(totals, options.lang, done=True) + "\n")
        if not options.fix_only:
            stream.write(summary(totals, options.lang) + "\n")
    if options.output_file:
        stream.close()


def _checked(
    options: CheckOptions, workspace: Workspace, totals: Totals
) -> Iterator[Checked | files.Warned]:
    """What the options name, checked."""
    if options.fix or options.fix_only:
        from kanwu.cli import fix

        return fix.fixed(options, workspace, totals)
    if options.annotate:
        from kanwu.cli import fix

        return fix.annotated(options, options.annotate, workspace)
    return _read(options, workspace)


def _has_baseline(options: CheckOptions) -> bool:
    if options.no_baseline or options.is_standard_input or options.fix or options.fix_only:
        return False
    return os.path.isfile(files.BASELINE)


def _read(options: CheckOptions, workspace: Workspace) -> Iterator[Checked | files.Warned]:
    if options.is_standard_input:
        name = options.stdin_filename or "-"
        yield check_bytes(name, standard_input(options, workspace), workspace)
        return
    checked = check(
        options.paths,
        workspace,
        force_exclude=options.force_exclude,
        jobs=1 if options.timing else options.jobs,
        most=options.max_file_size,
    )
    # Findings on a terminal show progress enough.
    if sys.stderr.isatty() and not sys.stdout.isatty():
        from kanwu.cli.progress import shown

        checked = shown(checked)
    yield from checked


def _changes(options: CheckOptions) -> Changes | None:
    """The lines that are to be looked at; None for all."""
    if not options.diff_base and not options.staged:
        return None
    from kanwu.session import changed_lines

    return changed_lines.since(options.diff_base) if options.diff_base else changed_lines.staged()


def findings(options: CheckOptions, workspace: Workspace, totals: Totals) -> Iterator[Finding]:
    """The findings, passed on and counted; what went wrong is told as it comes."""
    changes = _changes(options)
    gates = _gates(options, workspace, totals) if options.max_density else None
    checked = _checked(options, workspace, totals)
    checked = gates.measured(checked) if gates else checked
    if _has_baseline(options):
        from kanwu.cli import baseline

        checked = baseline.fresh(checked, workspace)
    for one in checked:
        if isinstance(one, files.Warned):
            _warn(one, totals)
            continue
        if changes is not None:
            one = _changed(one, changes)
        _count(one, options, totals, quiet=workspace.request.narrows)
        if workspace.is_accountable:
            gates = gates or _gates(options, workspace, totals)
        if gates:
            gates.enter(one)
        yield from _shown(one, options, totals)
    for said in gates.close() if gates else ():
        _warn(said, totals)


def _gates(options: CheckOptions, workspace: Workspace, totals: Totals) -> Gates:
    from kanwu.cli.limits import Gates

    return Gates(options, workspace, totals)


def _warn(said: files.Warned | str, totals: Totals) -> None:
    totals.stale += isinstance(said, files.Warned) and said.stale
    complain(said if isinstance(said, str) else said.message)


def _count(one: Checked, options: CheckOptions, totals: Totals, *, quiet: bool) -> None:
    """Count a file in, and tell what went wrong with it; if `quiet`, of no comment without use."""
    totals.count(one.findings, one.errors)
    if options.output_format == "html" and one.document:
        from kanwu.measures.error_rate import extent

        totals.measure(*extent(one.document))
    for note in one.allowed.notes if one.allowed and not quiet else ():
        totals.stale += 1
        complain(note)
    for error in one.errors:
        complain(error)


def _shown(one: Checked, options: CheckOptions, totals: Totals) -> list[Finding]:
    """The findings in reading order; for SARIF, also those that are let stand, noted as such."""
    if options.output_format != "sarif" or options.statistics or not one.allowed:
        return one.findings
    suppressed = one.allowed.suppressed
    totals.standing |= {each.finding: each for each in suppressed}
    every = [*one.findings, *(each.finding for each in suppressed)]
    return sorted(every, key=lambda finding: (finding.span, finding.code))


def _changed(one: Checked, changes: Changes) -> Checked:
    """What was checked, with the findings only that touch a changed line."""
    from kanwu.session.changed_lines import kept

    lines, allowed = changes.lines(one.path), one.allowed
    if allowed:
        touching = set(kept((each.finding for each in allowed.suppressed), lines))
        suppressed = [each for each in allowed.suppressed if each.finding in touching]
        allowed = allowed._replace(suppressed=suppressed)
    return one._replace(findings=kept(one.findings, lines), allowed=allowed)
