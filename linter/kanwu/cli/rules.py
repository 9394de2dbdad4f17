"""The command `rules`: all rules, or what each of them finds in a folder."""

from __future__ import annotations

from collections.abc import Sequence

from kanwu.cli.console import complain
from kanwu.cli.options import RulesOptions
from kanwu.errors import InputError, KanwuError
from kanwu.measures.coverage import Coverage
from kanwu.readers import open_report
from kanwu.reporters.coverage import table
from kanwu.reporters.rules import listed
from kanwu.session import files
from kanwu.session.workspace import Workspace


def run(options: RulesOptions) -> int:
    """Print the list of rules or the coverage of a folder; return the exit status."""
    workspace = Workspace(options.request())
    config = workspace.config(".")
    known = workspace.catalogue(config)
    config.require_known_rules(known)
    in_force = {rule.code: rule for rule in config.rules_for("", known)}
    if not options.coverage:
        print(*listed(known, in_force), sep="\n")
        return 0
    coverage = Coverage([in_force.get(rule.code, rule) for rule in known])
    status = _count(options.coverage, workspace, coverage)
    print(*table(coverage, in_force, options.samples), sep="\n")
    return status


def _count(folder: str, workspace: Workspace, coverage: Coverage) -> int:
    """Count every file of the folder in; return the exit status."""
    status = 0
    for path in files.find([folder], exclude=workspace.exclude(folder)):
        problems = _covered(path, coverage) if isinstance(path, str) else [path]
        for problem in problems:
            complain(problem.message if isinstance(problem, files.Warned) else problem)
            status = 0 if isinstance(problem, files.Warned) else 2
    return status


def _covered(path: str, coverage: Coverage) -> Sequence[KanwuError]:
    """Count a file in; return the reasons why it could not be read, or not to its end."""
    try:
        return coverage.add(open_report(path, files.read_bytes(path)).document)
    except InputError as error:
        return [InputError(f"{path}: {error}")]
