"""The totals of a run: files, findings, fixes and failures."""

from __future__ import annotations

from kanwu.errors import WritingError
from kanwu.rule import SEVERITIES
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kanwu.document import Document
    from kanwu.engine.result import Suppression
    from kanwu.errors import KanwuError
    from kanwu.record import Record
    from kanwu.rule import Severity
    from kanwu.text import Span


class Run(NamedTuple):
    """The run that gave the findings, for outputs that are kept."""

    date: str
    command: str


class Totals:
    """Counts over all files so far."""

    def __init__(self) -> None:
        self.files = 0
        self.errors = 0
        self.failed = 0  # files that were not checked to the end
        self.unwritten = 0  # files that were checked, and not written after their fixes
        self.fixable = {"safe": 0, "unsafe": 0}  # findings with a fix, by its applicability
        self.characters = 0  # of all files, if the output shows them
        self.layout = 0  # the same in full lines
        self.stale = 0  # entries and comments that suppressed nothing
        self.exceeded = 0  # limits
        self.findings: dict[str, int] = dict.fromkeys(SEVERITIES, 0)
        self.covered: dict[str, int] = dict.fromkeys(SEVERITIES, 0)  # findings under a limit
        self.fixes: dict[str, int] = {}  # by code
        # For outputs that show them: the suppressed findings by path, code and span, and documents.
        self.suppressed: dict[tuple[str, str, Span], Suppression] = {}
        self.documents: dict[str, Document] = {}
        self.profiles: dict[str, int] = {}  # files by profile
        self.run: Run | None = None

    def count(self, records: Sequence[Record], errors: Sequence[KanwuError]) -> None:
        """Count one file."""
        self.files += 1
        self.errors += len(errors)
        unwritten = sum(isinstance(error, WritingError) for error in errors)
        self.failed += len(errors) > unwritten
        self.unwritten += unwritten > 0
        for record in records:
            self.findings[record.severity] += 1
            if record.applicability:
                self.fixable[record.applicability] += 1

    def measure(self, characters: int, layout: int) -> None:
        """Count the characters of one file."""
        self.characters += characters
        self.layout += layout

    def count_fixes(self, codes: Iterable[str]) -> None:
        """Count the fixes of one file, each given by the code of its rule."""
        for code in codes:
            self.fixes[code] = self.fixes.get(code, 0) + 1

    def cover(self, records: Iterable[Record]) -> None:
        """Count findings that fail the run only if their limit is exceeded."""
        for record in records:
            self.covered[record.severity] += 1

    def status(self, fail_level: Severity, *, strict: bool = False) -> int:
        """The exit status: 2 if a file could not be checked, 1 if the run failed, else 0.

        A run fails by a finding at or above the level, by a limit that was exceeded and, if it is
        strict, by an entry or a comment that suppressed nothing.
        """
        if self.errors:
            return 2
        failing = SEVERITIES[: SEVERITIES.index(fail_level) + 1]
        has_failed = any(self.findings[severity] > self.covered[severity] for severity in failing)
        return int(has_failed or self.exceeded > 0 or (strict and self.stale > 0))
