"""Configurations and users' rules, read from their files when the cache has none."""

from __future__ import annotations

from collections.abc import Sequence

from kanwu.catalogue.load import load
from kanwu.config.config import Config, command_line, read
from kanwu.config.layer import Layer
from kanwu.config.selection import Selection
from kanwu.errors import ConfigError
from kanwu.rule import Rule
from kanwu.session import files


class Configurations:
    """Configurations and folders of rules, each read once."""

    def __init__(self, shipped: Sequence[Rule], selection: Selection, folder: str) -> None:
        self._shipped = list(shipped)
        self._selection = _layer_of(selection, folder)
        self._configs: dict[str, Config] = {}
        self._catalogues: dict[tuple[str, ...], list[Rule]] = {}

    def of_file(self, place: str) -> Config:
        """The configuration file at the place; an empty configuration where there is none."""
        if place not in self._configs:
            text = files.read_text(place) if place else ""
            self._configs[place] = read(place, text, files.read_text) if place else Config()
        return self._configs[place]

    def of(self, place: str) -> Config:
        """The configuration file at the place, or none, under the command line."""
        return self.of_file(place).over(self._selection)

    def catalogue(self, config: Config) -> list[Rule]:
        """The shipped rules, and the user's own from the folders of the configuration."""
        folders = tuple(config.rule_folders)
        if folders not in self._catalogues:
            own = load([(folder, files.read_rules(folder)) for folder in folders], own=True)
            _require_other_codes(own, self._shipped)
            self._catalogues[folders] = [*self._shipped, *own]
        return self._catalogues[folders]


def _layer_of(selection: Selection, folder: str) -> Layer:
    return command_line(
        folder,
        profile=selection.profile,
        select=None if selection.select is None else list(selection.select),
        extend_select=list(selection.extend_select),
        ignore=list(selection.ignore),
    )


def _require_other_codes(own: list[Rule], shipped: list[Rule]) -> None:
    codes = {rule.code for rule in shipped}
    for rule in own:
        if rule.code in codes:
            raise ConfigError(f"{rule.code}-{rule.name}.toml: 代码 {rule.code} 已用于内置规则")
