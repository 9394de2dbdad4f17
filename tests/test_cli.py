"""The command as people run it."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kanwu import __version__
from kanwu.cli.main import main
from tests.pages import furnished
from tests.test_docx import paragraph, word

FLAWED = "　　全年完成投资XX万元。\n"
CLEAN = "　　全年完成投资1280万元。\n"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KANWU_LANG", raising=False)


def write(path: str, text: str | bytes) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


class Ran:
    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


Kanwu = Callable[..., Ran]


@pytest.fixture
def kanwu(capsys: pytest.CaptureFixture[str]) -> Kanwu:
    def run(*arguments: str) -> Ran:
        try:
            status = main(list(arguments))
        except SystemExit as exit:
            status = int(exit.code or 0)
        return Ran(status, *capsys.readouterr())

    return run


def test_findings_are_lines_and_status_one(kanwu: Kanwu) -> None:
    write("a.txt", FLAWED)
    ran = kanwu("check", "a.txt")

    assert ran.status == 1
    assert ran.out.splitlines()[0] == "a.txt:1:9: 错误 PH001 占位符“XX”尚未填写"
    assert ran.out.splitlines()[-1] == "共 1 处：错误 1（已检查 1 个文件）"
    assert ran.err == ""


def test_nothing_found_is_status_zero(kanwu: Kanwu) -> None:
    write("a.txt", CLEAN)
    ran = kanwu("check", "a.txt")

    assert (ran.status, ran.out) == (0, "没有发现问题（已检查 1 个文件）\n")


def test_folder_is_walked_without_what_git_ignores(kanwu: Kanwu) -> None:
    write(".git/HEAD", "")
    write(".gitignore", "drafts/\n*.bak.txt\n")
    for path in ("b/c.md", "a.txt", "drafts/d.txt", "e.bak.txt", "f.docx", "node_modules/g.txt"):
        write(path, FLAWED)
    ran = kanwu("check")

    assert [line.partition(":")[0] for line in ran.out.splitlines()[:-1]] == ["a.txt", "b/c.md"]


def test_excluded_file_is_checked_when_named_unless_forced(kanwu: Kanwu) -> None:
    write("kanwu.toml", 'exclude = ["old/"]\n')
    write("old/a.txt", FLAWED)

    assert kanwu("check", "old/a.txt").status == 1
    assert kanwu("check", "--force-exclude", "old/a.txt").status == 0
    assert kanwu("check", "--exclude", "*.txt", ".").status == 0


def test_standard_input_is_checked_under_a_name(
    kanwu: Kanwu, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = io.TextIOWrapper(io.BytesIO("投资`XX`，新增XX个。".encode()))
    monkeypatch.setattr(sys, "stdin", data)
    ran = kanwu("check", "-", "--stdin-filename", "in/x.md")

    assert ran.out.splitlines()[0].startswith("in/x.md:1:10: ")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("nul.txt", b"\xd6\xd0\x00\x01\x02\x03\x00", "nul.txt: 二进制文件"),
        ("bad.txt", b"\xff\x81\x20\xff", "bad.txt:1: 第 1 字节（0xFF）不是"),
        ("odd.txt", b"\xff\xfea", "odd.txt: 无法解码"),
    ],
)
def test_what_cannot_be_decoded_is_a_line_and_the_rest_is_checked(
    name: str,
    data: bytes,
    says: str,
    kanwu: Kanwu,
) -> None:
    write(name, data)
    write("z.txt", FLAWED)
    ran = kanwu("check", name, "z.txt")

    assert ran.status == 2
    assert ran.err.startswith(f"kanwu: {says}")
    assert ran.err.count("\n") == 1
    assert "z.txt:1:9: 错误 PH001" in ran.out
    assert ran.out.endswith("（已检查 1 个文件，1 个未能查完）\n")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_is_a_line_and_status_two(kanwu: Kanwu) -> None:
    write("a.txt", CLEAN).chmod(0)
    ran = kanwu("check", "a.txt")

    assert (ran.status, ran.err) == (2, "kanwu: a.txt: 没有权限\n")


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ('select = ["PH001"\n', "kanwu.toml:2:1: 不是有效的 TOML"),
        ('selct = ["PH001"]\n', "kanwu.toml:1: 没有 selct 这一项；是否要写 select？"),
        ('select = ["PH01x"]\n', "kanwu.toml:1: 没有规则 PH01x；是否要写 PH01"),
    ],
)
def test_broken_configuration_is_one_line(toml: str, says: str, kanwu: Kanwu) -> None:
    write("a.txt", FLAWED)
    write("kanwu.toml", toml)
    ran = kanwu("check", "a.txt")

    assert ran.status == 2
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_configuration_is_passed_over_when_isolated(kanwu: Kanwu) -> None:
    write("a.txt", FLAWED)
    write("kanwu.toml", 'ignore = ["PH"]\n')

    assert kanwu("check", "a.txt").status == 0
    assert kanwu("check", "--isolated", "a.txt").status == 1


def test_nearest_configuration_counts(kanwu: Kanwu) -> None:
    write("kanwu.toml", 'ignore = ["PH"]\n')
    write("new/kanwu.toml", "")
    write("new/a.txt", FLAWED)
    write("old/a.txt", FLAWED)
    ran = kanwu("check")

    assert [line.partition(":")[0] for line in ran.out.splitlines()[:-1]] == ["new/a.txt"]


def test_own_rules_are_used_and_a_bad_one_is_one_line(kanwu: Kanwu) -> None:
    write("kanwu.toml", '[rules]\nfolders = ["house"]\n')
    rule = (
        'title = "称谓"\nmessage = "“{text}”应称“各股室”"\nbasis = "本单位规定"\nwhy = "统一称谓。"\n'
        "[check]\nname = 'pattern'\npattern = '各科室'\n"
        '[[example]]\nbad = "⟦各科室⟧负责人"\ngood = "各股室负责人"\n'
    )
    write("house/HX001-wrong-office.toml", rule)
    write("a.txt", "各科室负责人参加会议。\n")

    assert "a.txt:1:1: 警告 HX001 “各科室”应称“各股室”" in kanwu("check", "a.txt").out
    assert kanwu("prove", "house").status == 0

    write("house/HX001-wrong-office.toml", rule.replace("'各科室'", "'(各科室'"))
    ran = kanwu("check", "a.txt")

    assert ran.status == 2
    assert "HX001-wrong-office.toml:7: 模式不成立" in ran.err


def test_json_leaves_nothing_out(kanwu: Kanwu) -> None:
    write("a.txt", FLAWED * 30)
    write("b.txt", "水清,岸绿。\n")
    ran = kanwu("check", "--output-format", "json", ".")
    found = json.loads(ran.out)

    assert len(found) == 31
    assert found[0] == {
        "code": "PH001",
        "name": "latin-x-placeholder",
        "title": "拉丁字母X占位",
        "message": "占位符“XX”尚未填写",
        "severity": "error",
        "path": "a.txt",
        "line": 1,
        "column": 9,
        "end_line": 1,
        "end_column": 11,
        "text": "XX",
        "fix": None,
    }
    assert found[-1]["fix"] == {
        "applicability": "safe",
        "edits": [{"line": 1, "column": 3, "end_line": 1, "end_column": 4, "text": "，"}],
    }


def test_jsonl_is_an_object_a_line(kanwu: Kanwu) -> None:
    write("a.txt", FLAWED * 3)
    lines = kanwu("check", "--output-format", "jsonl", "a.txt").out.splitlines()

    assert [json.loads(line)["line"] for line in lines] == [1, 2, 3]


def test_no_findings_is_an_empty_array(kanwu: Kanwu) -> None:
    write("a.txt", CLEAN)

    assert kanwu("check", "--output-format", "json", "a.txt").out == "[]\n"


def test_full_counts_what_is_too_much_to_read(kanwu: Kanwu) -> None:
    write("a.txt", FLAWED * 30)
    shown = kanwu("check", "--output-format", "full", "a.txt").out
    every = kanwu("check", "--output-format", "full", "--show-all", "a.txt").out

    assert shown.count(" 错误 PH001 ") == 10
    assert "  PH001 另有 20 处，用 --show-all 全部列出" in shown
    assert every.count(" 错误 PH001 ") == 30
    assert shown.endswith("共 30 处：错误 30（已检查 1 个文件）\n")


def test_fixes_that_are_counted_are_made(kanwu: Kanwu) -> None:
    furnished(Path.cwd())
    told = kanwu("check", "samples").out.splitlines()[-1]
    kanwu("check", "--fix-only", "samples")
    after = kanwu("check", "samples").out

    assert told.startswith("[*] ")
    assert "[*]" not in after


def test_statistics_count_by_rule(kanwu: Kanwu) -> None:
    write("a.txt", FLAWED * 3)

    assert "     3  PH001  错误  拉丁字母X占位\n" in kanwu("check", "--statistics", "a.txt").out


def test_english_is_spoken_where_asked_for(kanwu: Kanwu) -> None:
    write("a.txt", FLAWED)
    write("b.txt", FLAWED)
    out = kanwu("check", "--lang", "en", "a.txt").out
    both = kanwu("check", "--lang", "en", ".").out

    assert out.splitlines()[0] == "a.txt:1:9: error PH001 placeholder “XX” is not filled in"
    assert out.splitlines()[-1] == "1 error (1 file checked)"
    assert both.splitlines()[-1] == "2 errors (2 files checked)"


def test_fail_level_and_exit_zero_decide_the_status(kanwu: Kanwu) -> None:
    write("a.txt", FLAWED)

    assert kanwu("check", "--profile", "draft", "a.txt").status == 0
    assert kanwu("check", "--profile", "draft", "--fail-level", "info", "a.txt").status == 1
    assert kanwu("check", "--exit-zero", "a.txt").status == 0


def test_output_goes_into_a_file(kanwu: Kanwu) -> None:
    write("a.txt", FLAWED)
    ran = kanwu("check", "--output-format", "json", "--output-file", "out.json", "a.txt")

    assert (ran.status, ran.out) == (1, "")
    assert json.loads(Path("out.json").read_text("utf-8"))[0]["code"] == "PH001"


def test_rule_tells_all_of_itself(kanwu: Kanwu) -> None:
    by_code, by_name = kanwu("rule", "PH001"), kanwu("rule", "latin-x-placeholder")

    assert by_code.out == by_name.out
    assert "PH001 latin-x-placeholder　拉丁字母X占位" in by_code.out
    assert "不妥　" in by_code.out


def test_unknown_rule_is_told_with_a_suggestion(kanwu: Kanwu) -> None:
    ran = kanwu("rule", "PH0I1")

    assert ran.status == 2
    assert ran.err.startswith("kanwu: 没有规则 PH0I1；是否要写 PH0")


def test_rules_lists_every_rule(kanwu: Kanwu) -> None:
    lines = kanwu("rules", "--ignore", "PH001").out.splitlines()

    assert len(lines) >= 58
    assert next(line for line in lines if line.startswith("PH001")).split()[1] == "关"


def test_coverage_counts_what_every_rule_finds(kanwu: Kanwu, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("投资XX万元，惠及XX户，建成XX公里。" + "好" * 980, "utf-8")
    (tmp_path / "b.txt").write_text("惠及XX户。" + "好" * 994, "utf-8")

    ran = kanwu("rules", "--coverage", str(tmp_path), "--samples", "2", "--isolated")

    lines = ran.out.splitlines()
    assert ran.status == 0
    assert lines[0] == "2 个文件，2,000 字"
    assert lines[2].split() == ["4", "2000.0", "2", "PH001", "错误", "拉丁字母X占位"]
    assert [line.rpartition("/")[2].partition(":")[0] for line in lines[3:5]] == ["a.txt"] * 2
    assert "⟦XX⟧万元" in lines[3]
    assert any(line.split()[0] == "0" and "关" in line for line in lines)  # those that are off


def test_coverage_tells_what_it_could_not_read(kanwu: Kanwu, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\xff\xfe\x81")

    ran = kanwu("rules", "--coverage", str(tmp_path), "--isolated")

    assert ran.status == 2
    assert "a.txt" in ran.err


def test_prove_holds_for_the_shipped_rules(kanwu: Kanwu) -> None:
    ran = kanwu("prove")

    assert ran.status == 0
    assert ran.out.endswith("全部成立\n")


def test_config_shows_where_values_come_from(kanwu: Kanwu) -> None:
    write("kanwu.toml", 'profile = "draft"\n[rules.PT001]\nseverity = "info"\n')
    ran = kanwu("config", "a.txt", "--ignore", "PH002")

    assert f"稿件性质　draft（{Path.cwd() / 'kanwu.toml'}）" in ran.out
    assert "ignore　PH002（命令行）" in ran.out
    assert "  PT001  错误改为提示　" in ran.out
    assert "  PH002  关闭　" in ran.out


def test_version(kanwu: Kanwu) -> None:
    assert kanwu("--version").out == f"kanwu {__version__}\n"


@pytest.mark.parametrize("arguments", [["check", "--no-such-option"], ["chek"], []])
def test_wrong_arguments_are_status_two(arguments: list[str], kanwu: Kanwu) -> None:
    assert kanwu(*arguments).status == 2


def test_timing_tells_each_rules_share(kanwu: Kanwu) -> None:
    write("a.txt", FLAWED)
    ran = kanwu("check", "--timing", "a.txt")

    assert ran.out == kanwu("check", "a.txt").out
    assert "PH001" in ran.err
    assert "找锚点" in ran.err
    assert all("%" in line for line in ran.err.splitlines())


def test_progress_passes_everything_on(capfd: pytest.CaptureFixture[str]) -> None:
    from kanwu.cli.progress import with_progress

    assert list(with_progress(iter(range(5)), patience=0)) == [0, 1, 2, 3, 4]
    assert list(with_progress(iter(range(5)), patience=60)) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("jobs", ["0", "many", "-1"])
def test_jobs_must_be_a_number(jobs: str, kanwu: Kanwu) -> None:
    write("a.txt", CLEAN)

    assert kanwu("check", f"--jobs={jobs}", "a.txt").status == 2


def test_github_names_the_place_in_a_word_file(kanwu: Kanwu) -> None:
    write("a.docx", word(paragraph(FLAWED.strip())))

    assert kanwu("check", "--output-format", "github", "a.docx").out.endswith(" [正文第 1 段]\n")


def test_nothing_fixed_in_a_file_that_was_not_read(kanwu: Kanwu) -> None:
    write("a.txt", b"\xff\xfe\xff")
    ran = kanwu("check", "--fix", "a.txt")

    assert ran.status == 2
    assert ran.out.splitlines()[0] == "没有修改"


@pytest.mark.parametrize("name", ["sarif", "csv", "json", "html", "junit"])
def test_error_in_a_configuration_comes_before_any_output(kanwu: Kanwu, name: str) -> None:
    write("a.txt", FLAWED)
    write("kanwu.toml", 'select = ["NONE"]\n')
    ran = kanwu("check", "--output-format", name, "a.txt")

    assert (ran.status, ran.out) == (2, "")
    assert "NONE" in ran.err


OWN_RULE = """
title = "连写的甲"
message = "“{text}”连写"
basis = "本单位规定"
why = "试用"

[check]
name = "pattern"
pattern = '甲甲'

[[example]]
bad = "⟦甲甲⟧乙"

[[example]]
good = "甲乙"
"""


def test_configuration_is_no_rule(kanwu: Kanwu) -> None:
    write("kanwu.toml", 'profile = "draft"\n')
    write("ZZ001-a-name.toml", OWN_RULE)
    ran = kanwu("prove", ".")

    assert (ran.status, ran.err) == (0, "")


def test_tracked_leaves_other_formats_as_they_are(kanwu: Kanwu) -> None:
    write("a.docx", word(paragraph("甲乙,丙丁。")))
    write("b.txt", "甲乙,丙丁。\n")
    ran = kanwu("check", "--fix", "--tracked", ".")

    assert ran.status == 1
    assert ran.err == "kanwu: --tracked: 有 1 个文件不是 .docx，只列出问题，没有修改\n"
    assert Path("b.txt").read_text("utf-8") == "甲乙,丙丁。\n"
    assert "已修改 1 处" in ran.out
