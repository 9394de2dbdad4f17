"""Folders of TOML to rules: one file a rule, the file's name its code and name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from re import compile

import msgspec

from kanwu.catalogue.check_options import check_of
from kanwu.catalogue.families import Family, is_family, read_families, require_prefix
from kanwu.catalogue.rule_file import ExampleTable, RuleTable
from kanwu.catalogue.toml import fit, parse
from kanwu.errors import RuleError
from kanwu.rule import Card, Example, Rule, Whole

_FILE_NAME = compile(r"(?P<code>[A-Z]{2}\d{3})-(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)")
_NAME_IN_BRACES = compile(r"\{\{|\}\}|\{[^\W\d]\w*\}")  # in a message


def load(folders: Iterable[tuple[str, Mapping[str, str]]], *, own: bool = False) -> list[Rule]:
    """The rules of the folders, each given by its path and the texts of its files by path."""
    rules: dict[str, tuple[str, Rule]] = {}
    for folder, texts in folders:
        families = read_families(folder, texts)
        for path, text in sorted(texts.items()):
            if not path.endswith(".toml") or is_family(path):
                continue
            place = f"{folder}/{path}"
            rule = _read_rule(place, path, text, texts, families, own=own)
            if rule.code in rules:
                raise RuleError(f"{place}: 代码 {rule.code} 已用于 {rules[rule.code][0]}")
            rules[rule.code] = place, rule
    return [rule for _, rule in rules.values()]


def _read_rule(
    place: str,
    path: str,
    text: str,
    texts: Mapping[str, str],
    families: Mapping[str, Family],
    *,
    own: bool = False,
) -> Rule:
    """The rule of a file; errors call the file by `place`."""
    folder, _, file_name = path.rpartition("/")
    if not (match := _FILE_NAME.fullmatch(file_name.removesuffix(".toml"))):
        raise RuleError(f"{place}: 文件名应为“两个字母加三位数字-英文短名.toml”")
    if family := families.get(folder):
        require_prefix(match["code"], family, place)
    table = fit(parse(text, place, RuleError), RuleTable, place, text, RuleError)
    words = texts.get(path.removesuffix(".toml") + ".tsv")
    check = check_of(table.check, place, text, words, own=own)
    _require_card(table, place)
    return Rule(
        **match.groupdict(),
        parts=Whole(check=check, card=_card(table)),
        family=folder.rpartition("/")[2],
        family_title=family.title if family else "",
        severity=table.severity,
        counts_as=table.counts_as,
        not_for=tuple(table.not_for),
        fix=None if table.fix == "none" else table.fix,
        on=table.default == "on",
        scope=table.scope,
        masked=table.masked,
        bars_writing=table.bars_writing,
        since=table.since,
        yields_to=tuple(table.yields_to),
        profiles={
            name: table for name, table in msgspec.structs.asdict(table.profile).items() if table
        },
        own=own,
    )


def _card(table: RuleTable) -> Card:
    return Card(
        title=table.title,
        message=table.message,
        why=table.why.strip(),
        basis=table.basis,
        english=msgspec.to_builtins(table.en) if table.en else {},
        examples=tuple(_examples(table.example)),
    )


def _examples(tables: Iterable[ExampleTable]) -> Iterator[Example]:
    for table in tables:
        yield Example(**{**msgspec.to_builtins(table), "beside": tuple(table.beside)})


def _require_card(table: RuleTable, place: str) -> None:
    """RuleError for a message that cannot be formatted, or without a why or an example."""
    for message in (table.message, table.en.message if table.en else ""):
        if {"{", "}"} & set(_NAME_IN_BRACES.sub("", message)):
            raise RuleError(f"{place}: message 的花括号里只能写名称，如 {{text}}")
    if not table.why.strip():
        raise RuleError(f"{place}: why 是空的")
    for kind in ("bad", "good"):
        if not any(getattr(example, kind) for example in table.example):
            raise RuleError(f"{place}: 缺少 {kind} 例句")
