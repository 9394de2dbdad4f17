"""Checks: where their modules stand, and what each holds."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from kanwu import checks
from kanwu.check import Check
from kanwu.checks.general.pattern import Pattern
from tests.shipped import RULES

FOLDER = Path(checks.__file__).parent
MODULES = checks.modules(str(FOLDER))
# The families whose rules use a check, by its name.
FAMILIES: dict[str, set[str]] = {}
for rule in RULES:
    FAMILIES.setdefault(checks.name_of(type(rule.check)), set()).add(rule.family)
# Checks that no shipped rule uses, each with the reason.
UNUSED: dict[str, str] = {}


@pytest.mark.parametrize("name", MODULES)
def test_module_holds_one_check_that_is_named_like_it(name: str) -> None:
    module = import_module(f"kanwu.checks.{MODULES[name]}")
    own = [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Check)
        and value.__module__ == module.__name__
    ]

    assert [checks.class_name(name)] == [check.__name__ for check in own]
    assert own == [checks.named(name)]
    assert name == checks.name_of(own[0])


def test_every_module_is_in_a_family() -> None:
    stems = {path.stem for path in FOLDER.glob("**/*.py")} - {"__init__"}

    assert stems == {name.replace("-", "_") for name in MODULES}


def test_every_check_is_used_or_has_a_reason_not_to_be() -> None:
    assert set(MODULES) - set(FAMILIES) == set(UNUSED)


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_check_stands_in_the_family_that_uses_it(name: str) -> None:
    family = MODULES[name].partition(".")[0]

    assert family == "general" or FAMILIES[name] == {family}


def test_two_modules_of_one_name_are_refused(tmp_path: Path) -> None:
    for family in ("fact", "term"):
        (tmp_path / family).mkdir()
        (tmp_path / family / "some_flaw.py").touch()

    with pytest.raises(ImportError, match=r"check some-flaw: fact\.some_flaw and term\.some_flaw"):
        checks.modules(str(tmp_path))


def test_other_files_beside_the_checks_are_none(tmp_path: Path) -> None:
    family = tmp_path / "fact"
    (family / "__pycache__").mkdir(parents=True)
    for name in ("__init__.py", "_shared.py", "some_flaw.py", "some_flaw.tsv"):
        (family / name).touch()
    (tmp_path / "__init__.py").touch()

    assert checks.modules(str(tmp_path)) == {"some-flaw": "fact.some_flaw"}


def test_plugin_brings_a_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "house.dist-info").mkdir()
    (tmp_path / "house.dist-info" / "entry_points.txt").write_text(
        "[kanwu.checks]\nown-flaw = house_checks:OwnFlaw\npattern = house_checks:Missing\n"
    )
    (tmp_path / "house_checks.py").write_text(
        "from kanwu.checks.general.pattern import Pattern\n\n\nclass OwnFlaw(Pattern):\n    pass\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    own = checks.named("own-flaw")

    assert "own-flaw" in checks.names()
    assert checks.name_of(own) == "house_checks:OwnFlaw"
    assert checks.named("pattern") is Pattern


def test_unknown_name_is_no_check() -> None:
    with pytest.raises(KeyError):
        checks.named("some-flaw")
