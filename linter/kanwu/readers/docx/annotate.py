"""A copy of a Word file with a comment on every finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kanwu.errors import InputError
from kanwu.finding import Change, Record
from kanwu.readers.docx.anchors import around, cut_at, place
from kanwu.readers.docx.comments import Comments, put_marks
from kanwu.readers.docx.layout import placed, text_parts
from kanwu.readers.docx.package import Package
from kanwu.readers.paragraphs import group_by_paragraph
from kanwu.readers.xml import serialise

_MOST = 10_000  # comments: each takes 6 KB while it is made, and nobody reads more


def annotate(data: bytes, findings: Iterable[Record], date: str = "") -> bytes:
    """The Word file with a comment on each finding, all of which were found in what it reads as.

    Word lets no comment stand in a text box or outside the body: on what was found there it stands
    where the box or the note is, or at the beginning, and quotes the text.
    """
    package = Package(data)  # our own: its trees may be changed
    if package.read_only:
        raise InputError(package.read_only)
    trees = {name: package.tree(name) for name in text_parts(package)}
    body, found = trees[package.main], list(findings)
    if len(found) > _MOST:
        raise InputError(f"查出 {len(found)} 处，批注至多 {_MOST} 处，可用 --select 少查几类")
    for paragraph, own in group_by_paragraph(tuple(placed(package, trees)), found):
        if not place(paragraph):
            cut_at(paragraph, {offset for finding in own for offset in finding.span})
    comments = Comments(package, date)
    for paragraph, own in group_by_paragraph(tuple(placed(package, trees)), found):
        for finding in own:
            first, last = around(paragraph, finding.span, body.getroot())
            id = comments.add(_lines(finding, place(paragraph)))
            put_marks(id, first, last)
    parts = {package.main: serialise(body), **comments.parts()}
    return package.archive.replaced(parts) if found else data


def _lines(finding: Record, where: str) -> Iterator[str]:
    yield f"{finding.code} {finding.message()}"
    if finding.changes:
        yield f"建议：{'，'.join(map(_suggestion, finding.changes))}"
    if where:
        yield f"位于{where}：“{finding.text}”"


def _suggestion(change: Change) -> str:
    old, new = change.old.replace("\n", "↵"), change.text.replace("\n", "↵")
    if not old:
        return f"补上“{new}”"
    return f"“{old}”改为“{new}”" if new else f"删去“{old}”"
