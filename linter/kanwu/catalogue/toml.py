"""TOML as typed tables; an error is one line with file, line, cause and suggestion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from re import compile
from typing import Any, TypeVar

import msgspec
import tomli

from kanwu.catalogue.toml_misfit import Misfit, misfit
from kanwu.catalogue.toml_places import Key, line_near
from kanwu.errors import KanwuError, Sentence

T = TypeVar("T")
_UNQUOTED = compile(r"[ \t\[]*(?P<key>[^\W\da-zA-Z_][^\s=\]\"']*)")
_CURLED = compile("[“”‘’＂＇]")
_STAND_INS: tuple[object, ...] = ("", {}, [])  # for a wrong value, to find the errors behind it
# What the parser says at the beginning of its messages, and the same in Chinese.
_CAUSES = {
    "Invalid statement": "这一行不成句",
    "Expected newline": "一行只能写一项",
    "Expected '='": "键之后应有等号",
    "Expected ']": "方括号没有合上",
    "Invalid value": "值不成立，文字要加引号",
    "Cannot overwrite": "这个键已经写过",
    "Cannot declare": "这一节已经写过",
    "Duplicate inline": "这个键已经写过",
    "Cannot": "这一节不能再添",
    "Invalid initial": "缺少键",
    "Unclosed array": "列表的方括号没有合上",
    "Unclosed inline": "花括号没有合上",
    "Unescaped": "反斜线要写成两个，或者改用单引号",
    "Unterminated": "引号没有合上",
    "Illegal character": "有不能用的字符",
    "Invalid date": "日期不成立",
}


def parse(text: str, path: str, error_type: type[KanwuError]) -> dict[str, Any]:
    """The table of the whole text."""
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        place = f"{path}:{error.lineno}:{error.colno}"
        raise error_type(
            "{place}: 不是有效的 TOML：{cause}",
            place=place,
            cause=_cause(error, text),
        ) from error
    except RecursionError as error:
        raise error_type("{path}: TOML 嵌套太深", path=path) from error


def fit(table: object, type: type[T], path: str, text: str, error_type: type[KanwuError]) -> T:
    """The table as a value of the type; `text` is for the line of an error."""
    try:
        return msgspec.convert(table, type)
    except msgspec.ValidationError as error:
        raise _error(misfit(str(error), table, type), path, text, error_type) from error


def fit_all(
    table: Mapping[str, Any], type: type[T], path: str, text: str, error_type: type[KanwuError]
) -> tuple[T | None, list[KanwuError]]:
    """The table as a value of the type, and every error in it; the value is None if some is left.

    What is wrong is told once, then left out or replaced by something empty.
    """
    table, errors = deepcopy(dict(table)), list[KanwuError]()
    tried: dict[tuple[Key, ...], int] = {}  # stand-ins, by the place of what is wrong
    while True:
        try:
            return msgspec.convert(table, type), errors
        except msgspec.ValidationError as error:
            found = misfit(str(error), table, type)
            place = found.place
            if place not in tried:
                errors.append(_error(found, path, text, error_type))
            if not place:
                return None, errors
            _stand_in(table, place, len(_STAND_INS) if found.unknown else tried.get(place, 0))
            tried[place] = tried.get(place, 0) + 1


def spelled(options: Mapping[str, Any]) -> dict[str, Any]:
    """Options by the names of their fields: `unless-paragraph` is `unless_paragraph`."""
    return {name.replace("-", "_"): value for name, value in options.items()}


def _error(misfit: Misfit, path: str, text: str, error_type: type[KanwuError]) -> KanwuError:
    line = line_near(text, misfit.keys)
    place = f"{path}:{line}" if line else path
    return error_type("{place}: {cause}", place=place, cause=misfit.cause)


def _stand_in(table: Any, place: Sequence[Key], tried: int) -> None:
    """Put the next stand-in at the place, or nothing after the last one."""
    *path, last = place
    for step in path:
        table = table[step]
    if tried < len(_STAND_INS):
        table[last] = deepcopy(_STAND_INS[tried])
    else:
        table.pop(last, None)


def _cause(error: tomli.TOMLDecodeError, text: str) -> Sentence:
    """The parser's message in our words, and a hint."""
    causes = (cause for message, cause in _CAUSES.items() if error.msg.startswith(message))
    known = next(causes, None)
    cause = Sentence(known) if known else Sentence("{cause}", cause=error.msg)
    start = text.rfind("\n", 0, error.pos) + 1
    line = text[start:].partition("\n")[0]
    if unquoted := _UNQUOTED.match(line):
        return Sentence("{cause}（键“{key}”不是西文，须加引号）", cause=cause, key=unquoted["key"])
    if curled := _CURLED.search(line.partition("#")[0]):
        return Sentence("{cause}（{mark} 不是西文引号）", cause=cause, mark=curled[0])
    return cause
