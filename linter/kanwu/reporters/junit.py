"""Findings as the JUnit XML that CI servers read: a suite a document, a failed test a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from kanwu.finding import Record
from kanwu.reporters import SEVERITY_NAMES, Style
from kanwu.reporters.xml_text import xml_tag, xml_text


def suites(findings: Iterable[Record], style: Style) -> Iterator[str]:
    """A suite for each document; where nothing is found, one with a test that has passed."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield xml_tag("testsuites", {"name": "kanwu"})
    is_clean = True
    for name, of_document in groupby(findings, key=lambda finding: finding.path):
        is_clean = False
        yield from _suite(name, list(of_document), style)
    if is_clean:  # servers take a report without tests for a broken one
        yield xml_tag("testsuite", {"name": "kanwu", "tests": 1, "failures": 0, "errors": 0})
        passed = "no findings" if style.language == "en" else "没有发现问题"
        yield f"{xml_tag('testcase', {'classname': 'kanwu', 'name': passed})}</testcase>"
        yield "</testsuite>"
    yield "</testsuites>"


def _suite(name: str, findings: list[Record], style: Style) -> Iterator[str]:
    skipped = sum(finding.severity == "info" for finding in findings)
    counts = {
        "tests": len(findings),
        "failures": len(findings) - skipped,
        "errors": 0,
        "skipped": skipped,
    }
    yield xml_tag("testsuite", {"name": name, **counts})
    for finding in findings:
        yield from _case(finding, style)
    yield "</testsuite>"


def _case(finding: Record, style: Style) -> Iterator[str]:
    """A test that failed; `info` fails nothing, and JUnit has only "skipped" for that."""
    line, column, _, _ = finding.place
    name = finding.path
    message = finding.message(style.language)
    case = {"classname": name, "name": f"{finding.code} {line}:{column}", "file": name}
    yield xml_tag("testcase", case | {"line": line})
    if finding.severity == "info":
        yield f"{xml_tag('skipped', {'message': message})}</skipped>"
    else:
        severity = SEVERITY_NAMES[style.language][finding.severity]
        place = f"{name}:{line}:{column}: {severity} {finding.code} {message}"
        content = xml_text("\n".join(filter(None, (place, finding.rule.card.why.strip()))))
        yield f"{xml_tag('failure', {'type': finding.code, 'message': message})}{content}</failure>"
    yield "</testcase>"
