"""Annotated copies of Word files, none of which is written over a file that is checked."""

from __future__ import annotations

import os

from kanwu.errors import ConfigError, InputError, KanwuError, Sentence
from kanwu.readers import WORD
from kanwu.reporters.remarks import remarks
from kanwu.session import files
from kanwu.session.files.replace import identity, write_copy
from kanwu.session.lint_file import FileResult, failed, lint_bytes
from kanwu.session.run import find
from kanwu.session.stages import Stage, passed
from kanwu.session.workspace import Workspace
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class Annotation(NamedTuple):
    """A checked file, and the copy that was written for it."""

    result: FileResult
    copy: str = ""  # its path; empty if none was written
    remarks: int = 0
    removed: int = 0  # comments of an earlier run


def annotate_files(
    paths: Sequence[str],
    target: str,
    workspace: Workspace,
    stages: Sequence[Stage],
    *,
    language: str,
    force_exclude: bool,
    most: str | None,
) -> Iterator[Annotation | files.Warned]:
    """Every report at or below the paths; Word files get a copy with what the stages leave.

    The target is a file, or for several reports a folder. ConfigError, before anything is written,
    for a target that does not fit the reports or is one of them.
    """
    found = list(find(paths, workspace, force_exclude, most))
    if _is_folder(target):
        found = [path for path in found if not _is_earlier_copy(path, paths, target)]
    reports = [path for path in found if isinstance(path, str)]
    copies = _copies(paths, reports, target)
    _require_no_report(copies, reports)
    written = set[tuple[int, int] | None]()
    for path in found:
        if isinstance(path, str):
            yield _annotated(path, copies.get(path, ""), workspace, stages, language, written)
        else:
            yield Annotation(path) if isinstance(path, FileResult) else path
    if rest := len(reports) - len(copies):
        words = "--annotate: 有 {count} 个文件不是 .docx，只列出问题，没有写批注"
        yield files.Warned(Sentence(words, count=rest))


def _annotated(
    path: str,
    copy: str,
    workspace: Workspace,
    stages: Sequence[Stage],
    language: str,
    written: set[tuple[int, int] | None],
) -> Annotation:
    try:
        data = files.read_bytes(path)
    except InputError as error:
        return Annotation(failed(path, error))
    result = passed(lint_bytes(path, data, workspace), stages)
    if not copy or not result.document:
        return Annotation(result)
    from kanwu.readers.docx.annotate import annotate  # the reader needed lxml too

    try:
        annotated = annotate(data, remarks(result.records, language))
        if identity(copy) in written - {None}:
            raise InputError("{copy} 是这一次写好的另一份，没有写", copy=copy)
        write_copy(copy, annotated.data)
    except KanwuError as error:
        errors = (*result.errors, KanwuError("{path}: {error}", path=path, error=error))
        return Annotation(result._replace(errors=errors))
    written.add(identity(copy))
    return Annotation(result, copy, annotated.remarks, annotated.removed)


def _is_folder(target: str) -> bool:
    return target.endswith(("/", os.sep)) or os.path.isdir(target)


def _is_earlier_copy(path: object, paths: Sequence[str], target: str) -> bool:
    """Whether the path was found in the target, which lies in a folder that is searched."""
    return (
        isinstance(path, str)
        and path not in paths
        and _is_below(path, target)
        and not any(_is_below(named, target) for named in paths)
    )


def _is_below(path: str, folder: str) -> bool:
    """Whether the path is the folder or lies in it."""
    path, folder = os.path.realpath(path), os.path.realpath(folder)
    return path == folder or path.startswith(os.path.join(folder, ""))


def _copies(paths: Sequence[str], reports: Sequence[str], target: str) -> Mapping[str, str]:
    """The path of the copy of each Word file."""
    named = [path for path in paths if not os.path.isdir(path)]
    words = [path for path in reports if _extension(path) in WORD]
    if others := [path for path in named if _extension(path) not in WORD]:
        raise ConfigError("--annotate: 只有 .docx 能加批注，{other} 不能", other=others[0])
    if _is_folder(target):
        top = _common_folder(paths)
        return {path: os.path.join(target, os.path.relpath(path, top)) for path in words}
    if len(paths) > 1 or not named:
        raise ConfigError(
            "--annotate: 几个文件的批注写进文件夹，末尾加 /：--annotate {target}/", target=target
        )
    if _extension(target) != _extension(named[0]):
        extension = _extension(named[0])
        raise ConfigError(
            "--annotate: {target} 的扩展名应与 {report} 相同，是 {extension}；写进文件夹则末尾加 /",
            target=target,
            report=named[0],
            extension=extension,
        )
    return dict.fromkeys(words, target)


def _require_no_report(copies: Mapping[str, str], reports: Sequence[str]) -> None:
    """ConfigError if a copy would be written over a report of the run, by whatever name."""
    by_identity = {identity(path): path for path in reports}
    for copy in copies.values():
        here = identity(copy)
        if here is not None and here in by_identity:
            raise ConfigError(
                "--annotate: {copy} 就是要检查的 {report}，没有写；应另取名称或文件夹",
                copy=copy,
                report=by_identity[here],
            )


def _common_folder(paths: Sequence[str]) -> str:
    """The innermost folder that holds all files at or below the paths."""
    absolute = [os.path.abspath(path) for path in paths]
    folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in absolute]
    try:
        return os.path.commonpath(folders)
    except ValueError as error:  # on several drives
        raise ConfigError("--annotate: 几个文件不在同一个盘上，应分几次写") from error


def _extension(path: str) -> str:
    return os.path.splitext(path)[1].lower()
