"""Files for Python programs: they are linted, fixed and annotated, as bytes in memory or from disk."""

from __future__ import annotations

import os
from collections.abc import Iterable

from kanwu.api.ruleset import Ruleset, required
from kanwu.api.text import DocumentResult
from kanwu.errors import InputError, KanwuError
from kanwu.finding import Finding
from kanwu.readers import WORD, open_report
from kanwu.session import files
from kanwu.session.lint_file import FileResult, lint_bytes
from kanwu.session.stages import Stage


def lint_file(path: str | os.PathLike[str], rules: Ruleset | None = None) -> list[Finding]:
    """The findings in a file of any kind that the command reads, as by `lint_text`.

    KanwuError also for a file that cannot be read.
    """
    name, ruleset = os.fspath(path), required(rules)
    try:
        data = files.read_bytes(name)
    except InputError as error:
        raise error.of(name) from error
    result = check_bytes(name, data, ruleset)
    if result.failures:
        raise result.failures[0]
    return result.findings


def check_bytes(
    name: str | os.PathLike[str], data: bytes, rules: Ruleset | None = None
) -> DocumentResult:
    """What is found in the bytes of a file of any kind; the name's extension tells the kind.

    KanwuError for bytes that cannot be read as that kind.
    """
    name = _name(name, data)
    try:
        document = open_report(name, data).document
    except InputError as error:
        raise error.of(name) from error
    result = required(rules).of(name).lint(document)
    return DocumentResult(document, result.findings, result.failures)


def apply(
    name: str | os.PathLike[str],
    data: bytes,
    rules: Ruleset | None = None,
    *,
    findings: Iterable[Finding] | None = None,
    unsafe: bool = False,
    tracked: bool = False,
) -> bytes:
    """The bytes of the file after every safe fix; with `unsafe`, also after fixes that need review.

    With `findings` of these bytes, only those are fixed. `tracked` makes the fixes tracked changes
    of a Word file. The bytes stay as they are where there is nothing to fix. KanwuError for bytes
    that cannot be read, or not be written back.
    """
    name = _name(name, data)
    from kanwu.session.fix_files import Fixer  # needed by few programs

    chosen = [] if findings is None else [_Chosen(findings)]
    file = Fixer(required(rules).workspace, chosen, unsafe, tracked).fixed(name, data)
    _raise_unreadable(file.result)
    return file.data


def annotate(
    name: str | os.PathLike[str],
    data: bytes,
    rules: Ruleset | None = None,
    *,
    findings: Iterable[Finding] | None = None,
) -> bytes:
    """The bytes of a Word file with its findings, or with those given, as comments in it.

    KanwuError for bytes that cannot be read, and for any other kind of file.
    """
    name = _name(name, data)
    if not name.lower().endswith(WORD):
        raise InputError("{name}: 只有 .docx 能写批注", name=name)
    result = lint_bytes(name, data, required(rules).workspace)
    _raise_unreadable(result)
    from kanwu.readers.docx import annotate as word  # the reader needed lxml too
    from kanwu.reporters.remarks import remarks

    try:
        shown = result if findings is None else _Chosen(findings)(result)
        return word.annotate(data, remarks(shown.records)).data
    except InputError as error:
        raise error.of(name) from error


class _Chosen(Stage):
    """The stage that lets only the given findings pass, which must be among those of the file."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._keys = {(finding.code, finding.span) for finding in findings}

    def __call__(self, result: FileResult) -> FileResult:
        chosen = [record for record in result.records if (record.code, record.span) in self._keys]
        if len({(record.code, record.span) for record in chosen}) < len(self._keys):
            raise KanwuError(
                "{path}: findings 里有的不是这份文稿里的，须用同一份重新检查", path=result.path
            )
        return result._replace(records=chosen)

    def close(self) -> Iterable[files.Warned]:
        return ()


def _name(name: str | os.PathLike[str], data: object) -> str:
    """The name as text; TypeError for data that is no bytes."""
    if not isinstance(data, bytes):
        raise TypeError(
            f"data 应为文件的 bytes，不是 {type(data).__name__}；检查文字用 kanwu.lint_text(text)"
        )
    return os.fspath(name)


def _raise_unreadable(result: FileResult) -> None:
    for error in result.errors:
        if isinstance(error, InputError):
            raise error
