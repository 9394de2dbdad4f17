"""Findings as SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

from kanwu import __version__
from kanwu.reporters.encoded import json_text
from kanwu.reporters.fingerprint import fingerprinted
from kanwu.reporters.place import place, uri
from kanwu.reporters.wording import family, mending, shown_fix, title
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from kanwu.check import Edit
    from kanwu.document import Document
    from kanwu.engine.suppress import Suppressed
    from kanwu.finding import Finding
    from kanwu.measures.totals import Totals
    from kanwu.reporters import Style
    from kanwu.rule import Rule, Severity
    from kanwu.text import Span

# SARIF has no `info`; its `none` is for what is no flaw.
_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
# The words of GitHub's code scanning.
_PROBLEM_SEVERITIES = {"error": "error", "warning": "warning", "info": "recommendation"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def log(findings: Iterable[Finding], style: Style, totals: Totals | None = None) -> Iterator[str]:
    """A log of one run: the results as they come, then the rules that they are of.

    Findings that are let stand, as the totals say when they come, are marked so.
    """
    standing = totals.standing if totals else {}
    rules: dict[str, Rule] = {}
    numbers: dict[str, int] = {}
    yield f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{{'
    yield '"columnKind": "unicodeCodePoints", "results": ['
    separator = ""
    for finding, fingerprint in fingerprinted(findings):
        rules.setdefault(finding.code, finding.rule)
        number = numbers.setdefault(finding.code, len(numbers))
        result = _result(finding, number, style.language)
        result["partialFingerprints"] = {"kanwu/v1": fingerprint}
        if suppressed := standing.get(finding):
            result["suppressions"] = [_suppression(suppressed)]
        yield separator + json_text(result)
        separator = ","
    described = [_described(rule, style.language) for rule in rules.values()]
    driver = {"name": "kanwu", "semanticVersion": __version__, "rules": described}
    yield f'], "tool": {json_text({"driver": driver})}}}]}}'


def _described(rule: Rule, language: str) -> dict[str, Any]:
    """A rule, with why and on what ground it speaks as its help."""
    parts = [rule.why.strip(), f"依据：{rule.basis}" if rule.basis else ""]
    help_ = "\n\n".join(filter(None, parts)) or rule.title
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": title(rule, language)},
        "fullDescription": {"text": rule.why.strip() or rule.title},
        "help": {"text": help_, "markdown": f"# {rule.code} {rule.title}\n\n{help_}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.on},
        "properties": {
            "tags": [family(rule)],
            "problem.severity": _PROBLEM_SEVERITIES[rule.severity],
        },
    }


def _result(finding: Finding, number: int, language: str) -> dict[str, Any]:
    document = finding.document
    region = _region(document, finding.span) | {"snippet": {"text": finding.text}}
    artifact = {"uri": uri(document.name)}
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message(language)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }
    if fix := shown_fix(finding):
        change = {
            "artifactLocation": artifact,
            "replacements": [_replacement(document, edit) for edit in fix.edits],
        }
        words = {"text": mending(finding, language)}
        result["fixes"] = [
            {
                "description": words,
                "artifactChanges": [change],
                "properties": {"applicability": fix.applicability},
            }
        ]
    return result


def _suppression(suppressed: Suppressed) -> dict[str, Any]:
    kind = "inSource" if suppressed.in_source else "external"
    return {"kind": kind} | ({"justification": suppressed.reason} if suppressed.reason else {})


def _replacement(document: Document, edit: Edit) -> dict[str, Any]:
    replacement: dict[str, Any] = {"deletedRegion": _region(document, edit.span)}
    if edit.text:
        replacement["insertedContent"] = {"text": edit.text}
    return replacement


def _region(document: Document, span: Span) -> dict[str, Any]:
    line, column, end_line, end_column = place(document, span)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
    }
