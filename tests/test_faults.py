"""Faults of reports, rules and runs, by their numbers: each has one right outcome."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest

from kanwu.check import Check, Hit, LocalCheck
from kanwu.checks.general.pattern import Pattern
from kanwu.cli.main import main
from kanwu.document import Document
from kanwu.engine.ruleset import Ruleset
from kanwu.errors import InputError
from kanwu.reporters import FORMATS
from kanwu.session import files, run
from kanwu.session.lint_file import FileResult, lint_file
from kanwu.session.records import packed, unpacked
from kanwu.session.workspace import Request, Workspace
from tests.commands import write_empty_files
from tests.rules import rule_of

FLAWED = "　　全年完成投资XX万元,已动工。\n"
posix = pytest.mark.skipif(os.name == "nt", reason="of POSIX")


class Ran:
    """The outcome of a command."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


class Kanwu:
    """The command `kanwu check`, in this process."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *arguments: str) -> Ran:
        self._capture.readouterr()
        return Ran(main(["check", *arguments]), *self._capture.readouterr())


@pytest.fixture
def kanwu(capsys: pytest.CaptureFixture[str]) -> Kanwu:
    return Kanwu(capsys)


def write(path: str, data: bytes | str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(data.encode() if isinstance(data, str) else data)


def untouched(kanwu: Kanwu, path: str) -> Ran:
    """The outcome of a fixing run that leaves this file as it is and mends the one beside it."""
    write("other.txt", FLAWED)
    before = Path(path).read_bytes()
    ran = kanwu("--isolated", "--unsafe-fixes", "--fix", path, "other.txt")

    assert Path(path).read_bytes() == before
    assert Path("other.txt").read_bytes().decode() == FLAWED.replace(",", "，")
    return ran


def test_fault_01_empty_file(kanwu: Kanwu) -> None:
    write("a.txt", b"")

    assert kanwu("a.txt").status == 0
    assert untouched(kanwu, "a.txt").err == ""


@pytest.mark.parametrize("bom", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x84\x31\x95\x33"])
def test_fault_02_byte_order_mark_only(bom: bytes, kanwu: Kanwu) -> None:
    write("a.txt", bom)

    assert kanwu("a.txt").status == 0
    assert untouched(kanwu, "a.txt").err == ""


def test_fault_03_undecodable(kanwu: Kanwu) -> None:
    write("a.txt", b"\x81,\xff\xff,\x80")
    ran = untouched(kanwu, "a.txt")

    assert ran.status == 2
    assert ran.err.count("\n") == 1
    assert ran.err.startswith("kanwu: a.txt:1: 第 1 字节（0x81）不是 UTF-8")


def test_fault_04_two_encodings_tie(kanwu: Kanwu) -> None:
    write("a.txt", "埩愪,".encode("gb18030"))
    ran = untouched(kanwu, "a.txt")

    assert ran.status == 2
    assert "需用 --encoding 指明" in ran.err


@pytest.mark.parametrize("bom", [b"\xff\xfe", b"\xfe\xff"])
def test_fault_05_utf_16_of_odd_length(bom: bytes, kanwu: Kanwu) -> None:
    write("a.txt", bom + "好,坏".encode("utf-16-le") + b"\0")
    ran = untouched(kanwu, "a.txt")

    assert ran.status == 2
    assert "UTF-16 的字节数应是 2 的倍数" in ran.err


def test_fault_06_nul_bytes(kanwu: Kanwu) -> None:
    write("a.txt", b"\x7fELF\0\0\1,\0" * 9)
    ran = untouched(kanwu, "a.txt")

    assert ran.status == 2
    assert ran.err == "kanwu: a.txt: 二进制文件\n"


def test_fault_11_very_long_line(kanwu: Kanwu) -> None:
    text = "好" * 300_000 + "XX万元" + "好" * 300_000
    write("a.txt", text)
    ran = kanwu("--isolated", "--output-format", "full", "a.txt")

    assert "  1:300001 错误 PH001" in ran.out
    assert max(map(len, ran.out.splitlines())) < 200


def test_fault_12_over_the_size_cap(kanwu: Kanwu) -> None:
    write("a.txt", FLAWED * 40)
    write("b.txt", FLAWED)
    for arguments in (["a.txt", "b.txt"], ["."], ["--fix", "a.txt", "b.txt"]):
        before = Path("a.txt").read_bytes()
        ran = kanwu("--isolated", "--max-file-size", "1K", *arguments)

        assert ran.status == 2
        assert ran.err.strip().endswith("a.txt: 大于 1K，没有读（可用 --max-file-size 放宽）")
        assert "b.txt:1:" in ran.out
        assert Path("a.txt").read_bytes() == before


# In front of a command: root is forbidden nothing, unless it gives up what lets it.
_FORBIDDING = (
    ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
    if hasattr(os, "geteuid") and os.geteuid() == 0
    else []
)
needs_modes = pytest.mark.skipif(
    os.name == "nt" or bool(_FORBIDDING and not which(_FORBIDDING[0])),
    reason="nothing is forbidden to this user, and setpriv is not there to change that",
)


@needs_modes
def test_fault_13_permission_denied() -> None:
    for path in ("a.txt", "b.txt", "c/d.txt"):
        write(path, FLAWED)
    Path("a.txt").chmod(0)
    Path("c").chmod(0)
    command = [*_FORBIDDING, sys.executable, "-m", "kanwu", "check", "--isolated", "."]
    ran = subprocess.run(command, capture_output=True, text=True)
    Path("c").chmod(0o700)

    assert ran.returncode == 2, ran.stderr
    assert set(ran.stderr.splitlines()) == {"kanwu: a.txt: 没有权限", "kanwu: c: 没有权限"}
    assert "b.txt:1:" in ran.stdout


def test_fault_14_named_path_missing(kanwu: Kanwu) -> None:
    write("b.txt", FLAWED)
    ran = kanwu("a.txt", "b.txt")

    assert ran.status == 2
    assert ran.err == "kanwu: a.txt: 没有这个文件或文件夹\n"
    assert "b.txt:1:" in ran.out


def test_fault_15_folder_with_nothing_to_check(kanwu: Kanwu) -> None:
    write("a/b.png", b"")
    ran = kanwu("a")

    assert ran.status == 0
    assert ran.err == "kanwu: a: 没有可检查的文件（.txt、.md、.markdown、.docx、.odt）\n"


@posix
def test_fault_16_symlink_loop(kanwu: Kanwu) -> None:
    write("a/b.txt", FLAWED)
    os.symlink("..", "a/up")
    os.symlink("loop.txt", "a/loop.txt")
    ran = kanwu("a")

    assert ran.out.count("PH001") == 1
    assert ran.status == 2
    assert ran.err.count("\n") == 1
    assert ran.err.startswith("kanwu: a/loop.txt: ")


@posix
def test_fault_17_fifo_device_socket(kanwu: Kanwu) -> None:
    write("a/b.txt", FLAWED)
    os.mkfifo("a/c.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("a/d.txt")
        ran = kanwu("a")
        named = kanwu("a/c.txt", "a/d.txt", "/dev/zero")

    assert (ran.out.count("PH001"), ran.err) == (1, "")
    assert named.status == 2
    assert named.err.count("不是普通文件") == 3


@posix
@pytest.mark.parametrize("format", [*FORMATS, "statistics"])
def test_fault_18_file_name_that_is_not_utf8(
    format: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    name = os.fsdecode(b"\xb9\xab\x1b[31m\n.txt")
    write(name, FLAWED)
    write("b" + name, b"\xff,\xff")
    how = ["--statistics"] if format == "statistics" else ["--output-format", format]
    status = main(["check", "--isolated", *how, "."])
    out, err = (written.decode() for written in capfdbinary.readouterr())

    assert status == 2
    # What programs are told is told whole, unless it goes to a terminal: see test_trust.py.
    assert ("\x1b" in out) == (format in ("github", "csv"))
    assert err.count("\n") == 1
    assert "\x1b" not in err
    if format == "json":
        assert json.loads(out)[0]["path"] == name


def test_fault_19_file_vanishes(monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt", FLAWED)
    write("b.txt", FLAWED)
    write("c.txt", FLAWED)
    found: list[FileResult] = []
    for result in run.lint_files(["."], Workspace(Request(isolated=True))):
        assert isinstance(result, FileResult)
        Path("b.txt").unlink(missing_ok=True)
        found.append(result)

    assert [len(result.records) for result in found] == [2, 0, 2]
    assert list(map(str, found[1].errors)) == ["b.txt: 没有这个文件或文件夹"]


@pytest.mark.usefixtures("few_rules")
@pytest.mark.parametrize("change", ["vanishes", "is cut", "is another"])
def test_fault_19_file_vanishes_before_it_is_shown_whole(change: str) -> None:
    write("a.txt", "好\n" * 9 + FLAWED)
    workspace = Workspace(Request(isolated=True))
    result, _ = lint_file("a.txt", workspace)
    again = unpacked("a.txt", packed(result), workspace.ruleset("a.txt").by_code, None)
    assert again.document
    assert again.document().text == Path("a.txt").read_text("utf-8")
    if change == "vanishes":
        Path("a.txt").unlink()
    else:
        write("a.txt", "好" if change == "is cut" else "坏\n" * 40)

    with pytest.raises(InputError, match=r"^a\.txt: "):
        again.document()
    assert again.records == result.records


def own_rule(pattern: str) -> str:
    return f"""
title = "毛病"
message = "有毛病"
severity = "warning"
basis = "编校惯例"
why = "试。"
[check]
name = "pattern"
pattern = '{pattern}'
[[example]]
bad = "⟦甲甲⟧！"
[[example]]
good = "乙"
"""


@pytest.mark.usefixtures("few_rules")
def test_fault_29_pattern_over_its_time(kanwu: Kanwu) -> None:
    write("rules/ZZ001-endless.toml", own_rule("(甲|甲甲|甲甲甲)+！"))
    write("kanwu.toml", 'rules.folders = ["rules"]\n')
    write("a.txt", "甲" * 60 + "\n" + FLAWED)
    write("b.txt", "甲甲！\n")
    ran = kanwu("a.txt", "b.txt")

    assert ran.status == 2
    assert ran.err == "kanwu: a.txt: 规则 ZZ001 超时，未查完\n"
    assert "a.txt:2:" in ran.out
    assert "b.txt:1:1: 警告 ZZ001 有毛病" in ran.out


class _FailingLocal(LocalCheck):
    """A local check with a bug that not every text shows."""

    @property
    def expression(self) -> str:
        return "[甲乙]"

    def hit(self, document: Document, match: object) -> Hit | None:
        raise ValueError("秘密")


class _Failing(Check):
    """The same of a check of the whole document."""

    def __call__(self, document: Document) -> Iterator[Hit]:
        raise ValueError("秘密")
        yield


@pytest.mark.parametrize("check", [_FailingLocal(), _Failing()], ids=["local", "document"])
def test_fault_30_rule_raises(check: Check) -> None:
    comma = Pattern(pattern=",(?=[一-龥])", replace="，")
    rules = Ruleset(
        [
            rule_of("ZZ001", "failing", "毛病", "有误", "", "", check),
            rule_of("ZZ002", "comma", "毛病", "有误", "", "", comma),
        ]
    )
    result = rules.lint(Document("a.txt", "甲,乙"))

    assert [finding.code for finding in result.findings] == ["ZZ002"]
    (failure,) = map(str, result.failures)
    assert failure.startswith("a.txt: 规则 ZZ001 出错（ValueError，test_faults.py:")
    assert "秘密" not in failure


def test_fault_30_rule_raises_and_status_is_two(
    kanwu: Kanwu, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.txt", FLAWED)
    write("b.txt", FLAWED)

    def failing(self: Pattern, document: Document, match: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Pattern, "hit", failing)
    ran = kanwu("--isolated", "--no-cache", "--select", "PT001,PH001", "a.txt", "b.txt")

    assert ran.status == 2
    assert "b.txt: 规则" in ran.err
    assert "Traceback" not in ran.err


@posix
def test_fault_38_broken_pipe() -> None:
    write("a.txt", FLAWED * 20_000)
    for format in ("concise", "json", "full"):
        command = f"{sys.executable} -m kanwu check --output-format {format} a.txt | head -n 1"
        ran = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)

        assert ran.stdout.count("\n") == 1
        assert ran.stderr == ""


@posix
def test_fault_38_interrupt() -> None:
    for number in range(40):
        write(f"a/{number:02}.txt", FLAWED * 200)
    process = subprocess.Popen(
        [sys.executable, "-m", "kanwu", "check", "--isolated", "--fix", "a"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while "，" not in Path("a/00.txt").read_text("utf-8") and process.poll() is None:
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)

    assert process.returncode == 130
    assert "Traceback" not in err
    assert not list(Path("a").glob(".kanwu-*"))


@pytest.mark.usefixtures("few_rules")
@pytest.mark.parametrize(
    "spoilt",
    [b"", bytes(99), b"kanwu of another day\n", b"half"],
    ids=["empty", "zeros", "old", "half"],
)
def test_fault_39_corrupt_or_old_cache(
    spoilt: bytes, kanwu: Kanwu, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KANWU_CACHE_DIR", "cache")
    write_empty_files()
    write("a.txt", FLAWED)
    os.utime("a.txt", ns=(0, 10**18))
    first = kanwu(".")
    kept = list(Path("cache").iterdir())
    for path in kept:
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2] if spoilt == b"half" else spoilt)
    again = kanwu(".")

    assert any(path.name.startswith("results-") for path in kept)
    assert vars(again) == vars(first)
    assert "PH001" in first.out


@posix
@pytest.mark.usefixtures("few_rules")
def test_fault_39_cache_that_others_may_write(
    kanwu: Kanwu, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KANWU_CACHE_DIR", "cache")
    write("a.txt", FLAWED)
    first = kanwu("a.txt")
    for path in Path("cache").iterdir():
        path.chmod(0o666)

    assert files.open_cached(path.stem).read(0, 1) == b""
    assert vars(kanwu("a.txt")) == vars(first)


@pytest.mark.skip(reason="there is no web page yet")
def test_fault_40_web_page() -> None: ...


def test_nothing_is_said_to_be_found_only_if_every_input_was_checked(kanwu: Kanwu) -> None:
    write("a.txt", "　　各单位要认真落实。\n")
    write("b.txt", b"\xff\x81\x20\xff")
    write("c.html", "<title>通知</title><img src=a.png>")
    Path("d").mkdir()
    for paths, out in (
        (["a.txt"], "没有发现问题（已检查 1 个文件）\n"),
        (["a.txt", "b.txt", "c.html"], "已检查 1 个文件，2 个未能查完\n"),
        (["d"], "已检查 0 个文件\n"),
    ):
        assert kanwu("--isolated", *paths).out == out
    assert kanwu("--isolated", "c.html").status == 2
    assert kanwu("--isolated", "--lang", "en", "b.txt").out == "0 files checked, 1 failed\n"
