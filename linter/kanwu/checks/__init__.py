"""The checks that rules name: `sum-mismatch` is the class SumMismatch in fact/sum_mismatch.py."""

from __future__ import annotations

import os

from kanwu.check import Check
from kanwu.values import TYPE_CHECKING, imported

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from importlib.metadata import EntryPoint

_MODULES: dict[str, Mapping[str, str]] = {}  # by the folder, and by the names of the checks


def names() -> list[str]:
    """The names of all checks: the built-in ones in alphabetical order, then those of plugins."""
    return [*modules(__path__[0]), *(entry.name for entry in _plugins())]


def named(name: str) -> type[Check]:
    """The check of that name, built in or of a plugin (entry points `kanwu.checks`)."""
    if module := modules(__path__[0]).get(name):
        builtin: type[Check] = imported(f"{__name__}.{module}:{class_name(name)}")
        return builtin
    for entry in _plugins():
        if entry.name == name:
            plugin: type[Check] = entry.load()
            return plugin
    raise KeyError(name)


def name_of(check: type[Check]) -> str:
    """The name of the check in rule files; for a check of a plugin, `module:class`."""
    name = _name(check.__module__.rpartition(".")[2])
    if check.__module__ == f"{__name__}.{modules(__path__[0]).get(name)}":
        return name
    return f"{check.__module__}:{check.__qualname__}"


def class_name(name: str) -> str:
    """The name of a check's class: SumMismatch for sum-mismatch."""
    return name.title().replace("-", "")


def modules(folder: str) -> Mapping[str, str]:
    """The modules in the folder's families by the names of their checks: fact.sum_mismatch."""
    if folder not in _MODULES:  # a catalogue asks once for each rule
        _MODULES[folder] = _read(folder)
    return _MODULES[folder]


def _read(folder: str) -> dict[str, str]:
    by_name: dict[str, str] = {}
    for family, stem in _paths(folder):
        name, module = _name(stem), f"{family}.{stem}"
        if name in by_name:
            raise ImportError(f"two modules for the check {name}: {by_name[name]} and {module}")
        by_name[name] = module
    return dict(sorted(by_name.items()))


def _paths(folder: str) -> Iterator[tuple[str, str]]:
    """Each family and the stem of each module in it."""
    with os.scandir(folder) as entries:
        families = sorted(entry.name for entry in entries if entry.is_dir())
    for family in families:
        with os.scandir(os.path.join(folder, family)) as entries:
            files = sorted(entry.name for entry in entries)
        for file in files:
            stem, ending = os.path.splitext(file)
            if ending == ".py" and not stem.startswith("_"):
                yield family, stem


def _name(stem: str) -> str:
    return stem.replace("_", "-")


def _plugins() -> Iterable[EntryPoint]:
    from importlib.metadata import entry_points

    return entry_points(group="kanwu.checks")
