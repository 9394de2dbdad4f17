"""Findings as reviewdog's diagnostics, whose columns count the bytes of UTF-8."""

from __future__ import annotations

from kanwu.check import Edit
from kanwu.reporters.encoded import json_array
from kanwu.reporters.place import slashed
from kanwu.reporters.wording import shown_fix
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from kanwu.document import Document
    from kanwu.finding import Finding, Fix
    from kanwu.reporters import Style

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def result(findings: Iterable[Finding], style: Style) -> Iterator[str]:
    """A DiagnosticResult, a diagnostic a line."""
    diagnostics = (_diagnostic(finding, style.language) for finding in findings)
    yield from json_array(
        diagnostics, opening='{"source": {"name": "kanwu"}, "diagnostics": [', closing="]}"
    )


def _diagnostic(finding: Finding, language: str) -> dict[str, Any]:
    document = finding.document
    diagnostic: dict[str, Any] = {
        "message": finding.message(language),
        "location": {"path": slashed(document.name), "range": _range(document, finding.span)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.code},
    }
    if fix := shown_fix(finding):
        edit = _joined(document, fix)
        diagnostic["suggestions"] = [{"range": _range(document, edit.span), "text": edit.text}]
    return diagnostic


def _joined(document: Document, fix: Fix) -> Edit:
    """All edits as one, from the first to the last: of several suggestions one would be chosen."""
    edits = sorted(fix.edits)
    start = end = edits[0].span.start
    text = ""
    for edit in edits:
        text += document.text[end : edit.span.start] + edit.text
        end = edit.span.end
    return Edit(Span(start, end), text)


def _range(document: Document, span: Span) -> dict[str, Any]:
    return {"start": _position(document, span.start), "end": _position(document, span.end)}


def _position(document: Document, offset: int) -> dict[str, int]:
    line, column = document.position(offset)
    before = document.text[offset - column + 1 : offset]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
