"""The command `rule`: it prints a rule with all its parts, or all rules."""

from __future__ import annotations

from collections.abc import Sequence

from kanwu.cli.console import has_color
from kanwu.cli.options import RuleOptions
from kanwu.errors import ConfigError, suggestion
from kanwu.reporters.rules import array, describe_rule
from kanwu.rule import Rule
from kanwu.session.workspace import Workspace


def run(options: RuleOptions) -> int:
    """Print one rule or all; return the exit status."""
    if bool(options.code) == options.all:
        raise ConfigError("rule 要写明一条规则，或者用 --all")
    workspace = Workspace(options.request())
    known = workspace.catalogue(workspace.config("."))
    chosen = known if options.all else [_named(options.code, known)]
    if options.output_format == "json":
        print(*array(chosen), sep="\n")
        return 0
    for number, rule in enumerate(chosen):
        print(*([""] * 2 if number else []), *describe_rule(rule, color=has_color()), sep="\n")
    return 0


def _named(name: str, known: Sequence[Rule]) -> Rule:
    for rule in known:
        if name in (rule.code, rule.name):
            return rule
    words = [word for rule in known for word in (rule.code, rule.name)]
    raise ConfigError(f"没有规则 {name}{suggestion(name, words)}")
