"""Wrong usage of the command line, told in one line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kanwu.cli.commands import COMMANDS, language_of
from kanwu.cli.option import Option
from kanwu.errors import ConfigError, Sentence, suggestion

# By kind. `word` is the wrong word, `option` the option in question.
_MESSAGES = {
    "no command": "要写明命令{hint}",
    "command": "没有命令 {word}{hint}",
    "option": "{command} 没有选项 {word}{hint}",
    "ambiguous": "{word} 不止一个选项以它开头：{known}",
    "no value": "{option} 之后要写{metavar}（以 - 开头的，写作 {option}=…）",
    "blank": "{option} 之后是空的，要写{metavar}",
    "flag": "{option} 之后不能写值",
    "choice": "{option} 不能是 {word}{hint}",
    "value": "{option} 应为{known}，不是 {word}",
    "missing": "{command} 要写明 {option}{hint}",
    "too many": "{command} 用不上 {word}",
}


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
    known = tuple(known)
    choices = option.choices if option else ()
    return ConfigError(
        _MESSAGES[kind],
        command=words[0] if words else "",
        word=word,
        option=option.name if option else "",
        metavar=Sentence(option.metavar) if option and option.metavar else choices,
        known=tuple(map(Sentence, known)),
        hint=_hint(kind, words, word, choices or known),
    )


def _hint(kind: str, words: Sequence[str], word: str, known: Iterable[str]) -> Sentence:
    """The known words that are near, or the way to the help."""
    if kind == "command" and (os.path.exists(word) or "." in word):
        return Sentence("；检查它写作 kanwu check {word}", word=word)
    if kind == "command" and word.startswith("-"):
        near = suggestion(word, ["--version"]) if word.startswith("--v") else None
        return near or Sentence("；先写命令，再写选项：kanwu check {word}", word=word)
    if kind == "no command":
        return Sentence("{every}（说明见 kanwu -h）", every=suggestion(word, COMMANDS))
    if kind == "command":
        return suggestion(word, COMMANDS)
    near = suggestion(word, known)
    return near or Sentence("（说明见 kanwu {command} -h）", command=words[0])
