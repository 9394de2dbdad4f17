"""The command `baseline`: it writes down all findings, or removes entries of gone findings."""

from __future__ import annotations

from collections.abc import Iterator
from os.path import isdir

from kanwu.cli.console import file_results
from kanwu.cli.options import BaselineOptions
from kanwu.errors import ConfigError
from kanwu.session import files
from kanwu.session.known_findings import Baseline, Baselines, KnownFindings
from kanwu.session.lint_file import FileResult
from kanwu.session.run import lint_files
from kanwu.session.workspace import Workspace


def run(options: BaselineOptions) -> int:
    """Write the baselines of the paths, or only prune them; return the exit status."""
    workspace = Workspace(options.request())
    status = 0

    def results() -> Iterator[FileResult]:
        nonlocal status
        for result in file_results(lint_files(options.paths, workspace)):
            status = 2 if result.errors else status
            yield result

    change = _prune if options.prune else _write
    for baseline, line in change(options, workspace, results()):
        baseline.write()
        print(line)
    return status


def _prune(
    options: BaselineOptions, workspace: Workspace, results: Iterator[FileResult]
) -> Iterator[tuple[Baseline, str]]:
    """Every baseline without stale entries, and a line that says so."""
    known = KnownFindings(workspace)
    for result in results:
        known(result)
    list(known.close())
    if not known.baselines.used:
        raise ConfigError(f"{files.BASELINE}: 这里和上级文件夹都没有基线")
    for baseline in known.baselines.used.values():
        left = len(baseline.left())
        removed = len(baseline.entries) - left
        yield baseline, f"基线{_place(baseline)}删去 {removed} 条，还有 {left} 条"


def _write(
    options: BaselineOptions, workspace: Workspace, results: Iterator[FileResult]
) -> Iterator[tuple[Baseline, str]]:
    """Every baseline with the present findings of the paths, and a line that says so."""
    baselines = Baselines()
    for result in results:
        baseline = baselines.of(result.path) or baselines.new()
        baseline.renew(result, workspace.ruleset(result.path).by_code)
    if not baselines.used and not baselines.own():
        baselines.new()
    for baseline in baselines.used.values():
        baseline.stale += baseline.gone(filter(isdir, options.paths))
        kept = len(baseline.left()) - len(baseline.added)
        others = f"，其余 {kept} 条不变" if kept else ""
        yield baseline, f"基线{_place(baseline)}记下 {len(baseline.added)} 条{others}"


def _place(baseline: Baseline) -> str:
    """The place of a baseline that is not in the current folder."""
    return "" if baseline.path == files.BASELINE else f" {baseline.path} "
