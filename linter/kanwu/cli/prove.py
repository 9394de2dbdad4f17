"""The command `prove`: it checks rules against their own examples."""

from __future__ import annotations

import os

from kanwu.catalogue import load as catalogue
from kanwu.catalogue.proof import prove
from kanwu.cli.console import complain
from kanwu.cli.options import ProveOptions
from kanwu.session import files


def run(options: ProveOptions) -> int:
    """Print every flaw of a rule or an example; return the exit status."""
    shipped = files.builtin_rules()
    known = catalogue.load([("rules", files.read_rules(shipped))])
    rules = known
    if options.folder and os.path.realpath(options.folder) != os.path.realpath(shipped):
        rules = catalogue.load([(options.folder, files.read_rules(options.folder))], own=True)
    flaws = [
        f"{rule.code}-{rule.name}.toml: {flaw}" for rule in rules for flaw in prove(rule, known)
    ]
    for flaw in flaws:
        complain(flaw)
    if flaws:
        return 2
    print(f"{len(rules)} 条规则，{sum(len(rule.card.examples) for rule in rules)} 个例子，全部成立")
    return 0
