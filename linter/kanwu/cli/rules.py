"""The commands `rule`, `rules`, `config` and `prove`: what rules there are, and how they stand."""

from __future__ import annotations

import os

from kanwu.catalogue import load as catalogue
from kanwu.cli.console import complain, has_color
from kanwu.errors import ConfigError, InputError, suggestion
from kanwu.readers import open_report
from kanwu.session import files
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from kanwu.cli.options import Options
    from kanwu.errors import KanwuError
    from kanwu.measures.coverage import Coverage
    from kanwu.rule import Rule
    from kanwu.session.workspace import Workspace


def rule(options: Options, workspace: Workspace) -> int:
    """Show all that a rule says of itself, or all rules."""
    from kanwu.reporters.rules import array, described

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


def rules(options: Options, workspace: Workspace) -> int:
    """List all rules, or what they find in a folder."""
    from kanwu.reporters.rules import listed

    of = workspace.config(".")
    known = workspace.catalogue(of)
    of.check_names(known)
    on = {rule.code: rule for rule in of.rules_for("", known)}
    if options.coverage:
        return _coverage(options, workspace, [on.get(rule.code, rule) for rule in known], on)
    print(*listed(known, on), sep="\n")
    return 0


def config(options: Options, workspace: Workspace) -> int:
    """Show what is in force for a path."""
    from kanwu.reporters.rules import in_force

    if options.schema:
        print(files.read_text(os.path.join(files.PACKAGE, "kanwu.schema.json")), end="")
        return 0
    of = workspace.config(options.path)
    known = workspace.catalogue(of)
    of.check_names(known)
    print(*in_force(of, options.path, known), sep="\n")
    return 0


def prove(options: Options, _: Workspace) -> int:
    """Hold rules against their own examples."""
    from kanwu.catalogue.proof import prove

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
    print(f"{len(rules)} 条规则，{sum(len(rule.examples) for rule in rules)} 个例子，全部成立")
    return 0


def _named(name: str, known: Sequence[Rule]) -> Rule:
    for each in known:
        if name in (each.code, each.name):
            return each
    words = [word for each in known for word in (each.code, each.name)]
    raise ConfigError(f"没有规则 {name}{suggestion(name, words)}")


def _coverage(options: Options, workspace: Workspace, rules: list[Rule], on: Container[str]) -> int:
    from kanwu.measures.coverage import Coverage
    from kanwu.reporters.coverage import table

    if not options.samples.isdecimal():
        raise ConfigError(f"--samples 应为不小于零的整数，不是 {options.samples}")
    coverage, status = Coverage(rules), 0
    for path in files.find([options.coverage], exclude=workspace.exclude(options.coverage)):
        problems = _covered(path, coverage) if isinstance(path, str) else [path]
        for problem in problems:
            complain(problem.message if isinstance(problem, files.Warned) else problem)
            status = 0 if isinstance(problem, files.Warned) else 2
    print(*table(coverage, on, int(options.samples)), sep="\n")
    return status


def _covered(path: str, coverage: Coverage) -> Sequence[KanwuError]:
    """Count a file in; the reasons why it could not be read, or not be read to its end."""
    try:
        return coverage.add(open_report(path, files.read_bytes(path)).document)
    except InputError as error:
        return [InputError(f"{path}: {error}")]
