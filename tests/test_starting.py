"""The first steps: a configuration to begin with, its schema, completion, and the list of rules."""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import tomli

from kanwu import __version__
from kanwu.cli.commands import COMMANDS
from kanwu.cli.main import main
from kanwu.config.settings import Settings
from kanwu.measures.error_rate import CAVEAT
from kanwu.session import files
from kanwu.session.workspace import Request, Workspace
from tests.commands import ROOT
from tests.shipped import RULES

SNIPPETS = (".pre-commit-config.yaml", ".github/workflows/kanwu.yml", ".gitlab-ci.yml")


def test_init_writes_a_configuration_and_shows_the_rest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["init"]) == 0
    out = capsys.readouterr().out
    assert os.listdir() == ["kanwu.toml"]
    assert out.startswith("写了 kanwu.toml\n")
    assert all(f"写在 {path}" in out for path in SNIPPETS)
    assert f"rev: v{__version__}" in out


def test_init_writes_the_files_that_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    yaml = pytest.importorskip("yaml", reason="pip install pyyaml")
    Path("docs").mkdir()
    main(["init", "docs", "--pre-commit", "--github", "--gitlab"])

    assert capsys.readouterr().out.count("\n") == 4
    for path in SNIPPETS:
        assert __version__ in json.dumps(yaml.safe_load((Path("docs") / path).read_text("utf-8")))


def test_init_writes_settings_of_vscode_beside_others(capsys: pytest.CaptureFixture[str]) -> None:
    Path(".vscode").mkdir()
    Path(".vscode/extensions.json").write_text("{}", "utf-8")
    assert main(["init", "--vscode"]) == 0
    said = capsys.readouterr()

    assert "kanwu.kanwu" in said.out  # what to add by hand
    assert said.err == "kanwu: .vscode/extensions.json 已有，没有改动\n"
    settings = json.loads(Path(".vscode/settings.json").read_text("utf-8"))
    assert {"source.fixAll.kanwu"} == {
        *settings["[markdown]"]["editor.codeActionsOnSave"],
        *settings["[plaintext]"]["editor.codeActionsOnSave"],
    }


@pytest.mark.parametrize("path", ["kanwu.toml", ".kanwu.toml", "pyproject.toml", *SNIPPETS])
def test_init_never_writes_over_anything(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text("[tool.kanwu]\n", "utf-8")

    assert main(["init", "--pre-commit", "--github", "--gitlab"]) == 0
    assert capsys.readouterr().err == f"kanwu: {path} 已有，没有改动\n"
    assert Path(path).read_text("utf-8") == "[tool.kanwu]\n"
    assert Path("kanwu.toml").exists() == (path in ("kanwu.toml", *SNIPPETS))


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")
def test_init_asks_on_a_terminal() -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "kanwu", "init"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as running:
        os.write(ours, b"y\nn\n\n")
        assert running.wait() == 0
    os.close(theirs)
    os.close(ours)

    assert [path for path in SNIPPETS if Path(path).exists()] == [SNIPPETS[0]]


def test_first_configuration_holds(tmp_path: Path) -> None:
    """With its commented lines taken in, too."""
    main(["init"])
    written = Path("kanwu.toml").read_text("utf-8")
    every = re.sub(r"^# (?=\[|[a-z\"].* = )", "", written, flags=re.MULTILINE)
    Path("kanwu.toml").write_text(every, "utf-8")
    workspace = Workspace(Request())
    of = workspace.config(".")
    of.require_known_rules(workspace.catalogue(of))

    assert tomli.loads(written) == {"profile": "publish"}
    assert set(tomli.loads(every)) == {
        *("profile", "extend-select", "ignore", "exclude", "allow-text"),
        *("rule-url", "rules", "max", "terms", "files", "allow"),
    }


def test_schema_is_that_of_the_types() -> None:
    assert runpy.run_path(str(ROOT / "tools" / "schema.py"))["main"](["--check"]) == 0


def test_schema_says_what_every_key_is() -> None:
    definitions = json.loads(Path(files.PACKAGE, "kanwu.schema.json").read_text("utf-8"))["$defs"]
    unsaid = [
        (name, key)
        for name, definition in definitions.items()
        for key, value in definition["properties"].items()
        if not re.search("[一-鿿]", value.get("description", ""))
    ]

    assert unsaid == []
    assert set(definitions["Settings"]["properties"]) == {*Settings.__struct_encode_fields__}


def test_schema_holds_what_kanwu_takes(capsys: pytest.CaptureFixture[str]) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="pip install jsonschema")
    main(["config", "--schema"])
    valid = jsonschema.Draft202012Validator(json.loads(capsys.readouterr().out))

    assert valid.is_valid({"profile": "draft", "rules": {"PH001": {"severity": "info"}}})
    assert valid.is_valid({"terms": {"replace": {"甲": {"right": "乙"}}}, "max": {"PT": 3}})
    for wrong in ({"profil": "draft"}, {"rules": {"PH001": {"severity": "bad"}}}):
        assert not valid.is_valid(wrong)


def test_all_rules_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "--all"]) == 0
    told = capsys.readouterr().out
    main(["rule", "--all", "--output-format", "json"])
    rules = json.loads(capsys.readouterr().out)

    assert {rule["code"] for rule in rules} == {rule.code for rule in RULES}
    for rule in rules:
        assert f"{rule['code']} {rule['name']}　{rule['title']}\n" in told
        assert {"why", "basis", "examples", "severity", "fix"} <= rule.keys()


@pytest.mark.parametrize("arguments", [[], ["PH001", "--all"]])
def test_either_a_rule_is_named_or_all(arguments: list[str]) -> None:
    assert main(["rule", *arguments]) == 2


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_completion_knows_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out

    assert all(name in script for name in COMMANDS)
    assert "--max-density" in script
    if found := shutil.which(shell):
        subprocess.run([found, "-n", "-c", script], check=True)


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_bash_completes(capsys: pytest.CaptureFixture[str]) -> None:
    main(["completion", "bash"])
    script = capsys.readouterr().out
    asked = (
        "COMP_WORDS=(kanwu check --output-format sar); COMP_CWORD=3\n"
        "$(complete -p kanwu | sed 's/.*-F \\([^ ]*\\).*/\\1/'); echo ${COMPREPLY[*]}"
    )
    done = subprocess.run(
        ["bash", "-c", f"{script}\n{asked}"], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["sarif"]


def test_missing_completion_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "shtab", None)

    assert main(["completion", "bash"]) == 2
    assert "pip install 'kanwu[completion]'" in capsys.readouterr().err


@pytest.mark.usefixtures("few_rules")
def test_report_tells_the_rate_and_what_it_is_made_of(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("　　水清,岸绿,天蓝，惠及XX户。" + "字" * 980 + "。\n", "utf-8")
    Path("b.txt").write_text("　　" + "字" * 1003 + "。\n", "utf-8")
    main(["baseline"])
    capsys.readouterr()

    assert main(["report"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 个文件",
        "  计错数    每万字  类别",
        "     0.2      1.00  标点差错",
        "     0.2      1.00  合计",
        "",
        "不计空白 2,000 字，每万字 1.00（上表用此）",
        "每行 28 字的版面 2,016 字，每万字 0.99",
        "参照：每万字不超过 1（图书，《图书质量管理规定》）；公文没有这样的规定，仅供比照",
        "未计入：未完成项 1 处，不在计错之列的错误和警告 0 处",
        CAVEAT,
    ]
    main(
        ["report", "--rate-base", "layout", "--rate-profile", "newspaper", "--lang", "en", "b.txt"]
    )
    assert "at most 3 per 10,000" in capsys.readouterr().out


@pytest.mark.usefixtures("few_rules")
def test_report_names_files_that_it_could_not_read(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_bytes(b"\xff\x81\x20\xff")

    assert main(["report", "a.txt"]) == 2
    assert "a.txt:1: 第 1 字节" in capsys.readouterr().err
