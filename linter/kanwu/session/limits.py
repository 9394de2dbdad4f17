"""The stages that hold a run to its limits: `[max]` of configurations, and `--max-density`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kanwu.config.limit import Limit
from kanwu.finding import Record
from kanwu.measures.density import Density
from kanwu.measures.error_rate import CAVEAT
from kanwu.rule import matches
from kanwu.session import files
from kanwu.session.lint_file import FileResult
from kanwu.session.stages import Exceeded, Stage
from kanwu.session.workspace import Workspace


class CountedLimits(Stage):
    """The stage that counts findings under the limits of configurations."""

    def __init__(self, workspace: Workspace, *, is_whole: bool) -> None:
        """Not `is_whole`: findings were left out, and of limits that are too high nothing is known."""
        self._workspace = workspace
        self._is_whole = is_whole
        self._found: dict[Limit, int] = {}

    def __call__(self, result: FileResult) -> FileResult:
        for fields in self._workspace.limits(result.path):
            limit = Limit(*fields)
            under = [record for record in result.records if matches(limit.selector, record.rule)]
            self._found[limit] = self._found.get(limit, 0) + len(under)
            result = _covering(result, under)
        return result

    def close(self) -> Iterator[Exceeded]:
        for limit, found in self._found.items():
            if found > limit.most:
                yield Exceeded(limit, "", found, limit.most)

    def too_high(self) -> Iterator[tuple[Limit, files.Warned]]:
        """The limits that could be lowered, each with a line that says so."""
        for limit, found in self._found.items() if self._is_whole else ():
            if found < limit.most:
                cause = f"{limit.selector} 只有 {found} 处，max 可由 {limit.most} 降到 {found}"
                yield limit, files.Warned(f"{limit.place}: {cause}", stale=True)

    @property
    def limits(self) -> set[Limit]:
        return set(self._found)


class MeasuredDensity(Stage):
    """The stage that measures the errors of each file, those that a baseline knows too."""

    def __init__(self, density: Density) -> None:
        self._density = density

    def __call__(self, result: FileResult) -> FileResult:
        if result.document is None:
            return result
        self._density.measure(result.document(), result.records)
        return _covering(result, filter(self._density.covers, result.records))

    def close(self) -> Iterator[files.Warned | Exceeded]:
        exceeded = list(self._density.exceeded())
        for name, rate, most in exceeded:
            yield Exceeded(None, name, rate, most)
        if exceeded:
            yield files.Warned(CAVEAT)


def _covering(result: FileResult, records: Iterable[Record]) -> FileResult:
    covered = {(record.code, record.span) for record in records}
    return result._replace(covered=result.covered | covered)
