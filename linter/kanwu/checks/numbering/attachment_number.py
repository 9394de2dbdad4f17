"""The `attachment-number` check: the list of attachments, their titles and their mentions."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import INDENT, Document
from kanwu.expressions import compiled
from kanwu.structure.labels import Caption, labels
from kanwu.structure.titles import comparable
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = r"附件(?<![^\n \t\u3000\u00a0\ufffc]附件)[ \t\u3000]*[:：][ \t\u3000\ufffc]*"
_ENTRY = (
    r"[ \t\u3000\u00a0\ufffc]*(?P<marker>(?P<number>\d{1,2})[.．、])"
    r"[ \t\u3000]*(?P<name>[^\n]{1,80})$"
)
_NOTE = r"[（(〔【《》〈〉）)〕】]|（[^（）\n]{1,12}）$"
_MOST_ATTACHMENTS = 40
_MOST_LINES = 3  # of a title
_LONGEST_LINE = 60  # code points of a line of a title
_LONGEST_TITLE = 300  # code points of a title with its empty lines
_NEAR = 200  # code points behind a list, in which it may go on
_ALIKE = 0.75  # share of common characters in two forms of one title


class _Entry(NamedTuple):
    """An attachment in the list."""

    number: int
    marker: Span  # 1.
    name: Span


class AttachmentNumber(Check):
    """A list of attachments with wrong numbers, and titles or mentions that disagree with it.

    A document with several lists has no hits. The options are the faults in the message's words:
    {expected} is the expected number, {last} the last number, {title} the other title.
    """

    sign = "附件"

    single: str
    gap: str
    missing: str
    renamed: str

    def __call__(self, document: Document) -> Iterator[Hit]:
        heads = list(compiled(_HEAD).finditer(document.prose))
        entries = list(_entries(document, heads[0].end())) if len(heads) == 1 else []
        if not entries or _goes_on(document.prose, entries[-1]):
            return
        yield from self._in_list(document, entries)
        last = max(entry.number for entry in entries)
        missing = {"fault": self.missing.format(last=last)}
        attachments = document.once(labels, "附件")
        for label in attachments.mentions:
            if label.span.start < heads[0].start() and label.number > last and not label.chapter:
                yield Hit(label.span, missing)
        end = entries[-1].name.end
        titles = [caption for caption in attachments.captions if caption.label.span.start > end]
        numbers = [caption.label.number for caption in titles]
        if numbers[:1] == [1] and numbers == sorted(set(numbers)):
            for caption in titles:
                if caption.label.number > last:
                    yield Hit(caption.label.span, missing)
        if numbers == list(range(1, len(titles) + 1)):
            yield from self._renamed(document, entries, titles)

    def _in_list(self, document: Document, entries: list[_Entry]) -> Iterator[Hit]:
        if len(entries) == 1:
            yield Hit(entries[0].marker, {"fault": self.single})
            return  # no other fault matters
        if document.format != "text":
            return  # the format may number the list
        for expected, entry in enumerate(entries, 1):
            if entry.number != expected:
                yield Hit(entry.marker, {"fault": self.gap.format(expected=expected)})
                return

    def _renamed(
        self, document: Document, entries: list[_Entry], titles: list[Caption]
    ) -> Iterator[Hit]:
        names = {entry.number: entry.name for entry in entries}
        for caption in titles:
            if (span := names.get(caption.label.number)) and (
                title := _other_title(document, span, caption)
            ):
                yield Hit(span, {"fault": self.renamed.format(title=title)})


def _entries(document: Document, start: int) -> Iterator[_Entry]:
    """The entries behind 附件：, which start on its line or the next one."""
    prose = document.prose
    at = start
    for _ in range(_MOST_ATTACHMENTS):
        while prose[at : at + 1] in ("\n", "\r"):
            at += 1
        match = compiled(_ENTRY).match(prose, at)
        if match is None:
            return
        end = match.start("name") + len(match["name"].rstrip(INDENT))
        name = Span(match.start("name"), end)
        yield _Entry(int(match["number"]), Span(*match.span("marker")), name)
        at = match.end()


def _goes_on(prose: str, last: _Entry) -> bool:
    """Whether the next number stands in the same line, or behind a name of several lines."""
    following = rf"(?<![^ \t\u3000\ufffc\n；;，,]){last.number + 1}[.．、]"
    return compiled(following).search(prose, last.name.start, last.name.end + _NEAR) is not None


def _other_title(document: Document, name: Span, caption: Caption) -> str:
    """The title behind the label, if it is like the name in the list but not the same."""
    from difflib import SequenceMatcher

    named = _bare(document.prose[slice(*name)])
    lines = [caption.title] if caption.title else _lines_below(document, caption.label.span.end)
    joined = ["".join(lines[:count]) for count in range(1, len(lines) + 1)]
    if any(_bare(title) in named or named in _bare(title) for title in joined if title):
        return ""
    for title in joined:
        if SequenceMatcher(None, named, _bare(title)).ratio() >= _ALIKE:
            return title
    return ""


def _lines_below(document: Document, offset: int) -> list[str]:
    lines = []
    for line in document.paragraphs(document.paragraph(offset).end + 1):
        text = document.prose[slice(*line)].strip(INDENT)
        if text:
            lines.append(text)
        if len(lines) == _MOST_LINES or line.end - offset > _LONGEST_TITLE:
            break
    return [line for line in lines if len(line) <= _LONGEST_LINE]


def _bare(title: str) -> str:
    return compiled(_NOTE).sub("", comparable(title))
