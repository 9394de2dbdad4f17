"""Choices of rules: they switch rules on and off.

Every run imports this module; other modules read configuration files.
"""

from __future__ import annotations

from kanwu.errors import ConfigError, Sentence, suggestion
from kanwu.rule import ALL, matches
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, Protocol

    from kanwu.rule import Rule

    class Choice(Protocol):
        """A selection, or a table of a configuration file with the same fields."""

        @property
        def select(self) -> Sequence[str] | None: ...

        @property
        def extend_select(self) -> Sequence[str]: ...

        @property
        def ignore(self) -> Sequence[str]: ...


COMMAND_LINE = "命令行"
STANDING = (
    "severity",
    "fix",
    "default",
    "only-in",
    "not-in",
)  # the keys of a table that set no option of a check


class Selection(NamedTuple):
    """The choice of rules on the command line."""

    profile: str | None = None
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @property
    def narrows(self) -> bool:
        """Whether it may switch off rules that a configuration has on."""
        return bool(self.select is not None or self.ignore or self.profile)

    def require_known(self, rules: Sequence[Rule]) -> None:
        """ConfigError for the first selector that names no rule."""
        for selector in (*(self.select or ()), *self.extend_select, *self.ignore):
            require_known(selector, rules, Sentence(COMMAND_LINE))


def switch(on: dict[str, bool], choice: Choice, rules: Iterable[Rule]) -> None:
    """Switch rules by a choice: the more exact selector wins, or `ignore` of two as exact."""
    for rule in rules:
        wanted = max((matches(s, rule) for s in choice.select or ()), default=0)
        more = max((matches(s, rule) for s in choice.extend_select), default=0)
        unwanted = max((matches(s, rule) for s in choice.ignore), default=0)
        exact = len(rule.code)
        if choice.select is not None:
            on[rule.code] = wanted == exact or (wanted > 0 and rule.on)
        if more == exact or (more > 0 and rule.on):
            on[rule.code] = True
        if unwanted and unwanted >= max(wanted, more):
            on[rule.code] = False


def with_standing(rule: Rule, table: Mapping[str, Any]) -> Rule:
    """The rule with the severity, the state and the regions of a table."""
    changes: dict[str, Any] = {}
    if "severity" in table:
        changes["severity"] = table["severity"]
    if "fix" in table:
        changes["fix"] = None if table["fix"] == "none" else table["fix"]
    if "default" in table:
        changes["on"] = table["default"] == "on"
    for name in ("only-in", "not-in"):
        if name in table:
            changes[name.replace("-", "_")] = tuple(table[name])
    return rule.but(**changes) if changes else rule


def require_known(selector: str, rules: Sequence[Rule], place: str | Sentence) -> None:
    """ConfigError, with its place, if the selector names no rule."""
    if any(matches(selector, rule) for rule in rules):
        return
    words = [ALL, *(word for rule in rules for word in (rule.code, rule.name, rule.family))]
    raise ConfigError(
        "{place}: 没有规则 {selector}{hint}",
        place=place,
        selector=selector,
        hint=suggestion(selector, words),
    )
