"""One report: its bytes read, linted, and what came of it delivered or revived."""

from __future__ import annotations

from kanwu.catalogue.packed import DIGEST
from kanwu.catalogue.packed import digest as digest_of
from kanwu.engine.ruleset import lint
from kanwu.errors import InputError, KanwuError
from kanwu.readers import open_report
from kanwu.session import files
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kanwu.document import Document
    from kanwu.engine.suppress import Allowed
    from kanwu.finding import Finding
    from kanwu.session.workspace import Workspace


class Checked(NamedTuple):
    """What became of one file."""

    path: str
    findings: list[Finding]
    errors: list[KanwuError]
    allowed: Allowed | None = None
    document: Document | None = None  # where it could be read


class Made(NamedTuple):
    """A file checked just now."""

    checked: Checked
    digest: bytes  # of the bytes that were checked
    record: bytes = b""  # as a worker delivered it


def checked(path: str, workspace: Workspace) -> Made:
    """What becomes of a file."""
    try:
        data = files.read_bytes(path)
    except InputError as error:
        return Made(Checked(path, [], [InputError(f"{path}: {error}")]), b"\0" * DIGEST)
    return Made(check_bytes(path, data, workspace), digest_of(data))


def check_bytes(path: str, data: bytes, workspace: Workspace) -> Checked:
    """A report given as bytes, checked as if it stood at the path."""
    try:
        document = open_report(path, data, workspace.request.encoding).document
    except InputError as error:
        return Checked(path, [], [InputError(f"{path}: {error}")])
    rules = workspace.ruleset(path)
    return Checked(path, *lint(document, rules), document)


def delivered(path: str, workspace: Workspace) -> bytes:
    """What comes of a file, as a worker delivers it."""
    from kanwu.session import records

    made = checked(path, workspace)
    one = made.checked
    return made.digest + records.recorded(one.findings, one.errors, one.allowed)


def revived(path: str, record: bytes, workspace: Workspace) -> Checked:
    """What a record tells of a file, which is read again only for its lines."""
    from kanwu.session import records

    def load() -> Document:
        return open_report(path, files.read_bytes(path), workspace.request.encoding).document

    return Checked(path, *records.revived(record, path, workspace.ruleset(path).by_code, load))
