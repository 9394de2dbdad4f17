"""From the arguments of the command line to a command and its options.

Importing argparse takes longer than checking a short report, so a plain `check` is read without it.
"""

from __future__ import annotations

from kanwu.cli.commands import COMMANDS
from kanwu.values import TYPE_CHECKING, imported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kanwu.cli.commands import Command
    from kanwu.cli.parser import Given
    from kanwu.values import Value


def read(arguments: Sequence[str]) -> tuple[Command, Value]:
    """The command and its options; for wrong arguments, argparse exits with status 2."""
    plain = read_plain(arguments)
    if plain is None:
        name, given = imported("kanwu.cli.parser:parse")(arguments)
    else:
        name, given = "check", plain
    command = COMMANDS[name]
    values = {option.field: option.value(given.get(option.field)) for option in command.arguments()}
    return command, command.options(**values)


def read_plain(arguments: Sequence[str]) -> Given | None:
    """The texts of the options of `check`; None if argparse has to read them."""
    if not arguments or arguments[0] != "check":
        return None
    options = {option.name: option for option in COMMANDS["check"].arguments()}
    given: Given = {}
    rest = iter(arguments[1:])
    for argument in rest:
        if not argument.startswith("-") or argument == "-":
            given.setdefault("paths", []).append(argument)
            continue
        name, equals, text = argument.partition("=")
        option = options.get(name)
        if option is None or (equals and option.is_flag):
            return None
        texts = given.setdefault(option.field, [])
        if option.is_flag:
            continue
        text = text if equals else next(rest, "-")
        if (not equals and text.startswith("-")) or (option.choices and text not in option.choices):
            return None
        texts.append(text)
    return given
