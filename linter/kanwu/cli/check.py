"""The command `check`: files linted, and fixed if asked; findings printed, and their totals."""

from __future__ import annotations

import sys

from kanwu.cli.console import complain, standard_input, style
from kanwu.measures.totals import Totals
from kanwu.reporters import MACHINE, reporter
from kanwu.reporters.terminal import visible
from kanwu.reporters.totals import mended, statistics, summary
from kanwu.session import files
from kanwu.session.lint_file import FileResult, lint_bytes
from kanwu.session.run import lint_files
from kanwu.session.stages import through
from kanwu.session.workspace import Workspace
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kanwu.cli.options import CheckOptions
    from kanwu.finding import Record
    from kanwu.session.stages import Exceeded


def run(options: CheckOptions) -> int:
    """Check what the options name, and print what they ask for; return the exit status."""
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

        return allow.run(options, workspace, totals, results(options, workspace, totals))
    _print_findings(options, workspace, totals)
    if workspace.stopwatch:
        sys.stdout.flush()
        print(*workspace.stopwatch.table(), sep="\n", file=sys.stderr)
    status = totals.status(options.fail_level, strict=options.strict)
    if totals.fixes and options.exit_non_zero_on_fix:
        return status or 1
    return 0 if status == 1 and (options.exit_zero or options.fix_only) else status


def records(results: Iterable[FileResult]) -> Iterator[Record]:
    """The records of all results."""
    for result in results:
        yield from result.records


def results(options: CheckOptions, workspace: Workspace, totals: Totals) -> Iterator[FileResult]:
    """The results that are to be printed, counted; whatever went wrong is told as it comes."""
    for result in _staged(options, workspace, totals):
        if isinstance(result, files.Warned):
            totals.stale += result.stale
            complain(result.message)
        elif isinstance(result, FileResult):
            narrows = workspace.request.selection.narrows
            _count(result, options, totals, notes=() if narrows else result.notes)
            yield result
        else:
            _tell_of_exceeded(result, options, totals)


def _staged(
    options: CheckOptions, workspace: Workspace, totals: Totals
) -> Iterable[FileResult | files.Warned | Exceeded]:
    """The results as all stages leave them."""
    from kanwu.cli.stages import stages

    if options.fix or options.fix_only:
        from kanwu.cli import fix

        return fix.fixed(options, workspace, totals)
    if options.annotate:
        from kanwu.cli import fix

        results = fix.annotated(options, options.annotate, workspace)
        return through(results, stages(options, workspace))
    return through(_linted(options, workspace), stages(options, workspace))


def _linted(options: CheckOptions, workspace: Workspace) -> Iterator[FileResult | files.Warned]:
    if options.is_standard_input:
        name = options.stdin_filename or "-"
        yield lint_bytes(name, standard_input(options, workspace), workspace)
        return
    results = lint_files(
        options.paths,
        workspace,
        force_exclude=options.force_exclude,
        jobs=1 if options.timing else options.jobs,
        most=options.max_file_size,
    )
    # Findings on a terminal show progress enough.
    if sys.stderr.isatty() and not sys.stdout.isatty():
        from kanwu.cli.progress import shown

        results = shown(results)
    yield from results


def _count(result: FileResult, options: CheckOptions, totals: Totals, notes: Iterable[str]) -> None:
    """Count a file in, and tell what went wrong with it."""
    totals.count(result.records, result.errors)
    totals.cover(r for r in result.records if (r.code, r.span) in result.covered)
    if options.output_format == "html" and result.document:
        from kanwu.measures.error_rate import extent

        document = result.document()
        totals.measure(*extent(document))
        if result.records:
            totals.documents[result.path] = document
    for note in notes:
        totals.stale += 1
        complain(note)
    for error in result.errors:
        complain(error)


def _with_suppressed(result: FileResult, totals: Totals) -> FileResult:
    """The result with the findings that are let stand among the others, noted in the totals."""
    for record, suppression in result.suppressed:
        totals.suppressed[record.path, record.code, record.span] = suppression
    every = [*result.records, *(record for record, _ in result.suppressed)]
    return result._replace(records=sorted(every, key=lambda record: (record.span, record.code)))


def _tell_of_exceeded(exceeded: Exceeded, options: CheckOptions, totals: Totals) -> None:
    from kanwu.reporters.totals import dense, over

    totals.exceeded += 1
    if exceeded.limit:
        complain(over(exceeded.limit, int(exceeded.found), options.lang))
        return
    complain(dense(exceeded.name, exceeded.found, exceeded.most, options.lang))


def _print_findings(options: CheckOptions, workspace: Workspace, totals: Totals) -> None:
    is_fixing = options.fix or options.fix_only
    every = results(options, workspace, totals)
    if options.output_format == "sarif" and not options.statistics:
        every = (_with_suppressed(result, totals) for result in every)
    if options.fix_only:  # all of them are made, and none is shown
        every = (result._replace(records=[]) for result in every)
    write = statistics if options.statistics else reporter(options.output_format, totals)
    # The mended text of standard input goes where it came from; the findings left, beside it.
    usual = sys.stderr if is_fixing and options.is_standard_input else sys.stdout
    stream = files.writing(options.output_file) if options.output_file else usual
    if options.output_format in MACHINE:
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    show = visible if stream.isatty() and options.output_format in MACHINE else str
    for line in write(records(every), style(options)):
        stream.write(show(line) + "\n")
    if options.output_format not in MACHINE:
        if is_fixing:
            stream.write(mended(totals, options.lang, done=True) + "\n")
        if not options.fix_only:
            stream.write(summary(totals, options.lang) + "\n")
    if options.output_file:
        stream.close()
