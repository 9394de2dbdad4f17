"""The tables of a configuration file, and their reading."""

from __future__ import annotations

from collections.abc import Callable
from os.path import dirname, join, normpath
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from kanwu.catalogue.rule_file import require_url
from kanwu.catalogue.toml import fit, parse
from kanwu.catalogue.toml_places import line_of
from kanwu.config import terms
from kanwu.config.allow import Allow, AllowText
from kanwu.config.file_size import LEAST, in_bytes
from kanwu.config.terms import Terms
from kanwu.errors import ConfigError, suggestion
from kanwu.structure.regions import REGIONS

Profile = Literal["draft", "publish", "anonymised", "gongwen"]

_SELECTOR_FORMS = "：代码、代码前缀、名称或类别"
_RULE_PROPERTIES = {
    "severity": {"enum": ["error", "warning", "info"], "description": "严重度"},
    "fix": {"enum": ["safe", "unsafe", "none"], "description": "改法：可靠、须人工确认或不提供"},
    "default": {"enum": ["on", "off"], "description": "是否启用"},
    **{
        name: {"type": "array", "items": {"enum": list(REGIONS)}, "description": description}
        for name, description in (
            ("only-in", "只用于哪些体裁、哪些部分"),
            ("not-in", "不用于哪些体裁、哪些部分"),
        )
    },
}
_RULES = Meta(
    description="各规则怎样设置，以及本单位的规则在哪里",
    extra_json_schema={
        "properties": {
            "folders": {
                "type": "array",
                "items": {"type": "string"},
                "description": "本单位规则的文件夹",
            }
        },
        "additionalProperties": {"type": "object", "properties": _RULE_PROPERTIES},
    },
)


class Choice(msgspec.Struct, rename="kebab", kw_only=True, forbid_unknown_fields=True):
    """A choice of rules: by the file, by an entry of `[[files]]`, or on the command line."""

    profile: Annotated[
        Profile | None,
        Meta(
            description="稿件性质：draft 草稿，publish 定稿，anonymised 匿名稿，gongwen 定稿并查 Word 版式"
        ),
    ] = None
    select: Annotated[list[str] | None, Meta(description=f"只用这些规则{_SELECTOR_FORMS}")] = None
    extend_select: Annotated[list[str], Meta(description=f"另外启用这些规则{_SELECTOR_FORMS}")] = []
    ignore: Annotated[list[str], Meta(description=f"不用这些规则{_SELECTOR_FORMS}")] = []


class Files(Choice):
    """An entry of `[[files]]`: a choice for the paths that match."""

    match: Annotated[str | list[str], Meta(description="路径，写法同 .gitignore")]

    @property
    def patterns(self) -> list[str]:
        return [self.match] if isinstance(self.match, str) else self.match


class Settings(Choice):
    """The whole of a configuration file."""

    extend: Annotated[str | None, Meta(description="以另一份配置为基础")] = None
    exclude: Annotated[list[str], Meta(description="不检查的路径，写法同 .gitignore")] = []
    max_file_size: Annotated[str | None, Meta(description="能读的最大文件，写作 64M")] = None
    rule_url: Annotated[
        str, Meta(description="规则说明的网址，{code}、{name} 代表规则的代码、名称")
    ] = ""
    rules: Annotated[dict[str, Any], _RULES] = {}
    terms: Annotated[Terms, Meta(description="本单位的用语")] = msgspec.field(default_factory=Terms)
    files: Annotated[list[Files], Meta(description="某些路径另作规定")] = []
    allow: Annotated[list[Allow], Meta(description="某些文件里获准保留的问题")] = []
    allow_text: Annotated[
        list[str | AllowText], Meta(description="任何文件里都可以保留的文字，写作正则表达式")
    ] = []
    max: Annotated[dict[str, int], Meta(description="各规则至多有几处，超过即不合格")] = {}


def read_settings(
    path: str, text: str, read_text: Callable[[str], str]
) -> tuple[Settings | None, str]:
    """The settings of a file, None without any, and its text with their tables at the top level."""
    table = parse(text, path, ConfigError)
    if path.endswith("pyproject.toml"):
        table = table.get("tool", {}).get("kanwu")
        if table is None:
            return None, text
        text = text.replace("[tool.kanwu.", "[").replace("[[tool.kanwu.", "[[")
        text = text.replace("[tool.kanwu]", "[]")
    settings = fit(table, Settings, path, text, ConfigError)
    _require_folders(settings, path, text)
    _require_limits(settings, path, text)
    _require_size(settings, path, text)
    _require_rule_url(settings.rule_url, f"{path}:{line_of(text, 'rule-url')}")
    _read_terms(settings.terms, path, read_text)
    return settings, text


def beside(path: str, name: str) -> str:
    """The path of a file whose name is relative to the folder of the other path."""
    return normpath(join(dirname(path), name))


def _read_terms(user_terms: Terms, path: str, read_text: Callable[[str], str]) -> None:
    """Read the term files; their terms go under those of the configuration."""
    for name in user_terms.files:
        file = beside(path, name)
        user_terms.replace = {**terms.read_file(file, read_text(file)), **user_terms.replace}
    terms.require_useful(user_terms, path)


def _require_folders(settings: Settings, path: str, text: str) -> None:
    folders = settings.rules.get("folders", [])
    if not isinstance(folders, list) or not all(isinstance(folder, str) for folder in folders):
        where = f"{path}:{line_of(text, 'rules.folders')}"
        raise ConfigError(
            '{where}: rules.folders 应为文件夹的列表，如 folders = ["house"]', where=where
        )
    for name, table in settings.rules.items():
        if name != "folders" and not isinstance(table, dict):
            where = f"{path}:{line_of(text, f'rules.{name}')}"
            hint = suggestion(name, ["folders"])
            raise ConfigError(
                "{where}: rules.{name} 应为一节 [rules.{name}]{hint}",
                where=where,
                name=name,
                hint=hint,
            )


def _require_limits(settings: Settings, path: str, text: str) -> None:
    for selector, most in settings.max.items():
        if most < 0:
            line = line_of(text, f"max.{selector}") or 1
            raise ConfigError(
                "{path}:{line}: max.{selector} 不能小于零", path=path, line=line, selector=selector
            )


def _require_size(settings: Settings, path: str, text: str) -> None:
    if settings.max_file_size is None:
        return
    where = f"{path}:{line_of(text, 'max-file-size')}"
    try:
        size = in_bytes(settings.max_file_size)
    except ConfigError as error:
        raise ConfigError("{where}: {error}", where=where, error=error) from error
    if size < LEAST:
        raise ConfigError(
            "{where}: max-file-size 不能小于 16M（--max-file-size 可以）", where=where
        )


def _require_rule_url(url: str, place: str) -> None:
    require_url(url, "rule-url", place, ConfigError)
    if url and "{code}" not in url and "{name}" not in url:
        raise ConfigError(
            "{place}: rule-url 里要有 {{code}} 或 {{name}}，代表规则的代码、名称", place=place
        )
