"""One layer of a configuration: settings with their place, and what they do to rules."""

from __future__ import annotations

from typing import Any, NamedTuple

from kanwu.catalogue.load import with_options
from kanwu.catalogue.toml import line_of
from kanwu.config.settings import Choice, Settings
from kanwu.errors import ConfigError, suggestion
from kanwu.rule import matches
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kanwu.rule import Rule

_ADJUSTABLE = {
    "severity": ("error", "warning", "info"),
    "fix": ("safe", "unsafe", "none"),
    "default": ("on", "off"),
}


class Layer(NamedTuple):
    """Some settings with the place that they come from."""

    place: str  # a path, or 命令行
    folder: str  # what paths and patterns in it are relative to
    text: str
    settings: Settings

    def adjusted(
        self, rule: Rule, table: Mapping[str, Any], within: str, *, own: bool = False
    ) -> Rule:
        """The rule with a table's `severity`, `fix`, `default` and options of its check."""
        options = dict(table)
        changes: dict[str, Any] = {}
        for name, allowed in _ADJUSTABLE.items():
            if name in options:
                value = options.pop(name)
                if value not in allowed:
                    place = self._at(line_of(self.text, within + name))
                    raise ConfigError(f"{place}: {within}{name} 不能是 {value!r}")
                changes[name] = value
        if "default" in changes:
            changes["on"] = changes.pop("default") == "on"
        if changes.get("fix") == "none":
            changes["fix"] = None
        if changes:
            rule = rule.but(**changes)
        if not options:
            return rule
        return with_options(rule, options, self.place, self.text, within, own=own)

    def see(self, selector: str, known: Sequence[Rule], key: str = "") -> None:
        """ConfigError if the selector names no rule; the key is where it stands."""
        if any(matches(selector, rule) for rule in known):
            return
        words = [word for rule in known for word in (rule.code, rule.name, rule.family)]
        place = self._at(line_of(self.text, key) if key else self._line_holding(selector))
        raise ConfigError(f"{place}: 没有规则 {selector}{suggestion(selector, words)}")

    def _at(self, line: int | None) -> str:
        return f"{self.place}:{line}" if line else self.place

    def _line_holding(self, word: str) -> int | None:
        for number, line in enumerate(self.text.splitlines(), 1):
            if f'"{word}"' in line or f"'{word}'" in line:
                return number
        return None


def choose(on: dict[str, bool], choice: Choice, known: Iterable[Rule]) -> None:
    """Switch rules by one choice: the more exact selector wins, of two as exact `ignore`."""
    for rule in known:
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
