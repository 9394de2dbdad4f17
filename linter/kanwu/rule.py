"""What to look for: checks, the rules that apply them, and the examples that prove the rules."""

from __future__ import annotations

from abc import abstractmethod

from kanwu.expressions import compiled
from kanwu.values import TYPE_CHECKING, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from re import Match
    from typing import Any, Literal

    from kanwu.document import Document
    from kanwu.hit import Applicability, Hit, Severity

    Scope = Literal["prose", "text"]


class Check(Value):
    """An algorithm whose fields are its options: built once, called with each document."""

    # An expression that every prose matches in which the check finds something; empty if any may
    # do. By it a run on a short report tells what it need not even load.
    sign = ""
    # How the names of those options begin that are expressions.
    expressive = ("pattern", "unless")

    @abstractmethod
    def __call__(self, document: Document) -> Iterable[Hit]: ...


class LocalCheck(Check):
    """A check that can be decided at one place: where its expression matches.

    Calling it is the plain loop over the prose; the scanner finds the same hits of all local
    checks in one pass.
    """

    @property
    @abstractmethod
    def expression(self) -> str:
        """What must match at the place; never matches the empty string."""

    @property
    def expressions(self) -> tuple[str, ...]:
        """Every expression that the check uses."""
        return (self.expression,)

    @abstractmethod
    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        """What is to be said of the match, if anything."""

    def __call__(self, document: Document) -> Iterator[Hit]:
        for match in compiled(self.expression).finditer(document.prose):
            if hit := self.hit(document, match):
                yield hit


class Example(Value):
    """A proof and an illustration in one. ⟦ ⟧ mark in `bad` exactly what must be found."""

    bad: str = ""
    good: str = ""
    fixed: str = ""  # what `bad` becomes when every fix is made
    note: str = ""
    format: str = "text"  # or "markdown"
    # How the text is set, where that matters, as `kanwu.specimen` reads it.
    typesetting: Mapping[str, Any] | None = None
    options: Mapping[str, Any] | None = None  # of the check, set otherwise for this example
    # The only field that may name other rules: they are on too, and take precedence.
    beside: tuple[str, ...] = ()


class Rule(Value):
    """A named, explained, proven use of a check."""

    code: str
    name: str
    title: str
    message: str
    why: str
    basis: str
    check: Check
    family: str = ""
    severity: Severity = "warning"
    fix: Applicability | None = None
    on: bool = True
    scope: Scope = "prose"
    masked: bool = False  # what it finds is not shown: personal data
    since: int = 0  # the year from which on documents are held to it
    # Codes or families whose findings stand where this rule's would overlap them.
    yields_to: tuple[str, ...] = ()
    # How the rule stands in a profile, where that differs: severity, on, or options of the check.
    profiles: Mapping[str, Mapping[str, Any]] = {}
    english: Mapping[str, str] = {}  # title and message
    examples: tuple[Example, ...] = ()
    # A user's own: its expressions run under a time limit.
    own: bool = False
