"""The command `rules`: it lists all rules, or the findings of each in a folder."""

from __future__ import annotations

from collections.abc import Sequence

from kanwu.cli.console import complain
from kanwu.cli.options import RulesOptions
from kanwu.errors import InputError, KanwuError
from kanwu.measures.coverage import Coverage
from kanwu.readers import open_report
from kanwu.reporters.coverage import table
from kanwu.reporters.rules import list_rules
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
        print(*list_rules(known, in_force, options.lang), sep="\n")
        return 0
    coverage = Coverage([in_force.get(rule.code, rule) for rule in known])
    status = _count(options, workspace, coverage)
    print(*table(coverage, in_force, options.samples, options.lang), sep="\n")
    return status


def _count(options: RulesOptions, workspace: Workspace, coverage: Coverage) -> int:
    """Count every file of the folder; return the exit status."""
    folder, status = options.coverage or "", 0
    for path in files.find([folder], exclude=workspace.exclude(folder)):
        complaints = _count_file(path, coverage) if isinstance(path, str) else [path]
        for complaint in complaints:
            if isinstance(complaint, files.Warned):
                complain(complaint.message, options.lang)
            else:
                complain(complaint, options.lang)
                status = 2
    return status


def _count_file(path: str, coverage: Coverage) -> Sequence[KanwuError]:
    """Count a file; return its errors."""
    try:
        return coverage.add(open_report(path, files.read_bytes(path)).document)
    except InputError as error:
        return [error.of(path)]
