"""Resolved configurations, with the rules that they change.

A resolved configuration is valid until one of its files changes. It does not hold the choice of
rules on the command line.
"""

from __future__ import annotations

from kanwu.catalogue.packed import Packed, digest, packed, unpacked
from kanwu.catalogue.stored import Catalogue, catalogue_of, restored, stored
from kanwu.config.selection import STANDING, with_standing
from kanwu.expressions import limit, limited
from kanwu.session import files
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from kanwu.rule import Rule

    # The entries of [[files]] that match a path, and the profile on the command line.
    Case = tuple[tuple[int, ...], str | None]

_LIGHT_FIELDS = ("severity", "fix", "on", "only_in", "not_in")


class Standing(NamedTuple):
    """The state of all rules under a configuration, in one case."""

    light: Mapping[str, Mapping[str, Any]]  # changed fields of shipped rules
    on: frozenset[str]  # codes of the rules that are on
    others: Catalogue | None = None  # shipped rules with changed checks, and users' own rules
    limited: tuple[str, ...] = ()  # expressions of others that run under a time limit

    def rules(self, shipped: Iterable[Rule]) -> list[Rule]:
        """All rules with their settings, on or off."""
        others = {rule.code: rule for rule in self.others.rules} if self.others else {}
        rules = []
        for rule in shipped:
            if rule.code in others:
                rules.append(others.pop(rule.code))
            else:
                changes = self.light.get(rule.code)
                rules.append(rule.but(**changes) if changes else rule)
        return [*rules, *others.values()]


class Resolved(NamedTuple):
    """The settings of a configuration outside its rules, as plain values."""

    stamps: tuple[tuple[str, Any], ...] = ()  # of its files and folders of rules
    exclude: tuple[tuple[str, list[str]], ...] = ()  # a folder and its patterns
    entries: tuple[tuple[str, list[str]], ...] = ()  # the same, of [[files]]
    limits: tuple[tuple[str, int, str], ...] = ()
    permits: tuple[tuple[Any, ...], ...] = ()
    protected: tuple[str, ...] = ()
    # The places of the user's rules that lack examples, and the kinds of these.
    unproved: tuple[tuple[str, tuple[str, ...]], ...] = ()
    rule_url: str = ""


class CachedConfig:
    """A resolved configuration with its known standings."""

    def __init__(
        self,
        resolved: Resolved,
        standings: dict[Case, Any] | None = None,
        parts: Packed | None = None,
    ) -> None:
        self.resolved = resolved
        self._standings = standings or {}  # as plain values
        self._parts = parts or Packed()

    def standing(self, case: Case) -> Standing | None:
        """The standing in a case, if known."""
        if (value := self._standings.get(case)) is None:
            return None
        light, on, others, limited_sources = value
        limit(limited_sources)
        catalogue = None if others is None else restored(others, self._parts)
        return Standing(light, frozenset(on), catalogue, limited_sources)

    def add(self, case: Case, standing: Standing) -> None:
        """Remember the standing in a case."""
        light, on, others, limited_sources = standing
        catalogue = None if others is None else stored(others, self._parts)
        self._standings[case] = (light, tuple(sorted(on)), catalogue, limited_sources)

    def write(self, place: str, holds_for: str) -> None:
        """Write the configuration at the place to the cache."""
        front = tuple(self.resolved), self._standings
        files.write_cached(_name(place), packed(front, self._parts, holds_for))


def read(place: str, holds_for: str) -> CachedConfig | None:
    """The cached configuration at the place; None if there is none or it has changed."""
    name = _name(place)
    read_part = files.open_cached(name).read
    values = unpacked(read_part, holds_for, lambda: files.forget_cached(name))
    if values is None:
        return None
    (resolved, standings), parts = values
    cached = Resolved(*resolved)
    if any(files.stamp(path) != stamp for path, stamp in cached.stamps):
        return None
    return CachedConfig(cached, standings, parts)


def light_standing(shipped: Sequence[Rule], profile: str) -> Standing | None:
    """The standing of the shipped rules in a profile; None if it changes options of checks."""
    light: dict[str, Mapping[str, object]] = {}
    on = set()
    for rule in shipped:
        table = rule.profiles.get(profile)
        if table:
            if not set(STANDING).issuperset(table):
                return None
            rule = with_standing(rule, table)
            light[rule.code] = {name: getattr(rule, name) for name in _LIGHT_FIELDS}
        if rule.on:
            on.add(rule.code)
    return Standing(light, frozenset(on))


def standing_of(rules: Iterable[Rule], on: Mapping[str, bool], shipped: Catalogue) -> Standing:
    """The standing of rules under a configuration, compared with the shipped rules."""
    known = {rule.code: rule for rule in shipped.rules}
    light: dict[str, dict[str, Any]] = {}
    others = []
    for rule in rules:
        usual = known.get(rule.code)
        if usual is None or usual.parts is not rule.parts:
            others.append(rule)
        elif changes := {
            name: getattr(rule, name)
            for name in _LIGHT_FIELDS
            if getattr(rule, name) != getattr(usual, name)
        }:
            light[rule.code] = changes
    codes = frozenset(code for code, is_on in on.items() if is_on)
    return Standing(light, codes, catalogue_of(others) if others else None, tuple(limited()))


def _name(place: str) -> str:
    # Two checkouts that share a cache keep out of each other's way.
    return f"config-{digest(repr((files.PACKAGE, place)).encode()).hex()}"
