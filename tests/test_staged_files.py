"""Staged files: read as they will be committed, and changed only where nothing else has changed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kanwu.cli.main import main
from kanwu.session.lint_file import FileResult
from kanwu.session.staged_files import StagedFiles, lint_staged
from kanwu.session.workspace import Request, Workspace
from tests.commands import run

Git = Callable[..., None]

pytestmark = pytest.mark.usefixtures("few_rules")
posix = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are bytes on Linux")
CLEAN, FLAWED = "投资三万元。\n", "投资XX万元。\n"


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(text.encode())


def write_word(path: str, *paragraphs: str) -> None:
    import docx

    word = docx.Document()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    word.save(path)


@pytest.fixture
def says(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What a check of the staged files says, without its last line; its status is held to one."""

    def said(*arguments: str, status: int | None = None) -> str:
        got = main(["check", "--staged", "--isolated", *arguments])
        out, err = capsys.readouterr()
        assert status is None or got == status, out + err
        lines = out.splitlines()
        return "\n".join([*lines[: len(lines) - 1], *err.splitlines()])

    return said


Says = Callable[..., str]


@pytest.mark.parametrize("later", [None, CLEAN, "加一段。\n" * 9 + FLAWED])
def test_staged_text_is_read_from_the_index(later: str | None, git: Git, says: Says) -> None:
    write("a.md", "第一段。\n\n" + FLAWED)
    git("add", ".")
    if later is None:
        Path("a.md").unlink()
    else:
        write("a.md", later)

    assert says(status=1) == "a.md:3:3: 错误 PH001 占位符“XX”尚未填写"
    assert says("a.md", status=1) == "a.md:3:3: 错误 PH001 占位符“XX”尚未填写"


@pytest.mark.parametrize("later", [None, "投资三万元。"])
def test_staged_word_file_is_read_from_the_index(later: str | None, git: Git, says: Says) -> None:
    write_word("a.docx", "第一段。", "投资XX万元。")
    git("add", ".")
    if later is None:
        Path("a.docx").unlink()
    else:
        write_word("a.docx", later)

    assert says(status=1) == "a.docx:2:3: 错误 PH001 占位符“XX”尚未填写 [正文第 2 段]"


def test_flaw_that_is_not_staged_stops_nothing(git: Git, says: Says) -> None:
    write("a.md", "投资两万元。\n")
    git("add", ".")
    git("commit", "-qm", "一")
    write("a.md", CLEAN)
    git("add", ".")
    write("a.md", FLAWED)
    write("b.md", FLAWED)

    assert says(status=0) == ""


def test_many_staged_files_are_read_in_batches(git: Git) -> None:
    for number in range(12):
        write(f"{number:02}.txt", "甲" * number + "\n" + FLAWED)
    git("add", ".")
    for number in range(0, 12, 2):
        Path(f"{number:02}.txt").unlink()
    workspace = Workspace(Request(isolated=True, cache=False))
    for batch in (1, 50, 1 << 20):
        every = lint_staged(StagedFiles(["."]), workspace, batch=batch)
        results = [result for result in every if isinstance(result, FileResult)]

        assert [result.path for result in results] == [f"{number:02}.txt" for number in range(12)]
        assert all(len(result.records) == 1 for result in results)


@pytest.mark.parametrize(
    "name",
    ["报 告.md", 'a"b\\c.md', "甲\t乙.md", "b/新\n行.md", " 首尾 .md", "-u.md", ":(glob)*.md"],
)
@pytest.mark.parametrize("is_gone", [False, True])
def test_odd_name_is_found(name: str, is_gone: bool, git: Git, says: Says) -> None:
    write(name, FLAWED)
    git("add", "-A")
    if is_gone:
        Path(name).unlink()

    assert "PH001" in says(status=1)
    assert "PH001" in says("--", f"./{name}", status=1)


@posix
def test_name_that_is_not_utf_8_is_found(git: Git, says: Says) -> None:
    name = os.fsdecode("报告.md".encode("gbk"))
    write(name, FLAWED)
    git("add", ".")
    os.unlink(name)

    assert "PH001" in says(status=1)


def test_paths_are_named_from_where_one_stands(
    git: Git, says: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("sub/deep/a.md", FLAWED)
    write("b.md", FLAWED)
    git("add", ".")
    Path("sub/deep/a.md").unlink()
    monkeypatch.chdir("sub")

    assert says().startswith("deep/a.md:1:3: ")
    assert says("deep").startswith("deep/a.md:1:3: ")
    assert says("../b.md", "deep/a.md").splitlines()[0].startswith("../b.md:1:3: ")
    assert says(os.path.abspath("deep")).startswith(os.path.abspath("deep/a.md"))


def test_gone_folder_and_missing_file(git: Git, says: Says) -> None:
    write("sub/a.md", FLAWED)
    git("add", ".")
    Path("sub/a.md").unlink()
    Path("sub").rmdir()

    assert says("sub", status=1).startswith("sub/a.md:1:3: ")
    assert says("nowhere.md", status=2) == "kanwu: nowhere.md: 没有这个文件或文件夹"


def test_repository_is_that_of_the_path(
    git: Git, says: Says, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("first/a.md", FLAWED)
    write("second/b.md", FLAWED)
    (tmp_path / ".git").rename(tmp_path / "first" / ".git")
    git("-C", "first", "add", ".")
    git("init", "-q", "second")
    git("-C", "second", "add", ".")
    told = says("first/a.md", "second", status=1).splitlines()

    assert [line.split(":")[0] for line in told] == ["first/a.md", "second/b.md"]
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert "--staged: git 没有成功" in says(".", status=2)


def test_other_work_tree_has_an_index_of_its_own(git: Git, says: Says) -> None:
    write("a.md", CLEAN)
    git("add", ".")
    git("commit", "-qm", "一")
    git("worktree", "add", "-q", "other")
    write("other/a.md", FLAWED)
    git("-C", "other", "add", ".")

    assert says("a.md", status=0) == "kanwu: --staged: 暂存区没有改动的文件"
    assert says("other", status=1).startswith("other/a.md:1:3: ")


def test_first_commit_and_rename(git: Git, says: Says) -> None:
    write("a.md", "".join(f"第{number}段。\n" for number in range(9)) + FLAWED)
    git("add", ".")

    assert says(status=1).startswith("a.md:10:3: ")
    git("commit", "-qm", "一")
    git("mv", "a.md", "b.md")
    assert says(status=0) == ""
    write("b.md", FLAWED + Path("b.md").read_text("utf-8"))
    git("add", ".")
    assert says(status=1).startswith("b.md:1:3: ")


def test_moved_word_file_has_no_changed_line(git: Git, says: Says) -> None:
    write_word("a.docx", "投资XX万元。")
    git("add", ".")
    git("commit", "-qm", "一")
    git("mv", "a.docx", "b.docx")

    assert says(status=0) == ""


def test_what_is_no_file_is_passed_over(git: Git, says: Says) -> None:
    write("target.log", FLAWED)
    git("init", "-q", "inner")
    write("inner/a.md", FLAWED)
    git("-C", "inner", "add", ".")
    git("-C", "inner", "commit", "-qm", "一")
    git("add", "-A")
    write("later.md", FLAWED)
    git("add", "-N", "later.md")
    if sys.platform != "win32":
        os.symlink("target.log", "link.md")
        git("add", "link.md")

    assert says(status=0) == ""


def test_excluded_and_other_files(git: Git, says: Says) -> None:
    for name in ("old/a.md", "new/b.md", "c.log", "node_modules/d.md"):
        write(name, FLAWED)
    git("add", "-Af")

    assert says("--exclude", "old/").startswith("new/b.md:1:3: ")
    assert says("--exclude", "old/").count("PH001") == 1
    assert "old/a.md" in says("--exclude", "old/", "old/a.md", "c.log")
    assert "c.log" in says("--exclude", "old/", "old/a.md", "c.log")
    assert "old/a.md" not in says("--exclude", "old/", "--force-exclude", "old/a.md", "c.log")


def test_conflict_is_told(git: Git, says: Says) -> None:
    write("a.md", "一\n")
    git("add", ".")
    git("commit", "-qm", "一")
    git("checkout", "-qb", "other")
    write("a.md", "甲\n")
    git("commit", "-qam", "二")
    git("checkout", "-q", "main")
    write("a.md", "乙\n")
    git("commit", "-qam", "三")
    with pytest.raises(subprocess.CalledProcessError):
        git("merge", "other")

    assert says(status=2) == "kanwu: a.md: 合并的冲突还没有解决，没有检查"


POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 12\n"


def test_pointer_of_lfs_is_told(git: Git, says: Says) -> None:
    write(".gitattributes", "*.docx filter=lfs\n*.md filter=lfs\n")
    write("a.docx", POINTER.format("0" * 64))
    git("add", ".")
    cause = "kanwu: a.docx: 是 Git LFS 的指针，不是文件的内容（git lfs pull 可取得内容）"

    assert says(status=2) == cause
    Path("a.docx").unlink()
    assert says(status=2) == cause


def test_file_in_lfs_is_read_in_full(
    git: Git, says: Says, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The user's own filter, as `git lfs install` sets it up.
    pointer = tmp_path / "pointer"
    pointer.write_text(POINTER.format("1" * 64), "utf-8")
    (tmp_path / "user").write_text(f'[filter "lfs"]\nclean = cat "{pointer}"\n', "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "user"))
    write(".gitattributes", "*.md filter=lfs\n")
    write("a.md", "一\n" * 20 + FLAWED)
    git("add", ".gitattributes", "a.md")

    assert says("a.md", status=1).startswith("a.md:21:3: ")


@pytest.mark.parametrize("is_gone", [False, True])
def test_converted_text_is_read_and_fixed_in_its_own_encoding(
    is_gone: bool, git: Git, says: Says
) -> None:
    write(".gitattributes", "*.txt text eol=crlf working-tree-encoding=GBK\n")
    Path("a.txt").write_bytes("水清,岸绿。\r\n".encode("gbk"))
    git("add", ".")
    git("commit", "-qm", "一")
    Path("a.txt").write_bytes("水清,岸绿。\r\n天蓝,云白。\r\n".encode("gbk"))
    git("add", ".")
    if is_gone:
        Path("a.txt").unlink()

    assert says(status=1).startswith("a.txt:2:3: 错误 PT001")
    says("--fix")
    if not is_gone:
        assert Path("a.txt").read_bytes() == "水清,岸绿。\r\n天蓝，云白。\r\n".encode("gbk")


def test_file_that_git_does_not_look_at_is_read_from_the_index(git: Git, says: Says) -> None:
    write("a.md", "水清,岸绿。\n")
    git("add", ".")
    git("update-index", "--assume-unchanged", "a.md")
    write("a.md", "天蓝,云白,山青。\n")

    assert says("--fix", status=1).startswith("a.md:1:3: 错误 PT001")
    assert Path("a.md").read_text("utf-8") == "天蓝,云白,山青。\n"


def test_fixes_are_made_on_staged_lines_alone(git: Git, says: Says, tmp_path: Path) -> None:
    write("a.md", "水清,岸绿。\n")
    write("b.md", "水清,岸绿。\n")
    git("add", ".")
    git("commit", "-qm", "一")
    write("a.md", "水清,岸绿。\n\n天蓝,云白。\n")
    write("b.md", "水清,岸绿。\n\n天蓝,云白。\n")
    git("add", ".")
    write("b.md", "山青,水清,岸绿。\n\n天蓝,云白。\n")
    index = (tmp_path / ".git" / "index").read_bytes()

    assert "+天蓝，云白。\n-山" not in says("--diff", status=1)
    assert Path("a.md").read_text("utf-8") == "水清,岸绿。\n\n天蓝,云白。\n"
    told = says("--fix", status=1)
    assert "kanwu: b.md: 工作区里的内容与暂存的不同，没有修改" in told
    assert "b.md:3:3: 错误 PT001" in told
    assert Path("a.md").read_text("utf-8") == "水清,岸绿。\n\n天蓝，云白。\n"
    assert Path("b.md").read_text("utf-8") == "山青,水清,岸绿。\n\n天蓝,云白。\n"
    assert (tmp_path / ".git" / "index").read_bytes() == index


def test_entries_for_files_that_are_not_staged_are_not_called_unused(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    write("a.md", FLAWED)
    write("kanwu.toml", '[[allow]]\npath = "a.md"\ncode = "PH001"\ntext = "XX"\nreason = "型号"\n')
    git("add", ".")
    git("commit", "-qm", "一")
    write("b.md", CLEAN)
    git("add", ".")

    assert main(["check", "--staged", "--strict"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("other", [["--diff-base", "HEAD"], ["-"], ["--watch"]])
def test_staged_is_refused_beside_what_it_cannot_serve(other: list[str], git: Git) -> None:
    assert main(["check", "--staged", *other]) == 2


@pytest.mark.parametrize("command", ["git commit -am 二", "git commit -m 二 a.md"])
@pytest.mark.parametrize("folder", [".", "sub"])
def test_hook_reads_the_index_of_its_commit(
    command: str, folder: str, git: Git, tmp_path: Path
) -> None:
    write("a.md", CLEAN)
    write("sub/b.md", CLEAN)
    git("add", ".")
    git("commit", "-qm", "一")
    hook = tmp_path / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexec kanwu check --isolated --staged .\n", "utf-8")
    hook.chmod(0o755)
    write("a.md", FLAWED)
    person = {
        f"GIT_{role}_{key}": "a" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")
    }
    done = run(command.replace("a.md", os.path.relpath("a.md", folder)), tmp_path / folder, person)

    assert done.returncode == 1, done.stdout + done.stderr
    assert "a.md:1:3: 错误 PH001" in done.stdout + done.stderr
