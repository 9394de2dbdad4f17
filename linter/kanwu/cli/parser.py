"""The commands, and the parser of their arguments."""

from __future__ import annotations

from argparse import ArgumentParser

from kanwu import __version__
from kanwu.cli.options import CHECK, CHOICE, LANGUAGE, RATE_BASE, Option, Options, settled
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    Completion = Mapping[str, str | dict[str, str]] | None  # by shell, as shtab has it

_PATHS = Option("paths", "文件或文件夹（默认为当前文件夹）", "路径", many=True)
_FORMS = ("text", "json")
_PROFILES = ("book", "journal", "newspaper")

# Each command with what it does, and its arguments in groups.
COMMANDS: Mapping[str, tuple[str, Mapping[str, tuple[Option, ...]]]] = {
    "check": ("检查文件和文件夹", CHECK),
    "rule": (
        "显示一条规则",
        {
            "规则": (
                Option("code", "代码或名称", "规则", default=""),
                Option("--all", "显示全部规则"),
                Option("--output-format", "格式（默认为 text）", choices=_FORMS, default="text"),
            ),
            "用哪些规则": CHOICE,
        },
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
            "路径": (
                Option("path", "默认为当前文件夹", "路径", default="."),
                Option("--schema", "显示配置文件的 JSON Schema"),
            ),
            "用哪些规则": CHOICE,
        },
    ),
    "baseline": (
        "把现有的问题记入基线，以后只报新的",
        {
            "检查什么": (_PATHS,),
            "基线": (Option("--prune", "只删去已经不再出现的"),),
            "用哪些规则": CHOICE,
        },
    ),
    "report": (
        "统计差错率：各类计错数和每万字差错",
        {
            "检查什么": (_PATHS,),
            "差错率": (
                RATE_BASE,
                Option(
                    "--rate-profile",
                    "比照图书（book，默认）、期刊（journal）或报纸（newspaper）",
                    choices=_PROFILES,
                    default="book",
                ),
                LANGUAGE,
            ),
            "用哪些规则": CHOICE,
        },
    ),
    "init": (
        "写一份带注释的 kanwu.toml，并给出 pre-commit 和 CI 的配置；不覆盖已有的文件",
        {
            "写什么": (
                Option("folder", "默认为当前文件夹", "文件夹", default="."),
                Option("--pre-commit", "也写 .pre-commit-config.yaml"),
                Option("--github", "也写 .github/workflows/kanwu.yml"),
                Option("--gitlab", "也写 .gitlab-ci.yml"),
            )
        },
    ),
    "completion": (
        "给出命令补全的脚本",
        {"补全": (Option("shell", "哪种 shell", choices=("bash", "zsh")),)},
    ),
    "clean": ("删去缓存", {}),
}


def thoroughly(given: list[str]) -> Options:
    """The options by their fields, `command` among them; leaves with status 2 if they are wrong."""
    return settled(Options(vars(parser().parse_args(given))))


def parser(files: Completion = None, folders: Completion = None) -> ArgumentParser:
    """The parser of all commands; arguments for paths are told how a shell completes them."""
    top = ArgumentParser(prog="kanwu", description="勘误：检查中文公文与报告", add_help=False)
    top.add_argument("-h", "--help", action="help", help="显示这份说明")
    top.add_argument("--version", action="version", version=f"kanwu {__version__}", help="显示版本")
    commands = top.add_subparsers(dest="command", metavar="命令", required=True, title="命令")
    completions = {"文件": files, "路径": files, "文件夹": folders}
    for name, (does, groups) in COMMANDS.items():
        command = commands.add_parser(name, help=does, description=does, add_help=False)
        command.add_argument("-h", "--help", action="help", help="显示这份说明")
        for title, options in groups.items():
            group = command.add_argument_group(title)
            for option in options:
                action = group.add_argument(option.name, **_for_argparse(option))
                if found := completions.get(option.metavar):
                    action.complete = found  # type: ignore[attr-defined]
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
