"""Wrong command lines: each is refused in one line, which tells what would be right."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from kanwu.cli.combinations import COMBINATIONS, MACHINE_FORMAT, STANDARD_INPUT
from kanwu.cli.commands import COMMANDS
from kanwu.cli.main import main
from kanwu.reporters import FORMATS
from kanwu.rule import SEVERITIES

HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(autouse=True)
def _no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KANWU_LANG", raising=False)


def refused(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The only line that a refused command line prints."""
    status = main(shlex.split(line))
    out, err = capsys.readouterr()

    assert (status, out, err.count("\n")) == (2, "", 1)
    return err.removeprefix("kanwu: ").rstrip("\n")


def words_of(name: str, command: str) -> str:
    """Words that give what the table of combinations calls by the name."""
    if name == MACHINE_FORMAT:
        return "--output-format sarif"
    if name == STANDARD_INPUT:
        return name
    option = next(option for option in COMMANDS[command].arguments() if option.name == name)
    value = "" if option.is_flag else (option.choices or ("1",))[0]
    return value if option.is_positional else f"{name} {value}"


PAIRS = [
    (command, row.option, refused)
    for command, rows in COMBINATIONS.items()
    for row in rows
    for refused in row.refuses
]
NEEDY = [
    (command, row.option) for command, rows in COMBINATIONS.items() for row in rows if row.needs
]


@pytest.mark.parametrize(("command", "option", "other"), PAIRS)
def test_options_that_do_nothing_are_refused_beside_others(
    command: str, option: str, other: str, capsys: pytest.CaptureFixture[str]
) -> None:
    says = refused(f"{command} {words_of(option, command)} {words_of(other, command)}", capsys)

    assert "不能与" in says or "要与" in says


@pytest.mark.parametrize(("command", "option"), NEEDY)
def test_options_that_do_nothing_alone_say_what_they_need(
    command: str, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    says = refused(f"{command} {words_of(option, command)}", capsys)
    (row,) = (row for row in COMBINATIONS[command] if row.option == option and row.needs)

    assert says.startswith(f"{option} 要与 {row.needs[0]}")
    assert says.endswith(f"同用：{row.cause}")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("check --fix --annotate b.docx a.docx", "--annotate 不能与 --fix 同用："),
        ("check --tracked a.docx", "--tracked 要与 --fix 或 --fix-only 同用："),
        ("check --fix --tracked a.txt", "--tracked 不能用于 a.txt："),
        ("check --stdin-filename a.txt b.txt", "--stdin-filename 要与 - 同用："),
        ("check --unsafe-fixes", "--unsafe-fixes 要与 --fix、--fix-only 或 --diff 同用："),
        ("check --watch --output-format json", "--watch 不能与 --output-format json 同用："),
        ("check - a.txt", "- 不能与 a.txt 同用："),
        ("rule --all PT001", "--all 不能与 PT001 同用："),
    ],
)
def test_refusal_of_an_option_names_the_other(
    line: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(line, capsys).startswith(says)


def test_combinations_name_options_that_there_are() -> None:
    for command, rows in COMBINATIONS.items():
        known = {option.name for option in COMMANDS[command].arguments()}
        known |= {STANDARD_INPUT, MACHINE_FORMAT}
        for row in rows:
            assert known.issuperset([row.option, *row.needs, *row.refuses])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "要写明命令；有 check、rule、"),
        ("chek", "没有命令 chek；是否要写 check？（有 check、rule、"),
        ("a.txt", "没有命令 a.txt；检查它写作 kanwu check a.txt"),
        ("--isolated check", "没有命令 --isolated；先写命令，再写选项：kanwu check --isolated"),
        ("--versoin", "没有命令 --versoin；是否要写 --version？"),
        ("check --selct PH", "check 没有选项 --selct；是否要写 --select"),
        ("check --zzz", "check 没有选项 --zzz（说明见 kanwu check -h）"),
        ("check --out json", "--out 不止一个选项以它开头：--output-format、--output-file"),
        ("check --select", "--select 之后要写规则"),
        ("check --select --fix", "--select 之后要写规则"),
        ("check --fix=yes", "--fix 之后不能写值"),
        ("check --lang de", "--lang 不能是 de；有 zh、en"),
        ("check --output-format JSN", "--output-format 不能是 JSN；是否要写 json？（有 full、"),
        ("check --profile final", "--profile 不能是 final；有 draft、publish、"),
        ("check --fail-level eror", "--fail-level 不能是 eror；是否要写 error？（有 error、"),
        ("check --jobs 0", "--jobs 应为正整数或 auto，不是 0"),
        ("rule PT001 PT002", "rule 用不上 PT002"),
        ("completion", "completion 要写明 shell；有 bash、zsh"),
        ("chek -h", "没有命令 chek；是否要写 check？"),
        ("rule PT0O1", "没有规则 PT0O1；是否要写 PT0"),
        ("check --select PT0O1 .", "命令行: 没有规则 PT0O1；是否要写 PT0"),
    ],
)
def test_misspelt_word_is_one_line_with_what_there_is(
    line: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("b.txt").write_text("投资三万元。\n", "utf-8")

    assert refused(line, capsys).startswith(says)


@pytest.mark.parametrize(
    ("option", "says"),
    [
        ("--reason=", "--reason 之后是空的，要写理由"),
        ("--reason= ", "--reason 之后是空的，要写理由"),
        ("--diff-base=", "--diff-base 之后是空的，要写"),
        ("--annotate=", "--annotate 之后是空的，要写"),
        ("--select=", "--select 之后是空的，要写规则"),
    ],
)
def test_empty_value_of_an_option_is_refused(
    option: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.txt").write_text("投资XX万元。\n", "utf-8")
    status = main(["check", "--add-allow", option, "a.txt"])
    out, err = capsys.readouterr()

    assert (status, out) == (2, "")
    assert err.startswith(f"kanwu: {says}")
    assert not Path("kanwu.toml").exists()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("--lang en", "no such command: --lang; the command comes first"),
        ("chek --lang en", "no such command: chek; did you mean check? (one of check, rule, "),
        ("check --lang=en --selct PH", "check has no option --selct; did you mean --select"),
        ("check --lang en --select", "--select needs a value: RULE"),
        ("check --lang en --jobs 0", "--jobs should be a positive number or auto, not 0"),
        ("check --lang en --unsafe-fixes", "--unsafe-fixes needs --fix, --fix-only or --diff"),
        ("check --lang en --fix --watch", "--watch cannot stand beside --fix: "),
    ],
)
def test_english_is_spoken_of_wrong_words_where_asked_for(
    line: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = refused(line, capsys)

    assert told.startswith(says)
    assert not HAN.search(told)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_in_the_language_that_was_asked_for(
    command: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(
        [*command.split(), "--lang", language, "-h"] if command else ["-h", "--lang", language]
    )
    out = capsys.readouterr().out

    assert status == 0
    assert out.startswith("用法：kanwu" if language == "zh" else "Usage: kanwu")
    assert bool(HAN.search(out)) == (language == "zh")
    assert "usage:" not in out
    for option in COMMANDS[command].arguments() if command else ():
        assert option.is_positional or option.name in out


def test_choices_of_options_are_those_of_the_program() -> None:
    choices = {option.name: option.choices for option in COMMANDS["check"].arguments()}

    assert choices["--output-format"] == tuple(FORMATS)
    assert choices["--fail-level"] == SEVERITIES


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("pt001", {"PT001"}),
        ("Latin-X-Placeholder", {"PH001"}),
        ("pt", {"PT001", "PT030"}),
        ("punctuation", {"PT001", "PT030"}),
        ("PH00", {"PH001", "PH009"}),
        ("顿号", {"PT012", "QT014"}),
    ],
)
def test_rule_takes_any_case_and_lists_a_family(
    name: str, codes: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rule", name]) == 0
    out = capsys.readouterr().out

    assert codes <= set(re.findall(r"^[A-Z]{2}\d{3}", out, re.MULTILINE))
    assert ("检查　" in out) == (len(codes) == 1)


def test_codes_are_taken_in_any_case_everywhere() -> None:
    Path("a.txt").write_text("投资XX万元,已动工。\n", "utf-8")
    Path("kanwu.toml").write_text('ignore = ["ph"]\n[rules.pt001]\nseverity = "info"\n', "utf-8")

    assert main(["check", "a.txt"]) == 0
    assert main(["check", "--select", "pt", "--fail-level", "info", "a.txt"]) == 1
    assert main(["check", "--isolated", "--ignore", "ph001,HalfWidth-Punct", "a.txt"]) == 0
