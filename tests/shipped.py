"""The shipped rules, read once a process, and the two rulesets made of them."""

from __future__ import annotations

from functools import cache

from kanwu.catalogue import load as catalogue
from kanwu.engine.ruleset import Ruleset
from kanwu.session import files

RULES = catalogue.load([("rules", files.read_rules(files.builtin_rules()))])


@cache  # half a second: whoever only collects the tests does not wait for it
def every() -> Ruleset:
    """All of them, also those that are off by default."""
    return Ruleset(RULES)


@cache
def by_default() -> Ruleset:
    """The rules that are on by default."""
    return Ruleset([rule for rule in RULES if rule.on])
