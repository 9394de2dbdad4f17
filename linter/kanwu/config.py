"""kanwu.toml and the command line to "which rules, set how, for this path".

A configuration is a pile of layers, the lowest first: what it extends, the file itself, the
entries of `[[files]]` that match a path, the command line. Each layer may choose rules anew.
"""

from __future__ import annotations

from os.path import dirname, join, normpath
from typing import Any, Literal, NamedTuple

import msgspec

from kanwu import terms
from kanwu.allow import Allow, AllowText, allowances
from kanwu.catalogue import with_options
from kanwu.errors import ConfigError, suggestion
from kanwu.rule import Rule
from kanwu.selectors import matches, matches_path
from kanwu.size import LEAST, MOST, in_bytes
from kanwu.tables import fit, line_of, parse
from kanwu.terms import Terms
from kanwu.value import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kanwu.allowances import Allowance

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


class Settings(Choice):
    """A configuration file as it is written."""

    extend: str | None = None
    exclude: list[str] = []
    max_file_size: str | None = None
    rules: dict[str, Any] = {}
    terms: Terms = msgspec.field(default_factory=Terms)
    files: list[Files] = []
    allow: list[Allow] = []
    allow_text: list[str | AllowText] = []


class Layer(NamedTuple):
    """Some settings with the place that they come from."""

    place: str  # a path, or 命令行
    folder: str  # what paths and patterns in it are relative to
    text: str
    settings: Settings


class Config(NamedTuple):
    """All layers of a configuration, the lowest first."""

    layers: tuple[Layer, ...] = ()

    def over(self, higher: Layer) -> Config:
        """This configuration with one more layer on top."""
        return Config((*self.layers, higher))

    @property
    def rule_folders(self) -> list[str]:
        """The folders of the user's own rules."""
        return [
            normpath(join(layer.folder, folder))
            for layer in self.layers
            for folder in layer.settings.rules.get("folders", [])
        ]

    @property
    def terms(self) -> Terms:
        """The terms of all layers together."""
        found = Terms()
        for layer in self.layers:
            found = layer.settings.terms.over(found)
        return found

    @property
    def term_files(self) -> list[str]:
        """The files that terms were read from."""
        return [
            _beside(layer.place, name)
            for layer in self.layers
            for name in layer.settings.terms.files
        ]

    @property
    def exclude(self) -> list[tuple[str, list[str]]]:
        """Patterns of paths to pass over, with the folder that they are relative to."""
        found = ((layer.folder, layer.settings.exclude) for layer in self.layers)
        return [(folder, patterns) for folder, patterns in found if patterns]

    @property
    def max_file_size(self) -> str:
        """The size of the largest file that is read, as the highest layer writes it."""
        said = [layer.settings.max_file_size for layer in self.layers]
        return next((size for size in reversed(said) if size), MOST)

    @property
    def entries(self) -> list[tuple[str, list[str]]]:
        """The patterns of every entry of [[files]], with the folder that they are relative to."""
        return [
            (layer.folder, _lines(entry.match))
            for layer in self.layers
            for entry in layer.settings.files
        ]

    @property
    def allowances(self) -> tuple[Allowance, ...]:
        """What all layers let stand."""
        return tuple(
            allowance
            for layer in self.layers
            for allowance in allowances(
                layer.settings.allow, layer.settings.allow_text, layer.place, layer.text
            )
        )

    def choices(self, path: str) -> Iterator[tuple[Layer, Choice]]:
        """The choices in force for a path, the lowest first; the command line is the highest."""
        for layer in self.layers:
            yield layer, layer.settings
            for entry in layer.settings.files:
                if matches_path(_lines(entry.match), path, layer.folder):
                    yield layer, entry

    def profile(self, path: str) -> tuple[Profile, str]:
        """The profile for a path, and the place that it comes from."""
        found: tuple[Profile, str] = ("publish", "默认")
        for layer, choice in self.choices(path):
            if choice.profile:
                found = choice.profile, layer.place
        return found

    def rules_for(self, path: str, known: Sequence[Rule]) -> tuple[Rule, ...]:
        """The rules that are on for a path, set as the configuration says."""
        profile, _ = self.profile(path)
        chosen = {rule.code: self._set(rule, profile) for rule in known}
        on = {code: rule.on for code, rule in chosen.items()}
        for _, choice in self.choices(path):
            _choose(on, choice, list(chosen.values()))
        return tuple(rule for code, rule in chosen.items() if on[code])

    def check_names(self, known: Sequence[Rule]) -> None:
        """See that every rule named anywhere exists; ConfigError for the first that does not."""
        for layer in self.layers:
            for choice in (layer.settings, *layer.settings.files):
                for selector in (*(choice.select or ()), *choice.extend_select, *choice.ignore):
                    _known(selector, known, layer)
            for allowance in Config((layer,)).allowances:
                _known(allowance.selector, known, layer)
            for selector in layer.settings.rules.keys() - {"folders"}:
                _known(selector, known, layer, key=f"rules.{selector}")

    def _set(self, rule: Rule, profile: Profile) -> Rule:
        rule = _adjusted(
            rule, rule.profiles.get(profile, {}), _OF_THE_RULE, f"{rule.code} profile.{profile}."
        )
        for layer in self.layers:
            tables = layer.settings.rules
            naming = [name for name in tables if name != "folders" and matches(name, rule)]
            for name in sorted(naming, key=len):
                rule = _adjusted(rule, tables[name], layer, f"rules.{name}.", own=True)
        if rule.name == terms.RULE and (options := self.terms.options()):
            rule = with_options(rule, options, "terms", own=True)
        return rule


def read(path: str, text: str, read_text: Callable[[str], str]) -> Config:
    """The configuration that a file writes, with all that it extends; empty if it has none."""
    return Config(tuple(_layers(path, text, read_text, ())))


def command_line(folder: str, **choices: Any) -> Layer:
    """The choices of the command line as the highest layer."""
    return Layer("命令行", folder, "", Settings(**choices))


def _layers(
    path: str, text: str, read_text: Callable[[str], str], seen: tuple[str, ...]
) -> Iterator[Layer]:
    if path in seen:
        raise ConfigError(f"{path}: extend 绕回了自己")
    table = parse(text, path, ConfigError)
    if path.endswith("pyproject.toml"):
        table = table.get("tool", {}).get("kanwu")
        if table is None:
            return
        text = text.replace("[tool.kanwu.", "[").replace("[[tool.kanwu.", "[[")
        text = text.replace("[tool.kanwu]", "[]")
    settings = fit(table, Settings, path, text, ConfigError)
    _see_folders(settings, path)
    _see_size(settings, path, text)
    _read_terms(settings.terms, path, read_text)
    if settings.extend:
        base = _beside(path, settings.extend)
        yield from _layers(base, read_text(base), read_text, (*seen, path))
    yield Layer(path, dirname(path) or ".", text, settings)


def _beside(path: str, name: str) -> str:
    """The file of that name, which may be a path, in the folder of the other."""
    return normpath(join(dirname(path), name))


def _read_terms(found: Terms, path: str, read_text: Callable[[str], str]) -> None:
    for name in found.files:
        file = _beside(path, name)
        found.replace = {**terms.read_file(file, read_text(file)), **found.replace}
    terms.see(found, path)


def _see_folders(settings: Settings, path: str) -> None:
    folders = settings.rules.get("folders", [])
    if not isinstance(folders, list) or not all(isinstance(folder, str) for folder in folders):
        raise ConfigError(f"{path}: rules.folders 应为文件夹的列表")
    for name, table in settings.rules.items():
        if name != "folders" and not isinstance(table, dict):
            raise ConfigError(f"{path}: rules.{name} 应为一节 [rules.{name}]")


def _see_size(settings: Settings, path: str, text: str) -> None:
    size = settings.max_file_size
    if size is not None and in_bytes(size) < LEAST:
        line = line_of(text, "max-file-size")
        raise ConfigError(f"{path}:{line}: max-file-size 不能小于 16M（--max-file-size 可以）")


def _choose(on: dict[str, bool], choice: Choice, known: Iterable[Rule]) -> None:
    """Switch rules by one choice: the more exact selector wins, of two as exact `ignore`."""
    for rule in known:
        wanted = max((matches(s, rule) for s in choice.select or ()), default=0)
        more = max((matches(s, rule) for s in choice.extend_select), default=0)
        unwanted = max((matches(s, rule) for s in choice.ignore), default=0)
        exact = len(rule.code)
        if choice.select is not None:
            on[rule.code] = wanted == exact or (wanted > 0 and rule.on)
        if more == exact or (more > 0 and rule.on):
            on[rule.code] = True
        if unwanted and unwanted >= max(wanted, more):
            on[rule.code] = False


def _adjusted(
    rule: Rule, table: Mapping[str, Any], layer: Layer, within: str, *, own: bool = False
) -> Rule:
    """The rule with a table's `severity`, `fix`, `default` and options of its check."""
    options = dict(table)
    changes: dict[str, Any] = {}
    for name, allowed in _ADJUSTABLE.items():
        if name in options:
            value = options.pop(name)
            if value not in allowed:
                line = line_of(layer.text, within + name)
                place = f"{layer.place}:{line}" if line else layer.place
                raise ConfigError(f"{place}: {within}{name} 不能是 {value!r}")
            changes[name] = value
    if "default" in changes:
        changes["on"] = changes.pop("default") == "on"
    if changes.get("fix") == "none":
        changes["fix"] = None
    if changes:
        rule = rule.but(**changes)
    if not options:
        return rule
    return with_options(rule, options, layer.place, layer.text, within, own=own)


_OF_THE_RULE = Layer("规则", "", "", Settings())
_ADJUSTABLE = {
    "severity": ("error", "warning", "info"),
    "fix": ("safe", "unsafe", "none"),
    "default": ("on", "off"),
}


def _known(selector: str, known: Sequence[Rule], layer: Layer, key: str = "") -> None:
    if any(matches(selector, rule) for rule in known):
        return
    words = [word for rule in known for word in (rule.code, rule.name, rule.family)]
    line = line_of(layer.text, key) if key else _line_holding(layer.text, selector)
    place = f"{layer.place}:{line}" if line else layer.place
    raise ConfigError(f"{place}: 没有规则 {selector}{suggestion(selector, words)}")


def _line_holding(text: str, word: str) -> int | None:
    for number, line in enumerate(text.splitlines(), 1):
        if f'"{word}"' in line or f"'{word}'" in line:
            return number
    return None


def _lines(patterns: str | list[str]) -> list[str]:
    return [patterns] if isinstance(patterns, str) else patterns
