"""Rules as text: a rule with all its parts, a list of rules, the rules in force for a path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from wcwidth import wcswidth

from kanwu.checks import name_of
from kanwu.config.config import USUAL, Config
from kanwu.config.selection import COMMAND_LINE
from kanwu.english import said, worded
from kanwu.errors import Sentence
from kanwu.reporters import SEVERITY_NAMES
from kanwu.reporters.explanation import region_names
from kanwu.reporters.json_text import json_array
from kanwu.reporters.wording import state
from kanwu.rule import Example, Rule

_FIXES = {"safe": "可自动修改", "unsafe": "可修改，须人工确认", None: "无"}
_BOLD, _RED, _GREEN, _PLAIN = "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[0m"


def describe_rule(rule: Rule, language: str = "zh", *, color: bool = False) -> Iterator[str]:
    """The title, why, basis, options and examples of a rule."""
    gap = said(language, "　")
    title = f"{rule.code} {rule.name}{gap}{rule.card.worded('title', language)}"
    yield f"{_BOLD}{title}{_PLAIN}" if color else title
    yield ""
    yield said(language, "严重度　{severity}", severity=severity(rule, language))
    yield said(language, "依据　　{basis}", basis=rule.card.basis)
    yield said(language, "修改　　{fix}", fix=Sentence(_FIXES[rule.fix]))
    if rule.only_in:
        names = region_names(rule.only_in, language)
        yield said(language, "只查　　{regions}", regions=names)
    if rule.info_for:
        yield said(language, "只提示　{formats}", formats=rule.info_for)
    if rule.not_in:
        names = region_names(rule.not_in, language)
        yield said(language, "不查　　{regions}", regions=names)
    if rule.yields_to:
        yield said(language, "让位于　{codes}", codes=rule.yields_to)
    if rule.url:
        yield said(language, "网页　　{url}", url=rule.url)
    for profile, table in rule.profiles.items():
        yield f"{profile}{gap}{_shown_table(table)}"
    yield ""
    yield from rule.card.why.splitlines()
    yield ""
    yield said(language, "检查　{check}", check=name_of(type(rule.check)))
    for name, value in rule.check.fields().items():
        if value not in (None, "", ()):
            yield f"  {name.replace('_', '-')} = {_shown(value)}"
    for example in rule.card.examples:
        yield ""
        yield from _example(example, language, color=color)


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


def severity(rule: Rule, language: str = "zh") -> str:
    """The severity in words, with a remark if the rule is off."""
    remark = "" if rule.on else said(language, "（默认关闭）")
    return SEVERITY_NAMES[language][rule.severity] + remark


def list_rules(known: Iterable[Rule], on: Mapping[str, Rule], language: str) -> Iterator[str]:
    """A line for every rule: its code, whether it is on and how grave, its title and name."""
    for rule in known:
        how = state(on[rule.code].severity if rule.code in on else None, language)
        title, gap = rule.card.worded("title", language), said(language, "　")
        yield f"{rule.code}  {how}  {title}{gap}{rule.name}"


def list_in_force(config: Config, path: str, known: Sequence[Rule], language: str) -> Iterator[str]:
    """The configuration in force for a path, each value with the place that it comes from."""
    for sentence in _settings(config, path):
        yield worded(sentence, language)
    on = {rule.code: rule for rule in config.rules_for(path, known)}
    yield said(language, "启用规则　{on} 条，共 {known} 条", on=len(on), known=len(known))
    for rule in known:
        title = rule.card.worded("title", language)
        if rule.code not in on:
            yield said(language, "  {code}  关闭　{title}", code=rule.code, title=title)
        elif changes := _changes(rule, on[rule.code], language):
            yield f"  {rule.code}  {changes}{said(language, '　')}{title}"


def _settings(config: Config, path: str) -> Iterator[Sentence]:
    """The settings that say nothing of single rules."""
    profile, origin = config.profile(path)
    words = "稿件性质　{profile}（{place}）"
    yield Sentence(words, profile=profile, place=_place(origin))
    for layer in config.layers:
        place = _place(layer.place)
        for folder in layer.settings.rules.get("folders", []):
            yield Sentence("规则文件夹　{folder}（{place}）", folder=folder, place=place)
        if url := layer.settings.rule_url:
            yield Sentence("规则网页　{url}（{place}）", url=url, place=place)
        for pattern in layer.settings.exclude:
            yield Sentence("不检查　{pattern}（{place}）", pattern=pattern, place=place)
    for layer, choice in config.choices(path):
        choices = (
            ("select", choice.select),
            ("extend-select", choice.extend_select),
            ("ignore", choice.ignore),
        )
        for name, selectors in choices:
            if selectors:
                words, place = "{name}　{selectors}（{place}）", _place(layer.place)
                yield Sentence(words, name=name, selectors=tuple(selectors), place=place)


def _place(place: str) -> str | Sentence:
    """The place of a setting: a path, or words of ours."""
    return Sentence(place) if place in (COMMAND_LINE, USUAL) else place


def _changes(shipped: Rule, configured: Rule, language: str) -> str:
    """The severity and the options that a configuration changed, in words."""
    changes = []
    if shipped.severity != configured.severity:
        names = SEVERITY_NAMES[language]
        before, after = names[shipped.severity], names[configured.severity]
        changes.append(said(language, "{before}改为{after}", before=before, after=after))
    for name, value in configured.check.fields().items():
        if value != getattr(shipped.check, name):
            changes.append(f"{name.replace('_', '-')} = {_shown(value)}")
    return said(language, "，").join(changes)


def _example(example: Example, language: str, *, color: bool) -> Iterator[str]:
    if example.note:
        yield f"  # {example.note}"
    if example.typesetting:
        words = describe_typesetting(example.typesetting, language)
        yield said(language, "  版面　{words}", words=words)
    for label, text in (("不妥", example.bad), ("改为", example.fixed), ("可以", example.good)):
        if text:
            lines = text.strip("\n").splitlines()
            if color:
                lines = [line.replace("⟦", _RED).replace("⟧", _PLAIN) for line in lines]
            label = said(language, "{label}　", label=Sentence(label))
            yield f"  {label}{lines[0]}"
            yield from (f"  {' ' * wcswidth(label)}{line}" for line in lines[1:])


def describe_typesetting(typesetting: Mapping[str, Any], language: str = "zh") -> str:
    """The typesetting of an example in words."""
    words = (worded(sentence, language) for sentence in _typesetting_words(**typesetting))
    return said(language, "；").join(words)


def _typesetting_words(
    paper: Iterable[float] | None,
    margins: Iterable[float] | None,
    type: Mapping[str, str],
    pitch: float,
) -> Iterator[Sentence]:
    if paper:
        width, height = paper
        yield Sentence("纸张{width:g}×{height:g}毫米", width=width, height=height)
    if margins:
        words = "页边距上{top:g}、右{right:g}、下{bottom:g}、左{left:g}毫米"
        names = ("top", "right", "bottom", "left")
        yield Sentence(words, **dict(zip(names, margins, strict=True)))
    if pitch:
        yield Sentence("行距{pitch:g}磅", pitch=pitch)
    for piece, face in type.items():
        yield Sentence("“{piece}”用{face}磅", piece=piece, face=face)


def _shown(value: object) -> str:
    text = repr(list(value) if isinstance(value, tuple) else value)
    return text if len(text) <= 200 else text[:200] + "…"


def _shown_table(table: Mapping[str, object]) -> str:
    return "，".join(f"{name} = {_shown(value)}" for name, value in table.items())
