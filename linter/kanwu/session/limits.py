"""The stages that hold a run to its limits: `[max]` of configurations, and `--max-density`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kanwu.config.limit import Limit
from kanwu.errors import Sentence
from kanwu.measures.density import Density
from kanwu.measures.error_rate import CAVEAT
from kanwu.record import Record
from kanwu.rule import matches
from kanwu.session import files
from kanwu.session.lint_file import FileResult
from kanwu.session.stages import Exceeded, Stage
from kanwu.session.workspace import Workspace


class CountedLimits(Stage):
    """The stage that counts findings under the limits of configurations."""

    def __init__(self, workspace: Workspace, *, is_whole: bool) -> None:
        """Unless `is_whole`, findings were left out, and limits that look too high may not be."""
        self._workspace = workspace
        self._is_whole = is_whole
        self._counts: dict[Limit, int] = {}

    def __call__(self, result: FileResult) -> FileResult:
        for fields in self._workspace.limits(result.path):
            limit = Limit(*fields)
            records = [record for record in result.records if matches(limit.selector, record.rule)]
            self._counts[limit] = self._counts.get(limit, 0) + len(records)
            result = _covering(result, records)
        return result

    def close(self) -> Iterator[Exceeded]:
        for limit, count in self._counts.items():
            if count > limit.most:
                yield Exceeded(limit, "", count, limit.most)

    def too_high(self) -> Iterator[tuple[Limit, files.Warned]]:
        """The limits that could be lowered, each with a line that says so."""
        for limit, count in self._counts.items() if self._is_whole else ():
            if count < limit.most:
                words = Sentence(
                    "{place}: {selector} 只有 {count} 处，max 可由 {most} 降到 {count}",
                    place=limit.place,
                    selector=limit.selector,
                    count=count,
                    most=limit.most,
                )
                yield limit, files.Warned(words, stale=True)

    @property
    def limits(self) -> set[Limit]:
        return set(self._counts)


class MeasuredDensity(Stage):
    """The stage that measures the errors of each file, with known errors of a baseline."""

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
            yield files.Warned(Sentence(CAVEAT))


def _covering(result: FileResult, records: Iterable[Record]) -> FileResult:
    covered = {(record.code, record.span) for record in records}
    return result._replace(covered=result.covered | covered)
