"""The project keeps its own conventions."""

from __future__ import annotations

import ast
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import get_args

import pytest
import yaml
from pathspec import GitIgnoreSpec

from kanwu.catalogue.families import read_families
from kanwu.catalogue.rule_file import CountsAs, Format
from kanwu.cli.main import main
from kanwu.session import files
from tests.commands import ROOT, run
from tests.shipped import RULES

# What stands at the top of the repository, and the endings of the files below.
TOP = {
    *(
        ".ci",
        "benchmarks",
        "changelog.d",
        "docs",
        "editors",
        "LICENSES",
        "linter",
        "rules",
        "samples",
    ),
    *("templates", "tests", "tools"),
    *(".dockerignore", ".gitignore", ".pre-commit-config.yaml", ".pre-commit-hooks.yaml"),
    *("CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "LICENSE", "NOTICE", "README.md"),
    *("README.zh-CN.md", "SECURITY.md", "action.yml", "kanwu.toml", "mkdocs.yml"),
    *("noxfile.py", "pyproject.toml"),
}
ENDINGS = {
    *(".css", ".csv", ".html", ".js", ".json", ".md", ".py", ".toml", ".tsv", ".txt", ".xml"),
    *(".yaml", ".yml"),
    *(".mjs", ".png", ".ts", ".vscodeignore", ".xcs", ".xcu"),
    *("LICENSE", "py.typed", "run"),
}

# A name with an underscore in front, which is set: by itself, or behind the names of modules.
PATCHED = re.compile(r"""setattr\([^"')]+,\s*["']_|["']kanwu\.[\w.]*\._\w""")


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_readme_counts_the_rules(name: str) -> None:
    assert f"{len(RULES)} " in (ROOT / name).read_text("utf-8")


def test_ci_runs_the_test_command_of_the_readme() -> None:
    command = "pip install -e '.[dev]' && pytest"

    assert f"$ {command}\n" in (ROOT / "README.md").read_text("utf-8")
    assert f"\n{command}\n" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_wheel_holds_the_package_and_its_rules_alone() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    included = GitIgnoreSpec.from_lines(
        project["tool"]["hatch"]["build"]["targets"]["wheel"]["include"]
    )
    tops = ("linter", "rules", "docs", "tests", "tools", "samples")
    files = [p.relative_to(ROOT).as_posix() for top in tops for p in (ROOT / top).rglob("*")]
    shipped = {"/".join(file.split("/")[:2]) for file in included.match_files(files)}

    assert {each for each in shipped if not each.startswith("rules/")} == {"linter/kanwu"}


def test_hooks_of_this_repository_clone_nothing() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))

    assert [repository["repo"] for repository in config["repos"]] == ["local"]
    assert {hook["language"] for hook in config["repos"][0]["hooks"]} == {"system"}


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


def test_every_standard_is_listed_with_its_rules() -> None:
    listed = (ROOT / "docs" / "standards.md").read_text("utf-8")

    for rule in RULES:
        if rule.card.basis not in ("编校惯例", "本单位规定"):
            assert f"[{rule.code}]" in listed, rule.card.basis


def test_families_are_one_folder_and_one_prefix_each() -> None:
    families = read_families("rules", files.read_rules(files.builtin_rules()))

    assert len(families) == len({family.prefix for family in families.values()})
    assert families.keys() == {rule.family for rule in RULES}


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "docs/en/rules.md"])
def test_page_tells_every_family(page: str) -> None:
    told = set(re.findall(r"\b[A-Z]{2}\b", (ROOT / page).read_text("utf-8")))

    assert told >= {rule.code[:2] for rule in RULES}


def test_families_are_told_in_both_languages() -> None:
    families = read_families("rules", files.read_rules(files.builtin_rules()))

    for family in families.values():
        assert family.about
        assert family.en
        assert family.en.about


@pytest.mark.parametrize(
    "word", [word for word in (*get_args(CountsAs), *get_args(Format)) if word]
)
def test_page_for_authors_tells_every_word_of_a_key(word: str) -> None:
    assert f"`{word}`" in (ROOT / "docs" / "writing-rules.md").read_text("utf-8")


@pytest.mark.parametrize("folder", ["linter", "tools"])
def test_no_rule_code_stands_in_a_program(folder: str) -> None:
    """What a program would ask of a certain rule is a key of its file; docstrings may give codes."""
    prefixes = {rule.code[:2] for rule in RULES}
    code = re.compile(rf"(?<![A-Z])(?:{'|'.join(prefixes)})[0-9]{{3}}(?![0-9])")
    found = [
        f"{path.relative_to(ROOT)}:{line}: {word}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, word in _words(ast.parse(path.read_text("utf-8")))
        if word in prefixes or code.search(word)
    ]

    assert found == []


def _words(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every name and every text of a module but its docstrings, with their lines."""
    docstrings = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            match node.body:
                case [ast.Expr(value=ast.Constant() as docstring), *_]:
                    docstrings.add(docstring)
        if node not in docstrings:
            for _, value in ast.iter_fields(node):
                if isinstance(value, str | bytes):
                    yield getattr(node, "lineno", 0), str(value)


@pytest.fixture(scope="module")
def tracked() -> list[PurePosixPath]:
    """The files that git knows."""
    if not ((ROOT / ".git").exists() and shutil.which("git")):
        pytest.skip("no repository of git: not checked")
    listed = run(["git", "ls-files", "-z"])
    assert listed.returncode == 0, listed.stderr
    return [PurePosixPath(name) for name in listed.stdout.split("\0")[:-1]]


def test_top_of_the_repository_holds_what_is_listed(tracked: list[PurePosixPath]) -> None:
    unknown = {path.parts[0] for path in tracked} - TOP

    assert not unknown, f"git rm --cached them, or add them to TOP here if they belong: {unknown}"
    assert {path.parts[0] for path in tracked} == TOP  # what is gone is taken off the list


def test_files_end_as_is_listed(tracked: list[PurePosixPath]) -> None:
    below = [path for path in tracked if len(path.parts) > 1]
    unknown = [str(path) for path in below if not ENDINGS & {path.suffix, path.name}]

    assert not unknown, f"git rm --cached them, or add to ENDINGS here if they belong: {unknown}"


def test_no_test_patches_what_is_private() -> None:
    """A bound is an argument with a default, or the test brings as much as the bound says."""
    tests = (ROOT / "tests").glob("test_*.py")
    patching = {path.name for path in tests if PATCHED.search(path.read_text("utf-8"))}

    assert patching == set()
