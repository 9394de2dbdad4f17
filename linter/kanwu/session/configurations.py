"""Configurations as they are read and rules as they are made of them, where none were kept."""

from __future__ import annotations

from kanwu.catalogue import load as catalogue
from kanwu.catalogue import proof
from kanwu.config import config
from kanwu.engine.ruleset import Ruleset
from kanwu.errors import ConfigError
from kanwu.session import files
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.config.config import Config
    from kanwu.config.layer import Layer
    from kanwu.rule import Rule


class Configurations:
    """Each configuration and each catalogue is read once."""

    def __init__(self, overlay: Layer, *, rehearsed: bool) -> None:
        self._overlay = overlay  # of the command line
        self._rehearsed = rehearsed
        self._configs: dict[str, Config] = {}
        self._catalogues: dict[tuple[str, ...], list[Rule]] = {}

    def of(self, place: str) -> Config:
        """The configuration file at the place, or none, under the command line."""
        if place not in self._configs:
            self._configs[place] = self._read(place)
        return self._configs[place]

    def catalogue(self, of: Config) -> list[Rule]:
        """All rules that the configuration knows: those shipped, and the user's own."""
        folders = tuple(of.rule_folders)
        if folders not in self._catalogues:
            known = catalogue.load([("rules", files.read_rules(files.builtin_rules()))])
            own = catalogue.load([(f, files.read_rules(f)) for f in folders], own=True)
            self._catalogues[folders] = [*known, *own]
            _see_codes(known, own)
        return self._catalogues[folders]

    def ruleset(self, path: str, place: str) -> Ruleset:
        """The rules for a file, ready to run; `rehearsed`, they have compiled all they use."""
        of = self.of(place)
        known = self.catalogue(of)
        of.check_names(known)
        rules = Ruleset(
            of.rules_for(path, known), protected=of.terms.protected, allowances=of.allowances
        )
        if self._rehearsed:
            proof.rehearse(rules)
        return rules

    def _read(self, place: str) -> Config:
        if not place:
            return config.Config((self._overlay,))
        return config.read(place, files.read_text(place), files.read_text).over(self._overlay)


def _see_codes(shipped: list[Rule], own: list[Rule]) -> None:
    codes = {rule.code for rule in shipped}
    for rule in own:
        if rule.code in codes:
            raise ConfigError(f"{rule.code}-{rule.name}.toml: 代码 {rule.code} 已用于内置规则")
