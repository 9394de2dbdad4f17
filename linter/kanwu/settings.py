"""kanwu.toml as it is written: its tables, and one file of them read."""

from __future__ import annotations

from os.path import dirname, join, normpath
from typing import Any, Literal

import msgspec

from kanwu import terms
from kanwu.allow import Allow, AllowText
from kanwu.errors import ConfigError
from kanwu.tables import fit, line_of, parse
from kanwu.terms import Terms
from kanwu.value import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Profile = Literal["draft", "publish", "anonymised"]


class Choice(msgspec.Struct, rename="kebab", kw_only=True, forbid_unknown_fields=True):
    """Which rules are on; what the file, an entry of `[[files]]` and the command line share."""

    profile: Profile | None = None
    select: list[str] | None = None
    extend_select: list[str] = []
    ignore: list[str] = []


class Files(Choice):
    """An entry of `[[files]]`: a choice for the paths that match."""

    match: str | list[str]

    @property
    def patterns(self) -> list[str]:
        return [self.match] if isinstance(self.match, str) else self.match


class Settings(Choice):
    """A configuration file as it is written."""

    extend: str | None = None
    exclude: list[str] = []
    rules: dict[str, Any] = {}
    terms: Terms = msgspec.field(default_factory=Terms)
    files: list[Files] = []
    allow: list[Allow] = []
    allow_text: list[str | AllowText] = []
    max: dict[str, int] = {}


def written(path: str, text: str, read_text: Callable[[str], str]) -> tuple[Settings | None, str]:
    """The settings that a file writes, None if it has none; and its text, with their tables on top."""
    table = parse(text, path, ConfigError)
    if path.endswith("pyproject.toml"):
        table = table.get("tool", {}).get("kanwu")
        if table is None:
            return None, text
        text = text.replace("[tool.kanwu.", "[").replace("[[tool.kanwu.", "[[")
        text = text.replace("[tool.kanwu]", "[]")
    settings = fit(table, Settings, path, text, ConfigError)
    _see_folders(settings, path)
    _see_limits(settings, path, text)
    _read_terms(settings.terms, path, read_text)
    return settings, text


def beside(path: str, name: str) -> str:
    """The file of that name, which may be a path, in the folder of the other."""
    return normpath(join(dirname(path), name))


def _read_terms(found: Terms, path: str, read_text: Callable[[str], str]) -> None:
    for name in found.files:
        file = beside(path, name)
        found.replace = {**terms.read_file(file, read_text(file)), **found.replace}
    terms.see(found, path)


def _see_folders(settings: Settings, path: str) -> None:
    folders = settings.rules.get("folders", [])
    if not isinstance(folders, list) or not all(isinstance(folder, str) for folder in folders):
        raise ConfigError(f"{path}: rules.folders 应为文件夹的列表")
    for name, table in settings.rules.items():
        if name != "folders" and not isinstance(table, dict):
            raise ConfigError(f"{path}: rules.{name} 应为一节 [rules.{name}]")


def _see_limits(settings: Settings, path: str, text: str) -> None:
    for selector, most in settings.max.items():
        if most < 0:
            line = line_of(text, f"max.{selector}") or 1
            raise ConfigError(f"{path}:{line}: max.{selector} 不能小于零")
