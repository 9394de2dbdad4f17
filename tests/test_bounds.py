"""Large and hostile inputs: a run ends, in bounded time and memory. docs/limits.md has the figures."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kanwu.cli.main import main
from kanwu.config.config import read
from kanwu.config.file_size import LEAST, in_bytes
from kanwu.errors import ConfigError
from kanwu.session.run import BYTES_ALWAYS_READ
from tests import limits

FLAWED = "　　全年完成投资XX万元,已动工。\n"


@pytest.mark.parametrize(
    ("written", "size"),
    [("1", 1), ("500K", 500 << 10), ("64M", 64 << 20), ("1g", 1 << 30), ("0064m", 64 << 20)],
)
def test_sizes_are_read_in_bytes(written: str, size: int) -> None:
    assert in_bytes(written) == size


@pytest.mark.parametrize("written", ["", "0", "M", "-1", "1.5M", "64MB", "６４M", "²K", "1 K", "∞"])
def test_wrong_size_is_refused_in_one_line(
    written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.txt").write_text("好。\n", "utf-8")

    assert main(["check", f"--max-file-size={written}", "a.txt"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_configuration_sets_the_cap(capsys: pytest.CaptureFixture[str]) -> None:
    Path("kanwu.toml").write_text('max-file-size = "17M"\n')
    for name, size in (("a.txt", 16 << 20), ("b.txt", 18 << 20)):
        with open(name, "wb") as file:
            file.truncate(size)

    assert main(["check", "."]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said == [
        "kanwu: a.txt: 二进制文件",
        "kanwu: b.txt: 大于 17M，没有读（可用 --max-file-size 放宽）",
    ]
    assert main(["check", "--max-file-size", "20M", "b.txt"]) == 2
    assert capsys.readouterr().err == "kanwu: b.txt: 二进制文件\n"


def test_configuration_is_not_asked_for_small_files() -> None:
    assert BYTES_ALWAYS_READ == LEAST
    with pytest.raises(ConfigError, match=r"kanwu\.toml:1: max-file-size 不能小于 16M"):
        read("kanwu.toml", 'max-file-size = "15M"\n', str)


def test_standard_input_is_bounded() -> None:
    ran = subprocess.run(
        f"yes 好坏 | {sys.executable} -m kanwu check --max-file-size 3M -",
        shell=True, capture_output=True, text=True,
    )  # fmt: skip

    assert ran.returncode == 2
    assert ran.stderr.splitlines()[-1] == "kanwu: -: 大于 3M，没有读（可用 --max-file-size 放宽）"


@pytest.mark.parametrize(
    "toml",
    [
        "select = " + "[" * 5_000 + "]" * 5_000,
        "select = " + "{a=" * 5_000 + "1" + "}" * 5_000,
        ".".join(["a"] * 5_000) + " = 1",
        f"[{'.'.join(['a'] * 5_000)}]",
    ],
    ids=["arrays", "tables", "key", "header"],
)
def test_deep_configuration_is_one_line(toml: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("kanwu.toml").write_text(toml)
    Path("a.txt").write_text("好。\n", "utf-8")

    assert main(["check", "a.txt"]) == 2
    assert capsys.readouterr().err == f"kanwu: {Path('kanwu.toml').absolute()}: TOML 嵌套太深\n"


HOSTILE = ["*a" * 12 + "b", "**/a/" * 12 + "b", "[a]*" * 12 + "b"]


@pytest.mark.usefixtures("few_rules")
@pytest.mark.parametrize("pattern", HOSTILE)
def test_hostile_pattern_of_paths_takes_no_time(
    pattern: str, capsys: pytest.CaptureFixture[str]
) -> None:
    deep = Path(*["a"] * 40)
    deep.mkdir(parents=True)
    for name in ("a" * 200, "b"):
        (deep / f"{name}.txt").write_text(FLAWED, "utf-8")
    Path(".gitignore").write_text(f"{pattern}\nb.txt\n")
    start = time.process_time()
    main(["check", "--isolated", "."])

    assert capsys.readouterr().out.count("PH001") == 1
    assert time.process_time() - start < 10
    for config in (f'exclude = ["{pattern}"]\n', f'[[files]]\nmatch = "{pattern}"\n'):
        Path("kanwu.toml").write_text(config)

        assert main(["check", "."]) == 2
        assert "路径模式里的 * 太多" in capsys.readouterr().err


# Each is as large as docs/limits.md says when `nox -s reliability` runs it, and smaller here.
PART = 1.0 if os.environ.get("KANWU_TEST_TIMES") else 0.02


@pytest.mark.parametrize("name", limits.CASES)
def test_run_keeps_within_its_bounds(name: str, tmp_path: Path) -> None:
    ran = limits.measured(name, PART, tmp_path)

    assert ran.status in (0, 1), ran.said
    assert ran.seconds < limits.CASES[name].seconds
    assert ran.megabytes < limits.CASES[name].megabytes
