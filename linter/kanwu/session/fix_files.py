"""Fixing files: edits are made in their texts, and all other bytes stay."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from time import gmtime, strftime

from kanwu.document import Document
from kanwu.engine.fix import Fixed, fix, require_legible
from kanwu.engine.joint import are_within
from kanwu.errors import InputError, KanwuError, Sentence, WritingError
from kanwu.readers import WORD, Opened, open_report
from kanwu.session import files
from kanwu.session.changed_lines import without_fix
from kanwu.session.files.replace import is_shared, leads_out, replace
from kanwu.session.lint_file import FileResult, failed, file_result, lint_bytes
from kanwu.session.run import find
from kanwu.session.staged_files import StagedFiles, lint_index
from kanwu.session.stages import Stage, passed
from kanwu.session.workspace import Workspace
from kanwu.text import Span
from kanwu.values import NamedTuple


class FileFix(NamedTuple):
    """A file with its fixes."""

    result: FileResult  # of linting the fixed file
    reported: frozenset[tuple[str, Span]] = frozenset()  # codes and spans of records to show
    codes: tuple[str, ...] = ()  # of the fixes
    before: str = ""
    after: str = ""
    data: bytes = b""  # of the fixed file


class Fixer(NamedTuple):
    """The manner of fixing files; only findings that pass the stages are fixed."""

    workspace: Workspace
    stages: Sequence[Stage]
    unsafe: bool = False
    is_tracked: bool = False  # the fixes of Word files are tracked changes

    def fixed(self, path: str, data: bytes) -> FileFix:
        """The file of these bytes, as if they were at the path, with its fixes.

        The bytes stay as they are if writing them back would harm them.
        """
        try:
            opened = open_report(path, data, self.workspace.request.encoding)
            if self.is_tracked:
                opened = opened.tracking(strftime("%Y-%m-%dT%H:%M:%SZ", gmtime()))
        except InputError as error:
            return FileFix(failed(path, error), data=data)
        rules = self.workspace.ruleset(path)
        original = file_result(opened.document, rules.lint(opened.document))
        left = passed(original, self.stages)
        reported = _keys(left)
        fixed = fix(
            opened,
            rules,
            None if reported == _keys(original) else reported,
            within=_spans(opened.document, left.fixable_lines),
            unsafe=self.unsafe,
        )
        result = _result_after(fixed)
        if not fixed.is_settled:
            result = _with_error(result, KanwuError("几条规则的改法互相抵触，改了几轮后停下"))
        text = opened.document.text
        unchanged = FileFix(result, frozenset(fixed.fixable), (), text, text, data)
        if not fixed.codes:
            return unchanged
        try:
            require_legible(self.workspace.guard(path).lint(opened.document))
            data_after = _edited_bytes(opened, fixed.opened, data)
        except InputError as error:
            # A fix that is never made is not offered.
            failed_result = original._replace(
                records=[without_fix(record) for record in original.records],
                errors=(*original.errors, error.of(path)),
            )
            return unchanged._replace(result=failed_result, reported=reported)
        codes, edited = tuple(fixed.codes), fixed.opened.document.text
        return unchanged._replace(codes=codes, after=edited, data=data_after)

    def unfixed(self, path: str, data: bytes) -> FileFix:
        """The file of these bytes without fixes."""
        result = passed(lint_bytes(path, data, self.workspace), self.stages)
        return FileFix(result, _keys(result), data=data)


def fix_files(
    paths: Iterable[str],
    fixer: Fixer,
    *,
    write: bool,
    force_exclude: bool,
    most: str | None = None,
) -> Iterator[FileFix | files.Warned]:
    """Every report at or below the paths, with its fixes; written to disk if `write`."""
    paths = list(paths)
    named = set(map(os.path.normpath, paths))
    kept = 0  # files that take no tracked changes
    for path in find(paths, fixer.workspace, force_exclude, most):
        if not isinstance(path, str):
            yield FileFix(path) if isinstance(path, FileResult) else path
            continue
        try:
            old = files.read_bytes(path)
        except InputError as error:
            yield FileFix(failed(path, error))
            continue
        is_kept = fixer.is_tracked and os.path.splitext(path)[1].lower() not in WORD
        kept += is_kept
        file = fixer.unfixed(path, old) if is_kept else fixer.fixed(path, old)
        if write and file.codes:
            if os.path.normpath(path) not in named and leads_out(path, paths):
                yield _unwritten(file, WritingError("是指向文件夹之外的链接，没有修改"))
                continue
            if is_shared(path):
                yield files.Warned(
                    Sentence("{path}: 有别的硬链接，那边仍是改动前的内容", path=path)
                )
            try:
                replace(path, old, file.data)
            except InputError as error:
                file = _unwritten(file, WritingError("{error}", error=error))
        yield file
    if kept:
        words = "--tracked: 有 {count} 个文件不是 .docx，只列出问题，没有修改"
        yield files.Warned(Sentence(words, count=kept))


def fix_staged(
    staged: StagedFiles,
    fixer: Fixer,
    *,
    write: bool,
    force_exclude: bool,
    most: str | None = None,
) -> Iterator[FileFix | files.Warned]:
    """Every staged report; with its fixes in the working tree, if it is the same there."""
    every = list(staged.find(fixer.workspace, force_exclude=force_exclude))
    others = lint_index(every, fixer.workspace, most)
    for file in every:
        if isinstance(file, FileResult):
            yield FileFix(file)
        elif isinstance(file, files.Warned):
            yield file
        elif file.is_current:
            yield from fix_files([file.path], fixer, write=write, force_exclude=False, most=most)
        else:
            result = passed(next(others), fixer.stages)
            if any(record.changes for record in result.records):
                yield files.Warned(
                    Sentence("{path}: 工作区里的内容与暂存的不同，没有修改", path=file.path)
                )
            yield FileFix(result, _keys(result))


def _spans(document: Document, lines: Sequence[range] | None) -> list[Span] | None:
    """The spans of stretches of lines, each without its last line end; None for no lines given."""
    if lines is None:
        return None
    count = document.position(len(document.text)).line
    return [
        Span(document.line(each.start).start, document.line(min(each.stop - 1, count)).end)
        for each in lines
        if each.start <= count
    ]


def _result_after(fixed: Fixed) -> FileResult:
    """The result after the fixes, in which fixes of other lines are not shown."""
    result = file_result(fixed.opened.document, fixed.result)
    pairs = zip(result.records, fixed.result.findings, strict=True)
    records = [
        record if are_within(finding.hit.edits, fixed.within) else without_fix(record)
        for record, finding in pairs
    ]
    return result._replace(records=records)


def _keys(result: FileResult) -> frozenset[tuple[str, Span]]:
    return frozenset((record.code, record.span) for record in result.records)


def _edited_bytes(opened: Opened, edited: Opened, data: bytes) -> bytes:
    """The bytes of the edited file; WritingError if the unedited text does not give the old bytes."""
    if opened.data() != data:
        raise WritingError("编码不能原样写回，没有修改")
    try:
        return edited.data()
    except InputError as error:
        raise WritingError("{error}，没有修改", error=error) from error


def _unwritten(file: FileFix, cause: WritingError) -> FileFix:
    return file._replace(result=_with_error(file.result, cause), codes=())


def _with_error(result: FileResult, cause: KanwuError) -> FileResult:
    error = type(cause)("{path}: {cause}", path=result.path, cause=cause)
    return result._replace(errors=(*result.errors, error))
