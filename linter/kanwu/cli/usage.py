"""Wrong usage of the command line, told in one line, in Chinese or English."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kanwu.cli.commands import COMMANDS, language_of
from kanwu.cli.english import ENGLISH
from kanwu.cli.option import Option
from kanwu.errors import ConfigError, suggestion

# By kind, in Chinese and English. `word` is the wrong word, `option` the option in question.
_MESSAGES = {
    "no command": ("要写明命令{hint}", "a command is needed{hint}"),
    "command": ("没有命令 {word}{hint}", "no such command: {word}{hint}"),
    "option": ("{command} 没有选项 {word}{hint}", "{command} has no option {word}{hint}"),
    "ambiguous": (
        "{word} 不止一个选项以它开头：{known}",
        "several options begin with {word}: {known}",
    ),
    "no value": (
        "{option} 之后要写{metavar}（以 - 开头的，写作 {option}=…）",
        "{option} needs a value: {metavar} (one that begins with - is written {option}=…)",
    ),
    "blank": (
        "{option} 之后是空的，要写{metavar}",
        "{option} has an empty value: {metavar} is needed",
    ),
    "flag": ("{option} 之后不能写值", "{option} takes no value"),
    "choice": ("{option} 不能是 {word}{hint}", "{option} cannot be {word}{hint}"),
    "value": ("{option} 应为{known}，不是 {word}", "{option} should be {known}, not {word}"),
    "missing": ("{command} 要写明 {option}{hint}", "{command} needs {option}{hint}"),
    "too many": ("{command} 用不上 {word}", "{command} has no use for {word}"),
}
_HELP = ("（说明见 kanwu{command} -h）", " (see kanwu{command} -h)")
_ORDER = (
    "；先写命令，再写选项：kanwu check {word}",
    "; the command comes first: kanwu check {word}",
)
_CHECK = ("；检查它写作 kanwu check {word}", "; to check it: kanwu check {word}")


def language(words: Sequence[str]) -> str:
    """The language that the words ask for, or the environment."""
    given = [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    given += [word for name, word in pairwise(words) if name == "--lang"]
    return next((word for word in reversed(given) if word in ("zh", "en")), language_of())


def error(
    kind: str,
    words: Sequence[str],
    word: str = "",
    option: Option | None = None,
    known: Iterable[str] = (),
) -> ConfigError:
    """The error of a kind for the words of the command line."""
    tongue = language(words)
    is_english = tongue == "en"
    hint = _hint(kind, words, word, option.choices if option else known)
    metavar = option.metavar or "、".join(option.choices) if option else ""
    message = _MESSAGES[kind][is_english].format(
        command=words[0] if words else "",
        word=word,
        option=option.name if option else "",
        metavar=ENGLISH.get(metavar, metavar) if is_english else metavar,
        known=", ".join(ENGLISH.get(word, word) for word in known)
        if is_english
        else "、".join(known),
        hint=hint,
    )
    return ConfigError(message)


def _hint(kind: str, words: Sequence[str], word: str, known: Iterable[str]) -> str:
    """The known words that are near, or the way to the help."""
    tongue = language(words)
    is_english = tongue == "en"
    if kind == "command" and (os.path.exists(word) or "." in word):
        return _CHECK[is_english].format(word=word)
    if kind == "command" and word.startswith("-"):
        near = suggestion(word, ["--version"], tongue) if word.startswith("--v") else ""
        return near or _ORDER[is_english].format(word=word)
    if kind == "no command":
        return suggestion(word, COMMANDS, tongue) + _HELP[is_english].format(command="")
    if kind == "command":
        return suggestion(word, COMMANDS, tongue)
    near = suggestion(word, known, tongue)
    return near or _HELP[is_english].format(command=f" {words[0]}")
