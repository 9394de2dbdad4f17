"""Families of rules: each is a folder with a `family.toml` for its title and the codes' prefix."""

from __future__ import annotations

from collections.abc import Mapping
from re import compile

import msgspec

from kanwu.catalogue.toml import fit, parse
from kanwu.catalogue.toml_places import line_of
from kanwu.errors import RuleError

FILE = "family.toml"
_PREFIX = compile("[A-Z]{2}")


class _English(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    about: str = ""


class Family(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A file `family.toml`."""

    prefix: str  # of the code of every rule in the folder
    title: str
    about: str = ""  # the matter of its rules, in a phrase without a full stop
    en: _English | None = None


def read_families(folder: str, texts: Mapping[str, str]) -> dict[str, Family]:
    """The families of a rule folder by their paths in it, if it has any."""
    return {
        path.removesuffix(FILE).rstrip("/"): _read(f"{folder}/{path}", text)
        for path, text in texts.items()
        if is_family(path)
    }


def is_family(path: str) -> bool:
    """Whether the file describes a family instead of a rule."""
    return path.rpartition("/")[2] == FILE


def require_prefix(code: str, family: Family, place: str) -> None:
    """RuleError for a code without the prefix of its family."""
    if not code.startswith(family.prefix):
        raise RuleError(
            "{place}: 代码 {code} 应以 {prefix} 开头，见同一文件夹里的 {file}",
            place=place,
            code=code,
            prefix=family.prefix,
            file=FILE,
        )


def _read(place: str, text: str) -> Family:
    family = fit(parse(text, place, RuleError), Family, place, text, RuleError)
    if not _PREFIX.fullmatch(family.prefix):
        line = line_of(text, "prefix") or 1
        raise RuleError(
            "{place}:{line}: prefix 应为两个大写字母，不是 {prefix!r}",
            place=place,
            line=line,
            prefix=family.prefix,
        )
    if not family.title.strip():
        raise RuleError(
            "{place}:{line}: title 是空的", place=place, line=line_of(text, "title") or 1
        )
    return family
