"""The output formats: each turns findings into lines, and is imported when it is named."""

from __future__ import annotations

from kanwu.values import TYPE_CHECKING, Value, imported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kanwu.measures.totals import Totals
    from kanwu.record import Record

    Reporter = Callable[[Iterable[Record], "Style"], Iterator[str]]


class Style(Value):
    """The look of the output."""

    color: bool = False
    language: str = "zh"
    width: int = 100  # columns of the terminal
    show_all: bool = False  # all findings of a code in one file, however many
    column_unit: str = "chars"  # one of `text.LENGTHS`
    # Findings whose fix has one of these applicabilities are marked: more fixes can still be made.
    fixable: tuple[str, ...] = ("safe", "unsafe")
    folder_url: str = ""  # of the working folder, for links to files; without it no links


# The function of each format, as "module:function".
FORMATS: Mapping[str, str] = {
    "full": "kanwu.reporters.terminal:full",
    "concise": "kanwu.reporters.terminal:concise",
    "json": "kanwu.reporters.json:array",
    "jsonl": "kanwu.reporters.json:lines",
    "sarif": "kanwu.reporters.sarif:log",
    "github": "kanwu.reporters.github:commands",
    "gitlab": "kanwu.reporters.gitlab:code_quality",
    "junit": "kanwu.reporters.junit:suites",
    "checkstyle": "kanwu.reporters.checkstyle:files",
    "rdjson": "kanwu.reporters.rdjson:result",
    "csv": "kanwu.reporters.csv:table",
    "markdown": "kanwu.reporters.markdown:summary",
    "html": "kanwu.reporters.html:page",
}
# Formats for programs, and complete documents: nothing else is printed beside them.
MACHINE = frozenset(FORMATS) - {"full", "concise"}
# Formats that show totals beside the findings: the files checked, the suppressed findings.
_WITH_TOTALS = frozenset({"html", "sarif"})

FIX_MARKS = {"safe": "[*]", "unsafe": "[?]"}
SEVERITY_NAMES = {
    "zh": {"error": "错误", "warning": "警告", "info": "提示"},
    "en": {"error": "error", "warning": "warning", "info": "info"},
}


def reporter(name: str, totals: Totals | None = None) -> Reporter:
    """The function of a format, which reads the totals after the findings."""
    write = imported(FORMATS[name])
    if totals is not None and name in _WITH_TOTALS:
        return lambda records, style: write(records, style, totals)
    without_totals: Reporter = write
    return without_totals
