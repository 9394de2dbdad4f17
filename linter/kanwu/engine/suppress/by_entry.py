"""Permits: entries of a configuration that suppress findings, and their places in a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from os.path import abspath, dirname, join

from kanwu.document import Document
from kanwu.engine.path_patterns import matches_path
from kanwu.errors import KanwuError, Sentence
from kanwu.expressions import compiled
from kanwu.rule import Rule, matches
from kanwu.text import Span
from kanwu.values import NamedTuple

LONG_QUOTATION = 20  # code points; it may stand for all of a finding that begins with it
_MOST_SHOWN = 20  # code points of a quotation


class Permit(NamedTuple):
    """An entry that suppresses findings of one selector in some place; a plain value."""

    place: str  # of the entry, as `path:line`
    selector: str
    reason: str = ""
    folder: str = ""  # of relative paths
    paths: tuple[str, ...] = ()  # patterns as in .gitignore; empty for all documents
    text: str = ""  # a quotation around the finding; empty for all of the document
    pattern: str = ""  # an expression that matches text around the finding


class Quoted:
    """The places of each permit in a document, looked up once."""

    def __init__(self, document: Document, permits: Sequence[Permit]) -> None:
        self._document = document
        self._permits = permits
        self._spans: dict[int, list[Span]] = {}
        self.failures: list[KanwuError] = []

    def places(self, rule: Rule) -> Iterator[tuple[int, Span]]:
        """The number of each permit for the rule, with each of its places."""
        for number, permit in enumerate(self._permits):
            if matches(permit.selector, rule):
                if number not in self._spans:
                    self._spans[number] = self._places_of(permit)
                for span in self._spans[number]:
                    yield number, span

    def _places_of(self, permit: Permit) -> list[Span]:
        if permit.pattern:
            spans = self._matched(permit.pattern)
        elif permit.text:
            spans = list(_occurrences(permit.text, self._document))
        else:
            spans = [Span(0, len(self._document.text))]
        # The path comes last: most quotations are not in the document, and that is known sooner.
        return spans if spans and _is_for(permit, self._document.name) else []

    def _matched(self, pattern: str) -> list[Span]:
        spans: list[Span] = []
        try:
            for match in compiled(pattern).finditer(self._document.text):
                spans.append(Span(*match.span()))  # noqa: PERF401  (matches before the timeout stay)
        except TimeoutError:
            words = "{name}: allow-text 超时，未查完：{pattern}"
            self.failures.append(KanwuError(words, name=self._document.name, pattern=pattern))
        return spans


def unused(
    idle: Iterable[Permit], checked: Iterable[str], folders: Iterable[str]
) -> Iterator[Sentence]:
    """A sentence on each idle permit that can be judged.

    A permit for one document is judged once the document is checked. Other permits are judged once
    the whole folder of their configuration is checked.
    """
    paths, whole_folders = {abspath(path) for path in checked}, set(folders)
    for permit in idle:
        if dirname(permit.place) in whole_folders or _only_path(permit) in paths:
            yield _unused(permit)


def _is_for(permit: Permit, name: str) -> bool:
    if not permit.paths:
        return True
    return bool(name) and matches_path(permit.paths, name, permit.folder)


def _occurrences(quotation: str, document: Document) -> Iterator[Span]:
    """The places of the quotation, as written or as shown with hidden parts masked."""
    for text in {document.text, document.shown}:
        start = text.find(quotation)
        while start >= 0:
            yield Span(start, start + len(quotation))
            start = text.find(quotation, start + 1)


def _only_path(permit: Permit) -> str:
    """The path of the permit's only document; empty if there may be several."""
    if len(permit.paths) != 1:
        return ""
    path = permit.paths[0]
    if "/" not in path or any(mark in path for mark in "*?[\\"):
        return ""
    return abspath(join(permit.folder, path.lstrip("/")))


def _unused(permit: Permit) -> Sentence:
    place, selector, text = permit.place, permit.selector, permit.text
    if pattern := permit.pattern:
        return Sentence("{place}: allow-text 的“{pattern}”没有用到", place=place, pattern=pattern)
    if not text:
        words = "{place}: 对 {paths} 允许的 {selector} 没有用到"
        return Sentence(words, place=place, paths=permit.paths, selector=selector)
    text = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
    words = "{place}: 在“{text}”中允许的 {selector} 没有用到"
    return Sentence(words, place=place, text=text, selector=selector)
