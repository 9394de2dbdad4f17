"""Which configuration and which rules hold for which file."""

from __future__ import annotations

from collections.abc import Sequence
from os.path import abspath, dirname, isdir

from kanwu import catalogue, config, files
from kanwu.config import Config, Layer
from kanwu.engine import Ruleset
from kanwu.errors import ConfigError
from kanwu.rule import Rule


class Workspace:
    """Configurations as they are found beside the files, each read once, each ruleset made once."""

    def __init__(
        self, overlay: Layer, *, config_path: str | None = None, isolated: bool = False
    ) -> None:
        self._overlay = overlay
        self._isolated = isolated
        self._given = self._read(config_path) if config_path else None
        self._by_folder: dict[str, Config] = {}
        self._catalogues: dict[tuple[str, ...], list[Rule]] = {}
        self._rulesets: dict[tuple[object, ...], Ruleset] = {}

    def config(self, path: str) -> Config:
        """The configuration for a file or folder: the nearest upwards, under the command line."""
        if self._isolated:
            return Config((self._overlay,))
        if self._given is not None:
            return self._given.over(self._overlay)
        folder = abspath(path if isdir(path) else dirname(path) or ".")
        if folder not in self._by_folder:
            self._by_folder[folder] = self._nearest(folder).over(self._overlay)
        return self._by_folder[folder]

    def catalogue(self, of: Config) -> list[Rule]:
        """All rules that the configuration knows: those shipped, and the user's own."""
        folders = tuple(of.rule_folders)
        if folders not in self._catalogues:
            shipped = files.builtin_rules()
            known = catalogue.load([("rules", files.read_rules(shipped))])
            own = catalogue.load([(f, files.read_rules(f)) for f in folders], own=True)
            self._catalogues[folders] = _together(known, own)
        return self._catalogues[folders]

    def ruleset(self, path: str) -> Ruleset:
        """The rules for a file, ready to run."""
        of = self.config(path)
        known = self.catalogue(of)
        choices = tuple((id(layer), id(choice)) for layer, choice in of.choices(path))
        key = (tuple(of.rule_folders), choices)
        if key not in self._rulesets:
            of.check_names(known)
            self._rulesets[key] = Ruleset(of.rules_for(path, known))
        return self._rulesets[key]

    def _nearest(self, folder: str) -> Config:
        while True:
            for path in files.configurations(folder, config.NAMES):
                if (found := self._read(path)).layers:
                    return found
            if dirname(folder) == folder:
                return Config()
            folder = dirname(folder)

    def _read(self, path: str) -> Config:
        return config.read(path, files.read_text(path), files.read_text)


def _together(shipped: Sequence[Rule], own: Sequence[Rule]) -> list[Rule]:
    codes = {rule.code for rule in shipped}
    for rule in own:
        if rule.code in codes:
            raise ConfigError(f"{rule.code}-{rule.name}.toml: 代码 {rule.code} 已用于内置规则")
    return [*shipped, *own]
