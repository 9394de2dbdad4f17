"""Help: the commands, or the options of a command, as text in Chinese or English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from re import findall

from wcwidth import wcswidth

from kanwu.cli.commands import COMMANDS, Command
from kanwu.cli.console import columns
from kanwu.cli.option import Option
from kanwu.cli.usage import error, language
from kanwu.english import said

_LEFT, _GAP = 28, 2  # columns
ABOUT = "勘误：检查中文公文与报告"
OWN_HELP = "显示这份说明"
VERSION = "显示版本"


def help_for(words: Sequence[str]) -> Iterator[str]:
    """The lines of the help that the words of a command line ask for."""
    spoken, width = language(words), columns()
    if words[0] in COMMANDS:
        return _of_command(words[0], spoken, width)
    if words[0].startswith("-"):
        return _overview(spoken, width)
    raise error("command", words, words[0])


def _overview(language: str, width: int) -> Iterator[str]:
    """The commands, and what each does."""
    yield said(language, "用法：kanwu 命令 [选项 …]")
    yield from ("", said(language, ABOUT))
    rows = [(name, said(language, command.help)) for name, command in COMMANDS.items()]
    yield from _section(said(language, "命令"), rows, width)
    help_ = said(language, "显示这份说明；写在命令之后，显示它的选项")
    rows = [("-h, --help", help_), ("--version", said(language, VERSION))]
    yield from _section(said(language, "其他"), rows, width)


def _of_command(name: str, language: str, width: int) -> Iterator[str]:
    """The options of a command, by groups."""
    command = COMMANDS[name]
    usage = said(language, "用法：kanwu {name} [选项 …]", name=name)
    yield " ".join([usage, *_places(command, language)])
    yield from ("", said(language, command.help))
    for title, options in command.groups.items():
        rows = [(_left(option, language), said(language, option.help)) for option in options]
        yield from _section(said(language, title), rows, width)
    yield from _section(said(language, "其他"), [("-h, --help", said(language, OWN_HELP))], width)


def _places(command: Command, language: str) -> Iterator[str]:
    """The arguments that are no options, as the usage shows them."""
    for option in command.arguments():
        if option.is_positional:
            metavar = _metavar(option, language)
            more = " …" if option.is_repeatable else ""
            yield metavar if option.usual is None else f"[{metavar}{more}]"


def _left(option: Option, language: str) -> str:
    metavar = _metavar(option, language)
    return metavar if option.is_positional else f"{option.name} {metavar}".rstrip()


def _metavar(option: Option, language: str) -> str:
    return said(language, option.metavar) or "|".join(option.choices)


def _section(title: str, rows: Iterable[tuple[str, str]], width: int) -> Iterator[str]:
    """A title and its rows in two columns; a long left column has a line of its own."""
    yield from ("", title)
    for left, right in rows:
        lines = list(_wrapped(right, width - _LEFT))
        room = _LEFT - _GAP - wcswidth(left)
        if room < _GAP:
            yield f"  {left}"
        else:
            yield f"  {left}{' ' * room}{lines.pop(0)}"
        yield from (" " * _LEFT + line for line in lines)


def _wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of the text; no Latin word is broken, and no line begins with a mark."""
    line, columns = "", 0
    for piece in findall(r"(?:[!-~]+|.)[，。；：、）]*", text):
        size = wcswidth(piece)
        if columns + size > width:
            yield line.rstrip()
            line, columns = "", 0
            piece, size = piece.lstrip(), wcswidth(piece.lstrip())
        line, columns = line + piece, columns + size
    yield line
