"""kanwu.toml and the command line to "which rules, set how, for this path".

A configuration is a pile of layers, the lowest first: what it extends, the file itself, the
entries of `[[files]]` that match a path, the command line. Each layer may choose rules anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from os.path import dirname, join, normpath
from typing import Any, NamedTuple

from msgspec import structs

from kanwu.catalogue.load import with_options
from kanwu.catalogue.toml import line_of
from kanwu.config import terms
from kanwu.config.allow import permits
from kanwu.config.file_size import MOST
from kanwu.config.layer import Layer
from kanwu.config.limit import Limit
from kanwu.config.selection import COMMAND_LINE, switch
from kanwu.config.settings import Choice, Profile, Settings, beside, written
from kanwu.config.terms import Terms
from kanwu.engine.path_patterns import matches_path
from kanwu.engine.suppress.by_entry import Permit
from kanwu.errors import ConfigError
from kanwu.rule import Rule, matches

_OF_THE_RULE = Layer("规则", "", "", Settings())


class Config(NamedTuple):
    """All layers of a configuration, the lowest first."""

    layers: tuple[Layer, ...] = ()

    def over(self, higher: Layer) -> Config:
        """This configuration with one more layer on top."""
        return Config((*self.layers, higher))

    @property
    def rule_folders(self) -> list[str]:
        """The folders of the user's own rules."""
        return [
            normpath(join(layer.folder, folder))
            for layer in self.layers
            for folder in layer.settings.rules.get("folders", [])
        ]

    @property
    def terms(self) -> Terms:
        """The terms of all layers together."""
        found = Terms()
        for layer in self.layers:
            found = layer.settings.terms.over(found)
        return found

    @property
    def sources(self) -> list[str]:
        """The files and folders that it was read from, and that its rules are read from."""
        written = [layer.place for layer in self.layers if layer.place != COMMAND_LINE]
        listed = [
            beside(layer.place, name)
            for layer in self.layers
            for name in layer.settings.terms.files
        ]
        return [*written, *listed, *self.rule_folders]

    @property
    def exclude(self) -> list[tuple[str, list[str]]]:
        """Patterns of paths to pass over, with the folder that they are relative to."""
        found = ((layer.folder, layer.settings.exclude) for layer in self.layers)
        return [(folder, patterns) for folder, patterns in found if patterns]

    @property
    def max_file_size(self) -> str:
        """The size of the largest file that is read, as the highest layer writes it."""
        said = [layer.settings.max_file_size for layer in self.layers]
        return next((size for size in reversed(said) if size), MOST)

    @property
    def entries(self) -> list[tuple[str, list[str]]]:
        """The patterns of every entry of [[files]], with the folder that they are relative to."""
        return [
            (layer.folder, entry.patterns)
            for layer in self.layers
            for entry in layer.settings.files
        ]

    @property
    def permits(self) -> tuple[Permit, ...]:
        """What all layers let stand."""
        return tuple(
            permit
            for layer in self.layers
            for permit in permits(
                layer.settings.allow, layer.settings.allow_text, layer.place, layer.text
            )
        )

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The limits of all layers; of two for a selector, the higher layer's."""
        found: dict[str, Limit] = {}
        for layer in self.layers:
            for selector, most in layer.settings.max.items():
                line = line_of(layer.text, f"max.{selector}") or 1
                found[selector] = Limit(selector, most, f"{layer.place}:{line}")
        return tuple(found.values())

    def everywhere(self) -> Config:
        """This configuration as it is where no entry of [[files]] ignores anything."""
        layers = []
        for layer in self.layers:
            entries = [structs.replace(entry, ignore=[]) for entry in layer.settings.files]
            layers.append(layer._replace(settings=structs.replace(layer.settings, files=entries)))
        return Config(tuple(layers))

    def choices(self, path: str) -> Iterator[tuple[Layer, Choice]]:
        """The choices in force for a path, the lowest first; the command line is the highest."""
        for layer in self.layers:
            yield layer, layer.settings
            for entry in layer.settings.files:
                if matches_path(entry.patterns, path, layer.folder):
                    yield layer, entry

    def profile(self, path: str) -> tuple[Profile, str]:
        """The profile for a path, and the place that it comes from."""
        found: tuple[Profile, str] = ("publish", "默认")
        for layer, choice in self.choices(path):
            if choice.profile:
                found = choice.profile, layer.place
        return found

    def rules_for(self, path: str, known: Sequence[Rule]) -> tuple[Rule, ...]:
        """The rules that are on for a path, set as the configuration says."""
        rules, on = self.standing(path, known)
        return tuple(rule for rule in rules if on[rule.code])

    def standing(
        self, path: str, known: Sequence[Rule], profile: str | None = None
    ) -> tuple[list[Rule], dict[str, bool]]:
        """The rules for a path, set as the configuration says, and which of them are on.

        They are set for its own profile for the path, unless another one is given.
        """
        profile = profile or self.profile(path)[0]
        rules = [self._set(rule, profile) for rule in known]
        on = {rule.code: rule.on for rule in rules}
        for _, choice in self.choices(path):
            switch(on, choice, rules)
        return rules, on

    def check_names(self, known: Sequence[Rule]) -> None:
        """See that every rule named anywhere exists; ConfigError for the first that does not."""
        for layer in self.layers:
            for choice in (layer.settings, *layer.settings.files):
                for selector in (*(choice.select or ()), *choice.extend_select, *choice.ignore):
                    layer.see(selector, known)
            for permit in Config((layer,)).permits:
                layer.see(permit.selector, known)
            for selector in layer.settings.rules.keys() - {"folders"}:
                layer.see(selector, known, key=f"rules.{selector}")
            for selector in layer.settings.max:
                layer.see(selector, known, key=f"max.{selector}")

    def _set(self, rule: Rule, profile: str) -> Rule:
        within = f"{rule.code} profile.{profile}."
        rule = _OF_THE_RULE.adjusted(rule, rule.profiles.get(profile, {}), within)
        for layer in self.layers:
            tables = layer.settings.rules
            naming = [name for name in tables if name != "folders" and matches(name, rule)]
            for name in sorted(naming, key=len):
                rule = layer.adjusted(rule, tables[name], f"rules.{name}.", own=True)
        if rule.name == terms.RULE and (options := self.terms.options()):
            rule = with_options(rule, options, "terms", own=True)
        return rule


def read(path: str, text: str, read_text: Callable[[str], str]) -> Config:
    """The configuration that a file writes, with all that it extends; empty if it has none."""
    return Config(tuple(_layers(path, text, read_text, ())))


def command_line(folder: str, **choices: Any) -> Layer:
    """The choices of the command line as the highest layer."""
    return Layer(COMMAND_LINE, folder, "", Settings(**choices))


def _layers(
    path: str, text: str, read_text: Callable[[str], str], seen: tuple[str, ...]
) -> Iterator[Layer]:
    if path in seen:
        raise ConfigError(f"{path}: extend 绕回了自己")
    settings, text = written(path, text, read_text)
    if settings is None:
        return
    if settings.extend:
        base = beside(path, settings.extend)
        yield from _layers(base, read_text(base), read_text, (*seen, path))
    yield Layer(path, dirname(path) or ".", text, settings)
