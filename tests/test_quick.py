"""Modules read straight from their compiled files: the same as importlib gives, or left to it."""

from __future__ import annotations

import compileall
import os
import py_compile
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kanwu import quick

HERE = Path(__file__).parents[1] / "linter" / "kanwu"
PROGRAM = """
from kanwu import quick
quick.CHECK = "value numerals"
quick.imports()
import inspect
from kanwu import numerals
print(type(numerals.__spec__.loader).__name__, numerals.__spec__.cached == numerals.__cached__)
print(numerals.__file__, numerals.__package__, getattr(numerals, "changed", "as it was"))
print(inspect.getsource(numerals).splitlines()[0])
"""


@pytest.fixture(name="package")
def _package(tmp_path: Path) -> Path:
    """The package as it is installed: with its modules compiled."""
    there = tmp_path / "kanwu"
    shutil.copytree(HERE, there, ignore=shutil.ignore_patterns("__pycache__"))
    assert compileall.compile_dir(there, quiet=1)
    return there


def ran(package: Path, *options: str) -> list[str]:
    return printed(package, PROGRAM, *options)


def test_module_is_as_importlib_gives_it(package: Path) -> None:
    quickly, here, source = ran(package)

    assert quickly == "_Loader True"
    assert here == f"{package / 'numerals.py'} kanwu as it was"
    assert source.startswith('"""')


def test_changed_source_is_seen(package: Path) -> None:
    with (package / "numerals.py").open("a", encoding="utf-8") as file:
        file.write("\nchanged = 'anew'\n")

    assert ran(package)[0] == "SourceFileLoader True"
    assert ran(package)[1].endswith(" anew")


@pytest.mark.parametrize("spoilt", [b"", b"nonsense", None])
def test_compiled_file_that_is_of_another_kind_is_left_to_importlib(
    package: Path, spoilt: bytes | None
) -> None:
    (compiled,) = (package / "__pycache__").glob("numerals.*")
    if spoilt is None:  # one that holds by the digest of its source
        mode = py_compile.PycInvalidationMode.CHECKED_HASH
        py_compile.compile(str(package / "numerals.py"), invalidation_mode=mode)
    else:
        compiled.write_bytes(spoilt)

    assert ran(package)[0] == "SourceFileLoader True"


@pytest.mark.parametrize("option", ["-O", "-Xpycache_prefix=elsewhere"])
def test_modules_that_are_compiled_otherwise_are_left_to_importlib(
    package: Path, option: str
) -> None:
    assert ran(package, option)[0] == "SourceFileLoader True"


ASKED_FOR = """
from kanwu import quick
quick._Finder.find_spec = lambda name, *more: print(name) if "kanwu" in name else None
quick.imports()
quick.load(quick.REPORT)
"""


def test_modules_that_are_loaded_beforehand_come_after_what_they_import(package: Path) -> None:
    assert printed(package, ASKED_FOR) == []


NEEDED = """
import os, sys
from kanwu import quick
from kanwu.__main__ import run
quick.load = lambda names: None
os._exit = lambda status: print(*(name for name in sys.modules if name.startswith("kanwu.")))
sys.argv = ["kanwu", "check", "--isolated", "a.txt"]
run()
"""
REPORT = """
　　一、做好工作
　　（一）抓项目。全年完成投资XX万元，同比增长3.5%，其中甲类5个，乙类6个，共12个。
　　（二）抓改革。“甲”、“乙”两项（含"丙"）按《办法》推进，一是加强管理，二是优化环境。
　　2.1 不足之处：
　　一是力度不够；
　　三是进展不快。
"""


@pytest.mark.parametrize(
    ("names", "text"), [(quick.CHECK, "　　任务如期完成。\n"), (quick.REPORT, REPORT)]
)
def test_modules_that_are_loaded_beforehand_are_needed(names: str, text: str) -> None:
    Path("a.txt").write_text(text, "utf-8")
    printed(HERE, NEEDED)  # the catalogue is stored

    needed = printed(HERE, NEEDED)[-1].split()

    assert {f"kanwu.{name.rstrip('.')}" for name in names.split()} <= set(needed)


def printed(package: Path, program: str, *options: str) -> list[str]:
    environment = {**os.environ, "PYTHONPATH": str(package.parent)}
    command = [sys.executable, *options, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    return done.stdout.splitlines()
