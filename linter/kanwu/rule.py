"""A rule: a named, explained, proven use of a check; and selectors, which name rules."""

from __future__ import annotations

from kanwu.errors import RuleError
from kanwu.values import TYPE_CHECKING, Value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Literal, Protocol

    from kanwu.check import Check

    Severity = Literal["error", "warning", "info"]
    # Made by the tool itself, or only on request.
    Applicability = Literal["safe", "unsafe"]
    Scope = Literal["prose", "text"]

    class Parts(Protocol):
        """The parts of a rule that few runs need."""

        @property
        def check(self) -> Check: ...

        @property
        def card(self) -> Card: ...


SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
ALL = "ALL"  # the selector that names every rule


class Example(Value):
    """A proof and an illustration in one. ⟦ ⟧ in `bad` mark exactly the findings."""

    bad: str = ""
    good: str = ""
    fixed: str = ""  # the text of `bad` after every fix
    note: str = ""
    format: str = "text"  # or "markdown" or "html"
    # The setting of the text on paper, if it matters, as `kanwu.catalogue.specimen` reads it.
    typesetting: Mapping[str, Any] | None = None
    options: Mapping[str, Any] | None = None  # of the check, changed for this example
    # Other rules that are on too, and take precedence; no other field may name any.
    beside: tuple[str, ...] = ()


class Card(Value):
    """The words of a rule for its readers, and its examples."""

    title: str
    message: str
    why: str
    basis: str
    english: Mapping[str, str] = {}  # title and message
    examples: tuple[Example, ...] = ()

    def worded(self, field: Literal["title", "message"], language: str) -> str:
        """The title or the message, in English only if there is any."""
        english = self.english.get(field) if language == "en" else None
        return english or (self.title if field == "title" else self.message)


class Whole(Value):
    """A rule's check and card, both loaded."""

    check: Check
    card: Card


class Rule(Value):
    """A check under a name, with its state, its severity and its scope."""

    code: str
    name: str
    parts: Parts
    family: str = ""  # the folder of its file
    family_title: str = ""
    severity: Severity = "warning"
    counts_as: str = ""  # the class of its findings in the 差错率; "" for none
    not_for: tuple[str, ...] = ()  # formats without its matter, as PDF is without line ends
    info_for: tuple[str, ...] = ()  # formats whose reading makes its findings doubtful
    # Regions by the names of `kanwu.structure.regions`: findings in these only, or not in these.
    only_in: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    fix: Applicability | None = None
    on: bool = True
    scope: Scope = "prose"
    masked: bool = False  # its findings are masked: personal data
    # A file with a finding is not written: its text was probably read in a wrong encoding.
    bars_writing: bool = False
    since: int = 0  # the year of the first documents that it applies to
    # Codes or families of rules whose findings take precedence where they overlap.
    yields_to: tuple[str, ...] = ()
    # Changes by profile: severity, on, or options of the check.
    profiles: Mapping[str, Mapping[str, Any]] = {}
    # Whether it is a user's own rule; its expressions run under a time limit.
    own: bool = False
    url: str = ""  # of a page about it

    @property
    def check(self) -> Check:
        return self.parts.check

    @property
    def card(self) -> Card:
        return self.parts.card

    def message(self, values: Mapping[str, str], language: str) -> str:
        """The message of a finding with the values."""
        try:
            return self.card.worded("message", language).format_map(values)
        except KeyError as error:
            name = error.args[0]
            raise RuleError(
                "{code}: message 里的 {{{name}}} 没有值", code=self.code, name=name
            ) from error

    def with_url(self, template: str) -> Rule:
        """The same rule with its page's URL, which names `{code}` or `{name}`; its own one stays."""
        if self.url or not template:
            return self
        return self.but(url=template.replace("{code}", self.code).replace("{name}", self.name))

    def with_check(self, check: Check) -> Rule:
        """The same rule with another check."""
        return self.but(parts=Whole(check=check, card=self.card))


def matches(selector: str, rule: Rule) -> int:
    """The exactness with which a selector names the rule: 0 if not at all, more for more code.

    A selector may be in any case; only `ALL` is in capitals, since a reason may begin with “all”.
    """
    code, name = selector.upper(), selector.lower()
    if code == rule.code or name == rule.name:
        return len(rule.code)
    if name == rule.family.lower():
        return 2
    if selector == ALL:
        return 1
    return len(code) if len(code) > 1 and rule.code.startswith(code) else 0
