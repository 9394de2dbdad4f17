"""Files fixed: edits made in their texts, and the files written as they were otherwise."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from time import gmtime, strftime

from kanwu.engine.fix import fix
from kanwu.errors import InputError, KanwuError
from kanwu.readers import Opened, open_report
from kanwu.session import files
from kanwu.session.files.replace import is_shared, leads_out, replace
from kanwu.session.lint_file import FileResult, failed, file_result
from kanwu.session.run import find
from kanwu.session.stages import Stage, passed
from kanwu.session.workspace import Workspace
from kanwu.text import Span
from kanwu.values import NamedTuple


class FileFix(NamedTuple):
    """A file and its fixes."""

    result: FileResult  # of all that is left in it
    told: frozenset[tuple[str, Span]] = frozenset()  # code and span of what is to be told of
    made: tuple[str, ...] = ()  # the codes of the fixes
    before: str = ""
    after: str = ""
    data: bytes = b""  # as it is to be written


class Fixer(NamedTuple):
    """How files are fixed: only findings that the stages leave are."""

    workspace: Workspace
    stages: Sequence[Stage]
    unsafe: bool = False
    is_tracked: bool = False  # the fixes of Word files are tracked changes

    def fixed(self, path: str, data: bytes) -> FileFix:
        """Bytes that are read as if they stood at the path, with their fixes made.

        They are left as they are where a fix would harm them.
        """
        try:
            opened = open_report(path, data, self.workspace.request.encoding)
            if self.is_tracked:
                opened = opened.tracking(strftime("%Y-%m-%dT%H:%M:%SZ", gmtime()))
        except InputError as error:
            return FileFix(failed(path, error), data=data)
        rules = self.workspace.ruleset(path)
        original = file_result(opened.document, rules.lint(opened.document))
        told = _told(passed(original, self.stages))
        everything = told == _told(original)
        fixed = fix(opened, rules, None if everything else told, unsafe=self.unsafe)
        result = file_result(fixed.opened.document, fixed.result)
        if not fixed.is_settled:
            result = _with_error(result, KanwuError, "几条规则的改法互相抵触，改了几轮后停下")
        text = opened.document.text
        unchanged = FileFix(result, frozenset(fixed.told), (), text, text, data)
        if not fixed.made:
            return unchanged
        try:
            after = _written(opened, fixed.opened, data)
        except InputError as error:
            left = _with_error(original, InputError, f"{error}，没有修改")
            return unchanged._replace(result=left, told=told)
        made, edited = tuple(fixed.made), fixed.opened.document.text
        return unchanged._replace(made=made, after=edited, data=after)


def fix_files(
    paths: Iterable[str],
    fixer: Fixer,
    *,
    write: bool,
    force_exclude: bool,
    most: str | None = None,
) -> Iterator[FileFix | files.Warned]:
    """Every report that the paths name or hold, with its fixes made; written if `write`."""
    paths = list(paths)
    named = set(map(os.path.normpath, paths))
    for path in find(paths, fixer.workspace, force_exclude, most):
        if not isinstance(path, str):
            yield FileFix(path) if isinstance(path, FileResult) else path
            continue
        try:
            old = files.read_bytes(path)
        except InputError as error:
            yield FileFix(failed(path, error))
            continue
        file = fixer.fixed(path, old)
        if write and file.made:
            if os.path.normpath(path) not in named and leads_out(path, paths):
                yield _unwritten(file, "是指向文件夹之外的链接，没有修改")
                continue
            if is_shared(path):
                yield files.Warned(f"{path}: 有别的硬链接，那边仍是改动前的内容")
            try:
                replace(path, old, file.data)
            except InputError as error:
                file = _unwritten(file, str(error))
        yield file


def _told(result: FileResult) -> frozenset[tuple[str, Span]]:
    return frozenset((record.code, record.span) for record in result.records)


def _written(opened: Opened, edited: Opened, data: bytes) -> bytes:
    """The bytes of the edited file; InputError if even the unedited text does not give its own."""
    if opened.data() != data:
        raise InputError("编码不能原样写回")
    return edited.data()


def _unwritten(file: FileFix, cause: str) -> FileFix:
    return file._replace(result=_with_error(file.result, InputError, cause), made=())


def _with_error(result: FileResult, kind: type[KanwuError], cause: str) -> FileResult:
    return result._replace(errors=(*result.errors, kind(f"{result.path}: {cause}")))
