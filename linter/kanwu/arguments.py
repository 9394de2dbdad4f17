"""The arguments of the command line, written down once.

`argparse` reads them, and says what is wrong with them; for the commonest command there is a
shorter way, since importing argparse takes longer than checking a short report.
"""

from __future__ import annotations

import os
import sys

from kanwu import __version__
from kanwu.hit import SEVERITIES
from kanwu.reporters import FORMATS
from kanwu.value import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterable, Mapping
    from typing import Any

PROFILES = ("draft", "publish", "anonymised")


class Option(NamedTuple):
    """An argument: with dashes, one of `choices` or anything; without, a path or the like."""

    name: str
    help: str
    metavar: str = ""  # of what it takes; an option without takes nothing
    choices: tuple[str, ...] = ()
    default: str | None = None
    many: bool = False

    @property
    def field(self) -> str:
        """The name of its value among the options."""
        return self.name.lstrip("-").replace("-", "_")

    @property
    def takes_value(self) -> bool:
        return bool(self.metavar or self.choices)


_WHAT = (
    Option("paths", "文件或文件夹，- 为标准输入（默认为当前文件夹）", "路径", many=True),
    Option("--stdin-filename", "把标准输入当作此路径的文件", "路径"),
    Option("--exclude", "不检查的路径，写法同 .gitignore", "模式", many=True),
    Option("--force-exclude", "指名的文件也服从 exclude"),
    Option("--diff-base", "只看与此提交分开后改动的行", "提交"),
    Option("--staged", "只看已暂存的改动"),
    Option("--no-baseline", "不用当前文件夹的基线"),
    Option("--encoding", "文件的编码，不再判断", "编码"),
    Option("--max-file-size", "不读比这更大的文件（默认 64M）", "大小"),
)
_SELECTORS = "代码、代码前缀、名称或类别，可用逗号分隔"
_CHOICE = (
    Option("--select", f"只用这些规则：{_SELECTORS}", "规则", many=True),
    Option("--extend-select", "另外启用这些规则", "规则", many=True),
    Option("--ignore", "不用这些规则", "规则", many=True),
    Option("--profile", "稿件性质：draft 草稿，publish 定稿，anonymised 匿名稿", choices=PROFILES),
    Option("--config", "用这份配置，不再寻找", "文件"),
    Option("--isolated", "不读任何配置文件"),
)
_FIX = (
    Option("--fix", "修改能够可靠修改之处，并写回文件"),
    Option("--unsafe-fixes", "也作可能改变文意、须人工复核的修改"),
    Option("--diff", "只显示要修改什么，不写文件"),
    Option("--fix-only", "修改，但不列出其余的问题"),
    Option("--exit-non-zero-on-fix", "改了文件就以 1 退出"),
    Option("--tracked", "把 .docx 的修改写成修订记录"),
    Option("--annotate", "把查出的问题写成批注，另存为这个 .docx", "文件"),
)
_OUTPUT = (
    Option("--output-format", "格式；终端上默认为 full，其余为 concise", choices=tuple(FORMATS)),
    Option("--output-file", "把结果写入文件", "文件"),
    Option("--statistics", "只列各规则的处数"),
    Option("--show-all", "同一规则在一个文件中再多也全部列出"),
    Option("--lang", "说明所用的语言", choices=("zh", "en")),
)
_RUN = (
    Option(
        "--fail-level",
        "查出达到此严重度的问题时，退出状态为 1（默认 warning）",
        choices=SEVERITIES,
        default="warning",
    ),
    Option("--exit-zero", "查出问题也以 0 退出"),
    Option("--no-cache", "不用缓存，也不留缓存"),
    Option("--jobs", "同时用几个进程，或 auto（默认）", "数目", default="auto"),
    Option("--timing", "列出各规则所用的时间"),
)


class Options:
    """What was given for each argument, by its field."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.__dict__.update(given)

    if TYPE_CHECKING:

        def __getattr__(self, field: str) -> Any: ...

        def __setattr__(self, field: str, value: Any) -> None: ...


# Each command with what it does, and its arguments in groups.
COMMANDS: Mapping[str, tuple[str, Mapping[str, tuple[Option, ...]]]] = {
    "check": (
        "检查文件和文件夹",
        {"检查什么": _WHAT, "用哪些规则": _CHOICE, "修改": _FIX, "输出": _OUTPUT, "运行": _RUN},
    ),
    "rule": (
        "显示一条规则",
        {"规则": (Option("code", "代码或名称", "规则"),), "用哪些规则": _CHOICE},
    ),
    "rules": (
        "列出全部规则",
        {
            "规则": (
                Option("--coverage", "列出每条规则在这里查出多少处，关闭的规则也算", "文件夹"),
                Option("--samples", "每条规则附几处样例（默认为 0）", "数目", default="0"),
            ),
            "用哪些规则": _CHOICE,
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
            "用哪些规则": _CHOICE,
        },
    ),
    "baseline": (
        "把现有的问题记入基线，以后只报新的",
        {
            "检查什么": (Option("paths", "文件或文件夹（默认为当前文件夹）", "路径", many=True),),
            "基线": (Option("--prune", "只删去已经不再出现的"),),
            "用哪些规则": _CHOICE,
        },
    ),
    "clean": ("删去缓存", {}),
}


def parse(arguments: Iterable[str]) -> Options:
    """The options by their fields, `command` among them; leaves with status 2 if they are wrong."""
    given = list(arguments)
    if given == ["--version"]:
        print(f"kanwu {__version__}")
        raise SystemExit
    options = _quickly(given) or Options(vars(parser().parse_args(given)))
    if options.command == "check":
        _settle(options)
    return options


def parser() -> ArgumentParser:
    """The parser of all commands."""
    from argparse import ArgumentParser

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


def _quickly(given: list[str]) -> Options | None:
    """The options of a plain `check`; None where argparse is to look at them."""
    if not given or given[0] != "check":
        return None
    known = {option.name: option for group in COMMANDS["check"][1].values() for option in group}
    found = {option.field: _unset(option) for option in known.values()}
    rest = iter(given[1:])
    for word in rest:
        if not word.startswith("-") or word == "-":
            found["paths"].append(word)
            continue
        name, equals, value = word.partition("=")
        option = known.get(name)
        if option is None or (equals and not option.takes_value):
            return None
        if not option.takes_value:
            found[option.field] = True
            continue
        value = value if equals else next(rest, "-")
        if (not equals and value.startswith("-")) or (
            option.choices and value not in option.choices
        ):
            return None
        found[option.field] = [*found[option.field], value] if option.many else value
    return Options({"command": "check", **found})


def _unset(option: Option) -> Any:
    if option.many:
        return []
    return option.default if option.takes_value else False


def _settle(options: Options) -> None:
    """Put in what depends on where kanwu runs."""
    options.paths = options.paths or ["."]
    options.lang = options.lang or ("en" if os.environ.get("KANWU_LANG") == "en" else "zh")
    usual = "full" if sys.stdout.isatty() else "concise"
    options.output_format = options.output_format or usual
