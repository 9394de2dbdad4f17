"""What tests share: a cache of their own, a catalogue that is read in no time, and no haste."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from kanwu.session import files

settings.register_profile("kanwu", deadline=None)
settings.load_profile("kanwu")

FEW = ("PH001", "PT001", "PT004")


@pytest.fixture(autouse=True, scope="session")
def _cache_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    # Of the process: each that runs tests has a folder of its own.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KANWU_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


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
    """A catalogue of three rules, for tests that read it anew again and again."""
    monkeypatch.setattr(files, "builtin_rules", lambda: str(_few_rules / "rules"))
    monkeypatch.setenv("KANWU_CACHE_DIR", str(_few_rules / "cache"))
