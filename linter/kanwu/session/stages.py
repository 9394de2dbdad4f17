"""The stages of a result between linting and reporting, or between linting and fixing.

A stage takes out findings that are not to be reported. The baseline comes first, then the changed
lines, then the limits. Comments and the entries of `allow` come before all stages, in the engine.
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
    """A limit that was exceeded: on findings of some rules, or on the density of errors."""

    limit: Limit | None  # None for a limit on density
    name: str  # of the class of errors; empty for all classes together
    found: float
    most: float


class Stage:
    """A step called with the result of every file, and closed after the last file."""

    @abstractmethod
    def __call__(self, result: FileResult) -> FileResult:
        """The result without findings that are not to be reported."""

    @abstractmethod
    def close(self) -> Iterable[files.Warned | Exceeded]:
        """Warnings and exceeded limits of all files together."""


def through(
    results: Iterable[FileResult | files.Warned], stages: Sequence[Stage]
) -> Iterator[FileResult | files.Warned | Exceeded]:
    """The results after all stages, then the warnings and exceeded limits of the stages."""
    for result in results:
        yield passed(result, stages) if isinstance(result, FileResult) else result
    for stage in stages:
        yield from stage.close()


def passed(result: FileResult, stages: Iterable[Stage]) -> FileResult:
    """The result after all stages."""
    for stage in stages:
        result = stage(result)
    return result
