"""Findings as one HTML file to read, filter and print: totals, charts, and the texts marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from kanwu import __version__
from kanwu.document import Document
from kanwu.errors import ConfigError
from kanwu.measures.error_rate import CAVEAT, together
from kanwu.measures.totals import Run
from kanwu.record import Record
from kanwu.reporters import Style
from kanwu.reporters.chart import bars
from kanwu.reporters.page_contents import page_contents


class Extent(Protocol):
    """The files that were checked, and the documents of those with findings, by path."""

    files: int
    errors: int  # files that could not be checked
    characters: int  # as error_rate.extent counts them
    layout: int
    documents: dict[str, Document]
    profiles: dict[str, int]  # files by profile
    run: Run | None


def page(records: Iterable[Record], style: Style, extent: Extent) -> Iterator[str]:
    """The lines of the page, which reads the extent after the last record."""
    filled = _template()
    contents = page_contents(records, extent.documents, style)
    rate = together([file.rate for file in contents.files])
    yield from filled(
        style.language,
        contents=contents,
        extent=extent,
        rate=rate._replace(characters=extent.characters, layout=extent.layout),
        caveat=CAVEAT,
        by_family=bars(contents.families),
        by_file=bars({file.document.name: file.findings for file in contents.files}),
        version=__version__,
    )


def _template() -> Callable[..., Iterator[str]]:
    try:
        from kanwu.reporters.template import filled
    except ModuleNotFoundError as error:
        if error.name != "jinja2":
            raise
        hint = "pip install 'kanwu[report]'"
        raise ConfigError(
            "--output-format html: 需要 jinja2，可用 {hint} 安装", hint=hint
        ) from error
    return filled
