"""Exceptions from an editor: a comment in Markdown, an entry of `[[allow]]` for all else."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator

from lsprotocol import types
from pygls.uris import from_fs_path

from kanwu.api.permits import allow
from kanwu.document import Document
from kanwu.finding import Finding
from kanwu.lsp.changes import changes
from kanwu.lsp.positions import Encoding, Positions
from kanwu.text import Span

# The start of a line that begins a paragraph or heading of its own, outside of lists and quotations.
_APART = re.compile(r"(?!(?:[-*+]|\d{1,9}[.)])\s|[>|<\s:])\S")
_LINE_BREAK = re.compile(r"(?:[ \t]+|\\)$")


def comment(finding: Finding, reason: str) -> Iterator[tuple[Span, str]]:
    """The changes of a Markdown text that suppress the finding and leave its blocks as they are.

    A comment between two lines would break a list, a paragraph or a table: it stands above a
    paragraph or heading, at the end of any other line, or around a table.
    """
    document, code = finding.document, finding.code
    block = document.block(finding.span.start)
    number = document.position(finding.span.start).line
    line, end = document.line(number), _end_of_line(document.text)
    if block and block.kind == "cell":
        first, last = _table(document, number)
        start, stop = document.line(first).start, document.line(last).end
        yield Span(start, start), f"<!-- kanwu: off {code} {reason} -->{end}{end}"
        yield Span(stop, stop), f"{end}{end}<!-- kanwu: on {code} -->"
    elif _is_blank(document, number - 1) and _APART.match(document.text, line.start):
        yield Span(line.start, line.start), f"<!-- kanwu: off-next-line {code} {reason} -->{end}"
    else:
        text = document.text[slice(*line)]
        broken = _LINE_BREAK.search(text)  # a hard line break, which must end the line
        stop = line.start + broken.start() if broken else line.end
        yield Span(stop, stop), f" <!-- kanwu: off-line {code} {reason} -->"


def entry(
    finding: Finding,
    reason: str,
    place: str,
    read: Callable[[str], tuple[str, int | None] | None],
    encoding: Encoding,
) -> types.WorkspaceEdit:
    """The edit that adds an entry for the finding to the configuration at the place.

    `read` gives its text and the version of its buffer; None for a file that is not there yet.
    """
    uri, known = from_fs_path(place) or "", read(place)
    text, version = known or ("", None)
    positions = Positions(text, encoding)
    after = allow(text, place, [finding], reason)
    identifier = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
    edits = positions.edits(changes(text, after))
    edit = types.TextDocumentEdit(text_document=identifier, edits=[*edits])
    if known is not None:
        return types.WorkspaceEdit(document_changes=[edit])
    options = types.CreateFileOptions(ignore_if_exists=True)
    return types.WorkspaceEdit(document_changes=[types.CreateFile(uri=uri, options=options), edit])


def place_of_new(path: str, folder: str) -> str:
    """The path of a new configuration for a text: in the folder of the client, if it holds it."""
    within = os.path.join(os.path.abspath(path), "").startswith(os.path.join(folder, ""))
    return os.path.join(folder if within else os.path.dirname(path), "kanwu.toml")


def _table(document: Document, number: int) -> tuple[int, int]:
    """The first and the last line of the table around a line."""
    count = document.position(len(document.text)).line
    first = last = number
    while first > 1 and not _is_blank(document, first - 1):
        first -= 1
    while last < count and not _is_blank(document, last + 1):
        last += 1
    return first, last


def _is_blank(document: Document, number: int) -> bool:
    """Whether a line is blank; so is what is in front of the first."""
    return number < 1 or not document.text[slice(*document.line(number))].strip()


def _end_of_line(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
