"""The pages of all checks with their options, and of the columns of a word list, in two languages.

The English page takes its words from the docstrings; the Chinese page takes them from checks.toml,
which holds nothing else. Types, defaults and the names of values come from the code and the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from inspect import getdoc
from itertools import groupby
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin

import tomli

from kanwu import checks
from kanwu.catalogue.check_options import option_types
from kanwu.catalogue.families import Family
from kanwu.catalogue.word_list import COLUMNS
from kanwu.check import Check
from kanwu.rule import Rule

SOURCE = Path(__file__).with_suffix("").with_name("checks.toml")
Words = Mapping[str, Mapping[str, str]]
_FIRST = ("pattern", "words")  # that most rules of a user take
_MOST_RULES = 6  # that a check names as its uses
_KINDS = {  # of a value in a rule file
    "zh": {str: "文字", int: "整数", float: "数", bool: "true 或 false"},
    "en": {str: "text", int: "whole number", float: "number", bool: "true or false"},
}
_LANGUAGE = {
    "zh": {
        "list": "一列{}",
        "table": "表",
        "or": "或",
        "expression": "表达式",
        "required": "必须写",
        "none": "不写",
        "option": "| 选项 | 写什么 | 默认 | 作用 |\n|---|---|---|---|",
        "plain": "没有选项。",
        "values": "`message` 里可以写：{}。",
        "groups": "`{组名}`",
        "rules": "用它的内置规则：{}。",
        "comma": "、",
    },
    "en": {
        "list": "list of {}",
        "table": "table",
        "or": " or ",
        "expression": "expression",
        "required": "required",
        "none": "not set",
        "option": "| option | value | default |\n|---|---|---|",
        "plain": "No options.",
        "values": "The message may name {}.",
        "groups": "`{name of a group}`",
        "rules": "Built-in rules with it: {}.",
        "comma": ", ",
    },
}


def pages(docs: Path, rules: list[Rule], families: Mapping[str, Family]) -> dict[Path, str]:
    """Both pages by their paths; KeyError for a check or an option without Chinese words."""
    words = tomli.loads(SOURCE.read_text("utf-8"))
    known = {name: checks.named(name) for name in checks.modules(checks.__path__[0])}
    if stray := set(words) - set(known) - {"columns"}:
        raise KeyError(f"{SOURCE.name}: no such check: {', '.join(sorted(stray))}")
    introductions = {
        language: (SOURCE.parent / f"checks.{language}.md").read_text("utf-8")
        for language in ("zh", "en")
    }
    return {
        docs / "checks.md": _page("zh", introductions, known, words, rules, families),
        docs / "en" / "checks.md": _page("en", introductions, known, words, rules, families),
    }


def _page(
    language: str,
    introductions: Mapping[str, str],
    known: Mapping[str, type[Check]],
    words: Words,
    rules: list[Rule],
    families: Mapping[str, Family],
) -> str:
    parts = [introductions[language].rstrip().replace("{columns}", _columns(language, words))]
    general = ["general", *families]
    by_family = sorted(
        known.items(),
        key=lambda item: (general.index(_family(item[1])), item[0] not in _FIRST),
    )
    for family, members in groupby(by_family, key=lambda item: _family(item[1])):
        parts.append(f"## {_title(family, language, families)}")
        for name, kind in members:
            uses = [rule for rule in rules if type(rule.check) is kind]
            parts += [f"### {name}", *_described(language, name, kind, words, uses)]
    return "\n\n".join(parts) + "\n"


def _columns(language: str, words: Words) -> str:
    if language == "zh":
        rows = [f"| `{name}` | {_cell(words['columns'][name])} |" for name in COLUMNS]
        return "\n".join(["| 列 | 写什么 |", "|---|---|", *rows])
    return ", ".join(f"`{name}`" for name in COLUMNS)


def _family(kind: type[Check]) -> str:
    return kind.__module__.split(".")[2]


def _title(family: str, language: str, families: Mapping[str, Family]) -> str:
    if family == "general":
        return {"zh": "通用", "en": "General"}[language]
    described = families[family]
    return described.en.title if language == "en" and described.en else described.title


def _described(
    language: str, name: str, kind: type[Check], words: Words, uses: list[Rule]
) -> Iterator[str]:
    terms = _LANGUAGE[language]
    yield words[name]["about"] if language == "zh" else _from_docstring(kind)
    if kind.FIELDS:
        rows = [_row(language, name, kind, field, words) for field in kind.FIELDS]
        yield "\n".join([terms["option"], *rows])
    else:
        yield terms["plain"]
    values = [f"`{{{value}}}`" for value in _values(uses)]
    if "pattern" in kind.FIELDS:
        values.append(terms["groups"])
    yield terms["values"].format(terms["comma"].join(["`{text}`", *values]))
    if uses:
        folder = "rules" if language == "zh" else "../rules"
        links = [f"[{rule.code}]({folder}/{rule.code}.md)" for rule in uses[:_MOST_RULES]]
        yield terms["rules"].format(terms["comma"].join(links))


def _values(uses: list[Rule]) -> list[str]:
    """The names of values in the messages of rules, without {text} and names of their groups."""
    names: dict[str, None] = {}
    for rule in uses:
        own = set(re.findall(r"\(\?P<(\w+)>", str(rule.check.fields())))
        for name in re.findall(r"\{(\w+)\}", rule.card.message):
            if name not in own and name != "text":
                names.setdefault(name)
    return list(names)


def _from_docstring(kind: type[Check]) -> str:
    """The docstring, with the names of options as code and line breaks inside paragraphs gone."""
    paragraphs = (getdoc(kind) or "").split("\n\n")
    text = "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
    for field in kind.FIELDS:
        text = text.replace(f"`{field}`", f"`{_spelled(field)}`")
    return text.replace("[ ]", "`[ ]`").replace("<", "&lt;")


def _row(language: str, name: str, kind: type[Check], field: str, words: Words) -> str:
    hint = option_types(kind)[field]
    cells = [
        f"`{_spelled(field)}`",
        _kind_of(hint, field.startswith(kind.expressive), language),
        _default(kind, field, language),
    ]
    if language == "zh":
        cells.append(_words(name, kind, field, words))
    return f"| {' | '.join(map(_cell, cells))} |"


def _words(name: str, kind: type[Check], field: str, words: Words) -> str:
    """The Chinese words for an option: the check's own, or those of a check that it builds on."""
    bases = (checks.name_of(base) for base in kind.__mro__ if base.__module__ != "kanwu.check")
    for table in (name, *bases, "pattern"):
        if (text := words.get(table, {}).get(_spelled(field))) is not None:
            return text
    raise KeyError(f"{SOURCE.name}: [{name}] has no words for {_spelled(field)}")


def _spelled(field: str) -> str:
    return field.replace("_", "-")


def _kind_of(hint: Any, is_expression: bool, language: str) -> str:
    """What to write for a type."""
    terms, origin, within = _LANGUAGE[language], get_origin(hint), get_args(hint)
    if origin is Literal:
        return terms["comma"].join(f"`{word}`" for word in within)
    if origin is tuple:
        kinds = dict.fromkeys(
            _kind_of(part, is_expression, language) for part in within if part is not ...
        )
        return terms["list"].format(terms["comma"].join(kinds))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return terms["table"]
    if within:  # a union
        kinds = dict.fromkeys(
            _kind_of(part, is_expression, language) for part in within if part is not NoneType
        )
        return terms["or"].join(kinds)
    return terms["expression"] if is_expression and hint is str else _KINDS[language][hint]


def _default(kind: type[Check], field: str, language: str) -> str:
    if not hasattr(kind, field):
        return _LANGUAGE[language]["required"]
    value = getattr(kind, field)
    if value is None or value in ((), {}, ""):
        return _LANGUAGE[language]["none"]
    return f"`{str(value).lower()}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
