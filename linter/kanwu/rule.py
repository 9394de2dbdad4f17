"""A rule: a named, explained, proven use of a check; and the words by which users name rules."""

from __future__ import annotations

from kanwu.values import TYPE_CHECKING, Value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Literal, Protocol

    from kanwu.check import Check

    Severity = Literal["error", "warning", "info"]
    # By the tool itself, or by the tool when asked.
    Applicability = Literal["safe", "unsafe"]
    Scope = Literal["prose", "text"]

    class Parts(Protocol):
        """The parts of a rule that few runs ask for."""

        @property
        def check(self) -> Check: ...

        @property
        def card(self) -> Card: ...


SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
ALL = "ALL"  # the selector that names every rule


class Example(Value):
    """A proof and an illustration in one. ⟦ ⟧ mark in `bad` exactly what must be found."""

    bad: str = ""
    good: str = ""
    fixed: str = ""  # what `bad` becomes when every fix is made
    note: str = ""
    format: str = "text"  # or "markdown"
    # How the text is set, where that matters, as `kanwu.catalogue.specimen` reads it.
    typesetting: Mapping[str, Any] | None = None
    options: Mapping[str, Any] | None = None  # of the check, set otherwise for this example
    # The only field that may name other rules: they are on too, and take precedence.
    beside: tuple[str, ...] = ()


class Card(Value):
    """The words of a rule for its readers, and the examples that prove it."""

    title: str
    message: str
    why: str
    basis: str
    english: Mapping[str, str] = {}  # title and message
    examples: tuple[Example, ...] = ()


class Whole(Value):
    """A rule's check and card, both at hand."""

    check: Check
    card: Card


class Rule(Value):
    """A check under a name: when it is on, how grave its findings are, and where they count."""

    code: str
    name: str
    parts: Parts
    family: str = ""  # the folder of its file
    family_title: str = ""
    severity: Severity = "warning"
    counts_as: str = ""  # the class of the 差错率 that its findings count in; "" for none
    not_for: tuple[str, ...] = ()  # formats that say nothing of its matter, as a PDF of line ends
    fix: Applicability | None = None
    on: bool = True
    scope: Scope = "prose"
    masked: bool = False  # its findings are not shown: personal data
    since: int = 0  # the year from which on documents are held to it
    # Codes or families to whose findings those of this rule give way where they overlap.
    yields_to: tuple[str, ...] = ()
    # How the rule stands in a profile, where that differs: severity, on, or options of the check.
    profiles: Mapping[str, Mapping[str, Any]] = {}
    # A user's own: its expressions run under a time limit.
    own: bool = False

    @property
    def check(self) -> Check:
        return self.parts.check

    @property
    def card(self) -> Card:
        return self.parts.card

    def with_check(self, check: Check) -> Rule:
        """The same rule with its check set otherwise."""
        return self.but(parts=Whole(check=check, card=self.card))


def matches(selector: str, rule: Rule) -> int:
    """How exactly a selector names the rule: 0 not at all, more for more of its code."""
    if selector in (rule.code, rule.name):
        return len(rule.code)
    if selector == rule.family:
        return 2
    if selector == ALL:
        return 1
    return len(selector) if len(selector) > 1 and rule.code.startswith(selector) else 0
