"""Many files: each read, linted and handed on, side by side and from the cache where that pays."""

from __future__ import annotations

import os

from kanwu.catalogue.packed import DIGEST
from kanwu.errors import InputError, KanwuError
from kanwu.session import files
from kanwu.session.lint_file import Checked, Made, checked, delivered, revived
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kanwu.session import pool
    from kanwu.session.workspace import Workspace

_FEW, _LITTLE = 8, 1 << 18  # files, and bytes, that are checked again sooner than looked up
_BATCH = 1 << 17  # bytes that a worker takes at a time
_BYTES = 3  # of a character, as a rule
_WORTH_IT = 1 << 19  # bytes from which on more than one process is faster
_SMALL = 16 << 20  # bytes that no configuration forbids (size.LEAST): for less, none is asked


def check(
    paths: Iterable[str],
    workspace: Workspace,
    *,
    force_exclude: bool = False,
    jobs: int = 0,
    most: str | None = None,
) -> Iterator[Checked | files.Warned]:
    """Every report that the paths name or hold, checked under the rules for it, in order.

    With `jobs` 0, there are as many processes as processors, if there is enough to do. `most` is
    the size of the largest file that is read, instead of the configuration's.
    """
    every = list(found(paths, workspace, force_exclude, most))
    if workspace.request.cache and _is_much(every):
        yield from _remembering(every, workspace, jobs)
    else:
        paths = [one for one in every if isinstance(one, str)]
        made = _made(paths, workspace, _jobs(jobs, paths))
        for one in every:
            yield next(made).checked if isinstance(one, str) else one
    workspace.keep_up()


def found(
    paths: Iterable[str], workspace: Workspace, force_exclude: bool, most: str | None = None
) -> Iterator[str | Checked | files.Warned]:
    """Every file that the paths name or hold, once, in order; what is wrong with a path in place."""
    seen: set[str] = set()
    for path in paths:
        exclude = workspace.exclude(path)
        for one in files.find([path], exclude=exclude, force_exclude=force_exclude):
            if isinstance(one, str):
                if os.path.normpath(one) in seen:
                    continue
                seen.add(os.path.normpath(one))
                size = (files.state(one) or (0, 0))[0]
                if error := too_large(one, size, workspace, most):
                    one = InputError(f"{one}: {error}")
            yield Checked(path, [], [one]) if isinstance(one, KanwuError) else one


def too_large(path: str, size: int, workspace: Workspace, most: str | None) -> InputError | None:
    """Why a file of so many bytes is not read; None if it is."""
    if most is None:
        if size <= _SMALL:
            return None
        most = workspace.config(path).max_file_size
    from kanwu.config.file_size import in_bytes

    if size <= in_bytes(most):
        return None
    return InputError(f"大于 {most}，没有读（可用 --max-file-size 放宽）")


def _is_much(every: Sequence[object]) -> bool:
    """Whether there is so much that looking up earlier results is faster than checking again."""
    if len(every) > _FEW:
        return True
    sizes = _sizes(one for one in every if isinstance(one, str))
    return sum(size for _, size in sizes) > _LITTLE


def _remembering(
    every: Sequence[str | Checked | files.Warned], workspace: Workspace, jobs: int
) -> Iterator[Checked | files.Warned]:
    from kanwu.session.records import recorded
    from kanwu.session.result_cache import Remembered

    memory = Remembered(workspace)
    known = {path: memory.record(path) for path in every if isinstance(path, str)}
    unknown = [path for path, record in known.items() if record is None]
    made = _made(unknown, workspace, _jobs(jobs, unknown))
    for one in every:
        if not isinstance(one, str):
            yield one
        elif (record := known[one]) is not None:
            yield revived(one, record, workspace)
        else:
            now, digest, record = next(made)
            if not now.errors and memory.wants(one, now.findings):
                memory.keep(one, digest, record or recorded(now.findings, (), now.allowed))
            yield now
    memory.write()


def _jobs(asked: int, paths: Sequence[str]) -> int:
    if asked:
        return asked
    enough = sum(size for _, size in _sizes(paths)) >= _WORTH_IT
    return _processors() if enough else 1


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _made(paths: Sequence[str], workspace: Workspace, jobs: int) -> Iterator[Made]:
    """What comes of each path, made here or by workers."""
    if jobs < 2 or len(paths) < 2:
        for path in paths:
            yield checked(path, workspace)
        return
    from kanwu.session import pool

    for path, size in _sizes(paths):  # made once, before the workers are
        workspace.ruleset(path).expect(size // _BYTES // jobs)
    batches = list(_batches(paths))
    found = pool.results(batches, lambda turns: _worker(batches, turns, workspace), jobs)
    for batch, records in zip(batches, found, strict=True):
        if records is None:
            yield from _again(batch, workspace)
            continue
        for path, delivery in zip(batch, records, strict=True):
            digest, record = delivery[:DIGEST], delivery[DIGEST:]
            yield Made(revived(path, record, workspace), digest, record)


def _worker(
    batches: Sequence[Sequence[str]], turns: pool.Turns, workspace: Workspace
) -> pool.Worker:
    from kanwu.session import pool

    if pool.can_fork():
        return pool.forked(batches, turns, lambda path: delivered(path, workspace))
    from marshal import dumps

    told = dumps((tuple(workspace.request), [list(batch) for batch in batches], list(turns)))
    return pool.spawned("kanwu.session.worker", told)


def _again(batch: Sequence[str], workspace: Workspace) -> Iterator[Made]:
    lost = [
        KanwuError(f"{batch[0]}: 检查它的进程意外结束，起自这里的 {len(batch)} 个文件已重新检查")
    ]
    for path in batch:
        again = checked(path, workspace)
        errors = again.checked.errors + lost
        yield Made(again.checked._replace(errors=errors), again.digest)
        lost = []


def _batches(paths: Sequence[str]) -> Iterator[list[str]]:
    from kanwu.session.pool import MOST

    every = list(_sizes(paths))
    enough = max(_BATCH, -(-sum(size for _, size in every) // MOST))
    batch: list[str] = []
    together = 0
    for path, size in every:
        batch.append(path)
        together += size
        if together >= enough:
            yield batch
            batch, together = [], 0
    if batch:
        yield batch


def _sizes(paths: Iterable[str]) -> Iterator[tuple[str, int]]:
    for path in paths:
        state = files.state(path)
        yield path, state[0] if state else 0
