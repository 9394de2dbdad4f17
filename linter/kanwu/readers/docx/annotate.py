"""A copy of a Word file with a comment on every finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kanwu.errors import InputError
from kanwu.finding import Change, Record
from kanwu.readers.docx.anchors import anchor_runs, place_without_comments, split_runs
from kanwu.readers.docx.comments import Comments, mark_range
from kanwu.readers.docx.layout import place_paragraphs, text_parts
from kanwu.readers.docx.package import Package
from kanwu.readers.paragraphs import group_by_paragraph
from kanwu.readers.xml import serialise

_MOST_COMMENTS = 10_000  # each takes 6 KB of memory, and nobody reads more


def annotate(data: bytes, findings: Iterable[Record], date: str = "") -> bytes:
    """The Word file with a comment on each finding; the findings must be of this file's text.

    Word lets no comment stand in a text box or outside the body. A comment on a finding there
    stands at the box or at the reference to the note, else at the beginning, and quotes the text.
    """
    package = Package(data)  # its trees are changed, so it is not shared
    if package.read_only_reason:
        raise InputError(package.read_only_reason)
    trees = {name: package.tree(name) for name in text_parts(package)}
    body, findings = trees[package.main], list(findings)
    if (count := len(findings)) > _MOST_COMMENTS:
        raise InputError(f"查出 {count} 处，批注至多 {_MOST_COMMENTS} 处，可用 --select 少查几类")
    for line, group in group_by_paragraph(tuple(place_paragraphs(package, trees)), findings):
        if not place_without_comments(line):
            split_runs(line, {offset for finding in group for offset in finding.span})
    comments = Comments(package, date)
    for line, group in group_by_paragraph(tuple(place_paragraphs(package, trees)), findings):
        for finding in group:
            first, last = anchor_runs(line, finding.span, body.getroot())
            id = comments.add(_comment_lines(finding, place_without_comments(line)))
            mark_range(id, first, last)
    parts = {package.main: serialise(body), **comments.parts()}
    return package.archive.replaced(parts) if findings else data


def _comment_lines(finding: Record, place: str) -> Iterator[str]:
    yield f"{finding.code} {finding.message()}"
    if finding.changes:
        yield f"建议：{'，'.join(map(_suggestion, finding.changes))}"
    if place:
        yield f"位于{place}：“{finding.text}”"


def _suggestion(change: Change) -> str:
    old, new = change.old.replace("\n", "↵"), change.text.replace("\n", "↵")
    if not old:
        return f"补上“{new}”"
    return f"“{old}”改为“{new}”" if new else f"删去“{old}”"
