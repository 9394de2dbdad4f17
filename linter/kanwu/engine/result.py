"""The result of linting a document."""

from __future__ import annotations

from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kanwu.errors import KanwuError, Sentence
    from kanwu.finding import Finding


class Suppression(NamedTuple):
    """The grounds for suppressing a finding."""

    place: str  # of the comment or the entry, as `path:line`
    reason: str
    in_source: bool


class Result(NamedTuple):
    """The findings in a document, in reading order, with suppressed findings and failures."""

    findings: list[Finding]
    suppressed: tuple[tuple[Finding, Suppression], ...] = ()
    notes: tuple[Sentence, ...] = ()  # on comments in the document that suppress nothing
    used: frozenset[int] = frozenset()  # numbers of the permits that suppressed a finding
    failures: tuple[KanwuError, ...] = ()  # rules that did not finish
