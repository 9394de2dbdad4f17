"""The stages that the result of a file passes before it is told of, and before it is mended.

A stage takes out what is not to be told of. Comments and the entries of `allow` come before all of
them, in the engine; then the baseline, the changed lines, the limits.
"""

from __future__ import annotations

from abc import abstractmethod

from kanwu.session.lint_file import FileResult
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kanwu.config.limit import Limit
    from kanwu.session import files


class Exceeded(NamedTuple):
    """A limit that was not kept: of the findings of some rules, or of a class of errors."""

    limit: Limit | None  # None: of the density
    name: str  # of the class; empty for all together
    found: float
    most: float


class Stage:
    """Called with the result of every file, and closed when all files are through."""

    @abstractmethod
    def __call__(self, result: FileResult) -> FileResult:
        """The result without what is not to be told of."""

    @abstractmethod
    def close(self) -> Iterable[files.Warned | Exceeded]:
        """What is to be told of all files together."""


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
