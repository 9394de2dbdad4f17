"""Results of files as bytes, for another process or another run."""

from __future__ import annotations

import marshal

from kanwu.engine.result import Suppression
from kanwu.errors import KanwuError, Sentence
from kanwu.record import Change, Place, Record
from kanwu.session.lint_file import FileResult, read_again
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TypeVar

    from kanwu.location import Location
    from kanwu.rule import Rule

    S = TypeVar("S", bound=Sentence)


def packed(result: FileResult) -> bytes:
    """The result as bytes."""
    records = [_plain(record) for record in result.records]
    suppressed = [(_plain(record), tuple(grounds)) for record, grounds in result.suppressed]
    notes = [_plain_sentence(note) for note in result.notes]
    errors = [_plain_sentence(error) for error in result.errors]
    is_read = result.document is not None
    return marshal.dumps((records, suppressed, notes, result.used, errors, is_read))


def unpacked(path: str, data: bytes, rules: Mapping[str, Rule], encoding: str | None) -> FileResult:
    """The result from its bytes; only its document needs the file again."""
    plain, plain_suppressed, notes, used, errors, is_read = marshal.loads(data)
    records = [_record(rules, path, *fields) for fields in plain]
    suppressed = tuple(
        (_record(rules, path, *fields), Suppression(*grounds))
        for fields, grounds in plain_suppressed
    )
    every = [*records, *(record for record, _ in suppressed)]
    result = FileResult(
        path,
        records,
        suppressed,
        tuple(_sentence(Sentence, note) for note in notes),
        used,
        tuple(_sentence(KanwuError, error) for error in errors),
    )
    if not is_read:
        return result
    quotes = {record.span: record.text for record in every}
    hidden = [record.span for record in every if record.rule.masked]
    return result._replace(document=lambda: read_again(path, quotes, hidden, encoding))


def _plain(record: Record) -> tuple[Any, ...]:
    changes = tuple((tuple(change.place), *change[1:]) for change in record.changes)
    return (
        record.rule.code,
        tuple(record.span),
        tuple(record.place),
        record.text,
        dict(record.values),
        record.lines,
        record.around,
        record.location and tuple(record.location),
        changes,
        *record[10:],
    )


def _record(
    rules: Mapping[str, Rule],
    path: str,
    code: str,
    span: tuple[int, int],
    place: tuple[int, int, int, int],
    text: str,
    values: dict[str, str],
    lines: dict[int, str],
    around: tuple[str, str],
    location: tuple[Any, ...] | None,
    changes: tuple[tuple[Any, ...], ...],
    *more: Any,
) -> Record:
    return Record(
        rules[code],
        path,
        Span(*span),
        Place(*place),
        text,
        values,
        lines,
        around,
        _location(location) if location else None,
        tuple(Change(Place(*at), old, new) for at, old, new in changes),
        *more,
    )


def _plain_sentence(sentence: Sentence) -> list[Any]:
    """The sentence as a list: its template, and its values, among which lists are sentences."""
    values = {
        name: _plain_sentence(value) if isinstance(value, Sentence) else value
        for name, value in sentence.values.items()
    }
    return [sentence.template, values]


def _sentence(kind: type[S], plain: list[Any]) -> S:
    template, values = plain
    return kind(
        template,
        **{
            name: _sentence(Sentence, value) if isinstance(value, list) else value
            for name, value in values.items()
        },
    )


def _location(fields: tuple[Any, ...]) -> Location:
    from kanwu.location import Location  # a run of texts needs none

    return Location(*fields)
