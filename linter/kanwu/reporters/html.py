"""Findings as one HTML file to read, filter and print: totals, charts, and the texts marked."""

from __future__ import annotations

from itertools import groupby

from kanwu import __version__
from kanwu.errors import ConfigError
from kanwu.measures.error_rate import CAVEAT, ErrorRate, error_rate, together
from kanwu.reporters import SEVERITY_NAMES
from kanwu.reporters.chart import bars
from kanwu.reporters.marked import Numbered, lines
from kanwu.reporters.terminal import visible
from kanwu.reporters.wording import family, mending, title
from kanwu.rule import SEVERITIES
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any, Protocol

    from jinja2 import Environment, PackageLoader

    from kanwu.document import Document
    from kanwu.finding import Record
    from kanwu.reporters import Style
    from kanwu.reporters.marked import Line
    from kanwu.rule import Rule

    class Extent(Protocol):
        """The files that were checked, and the documents of those with findings, by path."""

        files: int
        errors: int  # files that could not be checked
        characters: int  # as error_rate.extent counts them
        layout: int
        documents: dict[str, Document]


# Beyond so many, findings are counted only, and texts shown only where something is marked.
_MOST_NOTES, _MOST_OF_A_FILE, _MOST_CHARACTERS = 5_000, 500, 400_000
_BUFFERED = 64  # parts of the page that go out together


class File(NamedTuple):
    """A document with its findings; those beyond the bounds of the page are counted only."""

    number: int
    document: Document
    found: Counter[str]  # by severity
    rate: ErrorRate
    noted: tuple[Numbered, ...]
    is_excerpt: bool

    @property
    def name(self) -> str:
        return visible(self.document.name)

    @property
    def unnoted(self) -> int:
        return self.found.total() - len(self.noted)

    def lines(self) -> Iterator[Line]:
        return lines(self.document, self.noted, excerpt=self.is_excerpt)


class Contents(NamedTuple):
    """All that the page tells of."""

    files: list[File]
    families: dict[str, Counter[str]]  # each with its findings by severity
    rules: dict[str, Rule]  # by code
    codes: Counter[str]

    @property
    def found(self) -> Counter[str]:
        """How many findings there are of each severity."""
        from collections import Counter

        return sum((file.found for file in self.files), Counter())


def page(findings: Iterable[Record], style: Style, extent: Extent) -> Iterator[str]:
    """The lines of the page; the extent is looked at when all findings have come."""
    loader = _loader()
    environment = _environment(loader)
    contents = _contents(findings, extent, show_all=style.show_all)
    rate = together([file.rate for file in contents.files])
    rate = rate._replace(characters=extent.characters, layout=extent.layout)
    parts = environment.get_template("report.html").stream(
        contents=contents,
        extent=extent,
        rate=rate,
        caveat=CAVEAT,
        language=style.language,
        by_family=bars(contents.families),
        by_file=bars({file.document.name: file.found for file in contents.files}),
        version=__version__,
        **_words(),
        **_inlined(loader, environment),
    )
    parts.enable_buffering(_BUFFERED)
    yield from _lines(parts)


def _contents(findings: Iterable[Record], extent: Extent, *, show_all: bool) -> Contents:
    from collections import Counter

    contents = Contents([], {}, {}, Counter())
    notes = characters = 0
    for path, of_document in groupby(findings, key=lambda finding: finding.path):
        members = list(of_document)
        for finding in members:
            contents.families.setdefault(family(finding.rule), Counter())[finding.severity] += 1
            contents.rules.setdefault(finding.code, finding.rule)
            contents.codes[finding.code] += 1
        document = extent.documents[path]
        characters += len(document.text)
        room = len(members) if show_all else min(_MOST_OF_A_FILE, _MOST_NOTES - notes)
        is_excerpt = not show_all and characters > _MOST_CHARACTERS
        contents.files.append(
            _file(document, len(contents.files) + 1, members, notes, room, is_excerpt=is_excerpt)
        )
        notes += len(contents.files[-1].noted)
    return contents


def _file(
    document: Document,
    number: int,
    findings: Sequence[Record],
    notes: int,
    room: int,
    *,
    is_excerpt: bool,
) -> File:
    """A document with the notes that follow those given already, as many as there is room for."""
    from collections import Counter

    found = Counter[str](finding.severity for finding in findings)
    noted = tuple(Numbered(notes + at, one) for at, one in enumerate(findings[:room], 1))
    return File(number, document, found, error_rate(document, findings), noted, is_excerpt)


def _words() -> dict[str, Any]:
    """What the template says things with."""
    return {
        "severities": SEVERITIES,
        "severity_names": SEVERITY_NAMES["zh"],
        "family": family,
        "mending": mending,
        "title": title,
        "visible": visible,
    }


def _inlined(loader: PackageLoader, environment: Environment) -> dict[str, str]:
    """The style and the script, and the policy that lets nothing else be loaded or run."""
    from base64 import b64encode
    from hashlib import sha256

    from markupsafe import Markup

    told: dict[str, str] = {}
    for name, file in (("style", "report.css"), ("script", "report.js")):
        source = loader.get_source(environment, file)[0]
        digest = b64encode(sha256(source.encode()).digest()).decode()
        told |= {name: Markup(source), f"{name}_hash": f"sha256-{digest}"}
    return told


def _lines(parts: Iterable[str]) -> Iterator[str]:
    rest = ""
    for part in parts:
        *whole, rest = (rest + part).split("\n")
        yield from whole
    yield rest


def _loader() -> PackageLoader:
    try:
        from jinja2 import PackageLoader
    except ImportError as missing:
        hint = "pip install 'kanwu[report]'"
        raise ConfigError(f"--output-format html: 需要 jinja2，可用 {hint} 安装") from missing
    return PackageLoader("kanwu.reporters", "page")


def _environment(loader: PackageLoader) -> Environment:
    from jinja2 import Environment, StrictUndefined

    return Environment(
        loader=loader,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
