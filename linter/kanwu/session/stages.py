"""The stages that the result of a file passes before it is told of, and before it is mended.

A stage takes out what is not to be told of. Comments and the entries of `allow` come before all of
them, in the engine; then the baseline, the changed lines, the limits.
"""

from __future__ import annotations

import os

from kanwu.session import baseline, changed_lines, files
from kanwu.session.lint_file import FileResult
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Protocol

    from kanwu.session.baseline import Entry
    from kanwu.session.changed_lines import Changes
    from kanwu.session.limits import Exceeded
    from kanwu.session.workspace import Workspace

    class Stage(Protocol):
        """Called with the result of every file, and closed when all files are through."""

        def __call__(self, result: FileResult) -> FileResult: ...

        def close(self) -> Iterable[files.Warned | Exceeded]: ...


def through(
    results: Iterable[FileResult | files.Warned], stages: Sequence[Stage]
) -> Iterator[FileResult | files.Warned | Exceeded]:
    """The results as the stages leave them, then the last words of the stages."""
    for result in results:
        yield passed(result, stages) if isinstance(result, FileResult) else result
    for stage in stages:
        yield from stage.close()


def passed(result: FileResult, stages: Iterable[Stage]) -> FileResult:
    """The result as the stages leave it."""
    for stage in stages:
        result = stage(result)
    return result


class KnownFindings:
    """The stage that takes out the findings of the baseline in the folder that kanwu runs in."""

    def __init__(self, workspace: Workspace) -> None:
        self.entries = baseline.parse(files.read_text(files.BASELINE), files.BASELINE)
        self.stale: list[Entry] = []  # as far as the files were seen
        self._by_path = baseline.by_path(self.entries)
        self._workspace = workspace
        self._folder = os.getcwd()

    def __call__(self, result: FileResult) -> FileResult:
        entries = self._by_path.pop(baseline.within(result.path, self._folder), ())
        rules = self._workspace.ruleset(result.path).by_code if entries else ()
        compared = baseline.compared(result.records, entries, self._folder, rules)
        if not result.errors:  # else an entry's finding may only not have been found
            self.stale += compared.stale
        return result._replace(records=compared.fresh)

    def close(self) -> Iterator[files.Warned]:
        # The entries of files that are no more are stale too.
        for path, entries in self._by_path.items():
            if not os.path.lexists(os.path.join(self._folder, path)):
                self.stale += entries
        if self.stale:
            cause = f"基线有 {len(self.stale)} 条已经不再出现，可用 kanwu baseline --prune 删去"
            yield files.Warned(cause, stale=True)


class ChangedLines:
    """The stage that takes out the findings that touch no changed line."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def __call__(self, result: FileResult) -> FileResult:
        lines = self._changes.lines(result.path)
        suppressed = changed_lines.kept((record for record, _ in result.suppressed), lines)
        places = {(record.code, record.span) for record in suppressed}
        return result._replace(
            records=changed_lines.kept(result.records, lines),
            suppressed=tuple(
                (record, suppression)
                for record, suppression in result.suppressed
                if (record.code, record.span) in places
            ),
        )

    def close(self) -> Iterable[files.Warned]:
        return ()
