"""The arguments of the command line, and what `-h` says of them."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable

from kanwu import __version__
from kanwu.hit import SEVERITIES
from kanwu.reporters import FORMATS

PROFILES = ("draft", "publish", "anonymised")


def parser() -> ArgumentParser:
    """The parser of all commands; `command` is the name of the one that was given."""
    top = _parser("kanwu", "勘误：检查中文公文与报告")
    top.add_argument("--version", action="version", version=f"kanwu {__version__}", help="显示版本")
    commands = top.add_subparsers(dest="command", metavar="命令", required=True, title="命令")

    def command(name: str, says: str, *options: Callable[[ArgumentParser], None]) -> None:
        added = commands.add_parser(name, help=says, description=says, add_help=False)
        added.add_argument("-h", "--help", action="help", help="显示这份说明")
        for add in options:
            add(added)

    command("check", "检查文件和文件夹", _what, _choice, _output, _status)
    command("rule", "显示一条规则", _code, _choice)
    command("rules", "列出全部规则", _choice)
    command("prove", "用规则自带的例子验证规则", _folder)
    command("config", "显示对某个路径生效的配置", _path, _choice)
    return top


def _parser(name: str, says: str) -> ArgumentParser:
    made = ArgumentParser(prog=name, description=says, add_help=False)
    made.add_argument("-h", "--help", action="help", help="显示这份说明")
    return made


def _what(command: ArgumentParser) -> None:
    add = command.add_argument_group("检查什么").add_argument
    add("paths", nargs="*", default=["."], metavar="路径", help="文件或文件夹，- 为标准输入")
    add("--stdin-filename", metavar="路径", help="把标准输入当作此路径的文件")
    add(
        "--exclude",
        action="append",
        default=[],
        metavar="模式",
        help="不检查的路径，写法同 .gitignore",
    )
    add("--force-exclude", action="store_true", help="指名的文件也服从 exclude")


def _choice(command: ArgumentParser) -> None:
    add = command.add_argument_group("用哪些规则").add_argument
    selectors = "代码、代码前缀、名称或类别，可用逗号分隔"
    add("--select", action="append", metavar="规则", help=f"只用这些规则：{selectors}")
    add("--extend-select", action="append", metavar="规则", help="另外启用这些规则")
    add("--ignore", action="append", metavar="规则", help="不用这些规则")
    add("--profile", choices=PROFILES, help="稿件性质：draft 草稿，publish 定稿，anonymised 匿名稿")
    add("--config", metavar="文件", help="用这份配置，不再寻找")
    add("--isolated", action="store_true", help="不读任何配置文件")


def _output(command: ArgumentParser) -> None:
    add = command.add_argument_group("输出").add_argument
    usual = "full" if sys.stdout.isatty() else "concise"
    add(
        "--output-format",
        choices=[*FORMATS],
        default=usual,
        help="格式；终端上默认为 full，其余为 concise",
    )
    add("--output-file", metavar="文件", help="把结果写入文件")
    add("--statistics", action="store_true", help="只列各规则的处数")
    add("--show-all", action="store_true", help="同一规则在一个文件中再多也全部列出")
    language = os.environ.get("KANWU_LANG", "zh")
    add("--lang", choices=["zh", "en"], default=language, help="说明所用的语言")


def _status(command: ArgumentParser) -> None:
    add = command.add_argument_group("退出状态与缓存").add_argument
    add(
        "--fail-level",
        choices=SEVERITIES,
        default="warning",
        help="查出达到此严重度的问题时，退出状态为 1（默认 warning）",
    )
    add("--exit-zero", action="store_true", help="查出问题也以 0 退出")
    add("--no-cache", action="store_true", help="不用缓存")


def _code(command: ArgumentParser) -> None:
    command.add_argument("code", metavar="规则", help="代码或名称")


def _folder(command: ArgumentParser) -> None:
    command.add_argument("folder", nargs="?", metavar="文件夹", help="默认为内置规则")


def _path(command: ArgumentParser) -> None:
    command.add_argument("path", nargs="?", default=".", metavar="路径", help="默认为当前文件夹")
