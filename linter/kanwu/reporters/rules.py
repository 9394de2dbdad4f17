"""Rules as text: a rule with all its parts, a list of rules, the rules in force for a path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kanwu.checks import name_of
from kanwu.config.config import Config
from kanwu.reporters import SEVERITY_NAMES
from kanwu.reporters.explanation import region_names
from kanwu.reporters.json_text import json_array
from kanwu.rule import Example, Rule

_FIXES = {"safe": "可自动修改", "unsafe": "可修改，须人工确认", None: "无"}
_BOLD, _RED, _GREEN, _PLAIN = "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[0m"


def describe_rule(rule: Rule, *, color: bool = False) -> Iterator[str]:
    """The title, why, basis, options and examples of a rule."""
    title = f"{rule.code} {rule.name}　{rule.card.title}"
    yield f"{_BOLD}{title}{_PLAIN}" if color else title
    yield ""
    yield f"严重度　{severity(rule)}"
    yield f"依据　　{rule.card.basis}"
    yield f"修改　　{_FIXES[rule.fix]}"
    if rule.only_in:
        yield f"只查　　{region_names(rule.only_in)}"
    if rule.info_for:
        yield f"只提示　{'、'.join(rule.info_for)}"
    if rule.not_in:
        yield f"不查　　{region_names(rule.not_in)}"
    if rule.yields_to:
        yield f"让位于　{'、'.join(rule.yields_to)}"
    if rule.url:
        yield f"网页　　{rule.url}"
    for profile, table in rule.profiles.items():
        yield f"{profile}　{_shown_table(table)}"
    yield ""
    yield from rule.card.why.splitlines()
    yield ""
    yield f"检查　{name_of(type(rule.check))}"
    for name, value in rule.check.fields().items():
        if value not in (None, "", ()):
            yield f"  {name.replace('_', '-')} = {_shown(value)}"
    for example in rule.card.examples:
        yield ""
        yield from _example(example, color=color)


def array(rules: Iterable[Rule]) -> Iterator[str]:
    """The rules with all their parts as a JSON array, a rule a line."""
    return json_array(map(_object, rules))


def _object(rule: Rule) -> dict[str, Any]:
    card, examples = rule.card, rule.card.examples
    settings = {k: v for k, v in rule.fields().items() if k not in ("code", "name", "parts", "own")}
    return {
        "code": rule.code,
        "name": rule.name,
        "title": card.title,
        "message": card.message,
        "why": card.why,
        "basis": card.basis,
        **settings,
        "fix": rule.fix or "none",
        "english": card.english,
        "examples": [{k: v for k, v in example.fields().items() if v} for example in examples],
        "check": name_of(type(rule.check)),
    }


def severity(rule: Rule) -> str:
    """The severity in words, with a remark if the rule is off."""
    return SEVERITY_NAMES["zh"][rule.severity] + ("" if rule.on else "（默认关闭）")


def list_rules(known: Iterable[Rule], on: Mapping[str, Rule]) -> Iterator[str]:
    """A line for every rule: its code, severity or 关, title and name."""
    for rule in known:
        state = SEVERITY_NAMES["zh"][on[rule.code].severity] if rule.code in on else "关"
        yield f"{rule.code}  {state:　<2}  {rule.card.title}　{rule.name}"


def list_in_force(config: Config, path: str, known: Sequence[Rule]) -> Iterator[str]:
    """The configuration in force for a path, each value with the place that it comes from."""
    profile, origin = config.profile(path)
    yield f"稿件性质　{profile}（{origin}）"
    for layer in config.layers:
        for folder in layer.settings.rules.get("folders", []):
            yield f"规则文件夹　{folder}（{layer.place}）"
        if layer.settings.rule_url:
            yield f"规则网页　{layer.settings.rule_url}（{layer.place}）"
        for pattern in layer.settings.exclude:
            yield f"不检查　{pattern}（{layer.place}）"
    for layer, choice in config.choices(path):
        choices = (
            ("select", choice.select),
            ("extend-select", choice.extend_select),
            ("ignore", choice.ignore),
        )
        for name, selectors in choices:
            if selectors:
                yield f"{name}　{'、'.join(selectors)}（{layer.place}）"
    on = {rule.code: rule for rule in config.rules_for(path, known)}
    yield f"启用规则　{len(on)} 条，共 {len(known)} 条"
    for rule in known:
        if rule.code not in on:
            yield f"  {rule.code}  关闭　{rule.card.title}"
        elif changes := _changes(rule, on[rule.code]):
            yield f"  {rule.code}  {changes}　{rule.card.title}"


def _changes(shipped: Rule, configured: Rule) -> str:
    """The severity and the options that a configuration changed, in words."""
    changes = []
    if shipped.severity != configured.severity:
        before, after = (SEVERITY_NAMES["zh"][rule.severity] for rule in (shipped, configured))
        changes.append(f"{before}改为{after}")
    for name, value in configured.check.fields().items():
        if value != getattr(shipped.check, name):
            changes.append(f"{name.replace('_', '-')} = {_shown(value)}")
    return "，".join(changes)


def _example(example: Example, *, color: bool) -> Iterator[str]:
    if example.note:
        yield f"  # {example.note}"
    if example.typesetting:
        yield f"  版面　{describe_typesetting(example.typesetting)}"
    for label, text in (("不妥", example.bad), ("改为", example.fixed), ("可以", example.good)):
        if text:
            lines = text.strip("\n").splitlines()
            if color:
                lines = [line.replace("⟦", _RED).replace("⟧", _PLAIN) for line in lines]
            yield f"  {label}　{lines[0]}"
            yield from (f"  　　　{line}" for line in lines[1:])


def describe_typesetting(typesetting: Mapping[str, Any]) -> str:
    """The typesetting of an example in words."""
    return "；".join(_typesetting_words(**typesetting))


def _typesetting_words(
    paper: Iterable[float] | None,
    margins: Iterable[float] | None,
    type: Mapping[str, str],
    pitch: float,
) -> Iterator[str]:
    if paper:
        yield "纸张{:g}×{:g}毫米".format(*paper)
    if margins:
        yield "页边距上{:g}、右{:g}、下{:g}、左{:g}毫米".format(*margins)
    if pitch:
        yield f"行距{pitch:g}磅"
    for piece, face in type.items():
        yield f"“{piece}”用{face}磅"


def _shown(value: object) -> str:
    text = repr(list(value) if isinstance(value, tuple) else value)
    return text if len(text) <= 200 else text[:200] + "…"


def _shown_table(table: Mapping[str, object]) -> str:
    return "，".join(f"{name} = {_shown(value)}" for name, value in table.items())
