"""Findings as records: plain data that needs no document."""

from __future__ import annotations

from kanwu.record import Place, Record, change_of, place_of
from kanwu.text import LENGTHS
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kanwu.document import Document
    from kanwu.finding import Finding
    from kanwu.location import Location
    from kanwu.text import Span

_CONTEXT_LENGTH = 64  # code points on either side that identify a finding


def recorded(findings: Iterable[Finding]) -> list[Record]:
    """The records of the findings in one document."""
    lines: dict[int, str] = {}
    return [_record(finding, lines) for finding in findings]


def _record(finding: Finding, lines: dict[int, str]) -> Record:
    document, span = finding.document, finding.hit.span
    place = place_of(document, span)
    fix = finding.fix if finding.has_fix else None
    edits = fix.edits if fix and finding.is_shown(fix) else ()
    changes = tuple(change_of(document, edit) for edit in edits)
    places = [place, *(change.place for change in changes)]
    first = min(place.line for place in places)
    last = max(place.end_line for place in places)
    for number in range(first, last + 1):
        if number not in lines:
            lines[number] = document.shown[slice(*document.whole_line(number))]
    return Record(
        finding.rule,
        document.name,
        span,
        place,
        finding.text,
        finding.values,
        {number: lines[number] for number in range(first, last + 1)},
        _around(document, span),
        _location(document, span.start, place.line),
        changes,
        fix.applicability if fix else None,
        _columns(document, places) if document.hidden else {},
    )


def _location(document: Document, offset: int, line: int) -> Location | None:
    location = document.location(line)
    if location is None:
        return None
    from kanwu.structure.nearest_heading import nearest_heading  # lines of a text need none

    heading = nearest_heading(document, offset) if location.part == "body" else None
    if heading is None:
        return location
    is_heading = offset < heading.end
    return location._replace(heading=document.quote(heading), is_heading=is_heading)


def _around(document: Document, span: Span) -> tuple[str, str]:
    first, last = document.paragraph(span.start).start, document.paragraph(span.end).end
    shown = document.shown
    before = shown[max(first, span.start - _CONTEXT_LENGTH) : span.start]
    return before, shown[span.end : min(last, span.end + _CONTEXT_LENGTH)]


def _columns(document: Document, places: Iterable[Place]) -> dict[tuple[int, int], dict[str, int]]:
    columns = {}
    for place in places:
        for line, column in (place[:2], place[2:]):
            start = document.whole_line(line).start
            before = document.text[start : start + column - 1]
            lengths = ((unit, length(before)) for unit, length in LENGTHS.items())
            columns[line, column] = {unit: count + 1 for unit, count in lengths}
    return columns
