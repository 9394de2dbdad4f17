"""The options of a check, as a rule file or a configuration writes them, fitted to its fields."""

from __future__ import annotations

from collections import abc
from collections.abc import Mapping, Sequence
from re import compile
from typing import Any, ClassVar, Literal, get_type_hints

import msgspec

from kanwu import checks, expressions
from kanwu.catalogue.toml import spelled
from kanwu.catalogue.toml_places import line_of
from kanwu.catalogue.word_list import word_list
from kanwu.check import Check, LocalCheck
from kanwu.errors import RuleError, suggestion
from kanwu.rule import Rule

# A brace with more than a name in it: {text:>9999999999} asks for gigabytes of blanks.
_FORMATTED = compile(r"(?<!\\)\{\w*[:!.\[]")
_LONGEST_VALUE, _LONGEST_PATTERN = 80, 40  # characters shown in errors


def check_of(
    table: Mapping[str, Any], place: str, text: str, words: str | None, *, own: bool
) -> Check:
    """The check of the table `[check]`; `words` is the text of the list beside the rule.

    Expressions of a user's `own` rule run under a time limit.
    """
    if own:
        _require_names_in_braces(table, place)
    options = dict(table)
    if "name" not in options:
        line = line_of(text, "check") or 1
        raise RuleError(f'{place}:{line}: check 缺少 name，要写一行 name = "…"')
    name = str(options.pop("name"))
    kind = _kind(name, place, text)
    if words is not None:
        if "words" in options:
            line = line_of(text, "check.words") or 1
            raise RuleError(f"{place}:{line}: 词表在同名的 .tsv 文件里，这里不能再写 words")
        options["words"] = word_list(words, f"{place.removesuffix('.toml')}.tsv")
    fields = _fitted(options, _types(kind), place, text, within="check.")
    for field in kind.FIELDS:
        if field not in fields and not hasattr(kind, field):
            raise RuleError(f"{place}: 检查 {name} 缺少选项 {field.replace('_', '-')}")
    check = kind(**fields)
    _prepare(check, place, text, own=own)
    return check


def with_options(
    rule: Rule,
    options: Mapping[str, Any],
    place: str,
    text: str = "",
    within: str = "",
    *,
    own: bool = False,
    others: Sequence[str] = (),
) -> Rule:
    """The rule with new values for some options of its check; `within` is the table of them.

    Expressions of a user's `own` run under a time limit. `others` are the keys of the table that
    set no option.
    """
    if own:
        _require_names_in_braces(options, place)
    changes = _fitted(options, _types(type(rule.check)), place, text, within, others)
    check = rule.check.but(**changes)
    has_expressions = any(name.startswith(rule.check.expressive) for name in options)
    _prepare(check, place, text, own=rule.own or (own and has_expressions))
    return rule.with_check(check)


def _require_names_in_braces(options: Mapping[str, Any], place: str) -> None:
    for name, value in options.items():
        if _FORMATTED.search(repr(value)):
            raise RuleError(f"{place}: 选项 {name} 的花括号里只能写名称，如 {{text}}")


def _kind(name: str, place: str, text: str) -> type[Check]:
    """The class of the check; RuleError for a name that no check has."""
    try:
        return checks.named(name)
    except KeyError:
        line = line_of(text, "check.name") or 1
        hint = suggestion(name, checks.names())
        raise RuleError(f"{place}:{line}: 没有检查 {name}{hint}") from None


def _types(kind: type[Check]) -> dict[str, Any]:
    """The types of a check's fields, by name."""
    # Names that the modules of checks import for type checkers only.
    hints = get_type_hints(
        kind, localns={"ClassVar": ClassVar, "Literal": Literal, "Mapping": abc.Mapping}
    )
    return {name: hints[name] for name in kind.FIELDS}


def _fitted(
    options: Mapping[str, Any],
    types: Mapping[str, Any],
    place: str,
    text: str,
    within: str,
    others: Sequence[str] = (),
) -> dict[str, Any]:
    """The options as fields of a check, lists as tuples; RuleError for a wrong name or type."""
    fields = {}
    for name, value in spelled(options).items():
        key = within + name.replace("_", "-")
        line = line_of(text, key)
        where = f"{place}:{line}" if line else place
        if name not in types:
            known = [*(field.replace("_", "-") for field in types), *others]
            raise RuleError(f"{where}: 没有选项 {key}{suggestion(name, known)}")
        try:
            fields[name] = msgspec.convert(value, types[name])
        except msgspec.ValidationError:
            shown = _clipped(repr(value), _LONGEST_VALUE)
            raise RuleError(f"{where}: 选项 {key} 的类型不对：{shown}") from None
    return fields


def _prepare(check: Check, place: str, text: str, *, own: bool) -> None:
    """Limit the time of the user's expressions; RuleError for an expression that is none."""
    if not isinstance(check, LocalCheck):
        return
    if own and check.FIELDS:  # without fields, the user wrote no part of the expression
        expressions.limit(check.expressions)
    for source in check.expressions:
        if cause := expressions.flaw(source):
            raise _bad_pattern(source, cause, place, text)
    if expressions.compiled(check.expression).match(""):
        raise _bad_pattern(check.expression, "可以匹配空串", place, text)


def _bad_pattern(source: str, cause: str, place: str, text: str) -> RuleError:
    line = line_of(text, "check.pattern")
    where = f"{place}:{line}" if line else place
    return RuleError(f"{where}: 模式不成立：{cause}：{_clipped(source, _LONGEST_PATTERN)}")


def _clipped(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}…"
