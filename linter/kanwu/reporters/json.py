"""Findings as JSON: one array, or one object a line."""

from __future__ import annotations

from kanwu.finding import Finding, Fix
from kanwu.reporters import Style
from kanwu.reporters.encoded import json_text
from kanwu.reporters.wording import shown_fix, title
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from kanwu.document import Document
    from kanwu.text import Span


def array(findings: Iterable[Finding], style: Style) -> Iterator[str]:
    """An array of objects, one a line."""
    opening = "["
    for line in lines(findings, style):
        yield opening + line
        opening = ","
    yield "[]" if opening == "[" else "]"


def lines(findings: Iterable[Finding], style: Style) -> Iterator[str]:
    """An object a line."""
    for finding in findings:
        yield json_text(_object(finding, style.language))


def _object(finding: Finding, language: str) -> dict[str, Any]:
    rule = finding.rule
    return {
        "code": rule.code,
        "name": rule.name,
        "title": title(rule, language),
        "message": finding.message(language),
        "severity": finding.severity,
        "path": finding.document.name,
        **_place(finding.document, finding.span),
        **_part(finding),
        "text": finding.text,
        "fix": _fix(finding.document, shown_fix(finding)),
    }


def _part(finding: Finding) -> dict[str, Any]:
    """In a file of several parts, the part and which of its paragraphs, from 1."""
    place = finding.document.place(finding.position.line)
    return {"part": place[0], "paragraph": place[1]} if place else {}


def _fix(document: Document, fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    edits = [{**_place(document, edit.span), "text": edit.text} for edit in fix.edits]
    return {"applicability": fix.applicability, "edits": edits}


def _place(document: Document, span: Span) -> dict[str, int]:
    """Lines and columns from 1, columns in code points, the end exclusive."""
    line, column = document.position(span.start)
    end_line, end_column = document.position(span.end)
    return {"line": line, "column": column, "end_line": end_line, "end_column": end_column}
