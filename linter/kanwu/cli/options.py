"""The arguments of the command `check`, and the short way to read them.

Importing argparse takes longer than checking a short report. It is left to what this way does not
understand, and to the other commands, which are written down in `commands`.
"""

from __future__ import annotations

import os
import sys

from kanwu.reporters import FORMATS
from kanwu.rule import SEVERITIES
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

PROFILES = ("draft", "publish", "anonymised", "gongwen")


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
_ALLOWING = (
    Option("--add-allow", "把查出的问题写入配置的 [[allow]]，以后不再报"),
    Option("--reason", "写入 [[allow]] 的理由", "理由"),
)
CHOICE = (
    Option("--select", f"只用这些规则：{_SELECTORS}", "规则", many=True),
    Option("--extend-select", "另外启用这些规则", "规则", many=True),
    Option("--ignore", "不用这些规则", "规则", many=True),
    Option(
        "--profile",
        "稿件性质：draft 草稿，publish 定稿，anonymised 匿名稿，gongwen 公文（另查 Word 排版）",
        choices=PROFILES,
    ),
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
LANGUAGE = Option("--lang", "说明所用的语言", choices=("zh", "en"))
_OUTPUT = (
    Option("--output-format", "格式；终端上默认为 full，其余为 concise", choices=tuple(FORMATS)),
    Option("--output-file", "把结果写入文件", "文件"),
    Option("--statistics", "只列各规则的处数"),
    Option("--show-all", "同一规则在一个文件中再多也全部列出"),
    LANGUAGE,
)
RATE_BASE = Option(
    "--rate-base",
    "每万字的字数：chars 不计空白（默认），layout 按每行 28 字的版面",
    choices=("chars", "layout"),
    default="chars",
)
_RUN = (
    Option(
        "--fail-level",
        "查出达到此严重度的问题时，退出状态为 1（默认 warning）",
        choices=SEVERITIES,
        default="warning",
    ),
    Option("--exit-zero", "查出问题也以 0 退出"),
    Option("--strict", "有不再起作用的抑制、基线条目、过高的 max 时，退出状态为 1"),
    Option(
        "--max-density",
        "每万字差错的上限（类别=上限则只限此类）；计入的问题只在超限时使退出状态为 1",
        "上限",
        many=True,
    ),
    RATE_BASE,
    Option("--watch", "文件改动后即重新检查，只报变化，直到按下 Ctrl-C"),
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


# What `check` takes, in groups.
CHECK: Mapping[str, tuple[Option, ...]] = {
    "检查什么": _WHAT,
    "用哪些规则": CHOICE,
    "修改": _FIX,
    "保留": _ALLOWING,
    "输出": _OUTPUT,
    "运行": _RUN,
}


def quickly(given: list[str]) -> Options | None:
    """The options of a plain `check`; None where argparse is to look at them."""
    if not given or given[0] != "check":
        return None
    known = {option.name: option for group in CHECK.values() for option in group}
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
    return settled(Options({"command": "check", **found}))


def settled(options: Options) -> Options:
    """The options of a command, with what depends on where kanwu runs."""
    if "lang" in vars(options):
        options.lang = options.lang or ("en" if os.environ.get("KANWU_LANG") == "en" else "zh")
    if options.command == "check":
        options.paths = options.paths or ["."]
        usual = "full" if sys.stdout.isatty() else "concise"
        options.output_format = options.output_format or usual
    return options


def _unset(option: Option) -> Any:
    if option.many:
        return []
    return option.default if option.takes_value else False
