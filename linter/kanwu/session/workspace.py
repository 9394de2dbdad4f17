"""Which configuration and which rules hold for which file.

What was resolved and compiled in an earlier run is taken from the cache, as long as no file that it
was made from has changed; only without it are configurations and rule files read at all.
"""

from __future__ import annotations

import os

from kanwu import expressions
from kanwu.catalogue.packed import Shelf, digest, packed, unpacked
from kanwu.engine.ruleset import Ruleset
from kanwu.session import files, ruleset_cache
from kanwu.values import TYPE_CHECKING, NamedTuple, cached_property

if TYPE_CHECKING:
    from typing import Any

    from kanwu.config.config import Config
    from kanwu.engine.timing import Stopwatch
    from kanwu.rule import Rule
    from kanwu.session.configurations import Configurations

CONFIGURATIONS = ("kanwu.toml", ".kanwu.toml", "pyproject.toml")


class Request(NamedTuple):
    """What the command line asks for, instead of or on top of configuration files."""

    profile: str | None = None
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    config_path: str | None = None
    isolated: bool = False
    cache: bool = True
    encoding: str | None = None  # of all files, instead of what each looks like

    @property
    def narrows(self) -> bool:
        """Whether rules may be off that the configurations have on."""
        return bool(self.select is not None or self.ignore or self.profile)


class _Resolved(NamedTuple):
    """What a configuration comes to, as plain values that can be kept."""

    stamps: list[tuple[str, Any]]  # of each file and folder that it was made from
    exclude: list[tuple[str, list[str]]]  # patterns, and the folder that they are relative to
    entries: list[tuple[str, list[str]]]  # of [[files]]: the same
    limits: list[tuple[str, int, str]]
    rulesets: dict[tuple[int, ...], Any]  # dumped, by the entries that match a path
    programs: dict[bytes, int]  # of the rules' expressions: where they lie on the shelf


class Workspace:
    """Configurations as they are found beside the files; every ruleset is made once."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self._folder = os.getcwd()
        self.stopwatch: Stopwatch | None = None  # where one is put in, it times every rule
        # Whether some configuration has words whose use can be told only at the end of a run.
        self.is_accountable = False
        self._places: dict[str, str] = {}  # of the configuration for each folder; "" for none
        self._resolved: dict[str, _Resolved] = {}
        self._shelves: dict[str, Shelf] = {}
        self._rulesets: dict[tuple[str, tuple[int, ...]], Ruleset] = {}
        self._identities: dict[tuple[str, tuple[int, ...]], tuple[str, bytes]] = {}

    def ruleset(self, path: str) -> Ruleset:
        """The rules for a file, ready to run."""
        place = self._place(path)
        resolved = self._of(place)
        choice = _matching(path, resolved.entries)
        if (place, choice) not in self._rulesets:

            def made() -> Ruleset:
                return self._configurations.ruleset(path, place)

            if choice in resolved.rulesets:
                self._rulesets[place, choice] = ruleset_cache.restored(
                    resolved.rulesets[choice], self._shelves[place], made
                )
            else:
                self._rulesets[place, choice] = rules = made()
                if self.request.cache:
                    resolved.rulesets[choice] = ruleset_cache.dumped(rules, self._shelves[place])
                    self._keep(place, resolved)
        rules = self._rulesets[place, choice]
        self.is_accountable |= bool(rules.allowances)
        rules.stopwatch = self.stopwatch
        return rules

    def origin(self, path: str) -> tuple[str, list[bool]]:
        """The configuration for a file, and which of its entries of [[files]] are for it."""
        place = self._place(path)
        entries = self._of(place).entries
        matching = _matching(path, entries)
        return place, [number in matching for number in range(len(entries))]

    def limits(self, path: str) -> list[tuple[str, int, str]]:
        """The limits that hold for a file together with others: selector, most, place."""
        return self._of(self._place(path)).limits

    def identity(self, path: str) -> tuple[str, bytes]:
        """A name for the results of the rules for a file, and what changes when the rules do."""
        place = self._place(path)
        choice = _matching(path, self._of(place).entries)
        if (place, choice) not in self._identities:
            key = repr((self._folder, self._key(place), choice, self.request.encoding)).encode()
            stamps = repr(self._of(place).stamps).encode()
            name = f"results-{digest(key).hex()}"
            self._identities[place, choice] = name, digest(stamps)
        return self._identities[place, choice]

    def exclude(self, path: str) -> list[tuple[str, list[str]]]:
        """Patterns of what is not to be checked, with the folder that each list is relative to."""
        own = [(self._folder, list(self.request.exclude))] if self.request.exclude else []
        return self._of(self._place(path)).exclude + own

    def config(self, path: str) -> Config:
        """The configuration for a file or folder, under the command line."""
        return self._configurations.of(self._place(path))

    def catalogue(self, of: Config) -> list[Rule]:
        """All rules that the configuration knows: those shipped, and the user's own."""
        return self._configurations.catalogue(of)

    @cached_property
    def _configurations(self) -> Configurations:
        from kanwu.config.config import command_line
        from kanwu.session.configurations import Configurations

        asked = self.request
        overlay = command_line(
            self._folder,
            profile=asked.profile,
            select=None if asked.select is None else list(asked.select),
            extend_select=list(asked.extend_select),
            ignore=list(asked.ignore),
        )
        return Configurations(overlay, rehearsed=asked.cache)

    def _of(self, place: str) -> _Resolved:
        if place not in self._resolved:
            kept = self._kept(place) if self.request.cache else None
            self._resolved[place] = kept or self._resolve(place)
            self.is_accountable |= bool(
                self._resolved[place].entries or self._resolved[place].limits
            )
        return self._resolved[place]

    def _kept(self, place: str) -> _Resolved | None:
        name = self._cache_name(place)
        read = files.read_cached(name).read
        value, end = unpacked(read)
        if value is None or len(value) != len(_Resolved._fields):  # written by another checkout
            return None
        resolved = _Resolved(*value)
        if any(files.stamp(path) != stamp for path, stamp in resolved.stamps):
            return None
        self._shelves[place] = shelf = Shelf(read, end, lambda: files.forget_cached(name))
        expressions.start_from(resolved.programs, shelf.at)
        return resolved

    def _keep(self, place: str, resolved: _Resolved) -> None:
        shelf = self._shelves[place]
        for name, program in expressions.programs(resolved.programs):
            resolved.programs[name] = shelf.put(program)
        files.write_cached(self._cache_name(place), packed(tuple(resolved)) + bytes(shelf))

    def keep_up(self) -> None:
        """Keep what this run compiled that was not yet kept, for the next one."""
        for place, resolved in self._resolved.items() if self.request.cache else ():
            if not resolved.programs.keys() >= expressions.missed():
                self._keep(place, resolved)

    def _resolve(self, place: str) -> _Resolved:
        of = self._configurations.of(place)
        sources = [*of.sources, files.program(), files.builtin_rules()]
        stamps = [(path, files.stamp(path)) for path in sources]
        limits = [(limit.selector, limit.most, limit.place) for limit in of.limits]
        self._shelves[place] = Shelf()
        return _Resolved(stamps, of.exclude, of.entries, limits, {}, {})

    def _key(self, place: str) -> tuple[object, ...]:
        request = self.request
        # Two checkouts that share a cache keep out of each other's way.
        own = (files.PACKAGE, place, request.profile)
        return (*own, request.select, request.extend_select, request.ignore)

    def _cache_name(self, place: str) -> str:
        return f"rules-{digest(repr(self._key(place)).encode()).hex()}"

    def _place(self, path: str) -> str:
        """The configuration file for a file or folder: the nearest upwards."""
        if self.request.isolated:
            return ""
        if self.request.config_path is not None:
            return os.path.abspath(self.request.config_path)
        folder = os.path.abspath(path if os.path.isdir(path) else os.path.dirname(path) or ".")
        if folder not in self._places:
            self._places[folder] = _nearest(folder)
        return self._places[folder]


def configuration_in(folder: str) -> str:
    """The configuration file of a folder itself; "" for none."""
    for path in files.existing(folder, CONFIGURATIONS):
        if not path.endswith("pyproject.toml") or "[tool.kanwu" in files.read_text(path):
            return path
    return ""


def _nearest(folder: str) -> str:
    while True:
        if path := configuration_in(folder):
            return path
        if os.path.dirname(folder) == folder:
            return ""
        folder = os.path.dirname(folder)


def _matching(path: str, entries: list[tuple[str, list[str]]]) -> tuple[int, ...]:
    if not entries:
        return ()
    from kanwu.engine.path_patterns import matches_path

    return tuple(
        number
        for number, (folder, patterns) in enumerate(entries)
        if matches_path(patterns, path, folder)
    )
