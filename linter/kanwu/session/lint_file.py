"""One file, read and linted."""

from __future__ import annotations

from kanwu.catalogue.packed import DIGEST
from kanwu.catalogue.packed import digest as digest_of
from kanwu.engine.records import recorded
from kanwu.errors import InputError
from kanwu.readers import open_report
from kanwu.session import files
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kanwu.document import Document
    from kanwu.engine.result import Result, Suppression
    from kanwu.errors import KanwuError, Sentence
    from kanwu.record import Record
    from kanwu.session.workspace import Workspace
    from kanwu.text import Span

NO_DIGEST = bytes(DIGEST)  # of a file that could not be read


class FileResult(NamedTuple):
    """The findings in one file as records, in reading order, with suppressed findings and errors."""

    path: str
    records: list[Record] = []  # noqa: RUF012  (never changed)
    suppressed: tuple[tuple[Record, Suppression], ...] = ()
    notes: tuple[Sentence, ...] = ()  # on comments that suppress nothing
    used: frozenset[int] = frozenset()  # numbers of the permits that suppressed a finding
    errors: tuple[KanwuError, ...] = ()  # causes why checking failed or did not finish
    # Code and span of records under a limit, which do not fail the run by themselves.
    covered: frozenset[tuple[str, Span]] = frozenset()
    # Reads the document again, if the file could be read; InputError if the file has changed.
    document: Callable[[], Document] | None = None
    fixable_lines: Sequence[range] | None = None  # the only lines that may be changed


def failed(path: str, error: InputError) -> FileResult:
    """The result of a file that was not checked."""
    return FileResult(path, errors=(error.of(path),))


def file_result(document: Document, result: Result) -> FileResult:
    """The result for the file of a linted document."""
    suppressed = recorded(finding for finding, _ in result.suppressed)
    grounds = [suppression for _, suppression in result.suppressed]
    return FileResult(
        document.name,
        recorded(result.findings),
        tuple(zip(suppressed, grounds, strict=True)),
        result.notes,
        result.used,
        result.failures,
        document=lambda: document,
    )


def lint_file(path: str, workspace: Workspace) -> tuple[FileResult, bytes]:
    """The result of a file, and the digest of its bytes."""
    try:
        data = files.read_bytes(path)
    except InputError as error:
        return failed(path, error), NO_DIGEST
    return lint_bytes(path, data, workspace), digest_of(data)


def lint_bytes(path: str, data: bytes, workspace: Workspace) -> FileResult:
    """The result of bytes, as if they were the file at the path."""
    try:
        document = open_report(path, data, workspace.request.encoding).document
    except InputError as error:
        return failed(path, error)
    return file_result(document, workspace.ruleset(path).lint(document))


def read_again(
    path: str, quotes: Mapping[Span, str], hidden: Iterable[Span], encoding: str | None
) -> Document:
    """The document; InputError if one of the quotes from it, masked or not, has changed."""
    try:
        document = open_report(path, files.read_bytes(path), encoding).document
    except InputError as error:
        raise error.of(path) from error
    for (start, end), quote in quotes.items():
        text = document.text[start:end]
        if len(text) != len(quote) or any(
            shown not in (char, "*") for char, shown in zip(text, quote, strict=True)
        ):
            raise InputError("{path}: 检查之后又被改动", path=path)
    document.hide(hidden)
    return document
