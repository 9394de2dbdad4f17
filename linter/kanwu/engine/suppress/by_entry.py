"""Words of a configuration that let findings stand, and where in a document they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from os.path import abspath, dirname, join

from kanwu.document import Document
from kanwu.engine.path_patterns import matches_path
from kanwu.errors import KanwuError
from kanwu.expressions import compiled
from kanwu.rule import Rule, matches
from kanwu.text import Span
from kanwu.values import NamedTuple

_MOST_SHOWN = 20  # code points of a quotation


class Permit(NamedTuple):
    """What the rules of one selector find is to stand, in some place; a plain value."""

    place: str  # where it is written, as `path:line`
    selector: str
    reason: str = ""
    folder: str = ""  # that the paths are relative to
    paths: tuple[str, ...] = ()  # patterns as in .gitignore; none: all documents
    text: str = ""  # a quotation that the finding lies in; none: all of the document
    pattern: str = ""  # an expression in whose matches the finding lies


class Quoted:
    """Where in a document each permit holds, looked up once."""

    def __init__(self, document: Document, permits: Sequence[Permit]) -> None:
        self._document = document
        self._permits = permits
        self._spans: dict[int, list[Span]] = {}
        self.failures: list[KanwuError] = []

    def places(self, rule: Rule) -> Iterator[tuple[int, Span]]:
        """The number of each permit for the rule, with every place that it holds in."""
        for number, permit in enumerate(self._permits):
            if matches(permit.selector, rule):
                if number not in self._spans:
                    self._spans[number] = self._found(permit)
                for span in self._spans[number]:
                    yield number, span

    def _found(self, permit: Permit) -> list[Span]:
        if permit.pattern:
            spans = self._matched(permit.pattern)
        elif permit.text:
            spans = list(_occurrences(permit.text, self._document))
        else:
            spans = [Span(0, len(self._document.text))]
        # The path comes last, since what is quoted is mostly not there, and that is seen at once.
        return spans if spans and _is_for(permit, self._document.name) else []

    def _matched(self, pattern: str) -> list[Span]:
        spans: list[Span] = []
        try:
            for match in compiled(pattern).finditer(self._document.text):
                spans.append(Span(*match.span()))  # noqa: PERF401  (what was found in time stays)
        except TimeoutError:
            cause = f"allow-text 超时，未查完：{pattern}"
            self.failures.append(KanwuError(f"{self._document.name}: {cause}"))
        return spans


def unused(idle: Iterable[Permit], checked: Iterable[str], folders: Iterable[str]) -> Iterator[str]:
    """A line for each permit, of those that let nothing stand, that nothing needs.

    Of an entry for one document it is known once that is checked; of others, once all is that the
    folder of the configuration holds.
    """
    paths, whole = {abspath(path) for path in checked}, set(folders)
    for permit in idle:
        if dirname(permit.place) in whole or _only_path(permit) in paths:
            yield f"{permit.place}: {_described(permit)}没有用到"


def _is_for(permit: Permit, name: str) -> bool:
    if not permit.paths:
        return True
    return bool(name) and matches_path(permit.paths, name, permit.folder)


def _occurrences(quotation: str, document: Document) -> Iterator[Span]:
    """Where the quotation stands, as it is written or as it is shown with what is hidden masked."""
    for text in {document.text, document.shown}:
        start = text.find(quotation)
        while start >= 0:
            yield Span(start, start + len(quotation))
            start = text.find(quotation, start + 1)


def _only_path(permit: Permit) -> str:
    """The one document that the permit is for; empty if there may be several."""
    if len(permit.paths) != 1:
        return ""
    path = permit.paths[0]
    if "/" not in path or any(mark in path for mark in "*?[\\"):
        return ""
    return abspath(join(permit.folder, path.lstrip("/")))


def _described(permit: Permit) -> str:
    if permit.pattern:
        return f"allow-text 的“{permit.pattern}”"
    if not permit.text:
        return f"对 {'、'.join(permit.paths)} 允许的 {permit.selector} "
    text = permit.text
    text = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
    return f"在“{text}”中允许的 {permit.selector} "
