"""One layer of a configuration: settings with their place, and what they do to rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kanwu.catalogue.load import with_options
from kanwu.catalogue.toml import line_of
from kanwu.config.selection import STANDING, require_known, with_standing
from kanwu.config.settings import Settings
from kanwu.errors import ConfigError
from kanwu.rule import Rule, matches

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
        for name, allowed in _ADJUSTABLE.items():
            if name in table and table[name] not in allowed:
                place = self._at(line_of(self.text, within + name))
                raise ConfigError(f"{place}: {within}{name} 不能是 {table[name]!r}")
        rule = with_standing(rule, table)
        options = {name: value for name, value in table.items() if name not in STANDING}
        if not options:
            return rule
        return with_options(rule, options, self.place, self.text, within, own=own)

    def see(self, selector: str, known: Sequence[Rule], key: str = "") -> None:
        """ConfigError if the selector names no rule; the key is where it stands."""
        if not any(matches(selector, rule) for rule in known):
            line = line_of(self.text, key) if key else self._line_holding(selector)
            require_known(selector, known, self._at(line))

    def _at(self, line: int | None) -> str:
        return f"{self.place}:{line}" if line else self.place

    def _line_holding(self, word: str) -> int | None:
        for number, line in enumerate(self.text.splitlines(), 1):
            if f'"{word}"' in line or f"'{word}'" in line:
                return number
        return None
