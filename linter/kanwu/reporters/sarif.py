"""Findings as SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from kanwu import __version__
from kanwu.engine.result import Suppression
from kanwu.english import said
from kanwu.location import Location, location_fields, location_words
from kanwu.measures.totals import Totals
from kanwu.record import Change, Place, Record
from kanwu.reporters import Style
from kanwu.reporters.fingerprint import fingerprinted
from kanwu.reporters.json_text import json_text
from kanwu.reporters.place import uri
from kanwu.reporters.wording import family, mending
from kanwu.rule import Rule

# SARIF has no `info`; its `none` is for results that are no flaw.
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
# The words of GitHub's code scanning.
_PROBLEM_SEVERITIES = {"error": "error", "warning": "warning", "info": "recommendation"}
_RESERVED = ":/?#[]@!$&'()*+,;=%"  # characters of a URL that stay as they are
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def log(records: Iterable[Record], style: Style, totals: Totals | None = None) -> Iterator[str]:
    """A log of one run: the results as they come, then their rules.

    Results are marked as suppressed if the totals say so by the time that they come.
    """
    suppressed = totals.suppressed if totals else {}
    rules: dict[str, Rule] = {}
    numbers: dict[str, int] = {}
    yield f'{{"$schema": "{_SCHEMA}", "version": "2.1.0", "runs": [{{'
    yield '"columnKind": "unicodeCodePoints", "results": ['
    separator = ""
    for record, fingerprint in fingerprinted(records):
        rules.setdefault(record.code, record.rule)
        number = numbers.setdefault(record.code, len(numbers))
        result = _result(record, number, style.language)
        result["partialFingerprints"] = {"kanwu/v1": fingerprint}
        if suppression := suppressed.get((record.path, record.code, record.span)):
            result["suppressions"] = [_suppression(suppression)]
        yield separator + json_text(result)
        separator = ","
    described = [_described(rule, style.language) for rule in rules.values()]
    driver = {"name": "kanwu", "semanticVersion": __version__, "rules": described}
    yield f'], "tool": {json_text({"driver": driver})}}}]}}'


def _described(rule: Rule, language: str) -> dict[str, Any]:
    """A rule; its help is its why and its basis."""
    title = rule.card.worded("title", language)
    basis = said(language, "依据：{basis}", basis=rule.card.basis) if rule.card.basis else ""
    parts = [rule.card.why.strip(), basis]
    help_ = "\n\n".join(filter(None, parts)) or title
    page = {"helpUri": quote(rule.url, safe=_RESERVED)} if rule.url else {}
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": rule.card.why.strip() or title},
        "help": {"text": help_, "markdown": f"# {rule.code} {title}\n\n{help_}"},
        **page,
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.on},
        "properties": {
            "tags": [family(rule, language)],
            "problem.severity": _PROBLEM_SEVERITIES[rule.severity],
        },
    }


def _result(record: Record, number: int, language: str) -> dict[str, Any]:
    region = _region(record.place) | {"snippet": {"text": record.text}}
    artifact = {"uri": uri(record.path)}
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": artifact, "region": region}
    }
    if record.location:
        location["logicalLocations"] = [_logical_location(record.location, language)]
    result: dict[str, Any] = {
        "ruleId": record.code,
        "ruleIndex": number,
        "level": _LEVELS[record.severity],
        "message": {"text": record.message(language)},
        "locations": [location],
    }
    if record.changes:
        change = {
            "artifactLocation": artifact,
            "replacements": [_replacement(change) for change in record.changes],
        }
        words = {"text": mending(record, language)}
        result["fixes"] = [
            {
                "description": words,
                "artifactChanges": [change],
                "properties": {"applicability": record.applicability},
            }
        ]
    return result


def _logical_location(location: Location, language: str) -> dict[str, Any]:
    kind = "cell" if location.table else "page" if location.part == "page" else "paragraph"
    return {
        "fullyQualifiedName": location_words(location, language),
        "kind": kind,
        "properties": location_fields(location),
    }


def _suppression(suppression: Suppression) -> dict[str, Any]:
    kind = "inSource" if suppression.in_source else "external"
    return {"kind": kind} | ({"justification": suppression.reason} if suppression.reason else {})


def _replacement(change: Change) -> dict[str, Any]:
    replacement: dict[str, Any] = {"deletedRegion": _region(change.place)}
    if change.text:
        replacement["insertedContent"] = {"text": change.text}
    return replacement


def _region(place: Place) -> dict[str, Any]:
    line, column, end_line, end_column = place
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
    }
