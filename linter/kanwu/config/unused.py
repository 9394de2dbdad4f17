"""Rules that a configuration ignores in some files, though they would find nothing there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kanwu.catalogue.toml_places import header_lines
from kanwu.config.config import Config
from kanwu.document import Document
from kanwu.engine.ruleset import Ruleset
from kanwu.errors import Sentence
from kanwu.rule import Rule, matches


class Ignore(NamedTuple):
    """A selector in the `ignore` of an entry of `[[files]]`."""

    place: str  # where the entry is written, as `path:line`
    paths: tuple[str, ...]
    selector: str

    def unused(self) -> Sentence:
        """That it would find nothing in the files."""
        words = "{place}: 对 {paths} 的 ignore {selector} 没有用到"
        return Sentence(words, place=self.place, paths=self.paths, selector=self.selector)


def ignores(config: Config) -> Iterator[tuple[int, Ignore]]:
    """Every ignored selector with the number of its entry."""
    number = 0
    for layer in config.layers:
        lines = header_lines(layer.text, "files")
        for at, entry in enumerate(layer.settings.files):
            place = f"{layer.place}:{lines[at] if at < len(lines) else 1}"
            for selector in entry.ignore:
                yield number, Ignore(place, tuple(entry.patterns), selector)
            number += 1


def ignored(config: Config, path: str, known: Sequence[Rule]) -> Ruleset:
    """The rules that are off for a path only because an entry of `[[files]]` ignores them."""
    on = {rule.code for rule in config.rules_for(path, known)}
    rules = config.everywhere().rules_for(path, known)
    return Ruleset(rule for rule in rules if rule.code not in on)


def needed(document: Document, rules: Ruleset, ignores: Iterable[Ignore]) -> Iterator[Ignore]:
    """The entries without which the rules would find something in the document."""
    by_code = {finding.code: finding.rule for finding in rules.lint(document).findings}
    for ignore in ignores:
        if any(matches(ignore.selector, rule) for rule in by_code.values()):
            yield ignore
