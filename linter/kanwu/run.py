"""Many files: each read, linted and handed on; what was found, what went wrong."""

from __future__ import annotations

import gc

from kanwu import files
from kanwu.document import Document
from kanwu.engine import lint
from kanwu.errors import InputError, KanwuError
from kanwu.finding import Finding
from kanwu.readers import reader_for
from kanwu.readers.decode import decode
from kanwu.value import TYPE_CHECKING, NamedTuple
from kanwu.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Checked(NamedTuple):
    """What became of one file."""

    path: str
    findings: list[Finding]
    errors: list[KanwuError]


def check(
    paths: Iterable[str], workspace: Workspace, *, force_exclude: bool = False
) -> Iterator[Checked | files.Warned]:
    """Every report that the paths name or hold, checked under the rules for it, in order."""
    for path in paths:
        exclude = workspace.exclude(path)
        for found in files.find([path], exclude=exclude, force_exclude=force_exclude):
            if isinstance(found, str):
                yield _checked(found, workspace)
            else:
                yield found if isinstance(found, files.Warned) else Checked(path, [], [found])


def check_bytes(path: str, data: bytes, workspace: Workspace) -> Checked:
    """A report given as bytes, checked as if it stood at the path."""
    try:
        document = read(path, data)
    except InputError as error:
        return Checked(path, [], [InputError(f"{path}: {error}")])
    rules = workspace.ruleset(path)
    gc.disable()  # what linting makes is kept, and nothing of it is a cycle
    try:
        return Checked(path, *lint(document, rules))
    finally:
        gc.enable()


def read(path: str, data: bytes) -> Document:
    """The document that the bytes hold, read as the path's extension says, else as plain text."""
    reader = reader_for(path) or reader_for("report.txt")
    assert reader is not None
    return reader(path, decode(data).text)


def _checked(path: str, workspace: Workspace) -> Checked:
    try:
        data = files.read_bytes(path)
    except InputError as error:
        return Checked(path, [], [InputError(f"{path}: {error}")])
    return check_bytes(path, data, workspace)
