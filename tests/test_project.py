"""The project keeps its own conventions."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from kanwu.cli import main
from tests.test_rules import RULES

ROOT = Path(__file__).parents[1]
# A console block that shows what `kanwu` prints; a last line … stands for the rest.
SHOWN = re.compile(r"```console\n\$ (?P<command>kanwu [^\n]+)\n(?P<output>[^`]+)```")


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_readme_shows_what_is_printed(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    shown = list(SHOWN.finditer((ROOT / name).read_text("utf-8")))

    assert shown
    for example in shown:
        main(shlex.split(example["command"])[1:])
        wanted = example["output"].removesuffix("…\n")
        assert capsys.readouterr().out.startswith(wanted)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_readme_counts_the_rules(name: str) -> None:
    assert f"{len(RULES)} " in (ROOT / name).read_text("utf-8")


def test_ci_runs_the_test_command_of_the_readme() -> None:
    command = "pip install -e '.[dev]' && pytest"

    assert f"$ {command}\n" in (ROOT / "README.md").read_text("utf-8")
    assert f"\n{command}\n" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_samples_have_flaws_of_every_family_that_is_on(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--isolated", "--output-format", "concise", str(ROOT / "samples")])
    codes = set(re.findall(r"[A-Z]{2}(?=\d{3} )", capsys.readouterr().out))

    assert codes == {rule.code[:2] for rule in RULES if rule.on}


@pytest.mark.parametrize("sample", sorted((ROOT / "samples").iterdir()), ids=lambda path: path.name)
def test_sample_is_two_to_four_kilobytes(sample: Path) -> None:
    assert 2000 <= sample.stat().st_size <= 4096


def test_every_rule_has_its_page() -> None:
    pages = {path.stem for path in (ROOT / "docs" / "rules").glob("*.md")}

    assert pages == {"README", *(rule.code for rule in RULES)}


def test_families_are_one_folder_and_one_prefix_each() -> None:
    families = {(rule.family, rule.code[:2]) for rule in RULES}

    assert len(families) == len({family for family, _ in families})
    assert len(families) == len({prefix for _, prefix in families})
