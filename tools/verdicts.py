"""Findings for a reader to judge: drawn code by code, kept with their verdicts as a table."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import kanwu

VERDICTS = ("true", "defensible", "false")
ENDINGS = (".docx", ".htm", ".html", ".markdown", ".md", ".odt", ".pdf", ".txt")
_CONTEXT = 40  # code points on either side of a finding
_SHOWN = str.maketrans({"\n": "⏎", "\r": "⏎", "\t": "⇥", "\0": "␀"})
_FORMULA = tuple("=+-@'0123456789")  # a spreadsheet takes such a cell for something else


class Judged(NamedTuple):
    """A finding with what a reader says of it; the columns of the table, in this order."""

    path: str  # within the folder
    line: str
    column: str
    code: str
    severity: str
    text: str
    left: str  # the text before the finding
    right: str
    message: str
    fix: str
    verdict: str = ""  # one of VERDICTS; empty until it is read
    note: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What stays the same as long as the document and the finding do."""
        return self.path, self.code, self.text, self.left, self.right


class TableError(Exception):
    """A table or folder that cannot be used, in one line."""


def findings(folder: Path, warn: list[str]) -> Iterator[Judged]:
    """All findings in the documents of a folder; `warn` gets the documents that cannot be read."""
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in ENDINGS and p.is_file())
    if not paths:
        raise TableError(f"{folder}: no document ({' '.join(ENDINGS)})")
    rules = kanwu.Ruleset.load(isolated=True)
    for path in paths:
        name = path.relative_to(folder).as_posix()
        try:
            result = kanwu.check_bytes(name, path.read_bytes(), rules)
        except kanwu.KanwuError as error:
            warn.append(str(error))
            continue
        warn += [f"{name}: {failure}" for failure in result.failures]
        yield from map(_judged, result.findings)


def _judged(finding: kanwu.Finding) -> Judged:
    document, span = finding.document, finding.span
    before = kanwu.Span(max(0, span.start - _CONTEXT), span.start)
    after = kanwu.Span(span.end, min(len(document.text), span.end + _CONTEXT))
    edits = finding.fix.edits if finding.fix else ()
    return Judged(
        finding.path,
        str(finding.line),
        str(finding.column),
        finding.code,
        finding.severity,
        finding.text.translate(_SHOWN),
        document.quote(before).translate(_SHOWN),
        document.quote(after).translate(_SHOWN),
        finding.message().translate(_SHOWN),
        "；".join(f"{document.quote(e.span)}→{e.text}" for e in edits).translate(_SHOWN),
    )


def drawn(found: Iterable[Judged], each: int, seed: int) -> list[Judged]:
    """At most `each` findings of a code, of different texts as far as it has them.

    The order in which they are taken hangs on the seed and on the finding alone: a finding that
    appears or goes away displaces few others. They are sorted by code and place.
    """
    first: dict[tuple[str, str], Judged] = {}
    repeated: dict[tuple[str, ...], Judged] = {}
    for judged in sorted(found, key=lambda judged: _rank(judged, seed)):
        if first.setdefault((judged.code, judged.text), judged).key != judged.key:
            repeated.setdefault(judged.key, judged)
    taken: dict[str, list[Judged]] = {}
    for judged in (*first.values(), *repeated.values()):
        of_code = taken.setdefault(judged.code, [])
        if len(of_code) < each:
            of_code.append(judged)
    rows = (row for of_code in taken.values() for row in of_code)
    return sorted(rows, key=lambda row: (row.code, row.path, int(row.line), int(row.column)))


def _rank(judged: Judged, seed: int) -> bytes:
    return hashlib.sha256("\0".join((str(seed), *judged.key)).encode()).digest()


def carried(rows: Iterable[Judged], earlier: Iterable[Judged]) -> list[Judged]:
    """The rows with the verdicts and notes that the same findings had earlier."""
    known: Mapping[tuple[str, ...], Judged] = {row.key: row for row in earlier if row.verdict}
    return [
        row._replace(verdict=known[row.key].verdict, note=known[row.key].note)
        if row.key in known
        else row
        for row in rows
    ]


def write(path: Path, rows: Collection[Judged]) -> None:
    """Write a new table of tab-separated values, which spreadsheets leave as it is."""
    with path.open("x", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, "excel-tab", lineterminator="\n")
        table.writerow(Judged._fields)
        for row in rows:
            table.writerow(
                f"'{cell}" if cell.startswith(_FORMULA) and not cell.isdecimal() else cell
                for cell in row
            )


def read(path: Path) -> list[Judged]:
    """The rows of a table; TableError for a file that is none, or that has another verdict."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file, "excel-tab"))
    except (OSError, UnicodeError, csv.Error) as error:
        raise TableError(f"{path}: not a table in UTF-8: {error}") from error
    if not lines or tuple(lines[0]) != Judged._fields:
        raise TableError(f"{path}: the columns are not {' '.join(Judged._fields)}")
    return [_row(cells, f"{path}: row {number}") for number, cells in enumerate(lines[1:], 2)]


def _row(cells: list[str], place: str) -> Judged:
    if len(cells) > len(Judged._fields) or len(cells) < len(Judged._fields) - 2:
        raise TableError(f"{place}: {len(cells)} cells instead of {len(Judged._fields)}")
    row = Judged(*(cell.removeprefix("'") for cell in cells))
    verdict = row.verdict.strip().lower()
    if verdict and verdict not in VERDICTS:
        raise TableError(
            f"{place}: the verdict is {row.verdict!r}, not one of {', '.join(VERDICTS)}"
        )
    return row._replace(verdict=verdict)
