"""The command `rule`: it prints a rule with all its parts, all rules, or a list of some."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kanwu.cli.options import RuleOptions
from kanwu.cli.terminal import has_color
from kanwu.errors import ConfigError, Sentence, suggestion
from kanwu.reporters.rules import array, describe_rule, list_rules
from kanwu.rule import Rule, matches
from kanwu.session.workspace import Workspace


def run(options: RuleOptions) -> int:
    """Print one rule or all, or list the rules of a name; return the exit status."""
    if not (options.code or options.all):
        raise ConfigError("rule 要写明一条规则，或者用 --all")
    workspace = Workspace(options.request())
    config = workspace.config(".")
    known = [rule.with_url(config.rule_url) for rule in workspace.catalogue(config)]
    chosen = known if options.all else _named(options.code, known)
    if options.output_format == "json":
        print(*array(chosen), sep="\n")
        return 0
    if len(chosen) > 1 and not options.all:
        on = {rule.code: rule for rule in config.rules_for("", known)}
        print(*list_rules(chosen, on, options.lang), sep="\n")
        return 0
    color = has_color(options.color, sys.stdout)
    for number, rule in enumerate(chosen):
        print(
            *([""] * 2 if number else []), *describe_rule(rule, options.lang, color=color), sep="\n"
        )
    return 0


def _named(name: str, known: Sequence[Rule]) -> Sequence[Rule]:
    """The rule of the code or name; else those of the prefix, the family or the title."""
    exactness = {rule.code: matches(name, rule) for rule in known}
    most = max(exactness.values(), default=0)
    chosen = [rule for rule in known if most and exactness[rule.code] == most]
    chosen = chosen or [rule for rule in known if name in rule.family_title + rule.card.title]
    if not chosen:
        words = [word for rule in known for word in (rule.code, rule.name, rule.family)]
        hint = suggestion(name, words) or Sentence("（全部规则见 kanwu rules）")
        raise ConfigError("没有规则 {name}{hint}", name=name, hint=hint)
    return chosen
