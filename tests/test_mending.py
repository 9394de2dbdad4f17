"""Mended files: every byte outside a fix stays as it was, and a failure changes nothing."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import kanwu
from kanwu.cli.main import main
from kanwu.errors import InputError
from kanwu.readers import open_report
from kanwu.session.files.replace import replace

FLAWED = "　　全年投资增长12%,群众满意。\r\n　　第二段\x0b\u2028,后文\n　　末段没有换行,完"
MENDED = FLAWED.replace("%,", "%，").replace(",后", "，后").replace("行,", "行，")
posix = pytest.mark.skipif(sys.platform == "win32", reason="of POSIX")


def fix(*arguments: str | Path) -> int:
    return main(["check", "--isolated", "--select", "PT001", "--fix", *map(str, arguments)])


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("gb18030", b""),
        ("gb18030", b"\x84\x31\x95\x33"),
    ],
)
def test_fault_36_only_the_mended_characters_differ(
    tmp_path: Path, encoding: str, mark: bytes
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(mark + FLAWED.encode(encoding))

    fix(path)

    assert path.read_bytes() == mark + MENDED.encode(encoding)


@pytest.mark.parametrize("ends", [("\r\n", "\n", "\r"), ("\r", "\r\n", "\n"), ("\n", "\r", "\n")])
def test_fault_08_every_line_end_stays_as_it_is(tmp_path: Path, ends: tuple[str, ...]) -> None:
    path = tmp_path / "a.txt"
    text = "甲,乙{}丙,丁{}戊,己{}".format(*ends)
    path.write_bytes(text.encode())

    fix(path)

    assert path.read_bytes() == text.replace(",", "，").encode()


@pytest.mark.parametrize("character", ["\v", "\f", "\x85", "\u2028", "\u2029", "\x1c"])
def test_fault_09_other_separators_stay_within_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], character: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"甲{character}乙,丙\n".encode())
    main(["check", "--isolated", "--select", "PT001", "--output-format", "concise", str(path)])

    fix(path)

    assert capsys.readouterr().out.startswith(f"{path}:1:4: ")
    assert path.read_bytes() == f"甲{character}乙，丙\n".encode()


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r", "\n\n"])
def test_fault_10_end_of_the_file_stays_as_it_is(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"甲,乙{end}".encode())

    fix(path)

    assert path.read_bytes() == f"甲，乙{end}".encode()


def test_big5_is_written_as_big5(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "全年投資增長12%,群眾滿意，各項工作順利完成，請貴單位查照辦理。"
    path.write_bytes(text.encode("big5"))

    fix(path)

    assert path.read_bytes() == text.replace("%,", "%，").encode("big5")


def test_fault_07_text_that_its_encoding_cannot_write_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    # One of the codes of cp950 that are decoded to what is encoded otherwise.
    old = "全年投資增長,群眾滿意，各項工作順利完成，請貴單位查照辦理".encode("cp950") + b"\xf9\xf9"
    path.write_bytes(old)

    status = fix(path)

    assert path.read_bytes() == old
    assert status == 2
    assert "没有修改" in capsys.readouterr().err


@posix
def test_fault_36_link_and_mode_are_kept(tmp_path: Path) -> None:
    path, link = tmp_path / "a.txt", tmp_path / "b.txt"
    path.write_text("好,坏", "utf-8")
    path.chmod(0o640)
    link.symlink_to(path)

    fix(link)

    assert link.is_symlink()
    assert path.read_text("utf-8") == "好，坏"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@posix
def test_fault_36_hard_link_is_warned_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("好,坏", "utf-8")
    os.link(path, tmp_path / "b.txt")

    fix(path)

    assert "硬链接" in capsys.readouterr().err
    assert path.read_text("utf-8") == "好，坏"


def test_fault_37_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"newer")

    with pytest.raises(InputError, match="又被改动"):
        replace(str(path), b"older", b"mended")

    assert path.read_bytes() == b"newer"


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_fault_35_write_that_fails_leaves_the_old_and_no_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("好,坏", "utf-8")

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, step, fail)

    assert fix(path) == (2 if isinstance(error, OSError) else 130)
    assert list(tmp_path.iterdir()) == [path]


def test_undecodable_file_is_never_written(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\x81\x00,\xff")

    assert fix(path) == 2
    assert path.read_bytes() == b"\x81\x00,\xff"


def test_diff_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("甲\n好,坏".encode())

    status = main(["check", "--isolated", "--select", "PT001", "--diff", str(path)])

    assert status == 1
    assert path.read_bytes() == "甲\n好,坏".encode()
    end = "\\ No newline at end of file\n"
    assert capsys.readouterr().out == (
        f"--- {path}\n+++ {path}\n@@ -1,2 +1,2 @@\n 甲\n-好,坏\n{end}+好，坏\n{end}"
    )


def test_exit_status_after_fixing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for more, status in (([], 0), (["--exit-non-zero-on-fix"], 1), (["--exit-non-zero-on-fix"], 0)):
        if status or not more:
            path.write_text("好,坏", "utf-8")
        assert fix(path, *more) == status


def test_fix_only_prints_no_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("投资XX万元,群众满意。", "utf-8")

    assert main(["check", "--isolated", "--fix-only", str(path)]) == 0
    assert capsys.readouterr().out == "已修改 1 处：PT001 1\n"


def test_standard_input_comes_out_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "in"
    path.write_bytes("好,坏\r\n投资XX万元。".encode("gb18030"))
    with path.open() as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        main(["check", "--isolated", "--fix", "-"])

    out, err = capfdbinary.readouterr()
    assert out == "好，坏\r\n投资XX万元。".encode("gb18030")
    assert "PH001" in err.decode()


ILLEGIBLE = ("鍏充簬寮€灞曞畨鍏ㄥぇ妫€鏌ョ殑閫氱煡", "由李\ue863负责", "\uf0b7压实责任")


@pytest.mark.parametrize("illegible", ILLEGIBLE)
@pytest.mark.parametrize(
    "more", [(), ("--select", "PT001"), ("--unsafe-fixes",), ("--diff-base", "HEAD")]
)
def test_file_with_mojibake_or_private_use_characters_is_never_written(
    illegible: str, more: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"　　全年投资增长12%,群众满意。\n　　{illegible}。\n"
    Path("a.txt").write_text(text, "utf-8")
    if "--diff-base" in more:
        commit("a.txt", "　　\n" + text.partition("\n")[2])
        Path("a.txt").write_text(text, "utf-8")
    status = main(["check", "--isolated", "--fix", *more, "a.txt"])

    assert Path("a.txt").read_text("utf-8") == text
    out, err = capsys.readouterr()
    assert (status, err.count("文字可能没有读对，没有修改\n")) == (2, 1)
    assert "\n没有修改\n" in out
    assert out.endswith("（已检查 1 个文件）\n")


def test_file_with_an_allowed_private_use_character_is_written() -> None:
    Path("kanwu.toml").write_text(
        '[[allow]]\npath = "a.txt"\ncode = "RS009"\nreason = "字库里有"\n', "utf-8"
    )
    Path("a.txt").write_text("　　由李\ue863负责,已完成。\n", "utf-8")
    main(["check", "--fix", "a.txt"])

    assert Path("a.txt").read_text("utf-8") == "　　由李\ue863负责，已完成。\n"


def test_file_with_mojibake_and_no_other_fix_is_not_complained_of(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("a.txt").write_text("　　由李\ue863负责，已完成。\n", "utf-8")

    assert main(["check", "--isolated", "--fix", "a.txt"]) == 1
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("illegible", ILLEGIBLE)
def test_text_with_mojibake_is_not_fixed_for_a_program(illegible: str) -> None:
    rules = kanwu.Ruleset.load(isolated=True, select=["PT001"])

    with pytest.raises(kanwu.KanwuError, match=r"^a\.md:2: 有.{2,6}（RS00[49]），.*，没有修改$"):
        kanwu.fix_text(f"增长12%,满意。\n{illegible}。\n", rules, name="a.md")


def commit(path: str, text: str) -> None:
    Path(path).write_text(text, "utf-8")
    who = ("-c", "user.name=a", "-c", "user.email=a@b.invalid")
    for words in (("init", "-q"), ("add", path), (*who, "commit", "-qm", "a")):
        subprocess.run(["git", *words], check=True)


OLD = "水清,岸绿。\n\n天蓝,云白。\n"
ADDED = "山青,水秀。\n\n"
# How a run is told to report only some findings, and what `--fix` makes of the new text then.
TOLD = {
    "changed lines": (["--diff-base", "HEAD"], "山青，水秀。\n\n" + OLD),
    "staged lines": (["--staged"], "山青，水秀。\n\n" + OLD),
    "select": (["--select", "PH"], ADDED + OLD),
    "ignore": (["--ignore", "PT001"], ADDED + OLD),
    "everything": ([], (ADDED + OLD).replace(",", "，")),
}


@pytest.mark.parametrize("how", TOLD)
@pytest.mark.parametrize("format", ["a.md", "a.txt", "新 名.md"])
@pytest.mark.usefixtures("few_rules")
def test_fix_changes_only_what_the_run_tells(
    how: str, format: str, git: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, expected = TOLD[how]
    Path("a.txt" if format == "a.txt" else "a.md").write_text(OLD, "utf-8")
    git("add", ".")
    git("commit", "-qm", "一")
    if format == "新 名.md":
        git("mv", "a.md", format)
    Path(format).write_text(ADDED + OLD, "utf-8")
    git("add", ".")
    main(["check", "--isolated", *arguments, format])
    findings = capsys.readouterr().out.count("PT001")
    main(["check", "--isolated", "--diff", *arguments, format])
    previewed = capsys.readouterr().out.count("\n+") - (0 if expected == ADDED + OLD else 1)
    main(["check", "--isolated", "--fix", *arguments, format])

    assert Path(format).read_text("utf-8") == expected
    assert previewed == findings == expected.count("，")


def test_fix_that_would_change_another_line_is_neither_made_nor_offered(
    git: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    before = '# 题\n\n他说"水清，\n岸绿"，很好。\n'
    Path("a.md").write_text(before, "utf-8")
    git("add", ".")
    git("commit", "-qm", "一")
    after = before.replace("很好。", "很好,真的。")
    Path("a.md").write_text(after, "utf-8")
    main(["check", "--isolated", "--diff-base", "HEAD", "--fix", "--unsafe-fixes", "a.md"])
    out = capsys.readouterr().out

    assert Path("a.md").read_text("utf-8") == after.replace("很好,", "很好，")
    assert "PR007" in out
    assert "附有改法" not in out


@pytest.mark.usefixtures("few_rules")
@pytest.mark.parametrize("more", [[], ["--tracked"]], ids=["plain", "tracked"])
def test_fix_leaves_what_the_baseline_knows(more: list[str]) -> None:
    import docx

    old, new = "水清,岸绿,天蓝。", "水清,岸绿,天蓝,云白。"
    for text in (old, new):
        word = docx.Document()
        word.add_paragraph(text)
        word.save("a.docx")
        Path("a.txt").write_text(text + "\n", "utf-8")
        if text == old:
            main(["baseline", "--isolated"])
    main(["check", "--isolated", "--fix", "a.docx", *more])
    main(["check", "--isolated", "--fix", "a.txt"])

    assert Path("a.txt").read_text("utf-8") == "水清,岸绿,天蓝，云白。\n"
    read = open_report("a.docx", Path("a.docx").read_bytes()).document.text
    assert read.strip() == "水清,岸绿,天蓝，云白。"


@pytest.mark.usefixtures("few_rules")
def test_fix_leaves_what_a_comment_lets_stand() -> None:
    text = "<!-- kanwu: off PT001 引文 -->\n\n水清,岸绿。\n\n<!-- kanwu: on -->\n\n天蓝,云白。\n"
    Path("a.md").write_text(text, "utf-8")
    main(["check", "--isolated", "--fix", "a.md"])

    assert Path("a.md").read_text("utf-8") == text.replace("天蓝,", "天蓝，")
    assert kanwu.fix_text(text, name="a.md") == text.replace("天蓝,", "天蓝，")
    ignoring = kanwu.Ruleset.load(isolated=True, ignore=["PT001"])
    assert kanwu.fix_text(text, ignoring, name="a.md") == text
