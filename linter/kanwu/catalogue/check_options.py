"""The options of a check, as a rule file or a configuration writes them, fitted to its fields."""

from __future__ import annotations

from collections import abc
from collections.abc import Iterator, Mapping, Sequence
from re import compile
from typing import Any, ClassVar, Literal, get_type_hints

import msgspec

from kanwu import checks, expressions
from kanwu.catalogue.toml import spelled
from kanwu.catalogue.toml_places import line_of
from kanwu.catalogue.word_list import word_list
from kanwu.check import Check, LocalCheck
from kanwu.errors import KanwuError, RuleError, Sentence, suggestion
from kanwu.rule import Rule

# A brace with more than a name in it: {text:>9999999999} asks for gigabytes of blanks.
_FORMATTED = compile(r"(?<!\\)\{\w*[:!.\[]")
_LONGEST_VALUE, _LONGEST_PATTERN = 80, 40  # characters shown in errors


def check_of(
    table: Mapping[str, Any],
    place: str,
    text: str,
    words: str | None,
    faults: list[KanwuError],
    *,
    own: bool,
) -> Check | None:
    """The check of the table `[check]`; `words` is the text of the list beside the rule.

    `faults` takes every fault; there is no check if there is one. Expressions of a user's `own`
    rule run under a time limit.
    """
    before = len(faults)
    if own:
        faults += _wrong_braces(table, place)
    options = dict(table)
    if "name" not in options:
        line = line_of(text, "check") or 1
        faults.append(
            RuleError(
                '{place}:{line}: check 缺少 name，要写一行 name = "…"', place=place, line=line
            )
        )
        return None
    name = str(options.pop("name"))
    kind = _kind(name, place, text, faults)
    if words is not None:
        if "words" in options:
            line = line_of(text, "check.words") or 1
            faults.append(
                RuleError(
                    "{place}:{line}: 词表在同名的 .tsv 文件里，这里不能再写 words",
                    place=place,
                    line=line,
                )
            )
        options["words"] = word_list(words, f"{place.removesuffix('.toml')}.tsv", faults)
    if kind is None:
        return None
    fields = _fitted(options, option_types(kind), place, text, "check.", faults)
    spelt = spelled(options)
    for field in kind.FIELDS:
        if field not in spelt and not hasattr(kind, field):
            option = field.replace("_", "-")
            faults.append(
                RuleError(
                    "{place}: 检查 {name} 缺少选项 {option}", place=place, name=name, option=option
                )
            )
    if len(faults) > before:
        return None
    check = kind(**fields)
    faults += _flaws(check, place, text, own=own)
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
    faults: list[KanwuError] = list(_wrong_braces(options, place)) if own else []
    types = option_types(type(rule.check))
    changes = _fitted(options, types, place, text, within, faults, others)
    if not faults:
        check = rule.check.but(**changes)
        has_expressions = any(name.startswith(rule.check.expressive) for name in options)
        faults += _flaws(check, place, text, own=rule.own or (own and has_expressions))
    if faults:
        raise faults[0]
    return rule.with_check(check)


def _wrong_braces(options: Mapping[str, Any], place: str) -> Iterator[RuleError]:
    for name, value in options.items():
        if _FORMATTED.search(repr(value)):
            yield RuleError(
                "{place}: 选项 {name} 的花括号里只能写名称，如 {{text}}", place=place, name=name
            )


def _kind(name: str, place: str, text: str, faults: list[KanwuError]) -> type[Check] | None:
    """The class of the check; a fault for a name that no check has."""
    try:
        return checks.named(name)
    except KeyError:
        line = line_of(text, "check.name") or line_of(text, "check") or 1
        cause = Sentence("缺少 check.name")
        if name:
            hint = suggestion(name, checks.names())
            cause = Sentence("没有检查 {name}{hint}", name=name, hint=hint)
        faults.append(RuleError("{place}:{line}: {cause}", place=place, line=line, cause=cause))
        return None


def option_types(kind: type[Check]) -> dict[str, Any]:
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
    faults: list[KanwuError],
    others: Sequence[str] = (),
) -> dict[str, Any]:
    """The options as fields of a check, lists as tuples; a fault for a wrong name or type."""
    fields = {}
    for name, value in spelled(options).items():
        key = within + name.replace("_", "-")
        line = line_of(text, key)
        where = f"{place}:{line}" if line else place
        if name not in types:
            known = [*(field.replace("_", "-") for field in types), *others]
            faults.append(
                RuleError(
                    "{where}: 没有选项 {key}{hint}",
                    where=where,
                    key=key,
                    hint=suggestion(name, known),
                )
            )
            continue
        try:
            fields[name] = msgspec.convert(value, types[name])
        except msgspec.ValidationError:
            shown = _clipped(repr(value), _LONGEST_VALUE)
            faults.append(
                RuleError(
                    "{where}: 选项 {key} 的类型不对：{shown}", where=where, key=key, shown=shown
                )
            )
    return fields


def _flaws(check: Check, place: str, text: str, *, own: bool) -> Iterator[RuleError]:
    """The fault of every expression that is none; limit the time of the user's expressions."""
    if not isinstance(check, LocalCheck):
        return
    if own and check.FIELDS:  # without fields, the user wrote no part of the expression
        expressions.limit(check.expressions)
    flawed = False
    for source in check.expressions:
        if cause := expressions.flaw(source):
            flawed = True
            yield _bad_pattern(source, cause, place, text)
    if not flawed and expressions.compiled(check.expression).match(""):
        yield _bad_pattern(check.expression, Sentence("可以匹配空串"), place, text)


def _bad_pattern(source: str, cause: object, place: str, text: str) -> RuleError:
    written = f"'{source}'", f'"{source}"'
    lines = enumerate(text.splitlines(), 1)
    holding = (number for number, line in lines if any(form in line for form in written))
    line = next(holding, None) or line_of(text, "check.pattern")
    where = f"{place}:{line}" if line else place
    return RuleError(
        "{where}: 模式不成立：{cause}：{pattern}",
        where=where,
        cause=cause,
        pattern=_clipped(source, _LONGEST_PATTERN),
    )


def _clipped(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}…"
