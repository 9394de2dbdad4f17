"""Many files: each read, linted and handed on, side by side and from the cache where that pays."""

from __future__ import annotations

import gc
import os

from kanwu import files, results, store
from kanwu.engine import lint
from kanwu.errors import InputError, KanwuError
from kanwu.readers import reader_for
from kanwu.readers.decode import decode
from kanwu.remembered import Remembered
from kanwu.value import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kanwu import pool
    from kanwu.document import Document
    from kanwu.engine import Linted, Ruleset
    from kanwu.finding import Finding
    from kanwu.workspace import Workspace

_BATCH = 1 << 18  # bytes that a worker is given at a time
_LARGE = 1 << 20  # code points of one document that two processes share
_WORTH_IT = 3 << 19  # bytes from which on more than one process is faster


class Checked(NamedTuple):
    """What became of one file."""

    path: str
    findings: list[Finding]
    errors: list[KanwuError]


class _Made(NamedTuple):
    checked: Checked
    digest: bytes  # of the bytes that were checked
    record: bytes = b""  # as a worker delivered it


def check(
    paths: Iterable[str], workspace: Workspace, *, force_exclude: bool = False, jobs: int = 0
) -> Iterator[Checked | files.Warned]:
    """Every report that the paths name or hold, checked under the rules for it, in order.

    With `jobs` 0, there are as many processes as processors, if there is enough to do.
    """
    found = list(_found(paths, workspace, force_exclude))
    memory = Remembered(workspace)
    known = {path: memory.record(path) for path in found if isinstance(path, str)}
    unknown = [path for path, record in known.items() if record is None]
    made = _made(unknown, workspace, _jobs(jobs, unknown))
    for one in found:
        if not isinstance(one, str):
            yield one
        elif (record := known[one]) is not None:
            yield _revived(one, record, workspace)
        else:
            checked, digest, record = next(made)
            if not checked.errors and memory.wants(one, checked.findings):
                memory.keep(one, digest, record or results.recorded(checked.findings, ()))
            yield checked
    memory.write()


def check_bytes(path: str, data: bytes, workspace: Workspace, jobs: int = 1) -> Checked:
    """A report given as bytes, checked as if it stood at the path."""
    try:
        document = read(path, data)
    except InputError as error:
        return Checked(path, [], [InputError(f"{path}: {error}")])
    rules = workspace.ruleset(path)
    gc.disable()  # what linting makes is kept, and nothing of it is a cycle
    try:
        if jobs > 1 and len(document.text) >= _LARGE:
            return Checked(path, *_linted_by_two(document, rules))
        return Checked(path, *lint(document, rules))
    finally:
        gc.enable()


def _linted_by_two(document: Document, rules: Ruleset) -> Linted:
    """One large document: a fork does the document checks meanwhile."""
    from kanwu import pool

    if not pool.can_fork():
        return lint(document, rules)
    other = pool.forked([[document.name]], lambda _: results.dumped(rules.document_hits(document)))
    failures: list[KanwuError] = []
    found = list(rules.local_hits(document, failures))
    delivered = other.read(1)
    other.end()
    if delivered is None:
        return lint(document, rules)
    return rules.judged(document, [*found, *results.loaded(delivered[0], rules.by_code)], failures)


def read(path: str, data: bytes) -> Document:
    """The document that the bytes hold, read as the path's extension says, else as plain text."""
    reader = reader_for(path) or reader_for("report.txt")
    assert reader is not None
    return reader(path, decode(data).text)


def delivered(path: str, workspace: Workspace) -> bytes:
    """What comes of a file, as a worker delivers it."""
    checked, digest, _ = _checked(path, workspace)
    return digest + results.recorded(checked.findings, checked.errors)


def _found(
    paths: Iterable[str], workspace: Workspace, force_exclude: bool
) -> Iterator[str | Checked | files.Warned]:
    seen: set[str] = set()
    for path in paths:
        exclude = workspace.exclude(path)
        for found in files.find([path], exclude=exclude, force_exclude=force_exclude):
            if isinstance(found, str):
                if os.path.normpath(found) in seen:
                    continue
                seen.add(os.path.normpath(found))
            yield Checked(path, [], [found]) if isinstance(found, KanwuError) else found


def _jobs(asked: int, paths: Sequence[str]) -> int:
    if asked:
        return asked
    sizes = (files.state(path) for path in paths)
    enough = sum(state[0] for state in sizes if state) >= _WORTH_IT
    return _processors() if enough else 1


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _made(paths: Sequence[str], workspace: Workspace, jobs: int) -> Iterator[_Made]:
    """What comes of each path, made here or by workers."""
    if jobs < 2 or len(paths) < 2:
        for path in paths:
            yield _checked(path, workspace, jobs)
        return
    from kanwu import pool

    for path in paths:
        workspace.ruleset(path)  # made once, before the workers are
    batches = list(_batches(paths))
    shares = pool.results(batches, lambda share: _worker(share, workspace), jobs)
    for batch, records in zip(batches, shares, strict=True):
        if records is None:
            yield from _again(batch, workspace)
            continue
        for path, delivery in zip(batch, records, strict=True):
            digest, record = delivery[: store.DIGEST], delivery[store.DIGEST :]
            yield _Made(_revived(path, record, workspace), digest, record)


def _worker(share: Sequence[Sequence[str]], workspace: Workspace) -> pool.Worker:
    from kanwu import pool

    if pool.can_fork():
        return pool.forked(share, lambda path: delivered(path, workspace))
    from marshal import dumps

    told = dumps((tuple(workspace.request), [list(batch) for batch in share]))
    return pool.spawned("kanwu.worker", told)


def _again(batch: Sequence[str], workspace: Workspace) -> Iterator[_Made]:
    lost = [
        KanwuError(f"{batch[0]}: 检查它的进程意外结束，起自这里的 {len(batch)} 个文件已重新检查")
    ]
    for path in batch:
        checked, digest, _ = _checked(path, workspace)
        yield _Made(checked._replace(errors=checked.errors + lost), digest)
        lost = []


def _batches(paths: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for path in paths:
        batch.append(path)
        state = files.state(path)
        size += state[0] if state else 0
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _revived(path: str, record: bytes, workspace: Workspace) -> Checked:
    def load() -> Document:
        return read(path, files.read_bytes(path))

    return Checked(path, *results.revived(record, path, workspace.ruleset(path).by_code, load))


def _checked(path: str, workspace: Workspace, jobs: int = 1) -> _Made:
    try:
        data = files.read_bytes(path)
    except InputError as error:
        return _Made(Checked(path, [], [InputError(f"{path}: {error}")]), b"\0" * store.DIGEST)
    return _Made(check_bytes(path, data, workspace, jobs), store.digest(data))
