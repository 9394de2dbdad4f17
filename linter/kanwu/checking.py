"""The command `check`: files checked, and mended if asked; findings printed, and what they come to."""

from __future__ import annotations

import os
import sys

from kanwu import files
from kanwu.errors import ConfigError, InputError
from kanwu.finding import Finding
from kanwu.report import Checked, check_bytes
from kanwu.reporters import MACHINE, Style, reporter
from kanwu.reporters.terminal import visible
from kanwu.reporters.totals import mended, statistics, summary
from kanwu.run import check, too_large
from kanwu.totals import Totals
from kanwu.value import TYPE_CHECKING

BASELINE = ".kanwu-baseline.json"
_PIECE = 1 << 20  # bytes of standard input that are read at a time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kanwu.arguments import Options
    from kanwu.changed import Changes
    from kanwu.mending import Mended
    from kanwu.workspace import Workspace


def run(options: Options, workspace: Workspace) -> int:
    """Check what the options name, and print what they ask for; the exit status."""
    if options.timing:
        from kanwu.timing import Stopwatch

        workspace.stopwatch = Stopwatch()
    totals = Totals()
    if options.diff:
        return _show_changes(options, workspace, totals)
    _print_findings(options, workspace, totals)
    if workspace.stopwatch:
        sys.stdout.flush()
        print(*workspace.stopwatch.table(), sep="\n", file=sys.stderr)
    status = totals.status(options.fail_level)
    if totals.made and options.exit_non_zero_on_fix:
        return status or 1
    return 0 if status == 1 and (options.exit_zero or options.fix_only) else status


def complain(message: object) -> None:
    """Tell of what went wrong, behind what was printed before."""
    sys.stdout.flush()
    print(f"kanwu: {visible(str(message))}", file=sys.stderr)


def has_color() -> bool:
    """Whether standard output shows colours and is wanted to."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _print_findings(options: Options, workspace: Workspace, totals: Totals) -> None:
    is_fixing = options.fix or options.fix_only
    checked: Iterator[Checked | files.Warned]
    if is_fixing:
        checked = _mended(options, workspace, totals)
    elif options.annotate:
        checked = _annotated(options, workspace)
    else:
        checked = _checked(options, workspace)
    if not options.no_baseline and options.paths != ["-"] and not is_fixing:
        checked = _fresh(checked, workspace)
    findings = _findings(checked, totals, _changes(options))
    if options.fix_only:
        findings = _none(findings)
    write = statistics if options.statistics else reporter(options.output_format)
    # The mended text of standard input goes where it came from; what is left in it, beside it.
    usual = sys.stderr if is_fixing and options.paths == ["-"] else sys.stdout
    stream = files.writing(options.output_file) if options.output_file else usual
    if options.output_format in MACHINE:
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    show = visible if stream.isatty() and options.output_format in MACHINE else str
    for line in write(findings, _style(options)):
        stream.write(show(line) + "\n")
    if options.output_format not in MACHINE:
        if is_fixing:
            stream.write(mended(totals, options.lang, done=True) + "\n")
        if not options.fix_only:
            stream.write(summary(totals, options.lang) + "\n")
    if options.output_file:
        stream.close()


def _checked(options: Options, workspace: Workspace) -> Iterator[Checked | files.Warned]:
    if options.paths == ["-"]:
        name = options.stdin_filename or "-"
        yield check_bytes(name, _standard_input(name, options, workspace), workspace)
        return
    found = check(
        options.paths,
        workspace,
        force_exclude=options.force_exclude,
        jobs=1 if options.timing else _jobs(options.jobs),
        most=options.max_file_size,
    )
    # Findings on a terminal show progress enough.
    if sys.stderr.isatty() and not sys.stdout.isatty():
        from kanwu.progress import shown

        found = shown(found)
    yield from found


def _standard_input(name: str, options: Options, workspace: Workspace) -> bytes:
    """All of it; InputError as soon as it is too much."""
    pieces, size = list[bytes](), 0
    while piece := sys.stdin.buffer.read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if error := too_large(name, size, workspace, options.max_file_size):
            raise InputError(f"{name}: {error}")
    return b"".join(pieces)


def _annotated(options: Options, workspace: Workspace) -> Iterator[Checked]:
    """One Word file, checked; a copy of it shows the findings as comments."""
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
            files.write_bytes(options.annotate, annotate(data, found.findings))
    except InputError as error:
        found = Checked(path, [], [InputError(f"{path}: {error}")])
    yield found


def _mended(
    options: Options, workspace: Workspace, totals: Totals
) -> Iterator[Checked | files.Warned]:
    for one in _all_mended(options, workspace, write=True):
        if isinstance(one, files.Warned):
            yield one
            continue
        totals.count_made(one.made)
        if options.paths == ["-"]:
            sys.stdout.buffer.write(one.data)
            sys.stdout.buffer.flush()
        yield one.checked


def _all_mended(
    options: Options, workspace: Workspace, *, write: bool
) -> Iterable[Mended | files.Warned]:
    from kanwu.mending import mend, mended_bytes

    unsafe = options.unsafe_fixes
    if options.paths == ["-"]:
        name = options.stdin_filename or "-"
        data = _standard_input(name, options, workspace)
        return [mended_bytes(name, data, workspace, unsafe=unsafe)]
    return mend(
        options.paths,
        workspace,
        unsafe=unsafe,
        write=write,
        force_exclude=options.force_exclude,
        most=options.max_file_size,
        tracked=options.tracked,
    )


def _show_changes(options: Options, workspace: Workspace, totals: Totals) -> int:
    """What --fix would change, as a unified diff; the status tells whether there is anything."""
    from kanwu.reporters.diff import unified

    for one in _all_mended(options, workspace, write=False):
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


def _fresh(
    checked: Iterator[Checked | files.Warned], workspace: Workspace
) -> Iterator[Checked | files.Warned]:
    """What is not in the baseline, if there is one."""
    if not os.path.isfile(BASELINE):
        return checked
    from kanwu import baselining

    return baselining.fresh(checked, workspace)


def _changes(options: Options) -> Changes | None:
    """The lines that are to be looked at; None for all."""
    if not options.diff_base and not options.staged:
        return None
    from kanwu import changed

    return changed.since(options.diff_base) if options.diff_base else changed.staged()


def _findings(
    checked: Iterator[Checked | files.Warned], totals: Totals, changes: Changes | None
) -> Iterator[Finding]:
    """The findings, passed on and counted; what went wrong is told as it comes."""
    for one in checked:
        if isinstance(one, files.Warned):
            complain(one.message)
            continue
        if changes is not None:
            from kanwu.changed import kept

            one = one._replace(findings=kept(one.findings, changes.lines(one.path)))
        totals.count(one.findings, one.errors)
        for note in one.allowed.notes if one.allowed else ():
            complain(note)
        for error in one.errors:
            complain(error)
        yield from one.findings


def _none(findings: Iterable[Finding]) -> Iterator[Finding]:
    """None of the findings, all of which are made."""
    for _ in findings:
        pass
    yield from ()


def _jobs(given: str) -> int:
    if given == "auto":
        return 0
    if given.isdecimal() and int(given):
        return int(given)
    raise ConfigError(f"--jobs 应为正整数或 auto，不是 {given}")


def _style(options: Options) -> Style:
    color = has_color() and not options.output_file
    return Style(color=color, language=options.lang, width=_columns(), show_all=options.show_all)


def _columns() -> int:
    try:
        return max(40, os.get_terminal_size().columns)
    except OSError:
        return 100
