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

PROGRAM = """
from kanwu import quick
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
    source = Path(__file__).parents[1] / "linter" / "kanwu"
    there = tmp_path / "kanwu"
    shutil.copytree(source, there, ignore=shutil.ignore_patterns("__pycache__"))
    assert compileall.compile_dir(there, quiet=1)
    return there


def ran(package: Path, *options: str) -> list[str]:
    command = [sys.executable, *options, "-c", PROGRAM]
    environment = {**os.environ, "PYTHONPATH": str(package.parent)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    return done.stdout.splitlines()


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
