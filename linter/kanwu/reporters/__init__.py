"""Findings in, lines out: the output formats, one family a module, imported when named."""

from __future__ import annotations

from kanwu.values import TYPE_CHECKING, Value, imported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kanwu.finding import Record
    from kanwu.measures.totals import Totals

    Reporter = Callable[[Iterable[Record], "Style"], Iterator[str]]


class Style(Value):
    """How findings are to be shown."""

    color: bool = False
    language: str = "zh"
    width: int = 100  # columns of the terminal
    show_all: bool = False  # do not count where a code has many findings in one file


# The name of a format, and the function that writes it.
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
# Formats for machines, or whole in themselves: nothing else is printed beside them.
MACHINE = frozenset(FORMATS) - {"full", "concise"}
# Formats that tell of more than the findings: of all that was checked, and of what is let stand.
_OF_TOTALS = frozenset({"html", "sarif"})

SEVERITY_NAMES = {
    "zh": {"error": "错误", "warning": "警告", "info": "提示"},
    "en": {"error": "error", "warning": "warning", "info": "info"},
}


def reporter(name: str, totals: Totals | None = None) -> Reporter:
    """The function of a format; the totals are looked at as the findings come."""
    write = imported(FORMATS[name])
    if totals is not None and name in _OF_TOTALS:
        return lambda records, style: write(records, style, totals)
    found: Reporter = write
    return found
