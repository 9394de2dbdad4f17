"""The glossary and the names of the code: one stem, one meaning."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from tests.commands import ROOT

GLOSSARY = "docs/glossary.md"
PACKAGE = ROOT / "linter" / "kanwu"
# Words that say nothing, and synonyms of words that the glossary has.
FORBIDDEN = {
    *("info", "misc", "node", "obj", "stuff", "util", "utils"),
    *("handler", "helper", "manager", "processor", "wrapper"),
    *("issue", "issues", "offense", "offenses", "problem", "problems", "violation", "violations"),
    *("allowance", "allowances", "ledger", "shelf", "leads", "quick", "late"),
    *("allowed", "checked", "linted", "made", "mended", "told"),
}
# Only of texts, whose lists and series have items.
ITEMS_BELONG_IN = ("checks", "structure")
# Functions that go by a forbidden word; each of these names is to be replaced.
TO_BE_RENAMED = {"leads_of", "leads_out", "made"}
# Formats, programs and conventions that others have named.
NAMED_ELSEWHERE = {
    *("api", "checkstyle", "cli", "csv", "git", "github", "gitlab", "html", "json", "junit"),
    *("kanwu", "markdown", "rdjson", "sarif", "toml", "xml"),
}


class Name(NamedTuple):
    """A public name of the package, and where it stands."""

    name: str
    path: str  # within the package, with slashes

    @property
    def words(self) -> list[str]:
        """The words of the name: `file`, `result` of FileResult."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", self.name).lower().split("_")

    @property
    def is_of_the_house(self) -> bool:
        """Whether it is none of the names of flaws, or of the parts of a format."""
        family = self.path.startswith(("checks/", "readers/")) and self.path.count("/") > 1
        return not family and self.name not in NAMED_ELSEWHERE

    def __str__(self) -> str:
        return f"linter/kanwu/{self.path}: {self.name}"


def modules() -> Iterator[Name]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.parent.name if path.stem == "__init__" else path.stem
        if not name.startswith("_"):
            yield Name(name, path.relative_to(PACKAGE).as_posix())


def definitions(*kinds: type[ast.stmt]) -> Iterator[Name]:
    """The public classes or functions of every module."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for statement in ast.parse(path.read_text("utf-8")).body:
            name = getattr(statement, "name", "_")
            if isinstance(statement, kinds) and not name.startswith("_"):
                yield Name(name, path.relative_to(PACKAGE).as_posix())


def terms() -> list[str]:
    """The English terms of the glossary; some are of two words."""
    return re.findall(r"^\| ([a-z][a-z ]*) \|", (ROOT / GLOSSARY).read_text("utf-8"), re.MULTILINE)


def singular(word: str) -> str:
    return re.sub("ies$", "y", word) if word.endswith("ies") else word.removesuffix("s")


def test_public_names_use_no_synonym_of_a_term() -> None:
    names = [*modules(), *definitions(ast.ClassDef, ast.FunctionDef)]
    forbidden = [
        f"{name}: “{word}” is forbidden; take the word of {GLOSSARY} for what is meant"
        for name in names
        for word in name.words
        if word in FORBIDDEN and name.name not in TO_BE_RENAMED
    ]

    assert not forbidden, "\n".join(forbidden)


def test_only_texts_have_items() -> None:
    names = [*modules(), *definitions(ast.ClassDef, ast.FunctionDef)]
    strays = [
        f"{name}: name what it is one of (an entry, a record, a file), not an item"
        for name in names
        if {"item", "items"} & set(name.words) and not name.path.startswith(ITEMS_BELONG_IN)
    ]

    assert not strays, "\n".join(strays)


def test_noun_of_every_module_and_class_is_in_the_glossary() -> None:
    listed = set(" ".join(terms()).split())
    unlisted = [
        f"{name}: “{noun}” is not in {GLOSSARY}; take a word that is, or add a row that says"
        " in one sentence what it means and no other row says"
        for name in (*modules(), *definitions(ast.ClassDef))
        if name.is_of_the_house
        for noun in name.words[-1:]
        if not {noun, singular(noun)} & listed
    ]

    assert not unlisted, "\n".join(unlisted)


def test_glossary_lists_each_term_once() -> None:
    listed = terms()
    doubled = sorted({term for term in listed if listed.count(term) > 1})

    assert len(listed) > 100
    assert not doubled, f"{GLOSSARY}: one row a term: {', '.join(doubled)}"
