"""Checks the prose of the rules with kanwu itself: titles, messages, reasons and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kanwu.catalogue import load as catalogue
from kanwu.reporters import SEVERITY_NAMES
from kanwu.rule import Rule
from kanwu.session import files
from kanwu.session.lint_file import lint_bytes
from kanwu.session.workspace import Request, Workspace

ROOT = Path(__file__).parents[1]
KEY = re.compile(r"^(title|message|why|note) *=", re.MULTILINE)


def main() -> int:
    """Print what is wrong, each at its place in the rule file; 1 if anything is."""
    workspace = Workspace(Request(cache=False))
    by_code = {path.name[:5]: path for path in (ROOT / "rules").glob("*/*.toml")}
    told = [
        line
        for rule in catalogue.load([("rules", files.read_rules(files.builtin_rules()))])
        for line in flaws(rule, by_code[rule.code], workspace)
    ]
    print(*told, sep="\n", end="\n" if told else "")
    return bool(told)


def flaws(rule: Rule, path: Path, workspace: Workspace) -> Iterator[str]:
    """What other rules find in the prose of this one, which may show what it finds itself."""
    places, paragraphs = zip(*prose(rule, path.read_text("utf-8")), strict=True)
    name = str(path.relative_to(ROOT))
    result = lint_bytes(name, "\n".join(paragraphs).encode(), workspace)
    for error in result.errors:
        yield str(error)
    for finding in result.records:
        if finding.code != rule.code and finding.severity != "info":
            line = places[finding.place.line - 1]
            severity = SEVERITY_NAMES["zh"][finding.severity]
            yield f"{name}:{line}: {severity} {finding.code} {finding.message()}"


def prose(rule: Rule, source: str) -> Iterator[tuple[int, str]]:
    """Every paragraph of a rule's own words, with the line of its file that it begins in.

    Titles, messages and notes end without a mark; here they are sentences.
    """
    values = {
        "title": iter([f"{rule.card.title}。"]),
        "message": iter([f"{rule.card.message}。"]),
        "why": iter(["".join(rule.card.why.splitlines())]),
        "note": iter([f"{example.note}。" for example in rule.card.examples if example.note]),
    }
    for key in KEY.finditer(source):
        value = next(values[key[1]], "")  # English has none of its own here
        if value:
            yield source.count("\n", 0, key.start()) + 1, value


if __name__ == "__main__":
    raise SystemExit(main())
