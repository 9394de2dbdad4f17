"""The table of commands: each with its module, its class of options, its options and its help."""

from __future__ import annotations

import os
import sys

from kanwu.cli.option import Option, jobs, port, samples, selectors, texts
from kanwu.cli.options import (
    BaselineOptions,
    CheckOptions,
    CleanOptions,
    CompletionOptions,
    ConfigOptions,
    InitOptions,
    LspOptions,
    ProveOptions,
    ReportOptions,
    RuleOptions,
    RulesOptions,
)
from kanwu.cli.terminal import is_dumb
from kanwu.reporters import FORMATS
from kanwu.rule import SEVERITIES
from kanwu.text import LENGTHS
from kanwu.values import TYPE_CHECKING, NamedTuple, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Groups = Mapping[str, tuple[Option, ...]]  # by title of the group


class Command(NamedTuple):
    """A command; `run` in its module takes its options and returns the exit status."""

    module: str
    options: type[Value]
    groups: Groups
    help: str

    def arguments(self) -> Iterator[Option]:
        """The options of all groups."""
        return (option for group in self.groups.values() for option in group)


def language_of() -> str:
    """The language of the environment."""
    return "en" if os.environ.get("KANWU_LANG") == "en" else "zh"


def _format() -> str:
    return "full" if sys.stdout.isatty() and not is_dumb() else "concise"


_PATHS = Option("paths", "文件或文件夹（默认为当前文件夹）", "路径", default=(".",), kind=texts)
_CONFIGURATION = (
    Option("--config", "用这份配置，不再寻找", "文件"),
    Option("--isolated", "不读任何配置文件"),
)
_SELECTION = (
    Option(
        "--select", "只用这些规则：代码、代码前缀、名称或类别，可用逗号分隔", "规则", kind=selectors
    ),
    Option("--extend-select", "另外启用这些规则", "规则", kind=selectors),
    Option("--ignore", "不用这些规则", "规则", kind=selectors),
    Option(
        "--profile",
        "稿件性质：draft 草稿，publish 定稿，anonymised 匿名稿，gongwen 公文（另查 Word 排版）",
        choices=("draft", "publish", "anonymised", "gongwen"),
    ),
    *_CONFIGURATION,
)
_LANGUAGE = Option(
    "--lang", "说明所用的语言", choices=("zh", "en"), default="zh", preset=language_of
)
_OUTPUT: Groups = {"输出": (_LANGUAGE,)}
_COLOR = Option(
    "--color",
    "要不要颜色：auto 终端上要（默认），always，never",
    choices=("auto", "always", "never"),
    default="auto",
)
_RATE_BASE = Option(
    "--rate-base",
    "每万字的字数：chars 不计空白（默认），layout 按每行 28 字的版面",
    choices=("chars", "layout"),
    default="chars",
)

_CHECK: Groups = {
    "检查什么": (
        Option(
            "paths",
            "文件或文件夹，- 为标准输入（默认为当前文件夹）",
            "路径",
            default=(".",),
            kind=texts,
        ),
        Option("--stdin-filename", "把标准输入当作此路径的文件", "路径"),
        Option("--exclude", "不检查的路径，写法同 .gitignore", "模式", kind=texts),
        Option("--force-exclude", "指名的文件也服从 exclude"),
        Option("--diff-base", "只看与此提交分开后改动的行", "提交"),
        Option("--staged", "只看已暂存的改动，读暂存区里的内容"),
        Option("--no-baseline", "不用基线"),
        Option("--encoding", "文件的编码，不再判断", "编码"),
        Option("--max-file-size", "不读比这更大的文件（默认 64M）", "大小"),
    ),
    "用哪些规则": _SELECTION,
    "修改": (
        Option("--fix", "修改能够可靠修改之处，并写回文件"),
        Option("--unsafe-fixes", "也作可能改变文意、须人工复核的修改"),
        Option("--diff", "只显示要修改什么，不写文件"),
        Option("--fix-only", "修改，但不列出其余的问题"),
        Option("--exit-non-zero-on-fix", "改了文件就以 1 退出"),
        Option("--tracked", "把 .docx 的修改写成修订记录"),
        Option("--annotate", "把查出的问题写成批注，另存为这个 .docx，或存入这个文件夹", "路径"),
    ),
    "保留": (
        Option(
            "--add-allow", "把查出的问题写入配置的 [[allow]]，以后不再报；加 --diff 只看要写什么"
        ),
        Option("--reason", "写入 [[allow]] 的理由", "理由"),
    ),
    "输出": (
        Option("--explain-document", "不检查，只说明认出了什么体裁、哪些部分，各在第几行"),
        Option(
            "--output-format",
            "格式；终端上默认为 full，其余为 concise",
            choices=tuple(FORMATS),
            default="concise",
            preset=_format,
        ),
        Option("--output-file", "把结果写入文件", "文件"),
        Option(
            "--column-unit",
            "full、concise 的列数按什么计：chars 字符（默认），bytes UTF-8 的字节，utf16，display 屏幕上的列",
            choices=tuple(LENGTHS),
        ),
        Option("--statistics", "只列各规则的处数"),
        Option("--show-all", "同一规则在一个文件中再多也全部列出"),
        _COLOR,
        _LANGUAGE,
    ),
    "运行": (
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
            kind=texts,
        ),
        _RATE_BASE,
        Option("--watch", "文件改动后即重新检查，只报变化，直到按下 Ctrl-C"),
        Option("--no-cache", "不用缓存，也不留缓存"),
        Option("--jobs", "同时用几个进程，或 auto（默认）", "数目", default=0, kind=jobs),
        Option("--timing", "列出各规则所用的时间"),
    ),
}
_RULE: Groups = {
    "规则": (
        Option("code", "代码、名称、类别，或者标题里的字", "规则", default=""),
        Option("--all", "显示全部规则"),
        Option("--output-format", "格式（默认为 text）", choices=("text", "json"), default="text"),
        _COLOR,
    ),
    "配置": _CONFIGURATION,
    **_OUTPUT,
}
_RULES: Groups = {
    "规则": (
        Option("--coverage", "列出每条规则在这里查出多少处，关闭的规则也算", "文件夹"),
        Option("--samples", "每条规则附几处样例（默认为 0）", "数目", default=0, kind=samples),
    ),
    "用哪些规则": _SELECTION,
    **_OUTPUT,
}
_PROVE: Groups = {
    "规则": (Option("folder", "默认为内置规则", "文件夹", default=""),),
    **_OUTPUT,
}
_CONFIG: Groups = {
    "路径": (
        Option("path", "默认为当前文件夹", "路径", default="."),
        Option("--schema", "显示配置文件的 JSON Schema"),
    ),
    "用哪些规则": _SELECTION,
    **_OUTPUT,
}
_BASELINE: Groups = {
    "检查什么": (_PATHS,),
    "基线": (Option("--prune", "只删去已经不再出现的"),),
    "用哪些规则": _SELECTION,
    **_OUTPUT,
}
_REPORT: Groups = {
    "检查什么": (_PATHS,),
    "差错率": (
        _RATE_BASE,
        Option(
            "--rate-profile",
            "比照图书（book，默认）、期刊（journal）或报纸（newspaper）",
            choices=("book", "journal", "newspaper"),
            default="book",
        ),
    ),
    "用哪些规则": _SELECTION,
    **_OUTPUT,
}
_INIT: Groups = {
    "写什么": (
        Option("folder", "默认为当前文件夹", "文件夹", default="."),
        Option("--pre-commit", "也写 .pre-commit-config.yaml"),
        Option("--github", "也写 .github/workflows/kanwu.yml"),
        Option("--gitlab", "也写 .gitlab-ci.yml"),
        Option("--vscode", "也写 .vscode 里的设置，并推荐勘误的扩展"),
    ),
    **_OUTPUT,
}
_COMPLETION: Groups = {
    "补全": (Option("shell", "哪种 shell", choices=("bash", "zsh")),),
    **_OUTPUT,
}

_LSP: Groups = {
    "连接": (
        Option("--stdio", "用标准输入、输出（默认）"),
        Option("--tcp", "用本机的这个端口", "端口", kind=port),
    ),
    **_OUTPUT,
}

COMMANDS: Mapping[str, Command] = {
    "check": Command("kanwu.cli.check", CheckOptions, _CHECK, "检查文件和文件夹"),
    "rule": Command("kanwu.cli.rule", RuleOptions, _RULE, "显示一条规则，或者列出一类"),
    "rules": Command("kanwu.cli.rules", RulesOptions, _RULES, "列出全部规则"),
    "prove": Command("kanwu.cli.prove", ProveOptions, _PROVE, "用规则自带的例子验证规则"),
    "config": Command("kanwu.cli.config", ConfigOptions, _CONFIG, "显示对某个路径生效的配置"),
    "baseline": Command("kanwu.cli.baseline", BaselineOptions, _BASELINE, "把现有的问题记入基线，以后只报新的"),
    "report": Command("kanwu.cli.report", ReportOptions, _REPORT, "统计差错率：各类计错数和每万字差错"),
    "init": Command("kanwu.cli.init", InitOptions, _INIT, "写一份带注释的 kanwu.toml，并给出 pre-commit 和 CI 的配置；不覆盖已有的文件"),
    "lsp": Command("kanwu.lsp.command", LspOptions, _LSP, "语言服务器，供编辑器调用"),
    "completion": Command("kanwu.cli.completion", CompletionOptions, _COMPLETION, "给出命令补全的脚本"),
    "clean": Command("kanwu.cli.clean", CleanOptions, _OUTPUT, "删去缓存"),
}  # fmt: skip
