"""Configurations as they were resolved: for each file of one, the rules that it sets otherwise.

A resolved configuration holds as long as no file that it was made from has changed. The choice of
rules on the command line is no part of it.
"""

from __future__ import annotations

from kanwu.catalogue.packed import Packed, digest, packed, unpacked
from kanwu.catalogue.stored import Catalogue, catalogue_of, restored, stored
from kanwu.expressions import limit, limited
from kanwu.session import files
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from kanwu.rule import Rule

    # The entries of [[files]] that match a path, and the profile that the command line names.
    Case = tuple[tuple[int, ...], str | None]

_LIGHT = ("severity", "fix", "on")


class Standing(NamedTuple):
    """How a configuration sets the rules in one case."""

    light: Mapping[str, Mapping[str, Any]]  # severity, fix and on of shipped rules, where changed
    on: frozenset[str]  # codes
    others: Catalogue | None = None  # shipped rules whose checks are set otherwise, and own rules
    limited: tuple[str, ...] = ()  # their expressions that run under a time limit

    def rules(self, shipped: Iterable[Rule]) -> list[Rule]:
        """All rules as they are set, whether on or off."""
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
    """The words of a configuration that are not about rules, as plain values."""

    stamps: tuple[tuple[str, Any], ...] = ()  # of each file and folder that it was made from
    exclude: tuple[tuple[str, list[str]], ...] = ()  # patterns, and the folder of each list
    entries: tuple[tuple[str, list[str]], ...] = ()  # of [[files]]: the same
    limits: tuple[tuple[str, int, str], ...] = ()
    permits: tuple[tuple[Any, ...], ...] = ()
    protected: tuple[str, ...] = ()


class CachedConfig:
    """A resolved configuration with the standings that were worked out for it."""

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
        """The standing in a case, if it was worked out."""
        if (value := self._standings.get(case)) is None:
            return None
        light, on, others, limited_sources = value
        limit(limited_sources)
        catalogue = None if others is None else restored(others, self._parts)
        return Standing(light, frozenset(on), catalogue, limited_sources)

    def add(self, case: Case, standing: Standing) -> None:
        """Keep the standing in a case."""
        light, on, others, limited_sources = standing
        catalogue = None if others is None else stored(others, self._parts)
        self._standings[case] = (light, tuple(sorted(on)), catalogue, limited_sources)

    def write(self, place: str, holds_for: str) -> None:
        """Keep the configuration at the place for other runs."""
        front = tuple(self.resolved), self._standings
        files.write_cached(_name(place), packed(front, self._parts, holds_for))


def read(place: str, holds_for: str) -> CachedConfig | None:
    """The configuration at the place as it was kept; None if it has changed since."""
    name = _name(place)
    read_part = files.open_cached(name).read
    values = unpacked(read_part, holds_for, lambda: files.forget_cached(name))
    if values is None:
        return None
    (resolved, standings), parts = values
    kept = Resolved(*resolved)
    if any(files.stamp(path) != stamp for path, stamp in kept.stamps):
        return None
    return CachedConfig(kept, standings, parts)


def standing_of(rules: Iterable[Rule], on: Mapping[str, bool], shipped: Catalogue) -> Standing:
    """How the rules stand that a configuration has set, beside the shipped ones."""
    known = {rule.code: rule for rule in shipped.rules}
    light: dict[str, dict[str, Any]] = {}
    others = []
    for rule in rules:
        usual = known.get(rule.code)
        if usual is None or usual.parts is not rule.parts:
            others.append(rule)
        elif changes := {
            name: getattr(rule, name)
            for name in _LIGHT
            if getattr(rule, name) != getattr(usual, name)
        }:
            light[rule.code] = changes
    codes = frozenset(code for code, is_on in on.items() if is_on)
    return Standing(light, codes, catalogue_of(others) if others else None, tuple(limited()))


def _name(place: str) -> str:
    # Two checkouts that share a cache keep out of each other's way.
    return f"config-{digest(repr((files.PACKAGE, place)).encode()).hex()}"
