"""One layer of a configuration: settings with their place, and the changes they make to rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from os.path import dirname, join, normpath
from typing import Any, NamedTuple

from kanwu.catalogue.check_options import with_options
from kanwu.catalogue.toml_places import line_of
from kanwu.config.allow import permits
from kanwu.config.limit import Limit
from kanwu.config.selection import COMMAND_LINE, STANDING, require_known, with_standing
from kanwu.config.settings import Choice, Settings, beside, read_settings
from kanwu.engine.path_patterns import matches_path
from kanwu.engine.suppress.by_entry import Permit
from kanwu.errors import ConfigError, suggestion
from kanwu.rule import Rule, matches
from kanwu.structure.regions import REGIONS

_ADJUSTABLE: Mapping[str, tuple[str, ...]] = {
    "severity": ("error", "warning", "info"),
    "fix": ("safe", "unsafe", "none"),
    "default": ("on", "off"),
}
_LISTS = ("only-in", "not-in")  # of regions


class Layer(NamedTuple):
    """Settings and the place that they come from."""

    place: str  # a path, or 命令行
    folder: str  # of the paths and patterns in the settings
    text: str
    settings: Settings

    @property
    def sources(self) -> list[str]:
        """The configuration file and its term files."""
        if self.place == COMMAND_LINE:
            return []
        return [self.place, *(beside(self.place, name) for name in self.settings.terms.files)]

    @property
    def rule_folders(self) -> list[str]:
        """The folders of the user's own rules."""
        folders = self.settings.rules.get("folders", [])
        return [normpath(join(self.folder, folder)) for folder in folders]

    @property
    def rule_tables(self) -> dict[str, dict[str, Any]]:
        """The tables `[rules.…]` by selector."""
        return {name: table for name, table in self.settings.rules.items() if name != "folders"}

    @property
    def permits(self) -> Iterator[Permit]:
        """The permits of `allow` and `allow-text`."""
        return permits(self.settings.allow, self.settings.allow_text, self.place, self.text)

    @property
    def limits(self) -> Iterator[Limit]:
        """The limits of `[max]`."""
        for selector, most in self.settings.max.items():
            line = line_of(self.text, f"max.{selector}") or 1
            yield Limit(selector, most, f"{self.place}:{line}")

    def choices(self, path: str) -> Iterator[Choice]:
        """The choices in force for a path, the lowest first."""
        yield self.settings
        for entry in self.settings.files:
            if matches_path(entry.patterns, path, self.folder):
                yield entry

    def set(self, rule: Rule) -> Rule:
        """The rule with the tables that name it, the most exact last."""
        tables = self.rule_tables
        for name in sorted((name for name in tables if matches(name, rule)), key=len):
            rule = self.adjusted(rule, tables[name], f"rules.{name}.", own=True)
        return rule

    def adjusted(
        self, rule: Rule, table: Mapping[str, Any], within: str, *, own: bool = False
    ) -> Rule:
        """The rule with a table's severity, state, regions and options of its check."""
        for name, words in _ADJUSTABLE.items():
            if name in table and table[name] not in words:
                raise self._no_choice(within + name, table[name], words)
        for name in _LISTS:
            self._require_regions(within + name, table.get(name, []))
        rule = with_standing(rule, table)
        options = {name: value for name, value in table.items() if name not in STANDING}
        if not options:
            return rule
        place, text = self.place, self.text
        return with_options(rule, options, place, text, within, own=own, others=STANDING)

    def _require_regions(self, key: str, names: object) -> None:
        """ConfigError if the names are no list of regions."""
        if not isinstance(names, list):
            place = self._at(line_of(self.text, key))
            raise ConfigError('{place}: {key} 应为列表，如 ["form"]', place=place, key=key)
        for name in names:
            if name not in REGIONS:
                raise self._no_choice(key, name, REGIONS)

    def _no_choice(self, key: str, value: object, words: Sequence[str]) -> ConfigError:
        return ConfigError(
            "{place}: {key} 不能是 {word}{hint}",
            place=self._at(line_of(self.text, key)),
            key=key,
            word=value,
            hint=suggestion(str(value), words),
        )

    def require_known_rules(self, known: Sequence[Rule]) -> None:
        """ConfigError for the first selector that names no rule."""
        for choice in (self.settings, *self.settings.files):
            for selector in (*(choice.select or ()), *choice.extend_select, *choice.ignore):
                self._require_known(selector, known)
        for permit in self.permits:
            self._require_known(permit.selector, known)
        for selector in self.rule_tables:
            self._require_known(selector, known, key=f"rules.{selector}")
        for selector in self.settings.max:
            self._require_known(selector, known, key=f"max.{selector}")

    def _require_known(self, selector: str, known: Sequence[Rule], key: str = "") -> None:
        """ConfigError if the selector names no rule; the key leads to its line."""
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


def read_layers(
    path: str, text: str, read_text: Callable[[str], str], above: tuple[str, ...] = ()
) -> Iterator[Layer]:
    """The layers of a configuration file, its base first; none if it has no settings.

    `above` are the files that extend this one.
    """
    if path in above:
        raise ConfigError("{path}: extend 绕回了自己", path=path)
    settings, text = read_settings(path, text, read_text)
    if settings is None:
        return
    if settings.extend:
        base = beside(path, settings.extend)
        yield from read_layers(base, read_text(base), read_text, (*above, path))
    yield Layer(path, dirname(path) or ".", text, settings)
