"""Folders of TOML to rules: one file a rule, the file's name its code and name."""

from __future__ import annotations

from collections import abc
from collections.abc import Iterable, Iterator, Mapping
from re import compile
from typing import Any, ClassVar, Literal, get_type_hints

import msgspec

from kanwu import checks, expressions
from kanwu.catalogue.families import Family, is_family, read_families, require_prefix
from kanwu.catalogue.rule_file import ExampleTable, RuleTable
from kanwu.catalogue.toml import fit, line_of, parse, spelled
from kanwu.catalogue.word_list import word_list
from kanwu.check import Check, LocalCheck
from kanwu.errors import RuleError, suggestion
from kanwu.rule import Card, Example, Rule, Whole

_FILE_NAME = compile(r"(?P<code>[A-Z]{2}\d{3})-(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)")
# A place for a value with more than its name: {text:>9999999999} asks for gigabytes of blanks.
_FORMATTED = compile(r"(?<!\\)\{\w*[:!.\[]")
# Such a place in a message.
_NAMED = compile(r"\{\{|\}\}|\{[^\W\d]\w*\}")


def load(folders: Iterable[tuple[str, Mapping[str, str]]], *, own: bool = False) -> list[Rule]:
    """The rules of some folders, each given by its path and the texts of its files by theirs."""
    rules: dict[str, tuple[str, Rule]] = {}
    for folder, texts in folders:
        families = read_families(folder, texts)
        for path, text in sorted(texts.items()):
            if not path.endswith(".toml") or is_family(path):
                continue
            place = f"{folder}/{path}"
            rule = read_rule(place, path, text, texts, families, own=own)
            if rule.code in rules:
                raise RuleError(f"{place}: 代码 {rule.code} 已用于 {rules[rule.code][0]}")
            rules[rule.code] = place, rule
    return [rule for _, rule in rules.values()]


def read_rule(
    place: str,
    path: str,
    text: str,
    texts: Mapping[str, str],
    families: Mapping[str, Family],
    *,
    own: bool = False,
) -> Rule:
    """The rule that a file writes; `place` is how errors name the file."""
    folder, _, file_name = path.rpartition("/")
    if not (named := _FILE_NAME.fullmatch(file_name.removesuffix(".toml"))):
        raise RuleError(f"{place}: 文件名应为“两个字母加三位数字-英文短名.toml”")
    if family := families.get(folder):
        require_prefix(named["code"], family, place)
    table = fit(parse(text, place, RuleError), RuleTable, place, text, RuleError)
    if own:
        _see_formats(table.check, place)
    words = texts.get(path.removesuffix(".toml") + ".tsv")
    check = _check(table.check, place, text, words)
    _prepare(check, place, text, own=own)
    _require(table, place)
    return Rule(
        **named.groupdict(),
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
        since=table.since,
        yields_to=tuple(table.yields_to),
        profiles=table.profile,
        own=own,
    )


def with_options(
    rule: Rule,
    options: Mapping[str, Any],
    place: str,
    text: str = "",
    within: str = "",
    *,
    own: bool = False,
) -> Rule:
    """The rule with some options of its check set otherwise, as the table `within` spells them.

    Expressions that are the user's own run under a time limit.
    """
    if own:
        _see_formats(options, place)
    hints = _options_of(type(rule.check))
    changes = _fitted(options, hints, place, text, within)
    check = rule.check.but(**changes)
    expressions = any(name.startswith(rule.check.expressive) for name in options)
    _prepare(check, place, text, own=rule.own or (own and expressions))
    return rule.with_check(check)


def _see_formats(options: Mapping[str, Any], place: str) -> None:
    for name, value in options.items():
        if _FORMATTED.search(repr(value)):
            raise RuleError(f"{place}: 选项 {name} 的花括号里只能写名称，如 {{text}}")


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


def _require(table: RuleTable, place: str) -> None:
    for message in (table.message, table.en.message if table.en else ""):
        if {"{", "}"} & set(_NAMED.sub("", message)):
            raise RuleError(f"{place}: message 的花括号里只能写名称，如 {{text}}")
    if not table.why.strip():
        raise RuleError(f"{place}: why 是空的")
    for kind in ("bad", "good"):
        if not any(getattr(example, kind) for example in table.example):
            raise RuleError(f"{place}: 缺少 {kind} 例句")


def _check(options: dict[str, Any], place: str, text: str, words: str | None) -> Check:
    name: object = options.pop("name", None)
    try:
        kind = checks.named(str(name))
    except KeyError:
        hint = suggestion(str(name), checks.names())
        raise RuleError(
            f"{place}:{line_of(text, 'check.name') or 1}: 没有检查 {name}{hint}"
        ) from None
    if words is not None:
        if "words" in options:
            line = line_of(text, "check.words") or 1
            raise RuleError(f"{place}:{line}: 词表在同名的 .tsv 文件里，这里不能再写 words")
        options["words"] = _rows(words, place)
    fitted = _fitted(options, _options_of(kind), place, text, within="check.")
    for field in kind.FIELDS:
        if field not in fitted and not hasattr(kind, field):
            raise RuleError(f"{place}: 检查 {name} 缺少选项 {field.replace('_', '-')}")
    return kind(**fitted)


def _fitted(
    options: Mapping[str, Any], hints: Mapping[str, Any], place: str, text: str, within: str
) -> dict[str, Any]:
    """Options as the fields of a check; tuples for lists, and nothing of a wrong type."""
    fitted = {}
    for name, value in spelled(options).items():
        key = within + name.replace("_", "-")
        line = line_of(text, key)
        where = f"{place}:{line}" if line else place
        if name not in hints:
            known = [field.replace("_", "-") for field in hints]
            raise RuleError(f"{where}: 没有选项 {key}{suggestion(name, known)}")
        try:
            fitted[name] = msgspec.convert(value, hints[name])
        except msgspec.ValidationError:
            shown = repr(value) if len(repr(value)) <= 80 else f"{repr(value)[:80]}…"
            raise RuleError(f"{where}: 选项 {key} 的类型不对：{shown}") from None
    return fitted


def _options_of(kind: type[Check]) -> dict[str, Any]:
    """The fields of a check by name, with their types."""
    # Names that the modules of checks import for type checkers only.
    hints = get_type_hints(
        kind, localns={"ClassVar": ClassVar, "Literal": Literal, "Mapping": abc.Mapping}
    )
    return {name: hints[name] for name in kind.FIELDS}


def _prepare(check: Check, place: str, text: str, *, own: bool) -> None:
    """See that every expression compiles and cannot match nothing; limit the time of own ones."""
    if not isinstance(check, LocalCheck):
        return
    if own and check.FIELDS:  # else nothing of the expression is the user's
        expressions.limit(check.expressions)
    for source in check.expressions:
        if cause := expressions.flaw(source):
            raise _bad_pattern(source, cause, place, text)
    if expressions.compiled(check.expression).match(""):
        raise _bad_pattern(check.expression, "可以匹配空串", place, text)


def _bad_pattern(source: str, cause: str, place: str, text: str) -> RuleError:
    line = line_of(text, "check.pattern")
    shown = source if len(source) <= 40 else source[:40] + "…"
    return RuleError(f"{place}{f':{line}' if line else ''}: 模式不成立：{cause}：{shown}")


def _rows(words: str, place: str) -> dict[str, dict[str, str]]:
    """The list beside the rule."""
    return word_list(words, f"{place.removesuffix('.toml')}.tsv")
