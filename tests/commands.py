"""Commands as a user runs them, with the programs installed beside this Python."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from kanwu.session.run import Worth

ROOT = Path(__file__).resolve().parents[1]  # of the repository: no test stands there


def run(
    command: str | Sequence[str], folder: Path = ROOT, told: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The outcome of a command, or of a line for the shell, with more variables than the tests'."""
    scripts = str(Path(sys.executable).parent)
    own = {
        "PATH": os.pathsep.join([scripts, os.environ["PATH"]]),
        "PYTHONDONTWRITEBYTECODE": "",  # every command would compile kanwu anew
        "PYTHONPYCACHEPREFIX": str(Path(os.environ["KANWU_CACHE_DIR"]) / "bytecode"),
        "PYTHONUTF8": "1",
    }
    return subprocess.run(
        command, shell=isinstance(command, str), cwd=folder, env={**os.environ, **own, **(told or {})},
        capture_output=True, text=True, encoding="utf-8", timeout=300,
    )  # fmt: skip


def write_empty_files() -> None:
    """As many files as it takes for results to be looked up in the cache."""
    for number in range(Worth().files):
        Path(f"empty-{number}.txt").write_text("")
