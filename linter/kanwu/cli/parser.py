"""The command line as a parser of argparse, for the completion of commands."""

from __future__ import annotations

from argparse import SUPPRESS, Action, ArgumentParser, _ArgumentGroup
from collections.abc import Mapping

from kanwu import __version__
from kanwu.cli.commands import COMMANDS
from kanwu.cli.help import ABOUT, OWN_HELP, VERSION
from kanwu.cli.option import Option
from kanwu.english import said

Completion = Mapping[str, str | dict[str, str]] | None  # by shell, as in shtab


def parser(
    language: str = "zh", files: Completion = None, folders: Completion = None
) -> ArgumentParser:
    """The parser of all commands; `files` and `folders` are the shells' ways to complete paths."""
    top = ArgumentParser(prog="kanwu", description=said(language, ABOUT), add_help=False)
    own_help = said(language, OWN_HELP)
    top.add_argument("-h", "--help", action="help", help=own_help)
    top.add_argument(
        "--version", action="version", version=f"kanwu {__version__}", help=said(language, VERSION)
    )
    commands = top.add_subparsers(
        dest="command", required=True, title=said(language, "命令"), metavar=said(language, "命令")
    )
    completions = {"文件": files, "路径": files, "文件夹": folders}
    for name, command in COMMANDS.items():
        help_ = said(language, command.help)
        own = commands.add_parser(name, help=help_, description=help_, add_help=False)
        own.add_argument("-h", "--help", action="help", help=own_help)
        for title, options in command.groups.items():
            group = own.add_argument_group(said(language, title))
            for option in options:
                action = _add(group, option, language)
                if completion := completions.get(option.metavar):
                    action.complete = completion  # type: ignore[attr-defined]
    return top


def _add(group: _ArgumentGroup, option: Option, language: str) -> Action:
    """Add an option; the namespace has no attribute for it unless it is given."""
    help_ = said(language, option.help)
    if option.is_flag:
        return group.add_argument(
            option.name, help=help_, action="store_const", const=[], default=SUPPRESS
        )
    nargs = None
    if option.is_positional and (option.is_repeatable or option.default is not None):
        nargs = "*" if option.is_repeatable else "?"
    return group.add_argument(
        option.name,
        help=help_,
        metavar=said(language, option.metavar) or None,
        choices=option.choices or None,
        action="append" if option.is_repeatable and nargs is None else "store",
        nargs=nargs,
        default=SUPPRESS,
    )
