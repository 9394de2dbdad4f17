"""`check` where it writes reports: fixes made, or only shown, and findings as Word comments."""

from __future__ import annotations

import sys

from kanwu.cli.console import complain, has_color, standard_input
from kanwu.errors import ConfigError, InputError
from kanwu.reporters.totals import mended
from kanwu.session import files
from kanwu.session.files.replace import write_bytes
from kanwu.session.fix_files import Mended, mend, mended_bytes
from kanwu.session.lint_file import Checked, check_bytes
from kanwu.session.run import too_large
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kanwu.cli.options import CheckOptions
    from kanwu.measures.totals import Totals
    from kanwu.session.workspace import Workspace


def fixed(
    options: CheckOptions, workspace: Workspace, totals: Totals
) -> Iterator[Checked | files.Warned]:
    """What is left in every report after its fixes, which are counted."""
    for one in _mended(options, workspace, write=True):
        if isinstance(one, files.Warned):
            yield one
            continue
        totals.count_made(one.made)
        if options.is_standard_input:
            sys.stdout.buffer.write(one.data)
            sys.stdout.buffer.flush()
        yield one.checked


def show(options: CheckOptions, workspace: Workspace, totals: Totals) -> int:
    """What fixes would change, as a unified diff; the status tells whether there is anything."""
    from kanwu.reporters.diff import unified

    for one in _mended(options, workspace, write=False):
        if isinstance(one, files.Warned):
            complain(one.message)
            continue
        totals.count_made(one.made)
        totals.count([], one.checked.errors)
        for error in one.checked.errors:
            complain(error)
        shown = {"shown": sys.stdout.isatty(), "color": has_color()}
        for line in unified(one.checked.path, one.before, one.after, **shown):
            sys.stdout.write(line)
    print(mended(totals, options.lang, done=False), file=sys.stderr)
    return 2 if totals.errors else int(bool(totals.made) and not options.exit_zero)


def annotated(options: CheckOptions, copy: str, workspace: Workspace) -> Iterator[Checked]:
    """One Word file, checked; the copy of it shows the findings as comments."""
    from kanwu.readers.docx.annotate import annotate

    if len(options.paths) != 1 or not options.paths[0].lower().endswith((".docx", ".docm")):
        raise ConfigError("--annotate 一次用于一个 .docx 文件")
    (path,) = options.paths
    try:
        data = files.read_bytes(path)
        if error := too_large(path, len(data), workspace, options.max_file_size):
            raise error
        found = check_bytes(path, data, workspace)
        if not found.errors:
            write_bytes(copy, annotate(data, found.findings))
    except InputError as error:
        found = Checked(path, [], [InputError(f"{path}: {error}")])
    yield found


def _mended(
    options: CheckOptions, workspace: Workspace, *, write: bool
) -> Iterable[Mended | files.Warned]:
    unsafe = options.unsafe_fixes
    if options.is_standard_input:
        name = options.stdin_filename or "-"
        return [mended_bytes(name, standard_input(options, workspace), workspace, unsafe=unsafe)]
    return mend(
        options.paths,
        workspace,
        unsafe=unsafe,
        write=write,
        force_exclude=options.force_exclude,
        most=options.max_file_size,
        tracked=options.tracked,
    )
