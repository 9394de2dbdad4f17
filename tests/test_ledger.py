"""What a run owes its configurations: limits kept, and words that nothing needs told of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kanwu.cli.main import main
from kanwu.measures.error_rate import CAVEAT
from tests.commands import write_empty_files

FLAWED = "　　全年完成投资XX万元,惠及XX户。\n"


pytestmark = pytest.mark.usefixtures("few_rules")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KANWU_LANG", raising=False)


Check = Callable[..., tuple[int, list[str]]]


@pytest.fixture(params=["fresh", "remembered"])
def check(
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> Check:
    """A run's status and what it tells of beside the findings, fresh or from earlier results."""
    if request.param == "remembered":
        write_empty_files()

    def told(*arguments: str) -> tuple[int, list[str]]:
        if request.param == "remembered":
            main(["check", *arguments])
        capsys.readouterr()
        status = main(["check", *arguments])
        here = f"{Path.cwd()}/"
        lines = capsys.readouterr().err.splitlines()
        return status, [line.removeprefix("kanwu: ").removeprefix(here) for line in lines]

    return told


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, "utf-8")


def test_entries_without_use_are_told_of_and_fail_when_strict(check: Check) -> None:
    write(
        "kanwu.toml",
        'allow-text = ["编号X{2}"]\n[[allow]]\npath = "a.txt"\ncode = "PT001"\nreason = "原文如此"\n',
    )
    write("a.txt", "　　投资三万元。\n")
    idle = [
        "kanwu.toml:2: 对 a.txt 允许的 PT001 没有用到",
        "kanwu.toml:1: allow-text 的“编号X{2}”没有用到",
    ]

    assert check() == (0, idle)
    assert check("--strict") == (1, idle)
    assert check("--strict", "--exit-zero") == (0, idle)


def test_entries_in_use_are_not_told_of(check: Check) -> None:
    write(
        "kanwu.toml",
        'allow-text = ["投资X{2}"]\n[[allow]]\npath = "*.txt"\ncode = "PT001"\nreason = "原文如此"\n',
    )
    write("a.txt", "　　投资XX万元,已动工。\n")
    write("b.txt", "　　投资三万元。\n")

    assert check("--strict") == (0, [])


@pytest.mark.parametrize(
    "arguments",
    [("b.txt",), ("sub",), ("--select", "PH"), ("--ignore", "PT001"), ("--profile", "draft")],
)
def test_of_what_was_not_looked_at_nothing_is_told(
    arguments: tuple[str, ...], check: Check
) -> None:
    write(
        "kanwu.toml",
        '[[allow]]\npath = "*.txt"\ncode = "PT001"\nreason = "原文如此"\n[max]\nPT001 = 9\n',
    )
    write("a.txt", "　　投资三万元,已动工。\n")
    write("a.md", "<!-- kanwu: off-next-line PT001 -->\n投资三万元,已动工。\n")
    for path in ("b.txt", "sub/c.txt"):
        write(path, "　　投资三万元。\n")

    assert check("--strict", *arguments) == (0, [])


def test_nothing_is_told_of_where_a_file_could_not_be_read(check: Check) -> None:
    write("kanwu.toml", '[[allow]]\npath = "*.txt"\ncode = "PT001"\nreason = "原文如此"\n')
    for bad, other in (("a.txt", "b.txt"), ("c.txt", "a.txt")):
        Path(bad).write_bytes(b"\xff\x81\x20\xff")
        write(other, "　　投资三万元。\n")
        status, told = check("--strict")

        assert (status, len(told)) == (2, 1)


def test_a_shared_entry_is_needed_where_one_of_those_that_share_it_needs_it(check: Check) -> None:
    write(
        "base.toml",
        '[[allow]]\npath = "*.txt"\ncode = "PT001"\nreason = "甲"\n[[allow]]\npath="*"\ncode="PT004"\nreason = "乙"',
    )
    write("a/kanwu.toml", 'extend = "../base.toml"\n')
    write("b/kanwu.toml", 'extend = "../base.toml"\n')
    write("a/a.txt", "　　投资三万元,已动工。\n")
    write("b/b.txt", "　　投资三万元。\n")

    assert check(".") == (0, ["base.toml:5: 对 * 允许的 PT004 没有用到"])
    assert check("a") == (0, [])


def test_comments_without_use_fail_when_strict(check: Check) -> None:
    write("a.md", "<!-- kanwu: off-next-line PT001 -->\n投资三万元。\n")

    assert check() == (0, ["a.md:1: 批注 kanwu: off-next-line PT001 没有用到"])
    assert check("--strict")[0] == 1


def test_stale_entries_of_the_baseline_fail_when_strict(check: Check) -> None:
    write("a.txt", FLAWED)
    main(["baseline"])
    write("a.txt", "　　投资三万元。\n")

    assert check()[0] == 0
    assert check("--strict") == (
        1,
        ["基线有 3 条已经不再出现，可用 kanwu baseline --prune 删去"],
    )


def test_what_is_ignored_for_some_files_is_told_of_where_there_are_none(check: Check) -> None:
    write("kanwu.toml", '[[files]]\nmatch = "old/**"\nignore = ["PT"]\nprofile = "draft"\n')
    write("a.txt", "　　投资三万元。\n")

    assert check() == (0, ["kanwu.toml:1: 对 old/** 的 ignore PT 没有用到"])
    write("old/b.txt", "　　投资三万元。\n")
    assert check() == (0, [])


def test_what_is_ignored_for_some_files_in_vain_is_told_of_when_strict(check: Check) -> None:
    write("kanwu.toml", '[[files]]\nmatch = "old/**"\nignore = ["PT", "PH001"]\n')
    write("old/a.txt", "　　投资三万元,已动工。\n")
    write("b.txt", "　　投资三万元。\n")

    assert check("--strict") == (1, ["kanwu.toml:1: 对 old/** 的 ignore PH001 没有用到"])
    write("old/a.txt", FLAWED)
    assert check("--strict") == (0, [])


def test_more_findings_than_a_limit_fail_and_fewer_are_told_of(check: Check) -> None:
    write("kanwu.toml", "[max]\nPH001 = 2\nPT = 1\n")
    write("a.txt", FLAWED)

    assert check("--strict") == (0, [])
    write("a.txt", FLAWED * 2)
    assert check() == (
        1,
        [
            "kanwu.toml:2: PH001 有 4 处，多于 max 所限的 2 处",
            "kanwu.toml:3: PT 有 2 处，多于 max 所限的 1 处",
        ],
    )
    write("a.txt", "　　惠及XX户。\n")
    fewer = [
        "kanwu.toml:2: PH001 只有 1 处，max 可由 2 降到 1",
        "kanwu.toml:3: PT 只有 0 处，max 可由 1 降到 0",
    ]
    assert check() == (0, fewer)
    assert check("--strict") == (1, fewer)


def test_a_limit_covers_no_other_rule(check: Check) -> None:
    write("kanwu.toml", "[max]\nPH001 = 2\n")
    write("a.txt", FLAWED)

    assert check() == (1, [])
    assert check("--lang", "en", "--ignore", "PT") == (0, [])


def test_limits_count_all_files_together(check: Check) -> None:
    write("kanwu.toml", "[max]\nPH001 = 3\n")
    write("a.txt", "　　惠及XX户，新增XX人。\n")
    write("b/c.txt", "　　惠及XX户，新增XX人。\n")

    assert check("--lang", "en") == (1, ["kanwu.toml:2: PH001: 4 found, more than max, 3"])
    assert check("a.txt") == (0, [])


def test_density_fails_beyond_its_limit_and_covers_what_it_counts(check: Check) -> None:
    write("a.txt", "　　水清,岸绿。" + "字" * 980 + "。\n")
    write("b.txt", "　　" + "字" * 1012 + "。\n")

    assert check()[0] == 1
    assert check("--max-density", "0.5") == (0, [])  # a tenth in 2,000 characters
    assert check("--max-density", "0.4") == (
        1,
        ["--max-density: 差错率每万字 0.50，高于所限的 0.4", CAVEAT],
    )
    assert check("--max-density=标点差错=0.4,错别字=0", "--lang", "en")[1][0] == (
        "--max-density: 0.50 errors (punctuation) per 10,000 characters, more than 0.4"
    )
    assert check("--max-density", "0.49", "--rate-base", "layout") == (0, [])


def test_density_may_be_just_what_it_is(check: Check) -> None:
    write("a.txt", "甲,乙,丙,丁" + "字" * 9993)

    assert check("--max-density", "0.3", "--select", "PT001") == (0, [])
    assert check("--max-density", "0.29", "--select", "PT001")[0] == 1


def test_density_covers_nothing_that_it_does_not_count(check: Check) -> None:
    write("a.txt", FLAWED)

    assert check("--max-density", "9999") == (1, [])
    assert check("--max-density", "9999", "--ignore", "PH") == (0, [])
    assert check("--max-density", "错别字=1", "--ignore", "PH") == (1, [])


def test_density_counts_what_the_baseline_knows(check: Check) -> None:
    write("a.txt", "　　水清,岸绿。\n")
    main(["baseline"])

    assert check() == (0, [])
    assert check("--max-density", "1")[0] == 1


@pytest.mark.parametrize(
    ("limit", "says"),
    [
        ("many", "--max-density 应为不小于零的数，或“类别=数”，不是 many"),
        ("-1", "--max-density 应为不小于零的数"),
        ("nan", "--max-density 应为不小于零的数"),
        ("标点=1", "--max-density: 没有差错类别 标点；是否要写 标点差错？"),
    ],
)
def test_what_is_wrong_with_a_density_is_one_line(limit: str, says: str, check: Check) -> None:
    status, told = check(f"--max-density={limit}")

    assert (status, len(told)) == (2, 1)
    assert told[0].startswith(says)


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("[max]\nPH0O1 = 1\n", "kanwu.toml:2: 没有规则 PH0O1"),
        ("[max]\nPH001 = -1\n", "kanwu.toml:2: max.PH001 不能小于零"),
    ],
)
def test_what_is_wrong_with_a_limit_is_one_line(toml: str, says: str, check: Check) -> None:
    write("kanwu.toml", toml)
    write("a.txt", FLAWED)
    status, told = check()

    assert (status, len(told)) == (2, 1)
    assert told[0].startswith(says)


def test_what_is_found_is_allowed_with_a_reason(
    check: Check, capsys: pytest.CaptureFixture[str]
) -> None:
    write("kanwu.toml", "# 本单位\nselect = ['PH']  # 只用\n")
    write("a.txt", FLAWED)
    write("sub/kanwu.toml", "")
    write("sub/b.txt", "　　投资XX万元。\n")
    capsys.readouterr()

    assert main(["check", "--add-allow", "--reason", "合同如此", "."]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{Path.cwd() / 'kanwu.toml'}: 添加 2 条 [[allow]]",
        "  a.txt:1: PH001 “完成投资XX万元,惠”",
        "  a.txt:1: PH001 “元,惠及XX户。”",
        f"{Path.cwd() / 'sub' / 'kanwu.toml'}: 添加 1 条 [[allow]]",
        "  sub/b.txt:1: PH001 “投资XX万元。”",
    ]
    config = Path("kanwu.toml").read_text("utf-8")
    assert config.startswith("# 本单位\nselect = ['PH']  # 只用\n\n[[allow]]\n")
    assert config.count('reason = "合同如此"') == 2
    assert check("--strict") == (0, [])


def test_additions_are_shown_before_they_are_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    config = "select = ['PH']\n"
    write("kanwu.toml", config)
    write("a.txt", FLAWED)
    write("b.txt", FLAWED)
    arguments = ["check", "--add-allow", "--reason", "合同如此", "--select", "PH001", "a.txt"]
    status = main([*arguments, "--diff"])
    out, err = capsys.readouterr()

    assert status == 1
    assert Path("kanwu.toml").read_text("utf-8") == config
    assert err == "kanwu: 没有写入；去掉 --diff 即添加这 2 条 [[allow]]\n"
    assert '+[[allow]]\n+path = "/a.txt"\n' in out
    assert "b.txt" not in out

    assert main(arguments) == 0
    added = [line[1:] for line in out.splitlines() if line[:1] == "+" and line[:3] != "+++"]
    assert Path("kanwu.toml").read_text("utf-8") == config + "\n".join([*added, ""])
    capsys.readouterr()
    assert main([*arguments, "--diff"]) == 0


def test_a_configuration_is_made_for_what_is_allowed_where_there_is_none(check: Check) -> None:
    write("sub/a.txt", FLAWED)

    assert main(["check", "--add-allow", "--reason", "合同如此", "sub"]) == 0
    assert 'path = "/sub/a.txt"' in Path("kanwu.toml").read_text("utf-8")
    assert check("--strict") == (0, [])


@pytest.mark.parametrize(
    "arguments",
    [("--add-allow",), ("--reason", "合同如此"), ("--add-allow", "--reason", "x", "--isolated")],
)
def test_nothing_is_allowed_without_reason_or_place(arguments: tuple[str, ...]) -> None:
    write("a.txt", FLAWED)

    assert main(["check", *arguments, "."]) == 2
    assert not Path("kanwu.toml").exists()
