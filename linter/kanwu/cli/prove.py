"""The command `prove`: it checks rules against their own examples."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from kanwu.catalogue.load import load, load_all, unproved
from kanwu.catalogue.proof import flaws
from kanwu.catalogue.toml_places import header_lines
from kanwu.cli.console import complain
from kanwu.cli.options import ProveOptions
from kanwu.english import said
from kanwu.errors import KanwuError, Sentence
from kanwu.rule import Rule
from kanwu.session import files


def run(options: ProveOptions) -> int:
    """Print every fault of a rule file and every flaw of an example; return the exit status."""
    shipped = files.builtin_rules()
    texts = files.read_rules(shipped)
    known = load([("rules", texts)])
    folder, is_own = "rules", False
    if options.folder and os.path.realpath(options.folder) != os.path.realpath(shipped):
        folder, is_own = options.folder, True
        texts = files.read_rules(folder)
    faults: list[KanwuError] = []
    rules = load_all([(folder, texts)], faults, own=is_own)
    told = [*faults, *_unproved(rules, texts, folder, known)]
    for fault in sorted(told, key=lambda fault: str(fault).partition(":")[0]):  # a file's together
        complain(fault, options.lang)
    if told:
        return 2
    examples = sum(len(rule.card.examples) for rule in rules.values())
    words = "{rules} 条规则，{examples} 个例子，全部成立"
    print(said(options.lang, words, rules=len(rules), examples=examples))
    return 0


def _unproved(
    rules: Mapping[str, Rule], texts: Mapping[str, str], folder: str, known: list[Rule]
) -> Iterator[Sentence]:
    """What is not proved, each with its file and, for an example, its line and number."""
    for place, rule in rules.items():
        if kinds := unproved(rule):
            yield Sentence("{place}: 缺少 {kinds} 例句", place=place, kinds=kinds)
        headers = header_lines(texts[place.removeprefix(f"{folder}/")], "example")
        for number, flaw in flaws(rule, known):
            where = f"{place}:{headers[number - 1]}" if number <= len(headers) else place
            words = "{where}: 第 {number} 个例子：{flaw}"
            yield Sentence(words, where=where, number=number, flaw=flaw)
