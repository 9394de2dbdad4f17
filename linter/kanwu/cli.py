"""The command line: arguments in, printing and an exit status out."""

from __future__ import annotations

import os
import sys

from kanwu import checking, files
from kanwu.arguments import Options, parse
from kanwu.checking import complain, has_color
from kanwu.errors import ConfigError, KanwuError, suggestion
from kanwu.value import TYPE_CHECKING
from kanwu.workspace import Request, Workspace

if TYPE_CHECKING:
    from collections.abc import Container

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
        complain(error)
        return 2
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:  # whoever read our output has gone: nothing is left to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except OSError as error:
        import errno

        # Whatever output goes to is full.
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
            raise
        complain(f"不能写入：{error.strerror}")
        return 2
    return status


def run() -> None:
    """Be the command: leave at once when done, since nothing is left but memory to tidy (4 ms)."""
    status = main()
    sys.stderr.flush()
    os._exit(status)


def _check(options: Options) -> int:
    return checking.run(options, _workspace(options))


def _rule(options: Options) -> int:
    from kanwu.reporters.rules import described

    workspace = _workspace(options)
    known = workspace.catalogue(workspace.config("."))
    for rule in known:
        if options.code in (rule.code, rule.name):
            print(*described(rule, color=has_color()), sep="\n")
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
            complain(problem.message if isinstance(problem, files.Warned) else problem)
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
        complain(flaw)
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


def _baseline(options: Options) -> int:
    from kanwu import baselining
    from kanwu.run import check

    checked = check(options.paths or ["."], _workspace(options))
    print(*baselining.write(checked, prune=options.prune), sep="\n")
    return 0


def _clean(options: Options) -> int:
    print(f"已删去 {files.clear_cache()} 个缓存文件（{files.cache_folder()}）")
    return 0


_COMMANDS = {
    "baseline": _baseline,
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
        encoding=getattr(options, "encoding", None),
        cache=not getattr(options, "no_cache", True) and not getattr(options, "timing", False),
    )
    return Workspace(request)


def _selectors(given: list[str]) -> tuple[str, ...]:
    return tuple(selector for some in given for selector in some.split(",") if selector)


if __name__ == "__main__":
    run()
