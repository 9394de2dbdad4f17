"""The command line read by argparse: every command, help, error messages."""

from __future__ import annotations

from argparse import SUPPRESS, Action, ArgumentParser, _ArgumentGroup
from collections.abc import Mapping, Sequence

from kanwu import __version__
from kanwu.cli.commands import COMMANDS
from kanwu.cli.option import Option

Given = dict[str, list[str]]  # the texts of each given option, by field; no text for a flag
Completion = Mapping[str, str | dict[str, str]] | None  # by shell, as in shtab


def parse(arguments: Sequence[str]) -> tuple[str, Given]:
    """The name of the command and the texts of its options; exit with 2 if they are wrong."""
    given: Given = {}
    namespace = parser().parse_args(arguments)
    for option in COMMANDS[namespace.command].arguments():
        if hasattr(namespace, option.field):
            value = getattr(namespace, option.field)
            given[option.field] = value if isinstance(value, list) else [value]
    return namespace.command, given


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
