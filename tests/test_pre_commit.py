"""The hook: pre-commit runs it from a copy of this checkout, on scratch repositories."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests import schemas
from tests.commands import ROOT, run

pytestmark = [
    pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed"),
    pytest.mark.xdist_group("pre-commit"),  # pre-commit installs the hook once a process
]
CONFIG = """\
repos:
  - repo: {source}
    rev: {revision}
    hooks:
      - id: kanwu
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Settings that keep git and pre-commit to a folder of the tests, which share its hooks."""
    person = {"NAME": "A", "EMAIL": "a@example.org"}
    own = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in person.items()
    }
    return own | {
        "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
    }


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> str:
    """A configuration of pre-commit that has the hook from a clone of this checkout."""
    source = tmp_path_factory.mktemp("source")
    for name in (
        "linter",
        "rules",
        "tools",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        ".pre-commit-hooks.yaml",
    ):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source / name)
    return CONFIG.format(source=source, revision=as_repository(source, environment))


def as_repository(folder: Path, environment: dict[str, str]) -> str:
    for command in ("init -q", "add -A", "commit -q --no-verify -m state"):
        done = run(["git", *command.split()], folder, environment)
        assert done.returncode == 0, done.stderr
    return run("git rev-parse HEAD", folder, environment).stdout.strip()


def test_hook_stops_a_flawed_report_and_passes_a_clean_one(
    tmp_path: Path, environment: dict[str, str], config: str
) -> None:
    (tmp_path / ".pre-commit-config.yaml").write_text(config)
    (tmp_path / "kanwu.toml").write_text('exclude = ["archive/"]\n')
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "old.txt").write_text("投资XX万元。\n", "utf-8")
    (tmp_path / "clean.txt").write_text("全年完成投资1280万元。\n", "utf-8")
    (tmp_path / "flawed.md").write_text("全年完成投资XX万元。\n", "utf-8")
    as_repository(tmp_path, environment)

    everything = run("pre-commit run -a", tmp_path, environment)

    assert everything.returncode == 1, everything.stdout + everything.stderr
    assert "flawed.md:1:7: 错误 PH001 占位符“XX”尚未填写" in everything.stdout
    assert "old.txt" not in everything.stdout

    clean = run("pre-commit run --files clean.txt", tmp_path, environment)

    assert clean.returncode == 0, clean.stdout + clean.stderr


def test_hook_checks_word_files_and_passes_pictures_over(
    tmp_path: Path, environment: dict[str, str], config: str
) -> None:
    import docx

    # The repository's own `files` are in place of those of the hook.
    (tmp_path / ".pre-commit-config.yaml").write_text(config + "        files: ^docs/\n")
    (tmp_path / "docs").mkdir()
    word = docx.Document()
    word.add_paragraph("全年完成投资XX万元。")
    word.save(str(tmp_path / "docs" / "报告.docx"))
    (tmp_path / "docs" / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (tmp_path / "docs" / "表.py").write_text("a = 'XX,'\n")
    as_repository(tmp_path, environment)
    done = run("pre-commit run -a", tmp_path, environment)

    assert done.returncode == 1
    assert "docs/报告.docx:1:7: 错误 PH001" in done.stdout
    assert "图.png" not in done.stdout
    assert "共 1 处" in done.stdout


def test_fixing_hook_changes_staged_lines_alone(
    tmp_path: Path, environment: dict[str, str], config: str
) -> None:
    (tmp_path / ".pre-commit-config.yaml").write_text(config.replace("id: kanwu", "id: kanwu-fix"))
    reports = Repository(tmp_path, environment)
    old = "泵站已经建成,投入使用。\n"
    reports.write("总结.md", old)
    as_repository(tmp_path, environment)
    reports.run("pre-commit install")

    assert "暂存区没有改动的文件" in reports.run("pre-commit run -a -v")
    reports.write("总结.md", f"{old}\n新渠已经通水,水质达标。\n")
    assert "files were modified by this hook" in reports.commit(status=1)
    assert (tmp_path / "总结.md").read_text("utf-8") == f"{old}\n新渠已经通水，水质达标。\n"
    reports.commit()


class Repository:
    """A repository of reports, at work in which one sees what each command says."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder, self.environment = folder, environment

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "utf-8")

    def run(self, command: str, status: int = 0) -> str:
        done = run(command, self.folder, self.environment)
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def commit(self, status: int = 0) -> str:
        self.run("git add -A")
        return self.run("git commit -m 修改", status)

    def ci(self, status: int = 0) -> list[str]:
        """The codes that the script of CI reports, alike in both formats, which hold."""
        self.run("sh ci.sh", status)
        log, issues = (
            json.loads((self.folder / name).read_text("utf-8"))
            for name in ("kanwu.sarif", "quality.json")
        )
        schemas.validate(log, schemas.sarif())
        schemas.validate(issues, schemas.gitlab())
        told = [one["ruleId"] for one in log["runs"][0]["results"] if not one.get("suppressions")]
        assert told == [issue["check_name"] for issue in issues]
        return told


CI = """\
kanwu check --exit-zero --output-format gitlab --output-file quality.json .
kanwu check --output-format sarif --output-file kanwu.sarif .
"""
ALLOW = """\
[[allow]]
path = "/总结.txt"
code = "PH001"
text = "XX型水泵"
reason = "型号如此"
"""
OLD = "全年完成投资XX万元。\n新购XX型水泵12台。\n泵站已经建成,投入使用。\n"


def test_old_reports_are_adopted_and_new_flaws_are_stopped(
    tmp_path: Path, environment: dict[str, str], config: str
) -> None:
    reports = Repository(tmp_path, environment)
    reports.write("总结.txt", OLD)
    reports.write("kanwu.toml", ALLOW)
    reports.write("ci.sh", CI)
    reports.write(".gitignore", "kanwu.sarif\nquality.json\n")
    reports.write(".pre-commit-config.yaml", config)
    reports.run("git init -q")
    reports.run("pre-commit install")

    # What is there already is noted, and committed with the rest.
    reports.commit(status=1)
    assert reports.run("kanwu baseline") == "基线记下 2 条\n"
    reports.commit()
    assert reports.ci() == []

    # A new flaw is stopped, though everything else has moved.
    reports.write("总结.txt", f"明年计划投资XX万元。\n{OLD}")
    stopped = reports.commit(status=1)
    assert "总结.txt:1:7: 错误 PH001" in stopped
    assert "共 1 处：错误 1" in stopped
    assert reports.ci(status=1) == ["PH001"]

    # It is mended, and an old one too, of which the baseline need not know any more.
    reports.write("总结.txt", f"明年计划投资80万元。\n{OLD.replace(',', '，')}")
    reports.commit()
    assert "基线有 1 条已经不再出现" in reports.run("kanwu check")
    assert reports.run("kanwu baseline --prune") == "基线删去 1 条，还有 1 条\n"
    reports.commit()
    assert reports.ci() == []
    assert "基线" not in reports.run("kanwu check")
    assert reports.run("git status --short") == ""

    # What was mended may not come back.
    reports.write("总结.txt", f"明年计划投资80万元。\n{OLD}")
    assert "总结.txt:4:7: 错误 PT001" in reports.commit(status=1)
