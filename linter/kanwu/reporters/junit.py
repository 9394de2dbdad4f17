"""Findings as the JUnit XML that CI servers read: a suite a document, a failed test a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from kanwu.english import said
from kanwu.record import Record
from kanwu.reporters import SEVERITY_NAMES, Style
from kanwu.reporters.xml_text import xml_tag, xml_text


def suites(records: Iterable[Record], style: Style) -> Iterator[str]:
    """A suite for each document; without findings, a suite with one test that passed."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield xml_tag("testsuites", {"name": "kanwu"})
    is_clean = True
    for name, of_document in groupby(records, key=lambda record: record.path):
        is_clean = False
        yield from _suite(name, list(of_document), style)
    if is_clean:  # servers take a report without tests for broken
        yield xml_tag("testsuite", {"name": "kanwu", "tests": 1, "failures": 0, "errors": 0})
        passed = said(style.language, "没有发现问题")
        yield f"{xml_tag('testcase', {'classname': 'kanwu', 'name': passed})}</testcase>"
        yield "</testsuite>"
    yield "</testsuites>"


def _suite(name: str, records: list[Record], style: Style) -> Iterator[str]:
    skipped = sum(record.severity == "info" for record in records)
    counts = {
        "tests": len(records),
        "failures": len(records) - skipped,
        "errors": 0,
        "skipped": skipped,
    }
    yield xml_tag("testsuite", {"name": name, **counts})
    for record in records:
        yield from _case(record, style)
    yield "</testsuite>"


def _case(record: Record, style: Style) -> Iterator[str]:
    """A test that failed; for `info`, which fails nothing, a test that was skipped."""
    line, column, _, _ = record.place
    name = record.path
    message = record.message(style.language)
    case = {"classname": name, "name": f"{record.code} {line}:{column}", "file": name}
    yield xml_tag("testcase", case | {"line": line})
    if record.severity == "info":
        yield f"{xml_tag('skipped', {'message': message})}</skipped>"
    else:
        severity = SEVERITY_NAMES[style.language][record.severity]
        place = f"{name}:{line}:{column}: {severity} {record.code} {message}"
        content = xml_text("\n".join(filter(None, (place, record.rule.card.why.strip()))))
        yield f"{xml_tag('failure', {'type': record.code, 'message': message})}{content}</failure>"
    yield "</testcase>"
