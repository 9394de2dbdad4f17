"""The command `baseline`: it writes down all findings, or removes entries of gone findings."""

from __future__ import annotations

from collections.abc import Iterator
from os.path import isdir

from kanwu.cli.console import file_results
from kanwu.cli.options import BaselineOptions
from kanwu.english import worded
from kanwu.errors import ConfigError, Sentence
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
        for result in file_results(lint_files(options.paths, workspace), options.lang):
            status = 2 if result.errors else status
            yield result

    change = _prune if options.prune else _write
    for baseline, words in change(options, workspace, results()):
        baseline.write()
        print(worded(words, options.lang))
    return status


def _prune(
    options: BaselineOptions, workspace: Workspace, results: Iterator[FileResult]
) -> Iterator[tuple[Baseline, Sentence]]:
    """Every baseline without stale entries, and a line that says so."""
    known = KnownFindings(workspace)
    for result in results:
        known(result)
    list(known.close())
    if not known.baselines.used:
        raise ConfigError("{baseline}: 这里和上级文件夹都没有基线", baseline=files.BASELINE)
    for baseline in known.baselines.used.values():
        left = len(baseline.left())
        removed = len(baseline.entries) - left
        words = "基线{place}删去 {removed} 条，还有 {left} 条"
        yield baseline, Sentence(words, place=_place(baseline), removed=removed, left=left)


def _write(
    options: BaselineOptions, workspace: Workspace, results: Iterator[FileResult]
) -> Iterator[tuple[Baseline, Sentence]]:
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
        others = Sentence("，其余 {count} 条不变", count=kept) if kept else ""
        words = "基线{place}记下 {count} 条{others}"
        place, count = _place(baseline), len(baseline.added)
        yield baseline, Sentence(words, place=place, count=count, others=others)


def _place(baseline: Baseline) -> str:
    """The place of a baseline that is not in the current folder."""
    return "" if baseline.path == files.BASELINE else f" {baseline.path} "
