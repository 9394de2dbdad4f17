"""The pages about rules: one setting, and every report that names a rule links to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kanwu.cli.main import main
from tests.commands import write_empty_files

SETTING = 'rule-url = "https://example.org/规则/{code}?n={name}"\n'
PAGE = "https://example.org/规则/PH001?n=latin-x-placeholder"
OWN = """url = "https://example.org/称谓"
title = "称谓"
message = "“{text}”应称“各股室”"
basis = "本单位规定"
why = "统一称谓。"
[check]
name = "pattern"
pattern = "各科室"
[[example]]
bad = "⟦各科室⟧负责人"
good = "各股室负责人"
"""


@pytest.fixture(autouse=True)
def _report(few_rules: None) -> None:
    Path("a.txt").write_text("投资XX万元。\n", "utf-8")


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    main(list(words))
    return capsys.readouterr().out


@pytest.mark.parametrize("cached", [False, True], ids=["fresh", "cached"])
@pytest.mark.parametrize(
    "words",
    [
        "check --output-format json .",
        "check --output-format jsonl .",
        "check --output-format rdjson .",
        "check --output-format markdown .",
        "check --output-format html .",
        "rule PH001",
        "rule PH001 --output-format json",
    ],
)
def test_one_setting_gives_every_report_the_urls_of_rules(
    words: str, cached: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    without = printed(capsys, *words.split())
    Path("kanwu.toml").write_text(SETTING, "utf-8")
    if cached:
        write_empty_files()
        printed(capsys, *words.split())

    assert "example.org" not in without
    assert PAGE in printed(capsys, *words.split())


def test_sarif_has_the_url_as_help_uri(capsys: pytest.CaptureFixture[str]) -> None:
    Path("kanwu.toml").write_text(SETTING, "utf-8")
    log = json.loads(printed(capsys, "check", "--output-format", "sarif", "a.txt"))
    (rule,) = log["runs"][0]["tool"]["driver"]["rules"]

    assert rule["helpUri"] == "https://example.org/%E8%A7%84%E5%88%99/PH001?n=latin-x-placeholder"


def test_each_file_has_the_urls_of_its_own_configuration(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("kanwu.toml").write_text(SETTING, "utf-8")
    Path("sub").mkdir()
    Path("sub/b.txt").write_text("投资XX万元。\n", "utf-8")
    Path("sub/kanwu.toml").write_text('rule-url = "https://example.net/{code}"\n', "utf-8")
    found = json.loads(printed(capsys, "check", "--output-format", "json", "a.txt", "sub"))

    assert [one["url"] for one in found] == [PAGE, "https://example.net/PH001"]


def test_own_rule_keeps_the_url_of_its_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("house").mkdir()
    Path("house/HX001-wrong-office.toml").write_text(OWN, "utf-8")
    Path("a.txt").write_text("各科室投资XX万元。\n", "utf-8")
    Path("kanwu.toml").write_text(f'{SETTING}[rules]\nfolders = ["house"]\n', "utf-8")
    found = json.loads(printed(capsys, "check", "--output-format", "json", "a.txt"))

    assert [one["url"] for one in found] == ["https://example.org/称谓", PAGE]


@pytest.mark.parametrize(
    "url", ["javascript:alert('{code}')", "https://e.org/ {code}", "https://e.org/\\u001b{code}"]
)
def test_url_that_is_no_address_of_the_web_is_refused(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("kanwu.toml").write_text(f'profile = "draft"\nrule-url = "{url}"\n', "utf-8")

    assert main(["check", "a.txt"]) == 2
    assert "kanwu.toml:2: rule-url 应为 http:// 或 https:// 开头" in capsys.readouterr().err


def test_url_without_the_rule_in_it_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("kanwu.toml").write_text('rule-url = "https://example.org/"\n', "utf-8")

    assert main(["check", "a.txt"]) == 2
    assert "kanwu.toml:1: rule-url 里要有 {code} 或 {name}" in capsys.readouterr().err
