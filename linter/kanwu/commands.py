"""The commands, and the parser of their arguments."""

from __future__ import annotations

from argparse import ArgumentParser

from kanwu import __version__
from kanwu.arguments import CHECK, CHOICE, Option, Options, settled
from kanwu.value import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

# Each command with what it does, and its arguments in groups.
COMMANDS: Mapping[str, tuple[str, Mapping[str, tuple[Option, ...]]]] = {
    "check": ("检查文件和文件夹", CHECK),
    "rule": (
        "显示一条规则",
        {"规则": (Option("code", "代码或名称", "规则"),), "用哪些规则": CHOICE},
    ),
    "rules": (
        "列出全部规则",
        {
            "规则": (
                Option("--coverage", "列出每条规则在这里查出多少处，关闭的规则也算", "文件夹"),
                Option("--samples", "每条规则附几处样例（默认为 0）", "数目", default="0"),
            ),
            "用哪些规则": CHOICE,
        },
    ),
    "prove": (
        "用规则自带的例子验证规则",
        {"规则": (Option("folder", "默认为内置规则", "文件夹", default=""),)},
    ),
    "config": (
        "显示对某个路径生效的配置",
        {
            "路径": (Option("path", "默认为当前文件夹", "路径", default="."),),
            "用哪些规则": CHOICE,
        },
    ),
    "baseline": (
        "把现有的问题记入基线，以后只报新的",
        {
            "检查什么": (Option("paths", "文件或文件夹（默认为当前文件夹）", "路径", many=True),),
            "基线": (Option("--prune", "只删去已经不再出现的"),),
            "用哪些规则": CHOICE,
        },
    ),
    "clean": ("删去缓存", {}),
}


def thoroughly(given: list[str]) -> Options:
    """The options by their fields, `command` among them; leaves with status 2 if they are wrong."""
    options = Options(vars(parser().parse_args(given)))
    return settled(options) if options.command == "check" else options


def parser() -> ArgumentParser:
    """The parser of all commands."""
    top = ArgumentParser(prog="kanwu", description="勘误：检查中文公文与报告", add_help=False)
    top.add_argument("-h", "--help", action="help", help="显示这份说明")
    top.add_argument("--version", action="version", version=f"kanwu {__version__}", help="显示版本")
    commands = top.add_subparsers(dest="command", metavar="命令", required=True, title="命令")
    for name, (does, groups) in COMMANDS.items():
        command = commands.add_parser(name, help=does, description=does, add_help=False)
        command.add_argument("-h", "--help", action="help", help="显示这份说明")
        for title, options in groups.items():
            group = command.add_argument_group(title)
            for option in options:
                group.add_argument(option.name, **_for_argparse(option))
    return top


def _for_argparse(option: Option) -> dict[str, Any]:
    told: dict[str, Any] = {"help": option.help}
    if not option.takes_value:
        return told | {"action": "store_true"}
    if option.choices:
        told["choices"] = option.choices
    else:
        told["metavar"] = option.metavar
    if option.many:
        told |= {"action": "append"} if option.name.startswith("-") else {"nargs": "*"}
        return told | {"default": []}
    if not option.name.startswith("-") and option.default is not None:
        told["nargs"] = "?"
    return told | {"default": option.default}
