"""The command `rules`: all rules, or what each of them finds in a folder."""

from __future__ import annotations

from kanwu.cli.console import complain
from kanwu.errors import ConfigError, InputError
from kanwu.measures.coverage import Coverage
from kanwu.readers import open_report
from kanwu.reporters.coverage import table
from kanwu.reporters.rules import listed
from kanwu.session import files
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from kanwu.cli.options import Options
    from kanwu.errors import KanwuError
    from kanwu.rule import Rule
    from kanwu.session.workspace import Workspace


def run(options: Options, workspace: Workspace) -> int:
    """List all rules, or what they find in a folder."""
    of = workspace.config(".")
    known = workspace.catalogue(of)
    of.check_names(known)
    on = {rule.code: rule for rule in of.rules_for("", known)}
    if options.coverage:
        return _coverage(options, workspace, [on.get(rule.code, rule) for rule in known], on)
    print(*listed(known, on), sep="\n")
    return 0


def _coverage(options: Options, workspace: Workspace, rules: list[Rule], on: Container[str]) -> int:
    if not options.samples.isdecimal():
        raise ConfigError(f"--samples 应为不小于零的整数，不是 {options.samples}")
    coverage, status = Coverage(rules), 0
    for path in files.find([options.coverage], exclude=workspace.exclude(options.coverage)):
        problems = _covered(path, coverage) if isinstance(path, str) else [path]
        for problem in problems:
            complain(problem.message if isinstance(problem, files.Warned) else problem)
            status = 0 if isinstance(problem, files.Warned) else 2
    print(*table(coverage, on, int(options.samples)), sep="\n")
    return status


def _covered(path: str, coverage: Coverage) -> Sequence[KanwuError]:
    """Count a file in; the reasons why it could not be read, or not be read to its end."""
    try:
        return coverage.add(open_report(path, files.read_bytes(path)).document)
    except InputError as error:
        return [InputError(f"{path}: {error}")]
