"""Commands run as a user would run them, with what is installed beside this Python."""

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
    """What becomes of a command, or of a line for the shell, under variables of its own.

    Those of a git that runs these tests, as in a hook, are kept from it.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    scripts = str(Path(sys.executable).parent)
    own = {
        "PATH": os.pathsep.join([scripts, os.environ["PATH"]]),
        "PYTHONDONTWRITEBYTECODE": "",  # every command would compile kanwu anew
        "PYTHONPYCACHEPREFIX": str(Path(os.environ["KANWU_CACHE_DIR"]) / "bytecode"),
        "PYTHONUTF8": "1",
    }
    return subprocess.run(
        command, shell=isinstance(command, str), cwd=folder, env={**kept, **own, **(told or {})},
        capture_output=True, text=True, encoding="utf-8", timeout=300,
    )  # fmt: skip


def write_empty_files() -> None:
    """As many files as it takes for results to be looked up in the cache."""
    for number in range(Worth().files):
        Path(f"empty-{number}.txt").write_text("")
