"""The command `check`: it lints files, may fix them, and prints findings and totals."""

from __future__ import annotations

import sys
from itertools import chain, islice

from kanwu.cli.console import complain, standard_input, style
from kanwu.english import worded
from kanwu.measures.totals import Run, Totals
from kanwu.reporters import MACHINE, reporter
from kanwu.reporters.terminal import visible
from kanwu.reporters.totals import fix_summary, statistics, summary
from kanwu.session import files
from kanwu.session.lint_file import FileResult, lint_bytes
from kanwu.session.run import lint_files
from kanwu.session.stages import through
from kanwu.session.workspace import Workspace
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kanwu.cli.options import CheckOptions
    from kanwu.errors import Sentence
    from kanwu.record import Record
    from kanwu.session.staged_files import StagedFiles
    from kanwu.session.stages import Exceeded

_PARTING = frozenset(" \t\n\"'*?&|;<>()$`\\")  # characters that a shell would not take as they are


def run(options: CheckOptions) -> int:
    """Check the files of the options, and print the findings; return the exit status."""
    workspace = Workspace(options.request())
    if options.explain_document:
        from kanwu.cli import explain

        return explain.run(options, workspace)
    if options.timing:
        from kanwu.engine.timing import Stopwatch

        workspace.stopwatch = Stopwatch()
    totals = Totals()
    if options.add_allow:
        from kanwu.cli import allow

        return allow.run(options, workspace, totals, results(options, workspace, totals))
    if options.diff:
        from kanwu.cli import fix

        return fix.show(options, workspace, totals)
    _print_findings(options, workspace, totals)
    if workspace.stopwatch:
        sys.stdout.flush()
        lines = (worded(line, options.lang) for line in workspace.stopwatch.table())
        print(*lines, sep="\n", file=sys.stderr)
    status = totals.status(options.fail_level, strict=options.strict)
    if totals.fixes and options.exit_non_zero_on_fix:
        return status or 1
    return 0 if status == 1 and (options.exit_zero or options.fix_only) else status


def records(results: Iterable[FileResult]) -> Iterator[Record]:
    """The records of all results."""
    for result in results:
        yield from result.records


def results(options: CheckOptions, workspace: Workspace, totals: Totals) -> Iterator[FileResult]:
    """The results behind all stages; count them, and complain of errors on the way."""
    for result in _staged(options, workspace, totals):
        if isinstance(result, files.Warned):
            totals.stale += result.stale
            complain(result.message, options.lang)
        elif isinstance(result, FileResult):
            narrows = workspace.request.selection.narrows
            _count(result, options, totals, notes=() if narrows else result.notes)
            if options.output_format == "html":
                profile, _ = workspace.config(result.path).profile(result.path)
                totals.profiles[profile] = totals.profiles.get(profile, 0) + 1
            yield result
        else:
            _complain_of_limit(result, options, totals)


def _staged(
    options: CheckOptions, workspace: Workspace, totals: Totals
) -> Iterable[FileResult | files.Warned | Exceeded]:
    """The results behind all stages, with warnings and exceeded limits among them."""
    from kanwu.cli.stages import staged_files, stages

    if options.fix or options.fix_only:
        from kanwu.cli import fix

        return fix.results(options, workspace, totals)
    if options.annotate:
        from kanwu.cli import annotate

        return annotate.results(options, options.annotate, workspace)
    staged = staged_files(options)
    return through(_linted(options, workspace, staged), stages(options, workspace, staged))


def _linted(
    options: CheckOptions, workspace: Workspace, staged: StagedFiles | None
) -> Iterator[FileResult | files.Warned]:
    if options.is_standard_input:
        name = options.stdin_filename or "-"
        yield lint_bytes(name, standard_input(options, workspace), workspace)
        return
    results = _results(options, workspace, staged)
    # On a terminal, the findings themselves show the progress.
    if sys.stderr.isatty() and not sys.stdout.isatty():
        from kanwu.cli.progress import with_progress

        results = with_progress(results, options.lang)
    yield from results


def _results(
    options: CheckOptions, workspace: Workspace, staged: StagedFiles | None
) -> Iterator[FileResult | files.Warned]:
    force_exclude, most = options.force_exclude, options.max_file_size
    jobs = 1 if options.timing else options.jobs
    if staged:
        from kanwu.session.staged_files import lint_staged

        return lint_staged(staged, workspace, force_exclude=force_exclude, jobs=jobs, most=most)
    return lint_files(options.paths, workspace, force_exclude=force_exclude, jobs=jobs, most=most)


def _count(
    result: FileResult, options: CheckOptions, totals: Totals, notes: Iterable[Sentence]
) -> None:
    """Count a file, and complain of its notes and errors."""
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
        complain(note, options.lang)
    for error in result.errors:
        complain(error, options.lang)


def _with_suppressed(result: FileResult, totals: Totals) -> FileResult:
    """The result with its suppressed findings among the others; the totals keep them apart."""
    for record, suppression in result.suppressed:
        totals.suppressed[record.path, record.code, record.span] = suppression
    records = [*result.records, *(record for record, _ in result.suppressed)]
    return result._replace(records=sorted(records, key=lambda record: (record.span, record.code)))


def _run() -> Run:
    from time import localtime, strftime

    words = (f"'{word}'" if set(word) & _PARTING else word for word in sys.argv[1:])
    return Run(strftime("%Y-%m-%d %H:%M", localtime()), " ".join(["kanwu", *words]))


def _complain_of_limit(exceeded: Exceeded, options: CheckOptions, totals: Totals) -> None:
    from kanwu.reporters.totals import over_density, over_limit

    totals.exceeded += 1
    if exceeded.limit:
        words = over_limit(exceeded.limit, int(exceeded.found))
    else:
        words = over_density(exceeded.name, exceeded.found, exceeded.most)
    complain(words, options.lang)


def _print_findings(options: CheckOptions, workspace: Workspace, totals: Totals) -> None:
    is_fixing = options.fix or options.fix_only
    if options.output_format == "html":
        totals.run = _run()
    shown = results(options, workspace, totals)
    if options.output_format == "sarif" and not options.statistics:
        shown = (_with_suppressed(result, totals) for result in shown)
    if options.fix_only:  # the fixes are made, and no finding is shown
        shown = (result._replace(records=[]) for result in shown)
    write = statistics if options.statistics else reporter(options.output_format, totals)
    every = records(shown)
    first = list(islice(every, 1))  # an error in a configuration comes before any output
    # Standard output is for the fixed text of standard input; the findings go beside it.
    default = sys.stderr if is_fixing and options.is_standard_input else sys.stdout
    stream = files.writing(options.output_file) if options.output_file else default
    if options.output_format in MACHINE:
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    printable = visible if stream.isatty() and options.output_format in MACHINE else str
    look = style(options, stream)
    for line in write(chain(first, every), look):
        stream.write(printable(line) + "\n")
    if options.output_format not in MACHINE:
        if is_fixing:
            stream.write(fix_summary(totals, options.lang, done=True) + "\n")
        if not options.fix_only:
            stream.writelines(line + "\n" for line in summary(totals, look))
    if options.output_file:
        stream.close()
