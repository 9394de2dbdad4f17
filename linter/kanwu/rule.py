"""A rule: a named, explained, proven use of a check; and the words by which users name rules."""

from __future__ import annotations

from kanwu.values import TYPE_CHECKING, Value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Literal

    from kanwu.check import Check

    Severity = Literal["error", "warning", "info"]
    # By the tool itself, or by the tool when asked.
    Applicability = Literal["safe", "unsafe"]
    Scope = Literal["prose", "text"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
ALL = "ALL"  # the selector that names every rule


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


def matches(selector: str, rule: Rule) -> int:
    """How exactly a selector names the rule: 0 not at all, more for more of its code."""
    if selector in (rule.code, rule.name):
        return len(rule.code)
    if selector == rule.family:
        return 2
    if selector == ALL:
        return 1
    return len(selector) if len(selector) > 1 and rule.code.startswith(selector) else 0
