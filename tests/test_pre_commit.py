"""The hook, run by pre-commit from a clone of this checkout, on a scratch repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONFIG = """\
repos:
  - repo: {source}
    rev: {revision}
    hooks:
      - id: kanwu
"""


def run(
    *command: str, folder: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Settings that keep git and pre-commit to the folder of the test."""
    person = {"NAME": "A", "EMAIL": "a@example.org"}
    own = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in person.items()
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return (
        kept
        | own
        | {
            "PRE_COMMIT_HOME": str(tmp_path / "cache"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        }
    )


def as_repository(folder: Path, environment: dict[str, str]) -> str:
    for command in ("init -q", "add -A", "commit -q --no-verify -m state"):
        done = run("git", *command.split(), folder=folder, environment=environment)
        assert done.returncode == 0, done.stderr
    return run("git", "rev-parse", "HEAD", folder=folder, environment=environment).stdout.strip()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_hook_stops_a_flawed_report_and_passes_a_clean_one(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    source, scratch = tmp_path / "source", tmp_path / "reports"
    source.mkdir()
    for name in (
        "linter",
        "rules",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        ".pre-commit-hooks.yaml",
    ):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source / name)
    revision = as_repository(source, environment)
    scratch.mkdir()
    (scratch / ".pre-commit-config.yaml").write_text(
        CONFIG.format(source=source, revision=revision)
    )
    (scratch / "kanwu.toml").write_text('exclude = ["archive/"]\n')
    (scratch / "archive").mkdir()
    (scratch / "archive" / "old.txt").write_text("投资XX万元。\n", "utf-8")
    (scratch / "clean.txt").write_text("全年完成投资1280万元。\n", "utf-8")
    (scratch / "flawed.md").write_text("全年完成投资XX万元。\n", "utf-8")
    as_repository(scratch, environment)

    everything = run("pre-commit", "run", "-a", folder=scratch, environment=environment)

    assert everything.returncode == 1, everything.stdout + everything.stderr
    assert "flawed.md:1:7: 错误 PH001 占位符“XX”尚未填写" in everything.stdout
    assert "old.txt" not in everything.stdout

    clean = run(
        "pre-commit", "run", "--files", "clean.txt", folder=scratch, environment=environment
    )

    assert clean.returncode == 0, clean.stdout + clean.stderr
