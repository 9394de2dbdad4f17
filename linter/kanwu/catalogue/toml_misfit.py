"""What does not fit the type of a table: its key, and the cause in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from re import compile
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from kanwu.catalogue.toml_places import Key
from kanwu.errors import Sentence, suggestion

_AT = r"(?: - at `\$\.?(?P<at>.*)`)?$"
_UNKNOWN = compile(rf"Object contains unknown field `(?P<name>[^`]*)`{_AT}")
_MISSING = compile(rf"Object missing required field `(?P<name>[^`]*)`{_AT}")
_WRONG = compile(rf"Expected `(?P<wanted>.*?)`, got `(?P<got>.*?)`{_AT}")
_CHOICE = compile(rf"Invalid enum value (?P<got>.*?){_AT}")
_STEP = compile(r"\[(?P<index>\d+)\]|(?P<any>\[\.\.\.\])|\.?(?P<name>[^.\[\]]+)")
_TYPES = {
    "str": "加引号的文字",
    "int": "整数",
    "float": "数",
    "bool": "true 或 false",
    "array": "列表 […]",
    "object": "一节",
}


class Misfit(NamedTuple):
    """A key whose value does not fit, or the table without a key, and the cause."""

    keys: Sequence[Key]
    cause: Sentence
    missing: str = ""  # the key that the table is without
    unknown: bool = False  # no key of the table has the name

    @property
    def place(self) -> tuple[Key, ...]:
        """The keys to the wrong value, to the whole list for an entry of one."""
        keys = [*self.keys, *filter(None, [self.missing])]
        while keys and isinstance(keys[-1], int):
            keys.pop()
        return tuple(keys)


def misfit(error: str, table: object, type: Any) -> Misfit:
    """The misfit that an error of msgspec tells of."""
    if match := _UNKNOWN.match(error):
        keys, hint = _resolved(match["at"] or "", table, type)
        keys.append(match["name"])
        nearest = suggestion(match["name"], _fields(hint))
        cause = Sentence("没有 {key} 这一项{hint}", key=dotted(keys), hint=nearest)
        return Misfit(keys, cause, unknown=True)
    if match := _MISSING.match(error):
        keys, hint = _resolved(match["at"] or "", table, type)
        name, table = match["name"], f"{dotted(keys)} " if keys else ""
        line = _line_for(name, _fields(hint)[name])
        cause = Sentence("{table}缺少 {name}，要写一行 {line}", table=table, name=name, line=line)
        return Misfit(keys, cause, name)
    if match := _WRONG.match(error):
        keys, _ = _resolved(match["at"] or "", table, type)
        cause = Sentence(
            "{key} 应为{wanted}，不是{got}",
            key=dotted(keys),
            wanted=_in_words(match["wanted"]),
            got=_in_words(match["got"]),
        )
        return Misfit(keys, cause)
    if match := _CHOICE.match(error):
        keys, hint = _resolved(match["at"] or "", table, type)
        got = match["got"].strip("'")
        nearest = suggestion(got, _choices(hint))
        cause = Sentence("{key} 不能是 {got}{hint}", key=dotted(keys), got=got, hint=nearest)
        return Misfit(keys, cause)
    return Misfit((), Sentence("{error}", error=error))


def dotted(keys: Sequence[Key]) -> str:
    """The key as a user writes it; a table of an array goes by its array."""
    return ".".join(str(key) for key in keys if isinstance(key, str))


def _resolved(at: str, table: object, type: Any) -> tuple[list[Key], Any]:
    """The keys to a place of msgspec's, and the type there."""
    keys: list[Key] = []
    value: Any = table
    for step in _STEP.finditer(at):
        type = _narrowed(type, value)
        if step["name"]:
            key: Key = step["name"]
            type = _fields(type).get(str(key), Any)
        elif step["index"]:
            key = int(step["index"])
            type = (*get_args(type), Any)[0]
        else:
            type = get_args(type)[1]
            key = next(name for name in value if not _fits(value[name], type))
        keys.append(key)
        value = value[key]
    return keys, _narrowed(type, value)


def _fits(value: object, type: Any) -> bool:
    try:
        msgspec.convert(value, type)
    except msgspec.ValidationError:
        return False
    return True


def _narrowed(type: Any, value: object) -> Any:
    """The part of the type that a value of this kind is held to."""
    for part in _parts(type):
        is_table = bool(_fields(part)) or get_origin(part) is dict
        if is_table if isinstance(value, dict) else get_origin(part) is list:
            return part
    return type


def _parts(type: Any) -> Iterator[Any]:
    """The types that the type is a union of."""
    if get_origin(type) is Annotated:
        yield from _parts(get_args(type)[0])
    elif get_origin(type) in (Union, UnionType):
        for part in get_args(type):
            yield from _parts(part)
    else:
        yield type


def _fields(hint: Any) -> dict[str, Any]:
    """The types of the fields of a table by their names."""
    if not (isinstance(hint, type) and issubclass(hint, msgspec.Struct)):
        return {}
    return {field.encode_name: field.type for field in msgspec.structs.fields(hint)}


def _choices(type: Any) -> Iterator[str]:
    for part in _parts(type):
        if get_origin(part) is Literal:
            yield from filter(None, get_args(part))


def _line_for(name: str, type: Any) -> str:
    """The beginning of what sets a field."""
    parts = list(_parts(type))
    if str in parts:
        return f'{name} = "…"'
    if any(get_origin(part) is list for part in parts):
        return f"[[{name}]]"
    return f"[{name}]"


def _in_words(types: str) -> Sentence:
    first, *others = (
        Sentence(_TYPES[name]) if name in _TYPES else Sentence("{type}", type=name)
        for name in types.split(" | ")
        if name != "null"
    )
    for other in others:
        first = Sentence("{first}或{other}", first=first, other=other)
    return first
