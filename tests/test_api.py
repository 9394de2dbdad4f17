"""The interface for Python programs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import assert_type

import pytest

import kanwu
from kanwu.cli.main import main
from kanwu.session import files

pytestmark = pytest.mark.usefixtures("few_rules")
FLAWED = "　　全年完成投资XX万元,已动工。\n"


def codes(findings: list[kanwu.Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_finding_tells_code_place_text_message_and_fix() -> None:
    first, second = kanwu.lint_text(FLAWED)

    assert (first.code, first.severity, first.text) == ("PH001", "error", "XX")
    assert (first.position, first.span) == (kanwu.Position(1, 9), kanwu.Span(8, 10))
    assert first.message() == "占位符“XX”尚未填写"
    assert first.message("en") == "placeholder “XX” is not filled in"
    assert first.fix is None
    assert second.fix == kanwu.Fix((kanwu.Edit(kanwu.Span(12, 13), "，"),), "safe")


def test_text_is_read_unchanged_in_the_format_of_its_name() -> None:
    code = "共`XX`项,完成\n"
    halves = "\ufeff甲\udcff乙,丙\r\n"

    assert codes(kanwu.lint_text(code)) == ["PH001", "PT001"]
    assert codes(kanwu.lint_text(code, name="a.md")) == ["PT001"]
    assert codes(kanwu.lint_text("<p title='XX'>甲,乙</p>", name="a.html")) == ["PT001"]
    assert kanwu.lint_text(halves)[0].span == kanwu.Span(4, 5)
    assert kanwu.fix_text(halves) == "\ufeff甲\udcff乙，丙\r\n"


def test_unsafe_fixes_are_made_only_on_request() -> None:
    assert kanwu.fix_text("水清,岸绿。“水清,岸绿。”") == "水清，岸绿。“水清,岸绿。”"
    assert kanwu.fix_text("“水清,岸绿。”", unsafe=True) == "“水清，岸绿。”"
    assert kanwu.fix_text("`a,b`甲,乙", name="a.md") == "`a,b`甲，乙"


def test_lint_file_finds_the_same_as_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    Path("kanwu.toml").write_text('ignore = ["PT"]\n')
    Path("a.txt").write_bytes(FLAWED.encode("gb18030"))
    main(["check", "a.txt"])

    assert codes(kanwu.lint_file("a.txt")) == codes(kanwu.lint_file(Path("a.txt"))) == ["PH001"]
    assert capsys.readouterr().out.count("PH001") == 1


def test_rules_are_loaded_once_and_hold_by_path() -> None:
    entry = '[[files]]\nmatch = "drafts/**"\nignore = ["PH"]\n'
    Path("house.toml").write_text(f'ignore = ["PT004"]\n{entry}')
    rules = kanwu.Ruleset.load("house.toml")
    assert codes(kanwu.lint_text(FLAWED, rules, name="drafts/a.txt")) == ["PT001"]
    Path("house.toml").unlink()

    assert codes(kanwu.lint_text(FLAWED, rules)) == ["PH001", "PT001"]
    assert [rule.code for rule in rules.rules()] == ["PH001", "PT001"]
    assert [rule.code for rule in rules.rules(Path("drafts/a.txt"))] == ["PT001"]


def test_rules_are_chosen_as_on_the_command_line() -> None:
    Path("kanwu.toml").write_text('ignore = ["PT"]\n')
    everywhere = kanwu.Ruleset.load(isolated=True)
    draft = kanwu.Ruleset.load(profile="draft", select=["PH"])

    assert codes(kanwu.lint_text(FLAWED, everywhere)) == ["PH001", "PT001"]
    assert [one.severity for one in kanwu.lint_text(FLAWED, draft)] == ["info"]
    assert codes(kanwu.lint_text(FLAWED, kanwu.Ruleset.load(ignore=["PH001"]))) == []


def test_every_mistake_of_a_user_is_a_kanwu_error() -> None:
    with pytest.raises(kanwu.KanwuError, match=r"^b\.txt: 没有这个文件或文件夹$"):
        kanwu.lint_file("b.txt")
    with pytest.raises(kanwu.KanwuError, match="没有规则 PH01x"):
        kanwu.lint_text("", kanwu.Ruleset.load(select=["PH01x"]))
    Path("kanwu.toml").write_text("allow-text = ['(丙|丙丙)+丁']\n", "utf-8")
    with pytest.raises(kanwu.KanwuError, match="allow-text 超时"):
        kanwu.lint_text("投资XX万元。" + "丙" * 200)


def test_package_has_the_names_it_lists_and_no_others() -> None:
    assert set(kanwu.__all__) <= set(dir(kanwu))
    assert all(getattr(kanwu, name) for name in kanwu.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'lint'"):
        _ = kanwu.lint  # type: ignore[attr-defined]


def test_import_loads_no_other_module() -> None:
    program = "import sys; before = {*sys.modules}; import kanwu; print({*sys.modules} - before)"
    ran = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True)

    assert ran.stdout == "{'kanwu'}\n"


def test_mypy_knows_the_types() -> None:
    """CI runs mypy on this file, as the users of the package do on theirs."""
    assert_type(kanwu.lint_text(""), list[kanwu.Finding])
    assert_type(kanwu.fix_text(""), str)
    assert_type(kanwu.Ruleset.load().rules(), tuple[kanwu.Rule, ...])

    assert Path(files.PACKAGE, "py.typed").exists()
