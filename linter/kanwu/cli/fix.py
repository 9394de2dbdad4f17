"""`check` where it writes reports: fixes made or only shown, and findings as Word comments."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from kanwu.cli.console import complain, has_color, standard_input
from kanwu.cli.options import CheckOptions
from kanwu.cli.stages import counting, measuring, selecting
from kanwu.errors import ConfigError, InputError
from kanwu.measures.totals import Totals
from kanwu.reporters.diff import unified
from kanwu.reporters.totals import mended
from kanwu.session import files
from kanwu.session.files.replace import write_bytes
from kanwu.session.fix_files import FileFix, Fixer, fix_files
from kanwu.session.lint_file import FileResult, failed, lint_bytes
from kanwu.session.run import too_large
from kanwu.session.stages import Exceeded, passed
from kanwu.session.workspace import Workspace


def fixed(
    options: CheckOptions, workspace: Workspace, totals: Totals
) -> Iterator[FileResult | files.Warned | Exceeded]:
    """The findings that are left in every report after its fixes, which are counted."""
    before, after = list(measuring(options)), list(counting(options, workspace))
    for file in _fixes(options, workspace, write=True):
        if isinstance(file, files.Warned):
            yield file
            continue
        totals.count_fixes(file.made)
        if options.is_standard_input:
            sys.stdout.buffer.write(file.data)
            sys.stdout.buffer.flush()
        result = passed(file.result, before)
        told = [record for record in result.records if (record.code, record.span) in file.told]
        yield passed(result._replace(records=told), after)
    for stage in (*before, *after):
        yield from stage.close()


def show(options: CheckOptions, workspace: Workspace, totals: Totals) -> int:
    """Print the changes of all fixes as a unified diff; return whether there are any as status."""
    for file in _fixes(options, workspace, write=False):
        if isinstance(file, files.Warned):
            complain(file.message)
            continue
        totals.count_fixes(file.made)
        totals.count([], file.result.errors)
        for error in file.result.errors:
            complain(error)
        shown = {"shown": sys.stdout.isatty(), "color": has_color()}
        for line in unified(file.result.path, file.before, file.after, **shown):
            sys.stdout.write(line)
    print(mended(totals, options.lang, done=False), file=sys.stderr)
    return 2 if totals.errors else int(bool(totals.fixes) and not options.exit_zero)


def annotated(options: CheckOptions, copy: str, workspace: Workspace) -> Iterator[FileResult]:
    """One Word file, checked; the copy of it shows the findings as comments."""
    if len(options.paths) != 1 or not options.paths[0].lower().endswith((".docx", ".docm")):
        raise ConfigError("--annotate 一次用于一个 .docx 文件")
    (path,) = options.paths
    try:
        data = files.read_bytes(path)
        if error := too_large(path, len(data), workspace, options.max_file_size):
            raise error
        result = lint_bytes(path, data, workspace)
        if not result.errors:
            from kanwu.readers.docx.annotate import annotate  # the reader needed lxml too

            write_bytes(copy, annotate(data, result.records))
    except InputError as error:
        result = failed(path, error)
    yield result


def _fixes(
    options: CheckOptions, workspace: Workspace, *, write: bool
) -> Iterable[FileFix | files.Warned]:
    stages = list(selecting(options, workspace))
    fixer = Fixer(workspace, stages, options.unsafe_fixes, options.tracked)
    if options.is_standard_input:
        name = options.stdin_filename or "-"
        return [fixer.fixed(name, standard_input(options, workspace))]
    return fix_files(
        options.paths,
        fixer,
        write=write,
        force_exclude=options.force_exclude,
        most=options.max_file_size,
    )
