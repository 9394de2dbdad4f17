"""Configurations: layers, selectors, profiles, and what is wrong in one line."""

from __future__ import annotations

import pytest

from kanwu.catalogue.load import load
from kanwu.config.config import Config, command_line, read
from kanwu.errors import ConfigError, KanwuError
from kanwu.rule import Rule
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.rule import Severity

TEMPLATE = """\
title = "{name}"
message = "{name}"
basis = "本单位规定"
why = "测试用。"
default = "{default}"

[profile.draft]
severity = "info"

[check]
name = "pattern"
pattern = '甲'

[[example]]
bad = "⟦甲⟧"
good = "乙"
"""


def rule_file(name: str, default: str = "on") -> str:
    return TEMPLATE.format(name=name, default=default)


KNOWN = load(
    [
        (
            "rules",
            {
                "alpha/AA001-first.toml": rule_file("first"),
                "alpha/AA002-second.toml": rule_file("second"),
                "beta/BB001-third.toml": rule_file("third"),
                "beta/BB002-fourth.toml": rule_file("fourth", "off"),
            },
        )
    ]
)


def config(text: str, path: str = "/r/kanwu.toml", **others: str) -> Config:
    return read(path, text, lambda wanted: others[wanted.rpartition("/")[2].partition(".")[0]])


def on(config: Config, path: str = "/r/a.txt") -> list[str]:
    config.require_known_rules(KNOWN)
    return [rule.code for rule in config.rules_for(path, KNOWN)]


def one(config: Config, code: str, path: str = "/r/a.txt") -> Rule:
    return next(rule for rule in config.rules_for(path, KNOWN) if rule.code == code)


def test_without_a_configuration_every_default_rule_is_on() -> None:
    assert on(Config()) == ["AA001", "AA002", "BB001"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ('select = ["AA"]', ["AA001", "AA002"]),
        ('select = ["alpha"]', ["AA001", "AA002"]),
        ('select = ["third"]', ["BB001"]),
        ('select = ["ALL"]', ["AA001", "AA002", "BB001"]),
        ('extend-select = ["BB002"]', ["AA001", "AA002", "BB001", "BB002"]),
        ('extend-select = ["BB"]', ["AA001", "AA002", "BB001"]),
        ('ignore = ["AA"]', ["BB001"]),
        ('select = ["AA001"]\nignore = ["AA"]', ["AA001"]),
        ('select = ["AA"]\nignore = ["AA001"]', ["AA002"]),
        ('[rules.AA001]\ndefault = "off"', ["AA002", "BB001"]),
        ('[[files]]\nmatch = "*.txt"\nignore = ["AA"]', ["BB001"]),
        ('[[files]]\nmatch = "old/"\nignore = ["AA"]', ["AA001", "AA002", "BB001"]),
    ],
)
def test_selectors_choose_rules(text: str, codes: list[str]) -> None:
    assert on(config(text)) == codes


def test_command_line_stands_above_the_file() -> None:
    overlay = command_line("/r", select=["AA001"])

    assert on(config('ignore = ["AA001"]').over(overlay)) == ["AA001"]


def test_extended_file_stands_below() -> None:
    text = 'extend = "base.toml"\nignore = ["BB"]'

    assert on(config(text, base='ignore = ["AA001"]')) == ["AA002"]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("", "warning"),
        ('profile = "draft"', "info"),
        ('[[files]]\nmatch = "*.txt"\nprofile = "draft"', "info"),
        ('[rules.AA001]\nseverity = "error"', "error"),
        ('profile = "draft"\n[rules.AA]\nseverity = "error"', "error"),
        ('[rules.AA]\nseverity = "error"\n[rules.AA001]\nseverity = "info"', "info"),
    ],
)
def test_severity_is_set(text: str, severity: Severity) -> None:
    assert one(config(text), "AA001").severity == severity


def test_pyproject_has_a_section() -> None:
    text = '[project]\nname = "x"\n[tool.kanwu]\nselect = ["BB"]\n[tool.kanwu.rules.BB001]\nseverity = "info"\n'
    found = config(text, "/r/pyproject.toml")

    assert on(found) == ["BB001"]
    assert one(found, "BB001").severity == "info"
    assert config("[project]\n", "/r/pyproject.toml").layers == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('sellect = ["AA"]', "/r/kanwu.toml:1: 没有 sellect 这一项；是否要写 select？"),
        ('\nselect = "AA"', "/r/kanwu.toml:2: select 应为列表"),
        ('profile = "final"', "/r/kanwu.toml:1: profile 不能是 final；有 draft、publish"),
        ('ignore = ["AA009"]', "/r/kanwu.toml:1: 没有规则 AA009；是否要写 AA00"),
        ('\n[rules.AA01]\nseverity = "info"', "/r/kanwu.toml:2: 没有规则 AA01；是否要写 AA001？"),
        (
            '[rules.AA001]\npatern = "x"',
            "/r/kanwu.toml:2: 没有选项 rules.AA001.patern；是否要写 pattern？",
        ),
        (
            '[rules.AA001]\nseverity = "bad"',
            "/r/kanwu.toml:2: rules.AA001.severity 不能是 bad；有 error",
        ),
        ("[rules.AA001]\npattern = '('", "模式不成立"),
        ("rules = 3", "rules 应为一节，不是整数"),
        ("[rules]\nAA001 = 3", "rules.AA001 应为一节"),
        ("select = [", "/r/kanwu.toml:1:11: 不是有效的 TOML"),
        ('extend = "kanwu.toml"', "extend 绕回了自己"),
        (
            '[[files]]\nmatch = "a"\n[[files]]\nmach = "b"',
            "/r/kanwu.toml:4: 没有 files.mach 这一项",
        ),
        ('\n[[files]]\nignore = ["AA"]', "/r/kanwu.toml:2: files 缺少 match，要写一行 match ="),
        (
            '[terms.replace]\n"甲" = "乙"\n"丙" = { rigth = "丁" }',
            "/r/kanwu.toml:3: 没有 terms.rep",
        ),
        (
            "[terms]\nfils = []",
            "/r/kanwu.toml:2: 没有 terms.fils 这一项；是否要写 files？（有 files、names",
        ),
        ("[max]\nAA = 1\nAA001 = '1'", "/r/kanwu.toml:3: max.AA001 应为整数，不是加引号的文字"),
        (
            "[rules]\nfolder = ['x']",
            "/r/kanwu.toml:2: rules.folder 应为一节 [rules.folder]；是否要写 f",
        ),
        ("max-file-size = '64X'", "/r/kanwu.toml:1: 文件大小写作"),
        (
            '[rules.AA001]\nseverty = "info"',
            "/r/kanwu.toml:2: 没有选项 rules.AA001.severty；是否要写 sev",
        ),
        ("profile = “draft”", "不是有效的 TOML：值不成立，文字要加引号（“ 不是西文引号）"),
        (
            '[[allow]]\npath = "a"\ncode = "AA"\nreason = "甲"\n[[allow]]\npath = "a"\ncode = "AA"',
            '/r/kanwu.toml:5: allow 缺少 reason，要写一行 reason = "…"',
        ),
        (
            '[[allow]]\npath = "a"\ncode = "AA"\nreason = " "',
            "/r/kanwu.toml:1: allow 的 reason 是空的",
        ),
    ],
)
def test_mistake_is_one_line_with_its_place(text: str, says: str) -> None:
    with pytest.raises(KanwuError) as error:
        on(config(text, kanwu=text))

    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_origin_of_a_value_is_known() -> None:
    assert Config().profile("/r/a.txt") == ("publish", "默认")
    assert config('profile = "draft"').profile("/r/a.txt") == ("draft", "/r/kanwu.toml")


def test_own_rule_folders_are_beside_the_file() -> None:
    assert config('[rules]\nfolders = ["house"]').rule_folders == ["/r/house"]


def test_unknown_option_of_a_rule_is_the_users_error() -> None:
    assert issubclass(ConfigError, KanwuError)
