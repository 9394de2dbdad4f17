"""Changed lines: read from the output of git, and asked of real repositories."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu.checks.general.pattern import Pattern
from kanwu.document import Document
from kanwu.engine.ruleset import Ruleset
from kanwu.errors import ConfigError
from kanwu.record import Record
from kanwu.session.changed_lines import ChangedLines, Changes, Hunk, parse, records_on, since
from kanwu.session.lint_file import FileResult
from kanwu.session.staged_files import StagedFiles
from tests.rules import records_of, rule_of

NAMES = ["报 告.md", 'a"b\\c.md', "甲\t乙.md", "b/新\n行.md", " 首尾 .md", "-u.md"]


def lines(changes: Changes, path: Path) -> list[int] | None:
    found = changes.lines(str(path))
    return None if found is None else [line for each in found for line in each]


def staged(folder: str = ".") -> Changes:
    return StagedFiles([folder]).changes


def findings(text: str, pattern: str) -> list[Record]:
    rule = rule_of("ZZ001", "flaw", "毛病", "“{text}”有误", "", "", Pattern(pattern=pattern))
    return records_of(Ruleset([rule]).lint(Document("报告.txt", text)).findings)


def test_hunks_are_read_file_by_file() -> None:
    diff = (
        b"2\t1\ta.md\0" + b"-\t-\tb.docx\0" + b"1\t0\t\0old.md\0" + "新.md\0".encode() + b"\0"
        b"diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -3 +3,2 @@ x\n"
        b"--- a/x\n+++ b/x\n+@@ -9 +9 @@\n"
        b"diff --git a/b.docx b/b.docx\nBinary files a/b.docx and b/b.docx differ\n"
        b"diff --git a/old.md b/\xe6\x96\xb0.md\n--- a/old.md\n"
        b'+++ "b/\\346\\226\\260.md"\n@@ -0,0 +1 @@\n+x\n'
    )

    assert parse(diff) == {
        "a.md": [Hunk(3, 1, 3, 2)],
        "b.docx": None,
        "新.md": [Hunk(0, 0, 1, 1)],
    }


def test_empty_diff_keeps_no_finding() -> None:
    assert parse(b"") == {}
    assert records_on(findings("甲", "甲"), []) == []


@given(st.lists(st.booleans(), min_size=1, max_size=12), st.data())
def test_finding_is_kept_where_it_touches_a_changed_line(
    changed: list[bool], data: st.DataObject
) -> None:
    text = "一二\n" * len(changed)
    start = data.draw(st.integers(0, len(text) - 1))
    size = data.draw(st.integers(1, len(text) - start))
    some = findings(text, rf"(?<=\A[\s\S]{{{start}}})[\s\S]{{{size}}}")
    touched = {offset // 3 for offset in range(start, start + size)}
    spans = [range(number, number + 1) for number, is_new in enumerate(changed, 1) if is_new]

    assert len(records_on(some, spans)) == int(any(changed[line] for line in touched))
    assert records_on(some, None) == some


@pytest.mark.parametrize(
    ("lines", "has_fix"), [(None, True), ([range(1, 3)], True), ([range(2, 3)], False)]
)
def test_fix_that_changes_other_lines_too_is_left_out(
    lines: list[range] | None, has_fix: bool
) -> None:
    check = Pattern(pattern="甲\n乙", replace="甲乙")
    rule = rule_of("ZZ001", "flaw", "毛病", "“{text}”有误", "", "", check, fix="safe")
    records = records_of(Ruleset([rule]).lint(Document("报告.txt", "甲\n乙\n")).findings)
    stage = ChangedLines(Changes({os.path.normcase(os.path.realpath("报告.txt")): lines}))
    result = stage(FileResult("报告.txt", records))

    assert [bool(record.changes) for record in result.records] == [has_fix]
    assert [bool(record.applicability) for record in result.records] == [has_fix]
    assert result.fixable_lines == lines


@pytest.mark.parametrize("name", NAMES)
def test_lines_are_known_under_any_name(
    name: str, git: Callable[..., None], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("一\n二\n三\n", "utf-8")
    git("add", ".")
    git("commit", "-qm", "一")
    path.write_text("一\n改\n三\n四\n", "utf-8")
    beside = path.with_name("未入库" + path.name)
    beside.write_text("一\n", "utf-8")

    assert lines(since("HEAD"), path) == [2, 4]
    assert lines(since("HEAD"), beside) is None
    assert lines(staged(), path) == []
    git("add", ".")
    assert lines(staged(), path) == [2, 4]
    assert lines(staged(), beside) == [1]


def test_renamed_file_is_compared_with_its_old_self(
    git: Callable[..., None], tmp_path: Path
) -> None:
    (tmp_path / "旧.md").write_text("一\n二\n三\n四\n五\n", "utf-8")
    (tmp_path / "只改名.md").write_text("甲\n乙\n丙\n", "utf-8")
    git("add", ".")
    git("commit", "-qm", "一")
    git("config", "diff.renames", "false")
    git("mv", "旧.md", "新.md")
    git("mv", "只改名.md", "改过名.md")
    (tmp_path / "新.md").write_text("一\n二\n三\n四\n改\n", "utf-8")
    git("add", ".")

    assert lines(since("HEAD"), tmp_path / "新.md") == [5]
    assert lines(staged(), tmp_path / "新.md") == [5]
    assert lines(since("HEAD"), tmp_path / "改过名.md") == []


def test_binary_file_changes_as_a_whole(git: Callable[..., None], tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(b"PK\0\1")
    git("add", ".")
    git("commit", "-qm", "一")
    path.write_bytes(b"PK\0\2")

    assert lines(since("HEAD"), path) is None
    git("add", ".")
    assert lines(staged(), path) is None


def test_changes_of_others_are_not_ours(git: Callable[..., None], tmp_path: Path) -> None:
    path = tmp_path / "报告.md"
    path.write_text("一\n二\n三\n", "utf-8")
    git("add", ".")
    git("commit", "-qm", "一")
    git("checkout", "-qb", "ours")
    path.write_text("一\n二\n改\n", "utf-8")
    git("commit", "-qam", "二")
    git("checkout", "-q", "main")
    path.write_text("他\n二\n三\n", "utf-8")
    git("commit", "-qam", "三")
    git("checkout", "-q", "ours")

    assert lines(since("main"), path) == [3]


def test_staged_lines_have_their_numbers_in_the_index(
    git: Callable[..., None], tmp_path: Path
) -> None:
    path = tmp_path / "报告.md"
    path.write_text("".join(f"{number}\n" for number in range(1, 10)), "utf-8")
    git("add", ".")
    git("commit", "-qm", "一")
    path.write_text("1\n改\n3\n4\n改\n6\n7\n8\n改\n", "utf-8")
    git("add", ".")
    path.write_text("新\n1\n改\n4\n又改\n又改\n6\n7\n改\n", "utf-8")

    assert lines(staged(), path) == [2, 5, 9]


def test_repository_without_a_commit_has_staged_lines_alone(
    git: Callable[..., None], tmp_path: Path
) -> None:
    (tmp_path / "报告.md").write_text("一\n二\n", "utf-8")
    git("add", ".")

    assert lines(staged(), tmp_path / "报告.md") == [1, 2]
    with pytest.raises(ConfigError, match=r"^--diff-base HEAD: 没有这个提交"):
        since("HEAD")


def test_conflict_is_no_error(git: Callable[..., None], tmp_path: Path) -> None:
    path = tmp_path / "报告.md"
    path.write_text("一\n", "utf-8")
    git("add", ".")
    git("commit", "-qm", "一")
    git("checkout", "-qb", "other")
    path.write_text("甲\n", "utf-8")
    git("commit", "-qam", "二")
    git("checkout", "-q", "main")
    path.write_text("乙\n", "utf-8")
    git("commit", "-qam", "三")
    with pytest.raises(subprocess.CalledProcessError):
        git("merge", "other")

    assert lines(staged(), path) == []
    assert lines(since("HEAD"), path) == [1, 3, 4, 5]


def test_nothing_that_the_repository_names_is_run(git: Callable[..., None], tmp_path: Path) -> None:
    path, trace, program = tmp_path / "报告.md", tmp_path / "trace", tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho \"$0\" >>'{trace}'\ncat\n", "utf-8")
    program.chmod(0o755)
    path.write_text("一\n二\n", "utf-8")
    (tmp_path / ".gitattributes").write_text("*.md diff=own filter=own\n", "utf-8")
    git("add", ".")
    git("commit", "-qm", "一")
    hooks = tmp_path / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / "post-index-change").symlink_to(program)
    for name in (
        *("core.fsmonitor", "core.pager", "diff.external", "diff.own.textconv", "diff.own.command"),
        *("filter.own.clean", "filter.own.process", "filter.own.smudge"),
    ):
        git("config", name, str(program))
    git("config", "filter.own.required", "true")
    trace.unlink(missing_ok=True)
    path.write_text("一\n改\n", "utf-8")

    assert lines(since("HEAD"), path) == [2]
    assert lines(staged(), path) == []
    assert not trace.exists()


def test_users_settings_of_diffs_change_nothing(git: Callable[..., None], tmp_path: Path) -> None:
    path = tmp_path / "b" / "报告.md"
    path.parent.mkdir()
    path.write_text("一\n二\n三\n四\n", "utf-8")
    git("add", ".")
    git("commit", "-qm", "一")
    for setting in (
        *(
            "diff.noprefix=true",
            "diff.mnemonicPrefix=true",
            "color.ui=always",
            "diff.relative=true",
        ),
        *(
            "diff.context=9",
            "diff.interHunkContext=9",
            "core.quotePath=false",
            "diff.renames=false",
        ),
    ):
        git("config", *setting.split("="))
    path.write_text("改\n二\n三\n改\n", "utf-8")

    assert lines(since("HEAD", [str(path.parent)]), path) == [1, 4]


def test_folder_outside_a_repository_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    with pytest.raises(ConfigError, match=r"^--staged: git 没有成功：fatal: not a git repository"):
        staged(str(tmp_path))


def test_missing_git_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f".{os.pathsep}{tmp_path}")

    with pytest.raises(ConfigError, match=r"^--diff-base: 须有 git，而这里没有安装$"):
        since("HEAD", [str(tmp_path)])


@pytest.mark.parametrize("reference", ["nowhere", "--output=x", "", "HEAD:报告.md"])
def test_unknown_commit_is_named(reference: str, git: Callable[..., None]) -> None:
    git("commit", "-q", "--allow-empty", "-m", "一")

    with pytest.raises(ConfigError, match=rf"^--diff-base {reference}: 没有这个提交") as caught:
        since(reference)
    assert "\n" not in str(caught.value)
