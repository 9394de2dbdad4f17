"""The table of options that go together, and of those that do not.

An option is refused where its request would not be fulfilled. An option that only asks for what
happens anyway may stand.
"""

from __future__ import annotations

from os.path import splitext

from kanwu.errors import ConfigError, Sentence, either
from kanwu.readers import READERS, WORD
from kanwu.reporters import MACHINE
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kanwu.cli.arguments import Given

STANDARD_INPUT = "-"
MACHINE_FORMAT = "--output-format …"  # any but full and concise
_PLACES = ("paths", "path", "code")  # fields of arguments that are no options
_MESSAGES = {
    "refuses": "{option} 不能与 {others} 同用：{cause}",
    "needs": "{option} 要与 {others} 同用：{cause}",
    "extensions": "{option} 不能用于 {others}：{cause}",
}
_CHANGES = ("--fix", "--fix-only", "--unsafe-fixes", "--annotate")
_SHOWS = ("--output-format", "--output-file", "--statistics", "--show-all", "--timing")
_JUDGES = ("--fail-level", "--strict", "--max-density")


class Combination(NamedTuple):
    """What an option needs beside it, and what cannot stand beside it."""

    option: str
    needs: tuple[str, ...] = ()  # one of these
    refuses: tuple[str, ...] = ()
    cause: str = ""
    extensions: tuple[str, ...] = ()  # of the only files that it is for


def _refuses(option: str, *refused: str, cause: str) -> Combination:
    return Combination(option, (), refused, cause)


def _needs(option: str, *needed: str, cause: str) -> Combination:
    return Combination(option, needed, (), cause)


_CONFIGURATION = _refuses(
    "--isolated", "--config",
    cause="一个不读配置，一个指定配置",
)  # fmt: skip
_CHECK = (
    _refuses(
        STANDARD_INPUT, "paths", "--exclude", "--force-exclude", "--diff-base", "--staged",
        "--annotate", "--add-allow", "--jobs", "--watch",
        cause="标准输入只是一份文稿，不在文件夹和仓库里",
    ),
    _needs(
        "--stdin-filename", STANDARD_INPUT,
        cause="它给标准输入一个名称",
    ),
    _needs(
        "--unsafe-fixes", "--fix", "--fix-only", "--diff",
        cause="它说作哪些修改，单用不修改什么",
    ),
    _needs(
        "--exit-non-zero-on-fix", "--fix", "--fix-only",
        cause="不作修改就不起作用",
    ),
    _needs(
        "--tracked", "--fix", "--fix-only",
        cause="它说修改怎样写进 .docx",
    )._replace(extensions=WORD),
    _refuses(
        "--annotate", "--fix", "--fix-only", "--diff", "--staged", "--jobs",
        cause="它给文件添上批注，另存一份，不作修改",
    ),
    _refuses(
        "--diff", "--jobs", *_SHOWS, *_JUDGES,
        cause="它只列要改什么，有就以 1 退出",
    ),
    _refuses(
        "--fix", "--jobs",
        cause="文件逐个修改",
    ),
    _refuses(
        "--fix-only", "--output-format", "--statistics", "--show-all", "--fail-level", "--strict",
        "--jobs",
        cause="它不列问题，也不因问题以 1 退出",
    ),
    _needs(
        "--add-allow", "--reason",
        cause="留着不改总要有理由",
    ),
    _needs(
        "--reason", "--add-allow",
        cause="它是写入 [[allow]] 的理由",
    ),
    _refuses(
        "--add-allow", *_CHANGES, "--isolated", *_SHOWS, *_JUDGES,
        cause="它只往配置里添 [[allow]]",
    ),
    _refuses(
        "--statistics", "--output-format", "--show-all",
        cause="它只列各规则的处数",
    ),
    _refuses(
        "--column-unit", MACHINE_FORMAT, "--statistics", "--diff", "--fix-only", "--add-allow",
        cause="那里没有列数，或者列数有自己的单位",
    ),
    _refuses(
        "--staged", "--diff-base",
        cause="一次只同一处比",
    ),
    _refuses(
        "--max-density", "--diff-base", "--staged",
        cause="它要看全文",
    ),
    _needs(
        "--rate-base", "--max-density",
        cause="它说每万字怎样计字",
    ),
    _refuses(
        "--timing", "--jobs",
        cause="计时只用一个进程",
    ),
    _refuses(
        "--watch", *_CHANGES, "--diff", "--add-allow", "--staged", MACHINE_FORMAT,
        "--output-file", "--statistics", "--timing", *_JUDGES,
        cause="它只在终端上列出变化",
    ),
    _refuses(
        "--explain-document", *_CHANGES, "--diff", "--add-allow", "--diff-base", "--staged",
        "--no-baseline", "--select", "--extend-select", "--ignore", "--profile", "--output-file",
        "--column-unit", "--statistics", "--show-all", "--timing", "--watch", "--jobs",
        "--exit-zero", *_JUDGES,
        cause="它不检查，只说明认出了什么",
    ),
    _CONFIGURATION,
)  # fmt: skip
COMBINATIONS: Mapping[str, tuple[Combination, ...]] = {
    "check": _CHECK,
    "rule": (
        _refuses("--all", "code", cause="一个要全部，一个要一条"),
        _CONFIGURATION,
    ),
    "rules": (
        _needs("--samples", "--coverage", cause="它说每条规则附几处"),
        _CONFIGURATION,
    ),
    "config": (
        _refuses(
            "--schema", "path", "--select", "--extend-select", "--ignore", "--profile", "--config", "--isolated",
            cause="各处的 Schema 都是一样的",
        ),
        _CONFIGURATION,
    ),
    "baseline": (_CONFIGURATION,),
    "report": (_CONFIGURATION,),
}  # fmt: skip


def require_useful(command: str, given: Given) -> None:
    """ConfigError for the first option whose request would not be fulfilled."""
    shown = dict(_shown(given))
    for row in COMBINATIONS.get(command, ()):
        if row.option not in shown:
            continue
        for refused in filter(shown.__contains__, row.refuses):
            raise _error("refuses", row, [shown[refused]])
        if row.needs and not any(needed in shown for needed in row.needs):
            raise _error("needs", row, row.needs)
        for path in given.get("paths", ()) if row.extensions else ():
            extension = splitext(path)[1].lower()
            if extension in READERS and extension not in row.extensions:
                raise _error("extensions", row, [path])


def _shown(given: Given) -> Iterator[tuple[str, str]]:
    """The table's name of everything on the command line, with the words of the user."""
    for field, texts in given.items():
        if field in _PLACES:
            yield from ((text if text == STANDARD_INPUT else field, text) for text in texts)
            continue
        name = f"--{field.replace('_', '-')}"
        yield name, name
        if field == "output_format" and texts[-1] in MACHINE:
            yield MACHINE_FORMAT, f"{name} {texts[-1]}"


def _error(kind: str, row: Combination, others: Sequence[str]) -> ConfigError:
    cause = Sentence(row.cause)
    return ConfigError(_MESSAGES[kind], option=row.option, others=either(others), cause=cause)
