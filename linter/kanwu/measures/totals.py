"""What a run comes to: how many files, findings and failures."""

from __future__ import annotations

from kanwu.rule import SEVERITIES
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kanwu.document import Document
    from kanwu.engine.result import Suppression
    from kanwu.errors import KanwuError
    from kanwu.finding import Record
    from kanwu.rule import Severity
    from kanwu.text import Span


class Totals:
    """Counts over all files so far."""

    def __init__(self) -> None:
        self.files = 0
        self.errors = 0
        self.fixable = 0
        self.characters = 0  # of all files, where somebody asked
        self.layout = 0  # the same as full lines would hold them
        self.stale = 0  # words that nothing needs any more
        self.exceeded = 0  # limits that were not kept
        self.covered: dict[str, int] = dict.fromkeys(SEVERITIES, 0)  # found, but under a limit
        # Findings that stand, by path, code and span, and the documents of files, where asked for.
        self.standing: dict[tuple[str, str, Span], Suppression] = {}
        self.documents: dict[str, Document] = {}
        self.made: dict[str, int] = {}  # fixes by code
        self.found: dict[str, int] = dict.fromkeys(SEVERITIES, 0)

    def count(self, records: Sequence[Record], errors: Sequence[KanwuError]) -> None:
        """Count one file in."""
        self.files += 1
        self.errors += len(errors)
        for record in records:
            self.found[record.severity] += 1
            self.fixable += record.has_fix

    def measure(self, characters: int, layout: int) -> None:
        """Count in the characters of one file."""
        self.characters += characters
        self.layout += layout

    def count_made(self, codes: Iterable[str]) -> None:
        """Count in the fixes made in one file."""
        for code in codes:
            self.made[code] = self.made.get(code, 0) + 1

    def cover(self, records: Iterable[Record]) -> None:
        """Count in findings that fail nothing by themselves."""
        for record in records:
            self.covered[record.severity] += 1

    def status(self, fail_level: Severity, *, strict: bool = False) -> int:
        """0, 1 if something fails the run, 2 if a file could not be checked.

        It fails by what was found at or above the level, by a limit that was not kept and, where it
        is to be strict, by words that nothing needs.
        """
        if self.errors:
            return 2
        failing = SEVERITIES[: SEVERITIES.index(fail_level) + 1]
        is_failing = any(self.found[severity] > self.covered[severity] for severity in failing)
        return int(is_failing or self.exceeded > 0 or (strict and self.stale > 0))
