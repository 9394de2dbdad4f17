"""The command line as a parser of argparse, for the completion of commands."""

from __future__ import annotations

from argparse import SUPPRESS, Action, ArgumentParser, _ArgumentGroup
from collections.abc import Mapping

from kanwu import __version__
from kanwu.cli.commands import COMMANDS
from kanwu.cli.option import Option

Completion = Mapping[str, str | dict[str, str]] | None  # by shell, as in shtab


def parser(files: Completion = None, folders: Completion = None) -> ArgumentParser:
    """The parser of all commands; `files` and `folders` are the shells' ways to complete paths."""
    top = ArgumentParser(prog="kanwu", description="勘误：检查中文公文与报告", add_help=False)
    top.add_argument("-h", "--help", action="help", help="显示这份说明")
    top.add_argument("--version", action="version", version=f"kanwu {__version__}", help="显示版本")
    commands = top.add_subparsers(dest="command", metavar="命令", required=True, title="命令")
    completions = {"文件": files, "路径": files, "文件夹": folders}
    for name, command in COMMANDS.items():
        own = commands.add_parser(name, help=command.help, description=command.help, add_help=False)
        own.add_argument("-h", "--help", action="help", help="显示这份说明")
        for title, options in command.groups.items():
            group = own.add_argument_group(title)
            for option in options:
                action = _add(group, option)
                if completion := completions.get(option.metavar):
                    action.complete = completion  # type: ignore[attr-defined]
    return top


def _add(group: _ArgumentGroup, option: Option) -> Action:
    """Add an option; the namespace has no attribute for it unless it is given."""
    if option.is_flag:
        return group.add_argument(
            option.name, help=option.help, action="store_const", const=[], default=SUPPRESS
        )
    nargs = None
    if option.is_positional and (option.is_repeatable or option.default is not None):
        nargs = "*" if option.is_repeatable else "?"
    return group.add_argument(
        option.name,
        help=option.help,
        metavar=option.metavar or None,
        choices=option.choices or None,
        action="append" if option.is_repeatable and nargs is None else "store",
        nargs=nargs,
        default=SUPPRESS,
    )
