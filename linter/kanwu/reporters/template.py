"""The template of the HTML report, filled in by jinja2."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from kanwu.english import said
from kanwu.location import location_words
from kanwu.reporters import SEVERITY_NAMES
from kanwu.reporters.terminal import visible
from kanwu.reporters.wording import family, mending
from kanwu.rule import SEVERITIES

_BUFFERED = 64  # parts of the page that go out together
# The words of the template that are the same in every report.
_WORDS = {
    "severities": SEVERITIES,
    "profile_names": {
        "draft": "草稿",
        "publish": "定稿",
        "anonymised": "匿名稿",
        "gongwen": "公文",
    },
    "family": family,
    "location_words": location_words,
    "mending": mending,
    "visible": visible,
}


def filled(language: str, **words: object) -> Iterator[str]:
    """The lines of the page, for the words that differ from report to report."""

    def say(template: str, **values: object) -> Markup:
        """The words of the page, whose values are escaped."""
        safe = {k: escape(v) if isinstance(v, str) else v for k, v in values.items()}
        return Markup(said(language, template, **safe))

    loader = PackageLoader("kanwu.reporters", "page")
    environment = Environment(
        loader=loader,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    template = environment.get_template("report.html")
    spoken = {"language": language, "say": say, "severity_names": SEVERITY_NAMES[language]}
    parts = template.stream(**_WORDS, **spoken, **_inlined(loader, environment), **words)
    parts.enable_buffering(_BUFFERED)
    yield from _lines(parts)


def _inlined(loader: PackageLoader, environment: Environment) -> dict[str, str]:
    """The style and the script, each with its hash for the policy, which allows nothing else."""
    words: dict[str, str] = {}
    for name, file in (("style", "report.css"), ("script", "report.js")):
        source = loader.get_source(environment, file)[0]
        digest = b64encode(sha256(source.encode()).digest()).decode()
        words |= {name: Markup(source), f"{name}_hash": f"sha256-{digest}"}
    return words


def _lines(parts: Iterable[str]) -> Iterator[str]:
    rest = ""
    for part in parts:
        *whole, rest = (rest + part).split("\n")
        yield from whole
    yield rest
