"""The user's terms: `[terms]` of a configuration, and the term files that it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from kanwu.catalogue.table import rows
from kanwu.catalogue.toml import fit
from kanwu.errors import ConfigError

RULE = "user-terms"  # the name of the rule that looks for them
_YES = ("1", "true", "yes", "是")
_FIXES = {"可靠": "safe", "须人工确认": "unsafe", "不提供": "none"}


class Term(msgspec.Struct, forbid_unknown_fields=True):
    """The right form of a word."""

    right: Annotated[str, Meta(description="应有的写法；空着表示不用这个词")] = ""
    note: Annotated[str, Meta(description="附在说明后面的话")] = ""
    fix: Annotated[
        Literal["", "safe", "unsafe", "none"], Meta(description="改法：可靠、须人工确认或不提供")
    ] = ""
    regex: Annotated[bool, Meta(description="左边是正则表达式")] = False

    def columns(self) -> dict[str, str]:
        """The row of the term in the check's table of words."""
        row = {"right": self.right, "note": self.note, "fix": self.fix}
        return {name: value for name, value in row.items() if value}


class Terms(msgspec.Struct, forbid_unknown_fields=True):
    """`[terms]` of a configuration file; `replace` takes in the terms of `files`."""

    files: Annotated[list[str], Meta(description="术语文件")] = []
    names: Annotated[list[str], Meta(description="只有这一种写法的名称")] = []
    protected: Annotated[list[str], Meta(description="其中什么也不查的词语")] = []
    replace: Annotated[dict[str, str | Term], Meta(description="左边的写法应改为右边的写法")] = {}

    def over(self, lower: Terms) -> Terms:
        """These terms on top of others."""
        return Terms(
            [],
            [*lower.names, *self.names],
            [*lower.protected, *self.protected],
            {**lower.replace, **self.replace},
        )

    def options(self) -> dict[str, Any]:
        """The options of the check that looks for the terms; none without terms."""
        terms = {word: _term(value) for word, value in self.replace.items()}
        options = {
            "words": {word: term.columns() for word, term in terms.items() if not term.regex},
            "patterns": {word: term.columns() for word, term in terms.items() if term.regex},
            "names": self.names,
        }
        return {name: value for name, value in options.items() if value}


def read_file(path: str, text: str) -> dict[str, str | Term]:
    """The terms of a file: columns `wrong`, `right` and, if need be, `note`, `fix`, `regex`."""
    lines = rows(text, path, ConfigError)
    first, head = next(lines, (1, []))
    if not {"wrong", "right"} <= set(head):
        words = (
            "{path}:{first}: 术语文件首行应有 wrong 和 right（或错误写法、正确写法）两列，"
            "以制表符或逗号分隔"
        )
        raise ConfigError(words, path=path, first=first)
    terms: dict[str, str | Term] = {}
    for number, row in lines:
        cells = dict(zip(head, row, strict=False))
        wrong = cells.pop("wrong", "").strip()
        if wrong.startswith("#"):
            continue
        if not wrong:
            raise ConfigError("{path}:{number}: wrong 一列是空的", path=path, number=number)
        table = dict(_cells(cells))
        terms[wrong] = fit(table, Term, f"{path}:{number}", "", ConfigError)
    return terms


def require_useful(terms: Terms, place: str) -> None:
    """ConfigError for an empty word, or a word that is to be replaced by itself."""
    if not all(terms.replace) or not all(terms.names) or not all(terms.protected):
        raise ConfigError("{place}: terms 里有空的词", place=place)
    for word, value in terms.replace.items():
        if _term(value).right == word:
            raise ConfigError("{place}: terms 里“{word}”改成了它自己", place=place, word=word)


def _term(value: str | Term) -> Term:
    return Term(value) if isinstance(value, str) else value


def _cells(cells: dict[str, str]) -> Iterator[tuple[str, object]]:
    for name, cell in cells.items():
        if name == "regex":
            yield name, cell.strip() in _YES
        elif cell:
            yield name, _FIXES.get(cell, cell) if name == "fix" else cell
