"""From the arguments of the command line to a command and its options.

argparse is not used: importing it takes longer than checking a short report.
"""

from __future__ import annotations

from kanwu.cli.commands import COMMANDS
from kanwu.values import TYPE_CHECKING, imported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kanwu.cli.commands import Command
    from kanwu.cli.option import Option
    from kanwu.errors import ConfigError
    from kanwu.values import Value

    Given = dict[str, list[str]]  # the texts of each given option, by field; no text for a flag

_HARMLESS = frozenset(("paths", "isolated"))  # fields that go with each other in every command


def read(words: Sequence[str]) -> tuple[Command, Value]:
    """The command and its options; ConfigError for wrong arguments."""
    name = words[0] if words else ""
    if name not in COMMANDS:
        raise _wrong("command" if words else "no command", words, word=name)
    command = COMMANDS[name]
    given = read_given(words)
    if given.keys() - _HARMLESS or "-" in given.get("paths", ()):
        imported("kanwu.cli.combinations:require_useful")(name, given)
    values = {}
    for option in command.arguments():
        texts = given.get(option.field)
        try:
            values[option.field] = option.value(texts)
        except ValueError as error:
            word = "".join(texts or ())
            raise _wrong("value", words, word=word, option=option, known=error.args) from error
    return command, command.options(**values)


def read_given(words: Sequence[str]) -> Given:
    """The texts of the options of a command, which is the first word."""
    options = {option.name: option for option in COMMANDS[words[0]].arguments()}
    given: Given = {}
    rest = iter(words[1:])
    for word in rest:
        if word == "--":
            break
        if not word.startswith("-") or word == "-":
            _add_place(word, given, options, words)
            continue
        name, equals, text = word.partition("=")
        option = options.get(name) or _abbreviated(name, options, words)
        texts = given.setdefault(option.field, [])
        if not option.is_flag:
            texts.append(_value(option, text if equals else next(rest, "--"), words, equals))
        elif equals:
            raise _wrong("flag", words, option=option)
    for word in rest:
        _add_place(word, given, options, words)
    for option in options.values():
        if option.is_positional and option.usual is None and option.field not in given:
            raise _wrong("missing", words, option=option)
    return given


def _add_place(word: str, given: Given, options: dict[str, Option], words: Sequence[str]) -> None:
    """Add a word that is not of an option, such as a path."""
    for option in options.values():
        if option.is_positional and (option.is_repeatable or option.field not in given):
            given.setdefault(option.field, []).append(_value(option, word, words, "="))
            return
    raise _wrong("too many", words, word=word)


def _value(option: Option, text: str, words: Sequence[str], equals: str) -> str:
    """The text, if the option takes it; one with a dash takes `=`."""
    if not equals and text.startswith("-") and text != "-":
        raise _wrong("no value", words, option=option)
    if not option.is_positional and not text.strip():
        raise _wrong("blank", words, option=option)
    if option.choices and text not in option.choices:
        raise _wrong("choice", words, option=option, word=text)
    return text


def _abbreviated(name: str, options: dict[str, Option], words: Sequence[str]) -> Option:
    """The only option that begins with the name."""
    known = [option for option in options if option.startswith("--")]
    full = [option for option in known if name.startswith("--") and option.startswith(name)]
    if len(full) == 1:
        return options[full[0]]
    raise _wrong("ambiguous" if full else "option", words, word=name, known=full or known)


def _wrong(kind: str, words: Sequence[str], **details: object) -> ConfigError:
    """The error for wrong arguments; only they need its words."""
    error: ConfigError = imported("kanwu.cli.usage:error")(kind, words, **details)
    return error
