"""The glossary and the names of the code: one stem, one meaning."""

from __future__ import annotations

import ast
import re

import pytest

from tests.commands import ROOT

# Words that say nothing, or say a second time what has a name.
FORBIDDEN = {
    *("issue", "problem", "offense", "violation", "node", "info", "obj", "util", "utils"),
    *("helper", "manager", "handler", "shelf", "ledger", "leads", "quick", "allowance", "mended"),
    *("checked", "linted", "told", "common", "misc"),
}
PATHS = sorted((ROOT / "linter" / "kanwu").rglob("*.py"))


def public_names() -> list[str]:
    """The public modules and classes of the package."""
    names = []
    for path in PATHS:
        if not path.stem.startswith("_"):
            names.append(path.stem)
        tree = ast.parse(path.read_text("utf-8"))
        names += [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    return sorted({name for name in names if not name.startswith("_")})


def stems(name: str) -> set[str]:
    return set(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_"))


def test_no_public_name_uses_a_forbidden_word() -> None:
    found = [name for name in public_names() if stems(name) & FORBIDDEN]

    assert found == [], "use a word of docs/glossary.md"


@pytest.mark.parametrize(
    "name",
    [
        *("Document", "Block", "Part", "Span", "Position", "Typesetting", "Check", "LocalCheck"),
        *("Hit", "Edit", "Rule", "Card", "Example", "Fix", "Finding", "Record", "Result"),
        *("FileResult", "Suppression", "Permit", "Stage", "Limit", "Density", "ErrorRate"),
        *("Totals", "Coverage", "Catalogue", "Ruleset", "Plan", "Scanner", "Layer", "Settings"),
        *("Selection", "Standing", "Workspace", "Option", "Request"),
    ],
)
def test_noun_is_a_class_and_in_the_glossary(name: str) -> None:
    words = " ".join(re.findall("[A-Z][a-z]+", name)).lower()

    assert name in public_names()
    assert f"| {words} " in (ROOT / "docs" / "glossary.md").read_text("utf-8")


def test_map_of_the_house_names_what_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    paths = re.findall(r"`((?:linter|rules|docs|tools)/[\w./-]+)`", text)

    assert len(paths) > 12
    assert [path for path in paths if not (ROOT / path).exists()] == []
