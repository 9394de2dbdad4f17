"""`check` with changes to reports: it makes fixes, or shows them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from kanwu.cli.console import complain, standard_input
from kanwu.cli.options import CheckOptions
from kanwu.cli.stages import account_stage, density_stage, selection_stages, staged_files
from kanwu.cli.terminal import has_color
from kanwu.measures.totals import Totals
from kanwu.reporters.diff import unified
from kanwu.reporters.totals import fix_summary
from kanwu.session import files
from kanwu.session.fix_files import FileFix, Fixer, fix_files, fix_staged
from kanwu.session.lint_file import FileResult
from kanwu.session.stages import Exceeded, passed
from kanwu.session.workspace import Workspace


def results(
    options: CheckOptions, workspace: Workspace, totals: Totals
) -> Iterator[FileResult | files.Warned | Exceeded]:
    """The findings that remain in every report after its fixes, which are made and counted."""
    before, after = list(density_stage(options)), list(account_stage(options, workspace))
    for file in _fixes(options, workspace, write=True):
        if isinstance(file, files.Warned):
            yield file
            continue
        totals.count_fixes(file.codes)
        if options.is_standard_input:
            sys.stdout.buffer.write(file.data)
            sys.stdout.buffer.flush()
        result = passed(file.result, before)
        records = [
            record for record in result.records if (record.code, record.span) in file.reported
        ]
        yield passed(result._replace(records=records), after)
    for stage in (*before, *after):
        yield from stage.close()


def show(options: CheckOptions, workspace: Workspace, totals: Totals) -> int:
    """Print the changes of all fixes as a unified diff; return the exit status, 1 for changes."""
    color = has_color(options.color, sys.stdout)
    shown = {"shown": color or sys.stdout.isatty(), "color": color}
    for file in _fixes(options, workspace, write=False):
        if isinstance(file, files.Warned):
            complain(file.message, options.lang)
            continue
        totals.count_fixes(file.codes)
        totals.count([], file.result.errors)
        for error in file.result.errors:
            complain(error, options.lang)
        for line in unified(file.result.path, file.before, file.after, **shown):
            sys.stdout.write(line)
    print(fix_summary(totals, options.lang, done=False), file=sys.stderr)
    return 2 if totals.errors else int(bool(totals.fixes) and not options.exit_zero)


def _fixes(
    options: CheckOptions, workspace: Workspace, *, write: bool
) -> Iterable[FileFix | files.Warned]:
    staged = staged_files(options)
    stages = list(selection_stages(options, workspace, staged))
    fixer = Fixer(workspace, stages, options.unsafe_fixes, options.tracked)
    if options.is_standard_input:
        name = options.stdin_filename or "-"
        return [fixer.fixed(name, standard_input(options, workspace))]
    force_exclude, most = options.force_exclude, options.max_file_size
    if staged:
        return fix_staged(staged, fixer, write=write, force_exclude=force_exclude, most=most)
    return fix_files(options.paths, fixer, write=write, force_exclude=force_exclude, most=most)
