"""The command line: arguments in, printing and an exit status out."""

from __future__ import annotations

import os
import sys

from kanwu import files
from kanwu.arguments import Options, parse
from kanwu.errors import ConfigError, KanwuError, suggestion
from kanwu.finding import Finding
from kanwu.report import Checked, check_bytes
from kanwu.reporters import MACHINE, Style, reporter
from kanwu.reporters.totals import statistics, summary
from kanwu.run import check
from kanwu.totals import Totals
from kanwu.value import TYPE_CHECKING
from kanwu.workspace import Request, Workspace

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from kanwu.rule import Rule

_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> int:
    """Run a command: 0, 1 for findings, 2 for what is the user's to mend, 130 when interrupted."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    options = parse(sys.argv[1:] if arguments is None else arguments)
    try:
        status = _COMMANDS[options.command](options)
        sys.stdout.flush()
    except KanwuError as error:
        _complain(error)
        return 2
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:  # whoever read our output has gone: nothing is left to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    return status


def run() -> None:
    """Be the command: leave at once when done, since nothing is left but memory to tidy (4 ms)."""
    status = main()
    sys.stderr.flush()
    os._exit(status)


def _check(options: Options) -> int:
    workspace = _workspace(options)
    if options.timing:
        from kanwu.timing import Stopwatch

        workspace.stopwatch = Stopwatch()
    totals = Totals()
    findings = _findings(_all_checked(options, workspace), totals)
    write = statistics if options.statistics else reporter(options.output_format)
    stream = files.writing(options.output_file) if options.output_file else sys.stdout
    for line in write(findings, _style(options)):
        stream.write(line + "\n")
    if options.output_format not in MACHINE:
        stream.write(summary(totals, options.lang) + "\n")
    if workspace.stopwatch:
        sys.stdout.flush()
        print(*workspace.stopwatch.table(), sep="\n", file=sys.stderr)
    if options.output_file:
        stream.close()
    status = totals.status(options.fail_level)
    return 0 if status == 1 and options.exit_zero else status


def _all_checked(options: Options, workspace: Workspace) -> Iterator[Checked | files.Warned]:
    if options.paths == ["-"]:
        name = options.stdin_filename or "-"
        yield check_bytes(name, sys.stdin.buffer.read(), workspace)
    else:
        jobs = 1 if options.timing else _jobs(options.jobs)
        found = check(options.paths, workspace, force_exclude=options.force_exclude, jobs=jobs)
        # Findings on a terminal show progress enough.
        if sys.stderr.isatty() and not sys.stdout.isatty():
            from kanwu.progress import shown

            found = shown(found)
        yield from found


def _findings(checked: Iterator[Checked | files.Warned], totals: Totals) -> Iterator[Finding]:
    """The findings, passed on and counted; what went wrong is told as it comes."""
    for one in checked:
        if isinstance(one, files.Warned):
            _complain(one.message)
            continue
        totals.count(one.findings, one.errors)
        for error in one.errors:
            _complain(error)
        yield from one.findings


def _rule(options: Options) -> int:
    from kanwu.reporters.rules import described

    workspace = _workspace(options)
    known = workspace.catalogue(workspace.config("."))
    for rule in known:
        if options.code in (rule.code, rule.name):
            print(*described(rule, color=_color()), sep="\n")
            return 0
    words = [word for rule in known for word in (rule.code, rule.name)]
    raise ConfigError(f"没有规则 {options.code}{suggestion(options.code, words)}")


def _rules(options: Options) -> int:
    from kanwu.reporters.rules import listed

    workspace = _workspace(options)
    of = workspace.config(".")
    known = workspace.catalogue(of)
    of.check_names(known)
    on = {rule.code: rule for rule in of.rules_for("", known)}
    if options.coverage:
        return _coverage(options, workspace, [on.get(rule.code, rule) for rule in known], on)
    print(*listed(known, on), sep="\n")
    return 0


def _coverage(options: Options, workspace: Workspace, rules: list[Rule], on: Container[str]) -> int:
    from kanwu.coverage import Coverage

    if not options.samples.isdecimal():
        raise ConfigError(f"--samples 应为不小于零的整数，不是 {options.samples}")
    coverage, status = Coverage(rules), 0
    for path in files.find([options.coverage], exclude=workspace.exclude(options.coverage)):
        problems = coverage.add(path) if isinstance(path, str) else [path]
        for problem in problems:
            _complain(problem.message if isinstance(problem, files.Warned) else problem)
            status = 0 if isinstance(problem, files.Warned) else 2
    print(*coverage.table(on, int(options.samples)), sep="\n")
    return status


def _prove(options: Options) -> int:
    from kanwu import catalogue
    from kanwu.proof import prove

    shipped = files.builtin_rules()
    known = catalogue.load([("rules", files.read_rules(shipped))])
    rules = known
    if options.folder and os.path.realpath(options.folder) != os.path.realpath(shipped):
        rules = catalogue.load([(options.folder, files.read_rules(options.folder))], own=True)
    flaws = [
        f"{rule.code}-{rule.name}.toml: {flaw}" for rule in rules for flaw in prove(rule, known)
    ]
    for flaw in flaws:
        _complain(flaw)
    if flaws:
        return 2
    print(f"{len(rules)} 条规则，{sum(len(rule.examples) for rule in rules)} 个例子，全部成立")
    return 0


def _config(options: Options) -> int:
    from kanwu.reporters.rules import in_force

    workspace = _workspace(options)
    of = workspace.config(options.path)
    known = workspace.catalogue(of)
    of.check_names(known)
    print(*in_force(of, options.path, known), sep="\n")
    return 0


def _clean(options: Options) -> int:
    print(f"已删去 {files.clear_cache()} 个缓存文件（{files.cache_folder()}）")
    return 0


_COMMANDS = {
    "clean": _clean,
    "check": _check,
    "rule": _rule,
    "rules": _rules,
    "prove": _prove,
    "config": _config,
}


def _workspace(options: Options) -> Workspace:
    request = Request(
        profile=options.profile,
        select=_selectors(options.select) or None,
        extend_select=_selectors(options.extend_select),
        ignore=_selectors(options.ignore),
        exclude=tuple(getattr(options, "exclude", ())),
        config_path=options.config,
        isolated=options.isolated,
        cache=not getattr(options, "no_cache", True) and not getattr(options, "timing", False),
    )
    return Workspace(request)


def _jobs(given: str) -> int:
    if given == "auto":
        return 0
    if given.isdecimal() and int(given):
        return int(given)
    raise ConfigError(f"--jobs 应为正整数或 auto，不是 {given}")


def _selectors(given: list[str]) -> tuple[str, ...]:
    return tuple(selector for some in given for selector in some.split(",") if selector)


def _style(options: Options) -> Style:
    color = _color() and not options.output_file
    return Style(color=color, language=options.lang, width=_columns(), show_all=options.show_all)


def _color() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _columns() -> int:
    try:
        return max(40, os.get_terminal_size().columns)
    except OSError:
        return 100


def _complain(message: object) -> None:
    sys.stdout.flush()
    print(f"kanwu: {message}", file=sys.stderr)


if __name__ == "__main__":
    run()
