"""The configuration and the rules for each file.

The shipped rules come compiled, and resolved configurations come from the cache until they change.
Configurations and users' rules are read only when the cache has none.
"""

from __future__ import annotations

import os

from kanwu import expressions
from kanwu.catalogue.packed import digest
from kanwu.config.selection import Selection, switch
from kanwu.engine.ruleset import Ruleset
from kanwu.errors import Sentence
from kanwu.session import catalogue_file, files, ruleset_cache
from kanwu.session.program_cache import ProgramCache
from kanwu.session.ruleset_cache import (
    CachedConfig,
    Resolved,
    Standing,
    light_standing,
    standing_of,
)
from kanwu.values import TYPE_CHECKING, NamedTuple, cached_property

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kanwu.catalogue.stored import Catalogue
    from kanwu.config.config import Config
    from kanwu.engine.suppress.by_entry import Permit
    from kanwu.engine.timing import Stopwatch
    from kanwu.rule import Rule
    from kanwu.session.configurations import Configurations

    # Files of one group have the same rules: the path of their configuration, "" for none, and
    # the numbers of its [[files]] that match.
    Group = tuple[str, tuple[int, ...]]


class Request(NamedTuple):
    """The settings on the command line, in place of configuration files or in addition to them."""

    selection: Selection = Selection()
    exclude: tuple[str, ...] = ()
    config_path: str | None = None
    isolated: bool = False
    cache: bool = True
    encoding: str | None = None  # of all files, instead of a detected one


class Workspace:
    """The configurations of files, and their rulesets, each made once."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self._folder = os.getcwd()
        self.stopwatch: Stopwatch | None = None  # if set, it times every rule
        # Whether some configuration has settings whose use is known only at the end of a run.
        self.is_accountable = False
        self._places: dict[str, str] = {}  # of each folder's configuration; "" for none
        self._configs: dict[str, CachedConfig] = {}
        self._rulesets: dict[Group, Ruleset] = {}
        self._guards: dict[Group, Ruleset] = {}
        self._identities: dict[Group, tuple[str, bytes]] = {}
        self._programs = ProgramCache() if request.cache else None
        if self._programs:
            expressions.store_in(self._programs.programs)

    def ruleset(self, path: str) -> Ruleset:
        """The rules for a file, ready to run."""
        group = self._group(path)
        if group not in self._rulesets:
            self._rulesets[group] = self._ruleset(path, *group, self.request.selection)
        rules = self._rulesets[group]
        rules.stopwatch = self.stopwatch
        return rules

    def guard(self, path: str) -> Ruleset:
        """The rules that bar writing a file, even if the command line selects others."""
        group = self._group(path)
        if group not in self._guards:
            selection = self.request.selection._replace(select=None)
            self._guards[group] = self._ruleset(path, *group, selection, only_guards=True)
        return self._guards[group]

    def known(self, path: str) -> list[Rule]:
        """All rules for a file, on or off, with their settings."""
        standing = self._standing(path, *self._group(path))
        return standing.rules(self._shipped.rules)

    def origin(self, path: str) -> tuple[str, list[bool]]:
        """The configuration for a file, and for each entry of [[files]], whether it matches."""
        place, matching = self._group(path)
        entries = self._config(place).resolved.entries
        return place, [number in matching for number in range(len(entries))]

    def limits(self, path: str) -> Sequence[tuple[str, int, str]]:
        """The limits that a file counts under: selector, most, place."""
        return self._config(self._place(path)).resolved.limits

    def identity(self, path: str) -> tuple[str, bytes]:
        """The name of the cache file for a file's results, and a digest that changes with its rules."""
        group = self._group(path)
        if group not in self._identities:
            options = self.request.selection, self.request.encoding
            key = repr((self._folder, files.PACKAGE, *group, *options)).encode()
            stamps = self._config(group[0]).resolved.stamps
            sources = repr((self._catalogue_identity, stamps)).encode()
            self._identities[group] = f"results-{digest(key).hex()}", digest(sources)
        return self._identities[group]

    def unproved(self) -> list[Sentence]:
        """A sentence on each rule of the configurations so far that lacks examples."""
        every = (each for cached in self._configs.values() for each in cached.resolved.unproved)
        words = "{place}: 缺少 {kinds} 例句，这条规则没有经过验证"
        return [Sentence(words, place=place, kinds=kinds) for place, kinds in dict.fromkeys(every)]

    def exclude(self, path: str) -> list[tuple[str, list[str]]]:
        """Lists of patterns for files to leave out, each with the folder it is relative to."""
        own = [(self._folder, list(self.request.exclude))] if self.request.exclude else []
        return [*self._config(self._place(path)).resolved.exclude, *own]

    def config(self, path: str) -> Config:
        """The configuration for a file or folder, with the command line's settings over it."""
        return self._configurations.of(self._place(path))

    def catalogue(self, config: Config) -> list[Rule]:
        """The shipped rules, and the user's own from the folders of the configuration."""
        return self._configurations.catalogue(config)

    def keep_up(self) -> None:
        """Keep newly compiled programs for the next run."""
        if self._programs:
            self._programs.write()

    @cached_property
    def _catalogue_identity(self) -> str:
        return catalogue_file.identity()

    @cached_property
    def _shipped(self) -> Catalogue:
        return catalogue_file.shipped(self._catalogue_identity, keep=self.request.cache)

    @cached_property
    def _configurations(self) -> Configurations:
        from kanwu.session.configurations import Configurations

        return Configurations(self._shipped.rules, self.request.selection, self._folder)

    def _config(self, place: str) -> CachedConfig:
        if place not in self._configs:
            cached = None
            if self.request.cache and (place or self.request.selection.profile):
                cached = ruleset_cache.read(place, self._catalogue_identity)
            self._configs[place] = cached or self._resolve(place)
            resolved = self._configs[place].resolved
            self.is_accountable |= bool(resolved.entries or resolved.limits or resolved.permits)
        return self._configs[place]

    def _resolve(self, place: str) -> CachedConfig:
        if not place:
            return CachedConfig(Resolved())
        config = self._configurations.of_file(place)
        return CachedConfig(
            Resolved(
                tuple((path, files.stamp(path)) for path in config.sources),
                tuple(config.exclude),
                tuple(config.entries),
                tuple((limit.selector, limit.most, limit.place) for limit in config.limits),
                tuple(tuple(permit) for permit in config.permits),
                tuple(config.terms.protected),
                tuple(self._configurations.unproved(config)) if config.rule_folders else (),
                config.rule_url,
            )
        )

    def _ruleset(
        self,
        path: str,
        place: str,
        matching: tuple[int, ...],
        selection: Selection,
        *,
        only_guards: bool = False,
    ) -> Ruleset:
        standing = self._standing(path, place, matching)
        rules = standing.rules(self._shipped.rules)
        on = {rule.code: rule.code in standing.on for rule in rules}
        selection.require_known(rules)
        if selection.select is not None or selection.extend_select or selection.ignore:
            switch(on, selection, rules)
        plans = [self._shipped.plan]
        if standing.others:
            others = {rule.code for rule in standing.others.rules}
            plans = [self._shipped.plan.without(others), standing.others.plan]
        resolved = self._config(place).resolved
        chosen = [
            rule.with_url(resolved.rule_url)
            for rule in rules
            if on[rule.code] and (rule.bars_writing or not only_guards)
        ]
        return Ruleset(chosen, plans, resolved.protected, _permits(resolved))

    def _standing(self, path: str, place: str, matching: tuple[int, ...]) -> Standing:
        cached, profile = self._config(place), self.request.selection.profile
        if not place and (light := light_standing(self._shipped.rules, profile or "publish")):
            return light
        if (known_standing := cached.standing((matching, profile))) is not None:
            return known_standing
        config = self._configurations.of_file(place)
        known = self._configurations.catalogue(config)
        config.require_known_rules(known)
        standing = standing_of(*config.standing(path, known, profile), self._shipped)
        cached.add((matching, profile), standing)
        if self.request.cache:
            cached.write(place, self._catalogue_identity)
        return standing

    def _group(self, path: str) -> Group:
        place = self._place(path)
        return place, _matching(path, self._config(place).resolved.entries)

    def _place(self, path: str) -> str:
        """The path of the nearest configuration file upwards of a file or folder."""
        if self.request.isolated:
            return ""
        if self.request.config_path is not None:
            return os.path.abspath(self.request.config_path)
        folder = os.path.abspath(path if os.path.isdir(path) else os.path.dirname(path) or ".")
        if folder not in self._places:
            self._places[folder] = _nearest(folder)
        return self._places[folder]


def configuration_in(folder: str) -> str:
    """The path of the configuration file in the folder itself; "" for none."""
    for path in files.existing(folder, files.CONFIGURATIONS):
        if not path.endswith("pyproject.toml") or "[tool.kanwu" in files.read_text(path):
            return path
    return ""


def _nearest(folder: str) -> str:
    return next(filter(None, map(configuration_in, files.upwards(folder))), "")


def _matching(path: str, entries: Sequence[tuple[str, list[str]]]) -> tuple[int, ...]:
    if not entries:
        return ()
    from kanwu.engine.path_patterns import matches_path

    return tuple(
        number
        for number, (folder, patterns) in enumerate(entries)
        if matches_path(patterns, path, folder)
    )


def _permits(resolved: Resolved) -> list[Permit]:
    if not resolved.permits:
        return []
    from kanwu.engine.suppress.by_entry import Permit

    permits = [Permit(*permit) for permit in resolved.permits]
    expressions.limit(permit.pattern for permit in permits if permit.pattern)
    return permits
