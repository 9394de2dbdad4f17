"""Fixtures of all tests: a folder and a cache for each, and catalogues that take no time to read."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir

from kanwu.session import catalogue_file, files
from tests.commands import ROOT
from tests.worktree import Worktree

# Each run draws the same examples, so that a change is judged by what it changes; the runs that
# look for more (`KANWU_TEST_TIMES`) draw anew. What failed is printed, with the way to see it again.
settings.register_profile(
    "kanwu",
    deadline=None,
    database=None,
    print_blob=True,
    derandomize="KANWU_TEST_TIMES" not in os.environ,
)
settings.load_profile("kanwu")

FEW = ("PH001", "PT001", "PT004")


def pytest_configure(config: pytest.Config) -> None:
    """Let Hypothesis keep its files elsewhere, and hold the run to leave the repository clean."""
    folder = TemporaryDirectory(prefix="kanwu-hypothesis-")
    config.add_cleanup(folder.cleanup)
    set_hypothesis_home_dir(folder.name)
    if not hasattr(config, "workerinput"):  # once, not in each process that runs tests
        config.pluginmanager.register(Worktree(ROOT))


@pytest.fixture(autouse=True, scope="session")
def _environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No variable of the user's or of a git hook's reaches a test; each process has its own cache."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(("GIT_", "KANWU_")) and not name.startswith("KANWU_TEST_"):
                patch.delenv(name)
        for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_HYPERLINK"):
            patch.delenv(name, raising=False)
        patch.setenv("KANWU_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The working folder of every test: empty, and its own."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def git(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Run git in a repository of the test's own, which is where the test runs."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    who = ("-c", "user.name=某", "-c", "user.email=a@example.org")

    def run(*arguments: str) -> None:
        subprocess.run(["git", *who, *arguments], check=True, capture_output=True)

    run("init", "-q", "-b", "main")
    return run


@pytest.fixture(scope="session")
def _shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds the shipped rules and nothing else."""
    folder = tmp_path_factory.mktemp("shipped")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KANWU_CACHE_DIR", str(folder))
        catalogue_file.shipped(catalogue_file.identity(), keep=True)
    return folder


@pytest.fixture
def own_cache(_shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own, in which a checkout need not compile the shipped rules again."""
    folder = tmp_path / "cache"
    shutil.copytree(_shipped, folder)
    monkeypatch.setenv("KANWU_CACHE_DIR", str(folder))
    return folder


@pytest.fixture(scope="session")
def _few_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rules, and a cache that knows no others."""
    folder = tmp_path_factory.mktemp("few")
    shipped = Path(files.builtin_rules())
    for code in FEW:
        (path,) = shipped.rglob(f"{code}-*.toml")
        (folder / "rules" / path.parent.name).mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder / "rules" / path.parent.name)
    return folder


@pytest.fixture
def few_rules(_few_rules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of three rules, for tests that compile it again and again."""
    monkeypatch.setattr(files, "builtin_rules", lambda: str(_few_rules / "rules"))
    monkeypatch.setenv("KANWU_CACHE_DIR", str(_few_rules / "cache"))
