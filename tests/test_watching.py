"""Reports watched: what changed in them is told, and nothing else."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Set
from pathlib import Path

import pytest

from kanwu.cli.main import main
from kanwu.cli.options import CheckOptions
from kanwu.cli.watch import watch
from kanwu.session.workspace import Request, Workspace

CLEAN, FLAWED = "　　投资三万元。\n", "　　投资XX万元。\n"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KANWU_LANG", raising=False)


class Told:
    """What is told at the start, and after each change."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.roots: list[set[str]] = []

    def after(self, *steps: dict[str, str | None], paths: str = ".") -> list[list[str]]:
        """Every step writes files, or takes them away."""
        told: list[list[str]] = []
        rest = iter(steps)

        def changes(roots: Set[str]) -> Iterator[Set[str]]:
            self.roots.append({os.path.relpath(root) for root in roots})
            for step in rest:
                told.append(self._lines())
                for path, text in step.items():
                    if text is None:
                        Path(path).unlink()
                    else:
                        Path(path).write_text(text, "utf-8")
                yield {os.path.realpath(path) for path in step}

        watch(CheckOptions(paths=(paths,)), Workspace(Request()), changes)
        return [*told, self._lines()]

    def _lines(self) -> list[str]:
        out, err = self._capsys.readouterr()
        return [*out.splitlines(), *err.splitlines()]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], few_rules: None) -> Told:
    return Told(capsys)


def test_only_what_changed_is_told(told: Told) -> None:
    Path("a.txt").write_text(FLAWED, "utf-8")
    Path("b.txt").write_text(FLAWED, "utf-8")
    first, *rest = told.after(
        {"a.txt": "　　新的一段。\n" + FLAWED},
        {"a.txt": FLAWED + "　　水清,岸绿。\n"},
        {"a.txt": CLEAN, "b.txt": CLEAN},
        {"c.txt": FLAWED},
        {"c.txt": None, "d.log": FLAWED},
    )

    assert first[-1] == "共 2 处：错误 2（已检查 2 个文件）"
    assert rest == [
        [],
        [
            "a.txt:2:5: 错误 PT001 [*] 中文里用了半角“,”，应为全角标点",
            "a.txt：新增 1 处，消除 0 处，还有 2 处",
        ],
        ["a.txt：新增 0 处，消除 2 处，还有 0 处", "b.txt：新增 0 处，消除 1 处，还有 0 处"],
        [
            "c.txt:1:5: 错误 PH001 占位符“XX”尚未填写",
            "c.txt：新增 1 处，消除 0 处，还有 1 处",
        ],
        ["c.txt：新增 0 处，消除 1 处，还有 0 处"],
    ]


def test_everything_is_told_anew_under_other_rules(told: Told) -> None:
    Path("a.txt").write_text(FLAWED, "utf-8")
    first, *rest = told.after(
        {"kanwu.toml": 'ignore = ["PH"]\n'}, {"kanwu.toml": "ignore = [\n"}, {"kanwu.toml": ""}
    )

    assert rest[0] == ["没有发现问题（已检查 1 个文件）"]
    assert len(rest[1]) == 1
    assert "不是有效的 TOML" in rest[1][0]
    assert rest[2] == first
    assert told.roots == [{"."}, {".", "kanwu.toml"}, {".", "kanwu.toml"}, {".", "kanwu.toml"}]


def test_baseline_above_is_used_and_watched(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("sub").mkdir()
    Path("sub/a.txt").write_text(FLAWED, "utf-8")
    main(["baseline", "--isolated"])
    known = Path(".kanwu-baseline.json").read_text("utf-8")
    monkeypatch.chdir("sub")
    first, *rest = told.after(
        {"a.txt": "　　另行安排投资XX亿元。\n"},
        {"a.txt": "　　投资XX亿元。\n" + FLAWED},
        {"../.kanwu-baseline.json": None},
        {"../.kanwu-baseline.json": known},
    )

    assert first[-1] == "没有发现问题（已检查 1 个文件）"
    assert rest[0] == []
    assert rest[1][-1] == "a.txt：新增 1 处，消除 0 处，还有 1 处"
    assert rest[2][-1] == "共 2 处：错误 2（已检查 1 个文件）"
    assert rest[3][-1] == "共 1 处：错误 1（已检查 1 个文件）"
    assert told.roots[0] == {".", "../.kanwu-baseline.json"}


def test_what_a_configuration_is_made_of_is_watched(told: Told) -> None:
    Path("house").mkdir()
    Path("house/base.toml").write_text('[rules]\nfolders = ["rules"]\n', "utf-8")
    Path("house/rules").mkdir()
    Path("reports").mkdir()
    Path("reports/kanwu.toml").write_text('extend = "../house/base.toml"\n', "utf-8")
    Path("reports/a.txt").write_text(FLAWED, "utf-8")
    rule = (
        'title = "称谓"\nmessage = "应称股室"\nbasis = "本单位规定"\nwhy = "统一称谓。"\n'
        "[check]\nname = 'pattern'\npattern = '投资'\n"
        '[[example]]\nbad = "⟦投资⟧"\ngood = "股室"\n'
    )
    _, ignored, added = told.after(
        {"house/base.toml": 'ignore = ["PH"]\n[rules]\nfolders = ["rules"]\n'},
        {"house/rules/HX001-own.toml": rule},
        paths="reports",
    )

    assert ignored == ["没有发现问题（已检查 1 个文件）"]
    assert added[0] == "reports/a.txt:1:3: 警告 HX001 应称股室"
    assert told.roots[0] == {"reports", "reports/kanwu.toml", "house/base.toml", "house/rules"}


def test_what_cannot_be_read_for_a_while_is_not_gone(told: Told) -> None:
    Path("a.txt").write_text(FLAWED, "utf-8")
    _, unread, again = told.after({"a.txt": "\0\0\0"}, {"a.txt": FLAWED}, paths="a.txt")

    assert unread == ["kanwu: a.txt: 二进制文件"]
    assert again == []


@pytest.mark.parametrize(
    "arguments",
    [["--fix"], ["--diff"], ["--output-format", "json"], ["--statistics"], ["-"], ["--add-allow"]],
)
def test_what_makes_no_sense_with_watching_is_refused(arguments: list[str]) -> None:
    assert main(["check", "--watch", *arguments]) == 2


def test_missing_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)

    assert main(["check", "--watch"]) == 2
    assert "pip install 'kanwu[watch]'" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGINT to send")
def test_watching_ends_when_interrupted() -> None:
    Path("a.txt").write_text(CLEAN, "utf-8")
    command = [sys.executable, "-m", "kanwu", "check", "--watch", "."]
    # A shell that runs the tests in the background has them ignore SIGINT.
    heeds = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # noqa: E731
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=heeds) as running:
        said = _lines(running)
        assert said.get(timeout=60) == "没有发现问题（已检查 1 个文件）\n"
        for _ in range(60):  # until the folder is watched
            Path("a.txt").write_text(FLAWED, "utf-8")
            try:
                line = said.get(timeout=1)
                break
            except queue.Empty:
                continue
        assert line.startswith("a.txt:1:5: 错误 PH001 ")
        assert said.get(timeout=60) == "a.txt：新增 1 处，消除 0 处，还有 1 处\n"
        running.send_signal(signal.SIGINT)

        assert running.wait(timeout=60) == 130


def _lines(running: subprocess.Popen[str]) -> queue.Queue[str]:
    """What the program writes, as it comes."""
    said: queue.Queue[str] = queue.Queue()

    def read() -> None:
        assert running.stdout
        for line in running.stdout:
            said.put(line)

    threading.Thread(target=read, daemon=True).start()
    return said
