"""The stages of `check`, by its options."""

from __future__ import annotations

import os

from kanwu.session import files
from kanwu.session.stages import Stage, passed
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kanwu.cli.options import CheckOptions
    from kanwu.session.lint_file import FileResult
    from kanwu.session.staged_files import StagedFiles
    from kanwu.session.stages import Exceeded
    from kanwu.session.workspace import Workspace


def staged_files(options: CheckOptions) -> StagedFiles | None:
    """The files with staged changes; None without `--staged`."""
    if not options.staged:
        return None
    from kanwu.session.staged_files import StagedFiles

    return StagedFiles(options.paths)


def stages(
    options: CheckOptions, workspace: Workspace, staged: StagedFiles | None = None
) -> list[Stage]:
    """All stages, in the order that a result passes them."""
    return [
        *density_stage(options),
        *selection_stages(options, workspace, staged),
        *account_stage(options, workspace),
    ]


def density_stage(options: CheckOptions) -> Iterator[Stage]:
    """The stage that measures the density of errors, with those of a baseline; perhaps none."""
    if not options.max_density:
        return
    from kanwu.measures.density import Density
    from kanwu.session.limits import MeasuredDensity

    yield MeasuredDensity(Density(options.max_density, options.rate_base))


def selection_stages(
    options: CheckOptions, workspace: Workspace, staged: StagedFiles | None = None
) -> Iterator[Stage]:
    """The stages that take out findings of a baseline and of unchanged lines."""
    if not options.no_baseline and not options.is_standard_input:
        yield _Baselines(workspace)
    if options.diff_base or staged:
        from kanwu.session.changed_lines import ChangedLines, since

        name = options.stdin_filename or "."
        paths = (name,) if options.is_standard_input else options.paths
        yield ChangedLines(staged.changes if staged else since(options.diff_base or "", paths))


def account_stage(options: CheckOptions, workspace: Workspace) -> Iterator[Stage]:
    """The stage for the limits and the entries of configurations."""
    yield _Accounts(options, workspace)


class _Baselines(Stage):
    """Known findings, from the first file with a baseline."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._stages: list[Stage] = []
        self._folders: set[str] = set()  # without a baseline
        self._look_for(".")

    def __call__(self, result: FileResult) -> FileResult:
        if not self._stages:
            self._look_for(os.path.dirname(result.path))
        return passed(result, self._stages)

    def close(self) -> Iterator[files.Warned | Exceeded]:
        for stage in self._stages:
            yield from stage.close()

    def _look_for(self, folder: str) -> None:
        if folder in self._folders:
            return
        self._folders.add(folder)
        if files.nearest(folder, files.BASELINE):
            from kanwu.session.known_findings import KnownFindings

            self._stages = [KnownFindings(self._workspace)]


class _Accounts(Stage):
    """Limits and unused entries, from the first configuration with any; and unproved rules."""

    def __init__(self, options: CheckOptions, workspace: Workspace) -> None:
        self._options = options
        self._workspace = workspace
        self._stages: list[Stage] = []

    def __call__(self, result: FileResult) -> FileResult:
        if not self._stages and self._workspace.is_accountable:
            from kanwu.session.limits import CountedLimits
            from kanwu.session.unused import UnusedWords

            options = self._options
            is_whole = not (options.diff_base or options.staged)
            limits = CountedLimits(self._workspace, is_whole=is_whole)
            paths = () if options.staged else options.paths  # of a folder, only some files
            unused = UnusedWords(self._workspace, paths, limits, strict=options.strict)
            self._stages = [limits, unused]
        return passed(result, self._stages)

    def close(self) -> Iterator[files.Warned | Exceeded]:
        for words in self._workspace.unproved():
            yield files.Warned(words)
        for stage in self._stages:
            yield from stage.close()
