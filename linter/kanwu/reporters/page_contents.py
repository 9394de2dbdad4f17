"""The contents of the HTML report: the files with their findings, and the findings counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from kanwu.document import Document
from kanwu.measures.error_rate import ErrorRate, error_rate
from kanwu.record import Record
from kanwu.reporters import Style
from kanwu.reporters.marked import Line, Note, lines
from kanwu.reporters.terminal import visible
from kanwu.reporters.wording import family
from kanwu.rule import Rule

# Beyond these, findings are only counted, and texts shown only where something is marked.
_MOST_NOTES, _MOST_OF_A_FILE, _MOST_CHARACTERS = 5_000, 500, 400_000


class File(NamedTuple):
    """A document with its findings; those beyond the bounds of the page are counted only."""

    number: int
    document: Document
    findings: Counter[str]  # by severity
    rate: ErrorRate
    notes: tuple[Note, ...]
    is_excerpt: bool

    @property
    def name(self) -> str:
        return visible(self.document.name)

    @property
    def unnoted(self) -> int:
        """The number of findings without a note."""
        return self.findings.total() - len(self.notes)

    def lines(self, language: str) -> Iterator[Line]:
        return lines(self.document, self.notes, language, excerpt=self.is_excerpt)


class Contents(NamedTuple):
    """The files of the report, and their findings counted."""

    files: list[File]
    families: dict[str, Counter[str]]  # findings by severity, by family
    rules: dict[str, Rule]  # by code
    codes: Counter[str]  # findings by code

    @property
    def findings(self) -> Counter[str]:
        """The number of findings of each severity."""
        return sum((file.findings for file in self.files), Counter())


def page_contents(
    records: Iterable[Record], documents: Mapping[str, Document], style: Style
) -> Contents:
    """The contents for the records; when a record comes, `documents` holds its document."""
    contents = Contents([], {}, {}, Counter())
    notes = characters = 0
    for path, of_document in groupby(records, key=lambda record: record.path):
        members = list(of_document)
        for record in members:
            contents.families.setdefault(family(record.rule, style.language), Counter())[
                record.severity
            ] += 1
            contents.rules.setdefault(record.code, record.rule)
            contents.codes[record.code] += 1
        document = documents[path]
        characters += len(document.text)
        room = len(members) if style.show_all else min(_MOST_OF_A_FILE, _MOST_NOTES - notes)
        is_excerpt = not style.show_all and characters > _MOST_CHARACTERS
        contents.files.append(
            _file(document, len(contents.files) + 1, members, notes, room, is_excerpt=is_excerpt)
        )
        notes += len(contents.files[-1].notes)
    return contents


def _file(
    document: Document,
    number: int,
    records: Sequence[Record],
    notes: int,
    room: int,
    *,
    is_excerpt: bool,
) -> File:
    """A document with as many notes as there is room for; `notes` is the number of earlier ones."""
    findings = Counter[str](record.severity for record in records)
    own = tuple(Note(notes + at, record, at) for at, record in enumerate(records[:room], 1))
    return File(number, document, findings, error_rate(document, records), own, is_excerpt)
