"""TOML as typed tables; an error is one line with file, line, cause and suggestion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from re import MULTILINE, compile, escape
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec
import tomli

from kanwu.errors import KanwuError, suggestion

T = TypeVar("T")
_HEADER = r"""^[ \t]*\[\[[ \t]*(?:tool\.kanwu\.)?["']?{name}["']?[ \t]*\]\]"""
_UNQUOTED = compile(r"[ \t\[]*(?P<key>[^\W\da-zA-Z_][^\s=\]\"']*)")
_UNKNOWN = compile(r"Object contains unknown field `(?P<name>[^`]*)`(?: - at `\$\.?(?P<at>.*)`)?")
_MISSING = compile(r"Object missing required field `(?P<name>[^`]*)`(?: - at `\$\.?(?P<at>.*)`)?")
_WRONG = compile(r"Expected `(?P<wanted>.*?)`, got `(?P<got>.*?)`(?: - at `\$\.?(?P<at>.*)`)?$")
_CHOICE = compile(r"Invalid enum value (?P<got>.*?)(?: - at `\$\.?(?P<at>.*)`)?$")
_INDEX = compile(r"\[\d+\]$")  # of the wrong word in a list


def parse(text: str, path: str, error_type: type[KanwuError]) -> dict[str, Any]:
    """The table of the whole text."""
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        place = f"{path}:{error.lineno}:{error.colno}"
        unquoted = _UNQUOTED.match(text, text.rfind("\n", 0, error.pos) + 1)
        hint = f"（键“{unquoted['key']}”不是西文，须加引号）" if unquoted else ""
        raise error_type(f"{place}: 不是有效的 TOML：{error.msg}{hint}") from error
    except RecursionError as error:
        raise error_type(f"{path}: TOML 嵌套太深") from error


def fit(table: object, type: type[T], path: str, text: str, error_type: type[KanwuError]) -> T:
    """The table as a value of the type; `text` is for the line of an error."""
    try:
        return msgspec.convert(table, type)
    except msgspec.ValidationError as error:
        key, cause = _explained(str(error), type)
        line = line_of(text, key)
        raise error_type(f"{path}{f':{line}' if line else ''}: {cause}") from error


def line_of(text: str, key: str) -> int | None:
    """The line (from 1) that sets the dotted key; None without such a line."""
    *tables, last = key.split(".")
    header = compile(r"\s*\[+\s*(?P<name>[^\]]+?)\s*\]+")
    setting = compile(rf"""\s*(?:[\w.-]*\.)?["']?{escape(last)}["']?\s*=""")
    within: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if match := header.match(line):
            within = [part.strip("\"' ") for part in match["name"].split(".")]
            if within == [*tables, last]:
                return number
        elif within == tables and setting.match(line):
            return number
    return None


def header_lines(text: str, name: str) -> list[int]:
    """The line (from 1) of every header `[[name]]`."""
    header = compile(_HEADER.format(name=escape(name)), MULTILINE)
    return [text.count("\n", 0, match.start()) + 1 for match in header.finditer(text)]


def _explained(error: str, type: type[Any]) -> tuple[str, str]:
    """The key with the error, and the cause."""
    if match := _UNKNOWN.match(error):
        key = ".".join(filter(None, (match["at"], match["name"])))
        return key, f"没有 {key} 这一项{suggestion(match['name'], _keys(type))}"
    if match := _MISSING.match(error):
        return match["at"] or "", f"缺少 {match['name']}"
    if match := _WRONG.match(error):
        key = match["at"] or ""
        return key, f"{key} 的类型应为 {match['wanted']}，不是 {match['got']}"
    if match := _CHOICE.match(error):
        key = _INDEX.sub("", match["at"] or "")
        hint = suggestion(match["got"].strip("'"), _choices(type, key))
        return key, f"{key} 不能是 {match['got']}{hint}"
    return "", error


def _keys(type: type[Any]) -> Iterable[str]:
    return getattr(type, "__struct_encode_fields__", ())


def _choices(type: type[Any], key: str) -> list[str]:
    """The words that the key's value, or each value of its list, may be."""
    hint = get_type_hints(type).get(key.replace("-", "_"))
    words = (word for part in (hint, *get_args(hint)) for word in get_args(part))
    return [word for word in words if isinstance(word, str)]


def spelled(options: Mapping[str, Any]) -> dict[str, Any]:
    """Options by the names of their fields: `unless-paragraph` is `unless_paragraph`."""
    return {name.replace("-", "_"): value for name, value in options.items()}
