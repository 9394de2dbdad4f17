"""A copy of a Word file with remarks as comments, in place of the comments of an earlier run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kanwu.errors import InputError
from kanwu.readers.docx.anchors import anchor_runs, split_runs, takes_comments
from kanwu.readers.docx.comments import Comments
from kanwu.readers.docx.layout import place_paragraphs, text_parts
from kanwu.readers.docx.package import Package
from kanwu.readers.paragraphs import group_by_paragraph
from kanwu.readers.remarks import Remark
from kanwu.readers.xml import serialise

_MOST_COMMENTS = 10_000  # each takes 6 KB of memory, and nobody reads more


class AnnotatedCopy(NamedTuple):
    """The bytes of a copy, the number of its remarks, and of earlier comments that are gone."""

    data: bytes
    remarks: int
    removed: int


def annotate(data: bytes, remarks: Sequence[Remark], date: str = "") -> AnnotatedCopy:
    """The Word file with a comment for each remark; the spans must be of this file's text.

    Word lets no comment stand in a text box or outside the body. A remark on text there stands at
    the box or at the reference to the note, else at the beginning.
    """
    package = Package(data)  # its trees are changed, so it is not shared
    if package.read_only_reason:
        raise InputError(package.read_only_reason)
    if (count := len(remarks)) > _MOST_COMMENTS:
        raise InputError(
            "批注 {count} 条，至多写 {most} 条，可用 --select 少查几类",
            count=count,
            most=_MOST_COMMENTS,
        )
    trees = {name: package.tree(name) for name in text_parts(package)}
    body = trees[package.main].getroot()
    for line, group in group_by_paragraph(tuple(place_paragraphs(package, trees)), remarks):
        if takes_comments(line):
            split_runs(line, {offset for remark in group for offset in remark.span})
    comments = Comments(package, date)
    for line, group in group_by_paragraph(tuple(place_paragraphs(package, trees)), remarks):
        for remark in group:
            comments.put(remark.lines, *anchor_runs(line, remark.span, body))
    removed = comments.remove_stale(body)
    parts = comments.parts()
    if parts:
        parts = {package.main: serialise(trees[package.main]), **parts}
        data = package.archive.replaced(parts)
    return AnnotatedCopy(data, count, removed)
