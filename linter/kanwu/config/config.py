"""Configurations: from kanwu.toml and the command line to the rules for a path.

A configuration is a pile of layers, the lowest first: the file that it extends, the file itself,
the command line. Within a layer, entries of `[[files]]` stand above the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from msgspec import structs

from kanwu.catalogue.check_options import with_options
from kanwu.config import terms
from kanwu.config.file_size import MOST
from kanwu.config.layer import Layer, read_layers
from kanwu.config.limit import Limit
from kanwu.config.selection import COMMAND_LINE, switch
from kanwu.config.settings import Choice, Profile, Settings
from kanwu.config.terms import Terms
from kanwu.engine.suppress.by_entry import Permit
from kanwu.rule import Rule

_RULE_LAYER = Layer("规则", "", "", Settings())  # of the profiles in rule files

USUAL = "默认"  # the place of what no configuration sets


class Config(NamedTuple):
    """The layers of a configuration, the lowest first."""

    layers: tuple[Layer, ...] = ()

    def over(self, higher: Layer) -> Config:
        """The configuration with one more layer on top."""
        return Config((*self.layers, higher))

    @property
    def rule_folders(self) -> list[str]:
        """The folders of the user's own rules."""
        return [folder for layer in self.layers for folder in layer.rule_folders]

    @property
    def terms(self) -> Terms:
        """The terms of all layers together."""
        together = Terms()
        for layer in self.layers:
            together = layer.settings.terms.over(together)
        return together

    @property
    def sources(self) -> list[str]:
        """The files and folders that it depends on."""
        return [*(path for layer in self.layers for path in layer.sources), *self.rule_folders]

    @property
    def exclude(self) -> list[tuple[str, list[str]]]:
        """The patterns of paths that are not checked, each list with the folder it refers to."""
        patterns = ((layer.folder, layer.settings.exclude) for layer in self.layers)
        return [(folder, excluded) for folder, excluded in patterns if excluded]

    @property
    def max_file_size(self) -> str:
        """The size of the largest file that is read, as the highest layer writes it."""
        sizes = [layer.settings.max_file_size for layer in self.layers]
        return next((size for size in reversed(sizes) if size), MOST)

    @property
    def rule_url(self) -> str:
        """The URL of the pages about rules, as the highest layer with one writes it."""
        return next((url for layer in self.layers[::-1] if (url := layer.settings.rule_url)), "")

    @property
    def entries(self) -> list[tuple[str, list[str]]]:
        """The patterns of every entry of `[[files]]`, with the folder that they refer to."""
        return [
            (layer.folder, entry.patterns)
            for layer in self.layers
            for entry in layer.settings.files
        ]

    @property
    def permits(self) -> tuple[Permit, ...]:
        """The permits of all layers."""
        return tuple(chain.from_iterable(layer.permits for layer in self.layers))

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The limits of all layers; of two for a selector, the higher layer's."""
        limits = chain.from_iterable(layer.limits for layer in self.layers)
        return tuple({limit.selector: limit for limit in limits}.values())

    def everywhere(self) -> Config:
        """The configuration without the `ignore` of any entry of `[[files]]`."""
        layers = []
        for layer in self.layers:
            entries = [structs.replace(entry, ignore=[]) for entry in layer.settings.files]
            layers.append(layer._replace(settings=structs.replace(layer.settings, files=entries)))
        return Config(tuple(layers))

    def choices(self, path: str) -> Iterator[tuple[Layer, Choice]]:
        """The choices in force for a path, the lowest first, each with its layer."""
        return ((layer, choice) for layer in self.layers for choice in layer.choices(path))

    def profile(self, path: str) -> tuple[Profile, str]:
        """The profile for a path, and the place that it comes from."""
        profile: tuple[Profile, str] = ("publish", USUAL)
        for layer, choice in self.choices(path):
            if choice.profile:
                profile = choice.profile, layer.place
        return profile

    def rules_for(self, path: str, known: Sequence[Rule]) -> tuple[Rule, ...]:
        """The rules that are on for a path, with their settings."""
        rules, on = self.standing(path, known)
        return tuple(rule for rule in rules if on[rule.code])

    def standing(
        self, path: str, known: Sequence[Rule], profile: str | None = None
    ) -> tuple[list[Rule], dict[str, bool]]:
        """The rules for a path with their settings, and by code whether each is on.

        Their settings are those of the path's own profile, unless another one is given.
        """
        profile = profile or self.profile(path)[0]
        rules = [self._set(rule, profile) for rule in known]
        on = {rule.code: rule.on for rule in rules}
        for _, choice in self.choices(path):
            switch(on, choice, rules)
        return rules, on

    def require_known_rules(self, known: Sequence[Rule]) -> None:
        """ConfigError for the first selector that names no rule."""
        for layer in self.layers:
            layer.require_known_rules(known)

    def _set(self, rule: Rule, profile: str) -> Rule:
        within = f"{rule.code} profile.{profile}."
        rule = _RULE_LAYER.adjusted(rule, rule.profiles.get(profile, {}), within)
        for layer in self.layers:
            rule = layer.set(rule)
        if rule.name == terms.RULE and (options := self.terms.options()):
            rule = with_options(rule, options, "terms", own=True)
        return rule


def read(path: str, text: str, read_text: Callable[[str], str]) -> Config:
    """The configuration of a file, with every file that it extends; empty without settings."""
    return Config(tuple(read_layers(path, text, read_text)))


def command_line(folder: str, **choices: Any) -> Layer:
    """The choices of the command line as the highest layer."""
    return Layer(COMMAND_LINE, folder, "", Settings(**choices))
