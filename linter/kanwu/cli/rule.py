"""The command `rule`: a rule with all that it says of itself, or all rules."""

from __future__ import annotations

from kanwu.cli.console import has_color
from kanwu.errors import ConfigError, suggestion
from kanwu.reporters.rules import array, described
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kanwu.cli.options import Options
    from kanwu.rule import Rule
    from kanwu.session.workspace import Workspace


def run(options: Options, workspace: Workspace) -> int:
    """Show all that a rule says of itself, or all rules."""
    if bool(options.code) == options.all:
        raise ConfigError("rule 要写明一条规则，或者用 --all")
    known = workspace.catalogue(workspace.config("."))
    chosen = known if options.all else [_named(options.code, known)]
    if options.output_format == "json":
        print(*array(chosen), sep="\n")
        return 0
    for number, each in enumerate(chosen):
        print(*([""] * 2 if number else []), *described(each, color=has_color()), sep="\n")
    return 0


def _named(name: str, known: Sequence[Rule]) -> Rule:
    for each in known:
        if name in (each.code, each.name):
            return each
    words = [word for each in known for word in (each.code, each.name)]
    raise ConfigError(f"没有规则 {name}{suggestion(name, words)}")
