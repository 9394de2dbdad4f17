"""Linting many files, with several processes and the cache where they pay."""

from __future__ import annotations

import os

from kanwu.errors import InputError, KanwuError
from kanwu.session import files
from kanwu.session.lint_file import FileResult, failed, lint_file
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kanwu.session.workspace import Workspace

    # A result, the digest of the file's bytes, and the packed result, if a worker delivered it.
    Fresh = tuple[FileResult, bytes, bytes]

_BYTES_OF_A_CHARACTER = 3  # of a Chinese one in UTF-8
BYTES_ALWAYS_READ = 16 << 20  # file_size.LEAST: smaller files need no configuration


class Worth(NamedTuple):
    """The least work for which the cache and other processes are worth their cost."""

    files: int = 9  # or so many bytes, for the cache
    bytes: int = (1 << 18) + 1
    worker_bytes: int = 1 << 19  # in all, for more than one process
    batch_bytes: int = 1 << 17  # of a batch for a worker


_WORTH = Worth()


def lint_files(
    paths: Iterable[str],
    workspace: Workspace,
    *,
    force_exclude: bool = False,
    jobs: int = 0,
    most: str | None = None,
    worth: Worth = _WORTH,
) -> Iterator[FileResult | files.Warned]:
    """The result of every report at or below the paths, in order.

    With `jobs` 0, a run with enough work takes one process for each processor. `most` is the size
    of the largest file to read, instead of the configuration's.
    """
    every = list(find(paths, workspace, force_exclude, most))
    if workspace.request.cache and _is_much(every, worth):
        yield from _with_cache(every, workspace, jobs, worth)
    else:
        reports = [path for path in every if isinstance(path, str)]
        fresh = _fresh(reports, workspace, _jobs(jobs, reports, worth), worth)
        for path in every:
            yield next(fresh)[0] if isinstance(path, str) else path
    workspace.keep_up()


def find(
    paths: Iterable[str], workspace: Workspace, force_exclude: bool, most: str | None = None
) -> Iterator[str | FileResult | files.Warned]:
    """Every file at or below the paths, once, in order; errors stand in the place of their path."""
    seen: set[str] = set()
    for named in paths:
        exclude = workspace.exclude(named)
        for path in files.find([named], exclude=exclude, force_exclude=force_exclude):
            if isinstance(path, KanwuError):
                yield FileResult(named, errors=(path,))
            elif isinstance(path, files.Warned):
                yield path
            elif os.path.normpath(path) not in seen:
                seen.add(os.path.normpath(path))
                size = (files.state(path) or (0, 0))[0]
                error = too_large(path, size, workspace, most)
                yield failed(path, error) if error else path


def too_large(path: str, size: int, workspace: Workspace, most: str | None) -> InputError | None:
    """The reason not to read a file of so many bytes; None if it may be read."""
    if most is None:
        if size <= BYTES_ALWAYS_READ:
            return None
        most = workspace.config(path).max_file_size
    from kanwu.config.file_size import in_bytes

    if size <= in_bytes(most):
        return None
    return InputError("大于 {most}，没有读（可用 --max-file-size 放宽）", most=most)


def _is_much(every: Sequence[object], worth: Worth) -> bool:
    """Whether looking up earlier results is faster than checking again."""
    if len(every) >= worth.files:
        return True
    sizes = _sizes(path for path in every if isinstance(path, str))
    return sum(size for _, size in sizes) >= worth.bytes


def _with_cache(
    every: Sequence[str | FileResult | files.Warned], workspace: Workspace, jobs: int, worth: Worth
) -> Iterator[FileResult | files.Warned]:
    from kanwu.session.records import packed
    from kanwu.session.result_cache import ResultCache

    cache = ResultCache(workspace)
    cached = {path: cache.result(path) for path in every if isinstance(path, str)}
    unknown = [path for path, data in cached.items() if data is None]
    fresh = _fresh(unknown, workspace, _jobs(jobs, unknown, worth), worth)
    for path in every:
        if not isinstance(path, str):
            yield path
        elif (data := cached[path]) is not None:
            yield _unpacked(path, data, workspace)
        else:
            result, digest, packed_result = next(fresh)
            if cache.wants(result):
                cache.keep(path, digest, packed_result or packed(result))
            yield result
    cache.write()


def _jobs(jobs: int, paths: Sequence[str], worth: Worth) -> int:
    if jobs:
        return jobs
    is_enough = sum(size for _, size in _sizes(paths)) >= worth.worker_bytes
    return _processors() if is_enough else 1


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _fresh(paths: Sequence[str], workspace: Workspace, jobs: int, worth: Worth) -> Iterator[Fresh]:
    """The result of each path, made here or by workers."""
    if jobs < 2 or len(paths) < 2:
        for path in paths:
            yield *lint_file(path, workspace), b""
        return
    from kanwu.session.workers import deliveries

    for path, size in _sizes(paths):  # rulesets are made once, before the workers start
        workspace.ruleset(path).expect(size // _BYTES_OF_A_CHARACTER // jobs)
    batches = list(_batches(paths, worth.batch_bytes))
    for batch, (delivery, has_died) in zip(
        batches, deliveries(batches, workspace, jobs), strict=True
    ):
        results = (
            _here(batch, workspace) if delivery is None else _there(batch, delivery, workspace)
        )
        for result, digest, data in results:
            yield (_with_death(result) if has_died else result), digest, data
            has_died = False


def _here(batch: Sequence[str], workspace: Workspace) -> Iterator[Fresh]:
    for path in batch:
        yield *lint_file(path, workspace), b""


def _there(
    batch: Sequence[str], delivery: Sequence[tuple[bytes, bytes]], workspace: Workspace
) -> Iterator[Fresh]:
    for path, (digest, data) in zip(batch, delivery, strict=True):
        yield _unpacked(path, data, workspace), digest, data


def _unpacked(path: str, data: bytes, workspace: Workspace) -> FileResult:
    from kanwu.session.records import unpacked

    return unpacked(path, data, workspace.ruleset(path).by_code, workspace.request.encoding)


def _with_death(result: FileResult) -> FileResult:
    error = KanwuError("{path}: 一个检查进程意外结束，自这个文件起重新检查", path=result.path)
    return result._replace(errors=(*result.errors, error))


def _batches(paths: Sequence[str], enough: int) -> Iterator[list[str]]:
    batch: list[str] = []
    total = 0
    for path, size in _sizes(paths):
        batch.append(path)
        total += size
        if total >= enough:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


def _sizes(paths: Iterable[str]) -> Iterator[tuple[str, int]]:
    for path in paths:
        state = files.state(path)
        yield path, state[0] if state else 0
