"""Configurations and users' rules, read from their files when the cache has none."""

from __future__ import annotations

from collections.abc import Sequence

from kanwu.catalogue.load import load_all, unproved
from kanwu.config.config import Config, command_line, read
from kanwu.config.layer import Layer
from kanwu.config.selection import Selection
from kanwu.errors import ConfigError, KanwuError
from kanwu.rule import Rule
from kanwu.session import files


class Configurations:
    """Configurations and folders of rules, each read once."""

    def __init__(self, shipped: Sequence[Rule], selection: Selection, folder: str) -> None:
        self._shipped = list(shipped)
        self._selection = _layer_of(selection, folder)
        self._configs: dict[str, Config] = {}
        self._own: dict[tuple[str, ...], dict[str, Rule]] = {}  # by folders, then by file

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
        return [*self._shipped, *self._own_rules(config).values()]

    def unproved(self, config: Config) -> list[tuple[str, tuple[str, ...]]]:
        """The place of each of the user's rules that lacks examples, and their kinds."""
        lacking = ((place, unproved(rule)) for place, rule in self._own_rules(config).items())
        return [(place, kinds) for place, kinds in lacking if kinds]

    def _own_rules(self, config: Config) -> dict[str, Rule]:
        folders = tuple(config.rule_folders)
        if folders not in self._own:
            texts = [(folder, files.read_rules(folder)) for folder in folders]
            faults: list[KanwuError] = []
            own = load_all(texts, faults, own=True)
            if faults:
                raise faults[0]
            _require_other_codes(own, self._shipped)
            self._own[folders] = own
        return self._own[folders]


def _layer_of(selection: Selection, folder: str) -> Layer:
    return command_line(
        folder,
        profile=selection.profile,
        select=None if selection.select is None else list(selection.select),
        extend_select=list(selection.extend_select),
        ignore=list(selection.ignore),
    )


def _require_other_codes(own: dict[str, Rule], shipped: list[Rule]) -> None:
    codes = {rule.code for rule in shipped}
    for place, rule in own.items():
        if rule.code in codes:
            raise ConfigError("{place}: 代码 {code} 已用于内置规则", place=place, code=rule.code)
