"""Rules in force: loaded once for the settings of a folder, and again when a configuration changes.

While a configuration does not hold, the rules of before stay in force for its texts.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from kanwu.api.ruleset import Ruleset
from kanwu.english import worded
from kanwu.errors import KanwuError
from kanwu.lsp.settings import Settings
from kanwu.rule import Rule

# Files whose change may change the rules; a house rule is a .toml in a folder of any name.
WATCHED = ("**/*.toml", "**/*.tsv")

_LOCATED = re.compile(r"(?P<path>.+?\.(?:toml|tsv)):(?:(?P<line>\d+):)? ?(?P<cause>.*)", re.DOTALL)


class Fault(NamedTuple):
    """An error in a configuration or a rule file."""

    path: str  # absolute; empty if the error names no file
    line: int  # from 1
    cause: str


class Rules:
    """The rules for paths, by settings; only one thread may use them."""

    def __init__(self) -> None:
        self.generation = 0
        self._loaded: dict[Settings, Ruleset] = {}
        self._kept: dict[tuple[str, Settings], Ruleset] = {}  # by path, the last that held
        self._faults: dict[str, Fault] = {}  # by the path of the text

    def reload(self) -> None:
        """Read all configurations anew at their next use."""
        self.generation += 1
        self._loaded.clear()
        self._faults.clear()

    def of(self, path: str, settings: Settings, folder: str) -> Ruleset:
        """The rules for a path; with a fault in its configuration, those of before or the shipped."""
        key = path, settings
        try:
            ruleset = self.load(settings)
            ruleset.of(path)  # reads the configuration of the path
        except KanwuError as error:
            self._faults[path] = _fault(worded(error, settings.language), folder)
            if key not in self._kept:
                self._kept[key] = Ruleset.load(isolated=True)
            return self._kept[key]
        self._faults.pop(path, None)
        self._kept[key] = ruleset
        return ruleset

    def configuration(self, path: str, settings: Settings) -> str:
        """The path of the configuration in force for a path; empty without one."""
        return self.load(settings).configuration(path)

    def named(self, code: str, settings: Settings) -> Rule | None:
        """The rule of a code, as loaded for the settings or for any others."""
        with suppress(KanwuError):  # which is told of where the configuration is
            self.load(settings)
        for ruleset in [*self._loaded.values(), *self._kept.values()]:
            if rule := next((rule for rule in ruleset.rules() if rule.code == code), None):
                return rule
        return None

    def faults(self) -> Iterator[Fault]:
        """Every fault that was met since the last reload, once."""
        yield from dict.fromkeys(self._faults.values())

    def forget(self, path: str) -> None:
        """Forget a text that was closed."""
        self._faults.pop(path, None)
        for key in [key for key in self._kept if key[0] == path]:
            del self._kept[key]

    def load(self, settings: Settings) -> Ruleset:
        """The rules for the settings; KanwuError for a configuration with errors."""
        if settings not in self._loaded:
            self._loaded[settings] = Ruleset.load(
                settings.config or None,
                profile=settings.profile or None,
                select=settings.select or None,
                extend_select=settings.extend_select,
                ignore=settings.ignore,
            )
        return self._loaded[settings]


def _fault(message: str, folder: str) -> Fault:
    match = _LOCATED.fullmatch(message)
    if match is None:
        return Fault("", 1, message)
    path = os.path.abspath(os.path.join(folder, match["path"]))
    return Fault(path, int(match["line"] or 1), match["cause"])
