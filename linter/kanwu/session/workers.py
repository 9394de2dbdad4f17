"""Processes that work side by side, each on batches of files; results in order.

A worker that dies costs time, never a result: the batches that were not yet done are begun again
by new workers, and after a second death by this process. Results go through files, since a worker
that dies while it writes into a pipe would leave its reader waiting for ever.
"""

from __future__ import annotations

import marshal
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_all_start_methods, get_context, parent_process
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING

from kanwu.session.lint_file import lint_file
from kanwu.session.records import packed
from kanwu.session.workspace import Request, Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Batch = Sequence[str]
    # Of each file of a batch the digest of its bytes, and its result packed.
    Delivery = list[tuple[bytes, bytes]]

_DEATHS = 2  # of workers, after which no new ones are tried
_WORKSPACE: list[Workspace] = []  # of this process, where it is a worker


def deliveries(
    batches: Sequence[Batch], workspace: Workspace, jobs: int
) -> Iterator[tuple[Delivery | None, bool]]:
    """The deliveries of the batches in order, None for one that is left to this process.

    With each goes whether a worker has died since the one before.
    """
    first, deaths, has_died = 0, 0, False
    with TemporaryDirectory(prefix="kanwu-") as folder:
        while first < len(batches) and deaths < _DEATHS:
            with _executor(workspace, min(jobs, len(batches) - first)) as executor:
                places = [os.path.join(folder, f"{deaths}-{n}") for n in range(len(batches))]
                works = zip(batches[first:], places[first:], strict=True)
                futures = [executor.submit(_work, *work) for work in works]
                try:
                    for future in futures:
                        future.result()
                        first += 1
                        yield _taken(places[first - 1]), has_died
                        has_died = False
                except BrokenProcessPool:
                    deaths, has_died = deaths + 1, True
                except BaseException:  # interrupted: nobody waits for the work under way
                    for process in active_children():
                        process.terminate()
                    raise
    for _ in batches[first:]:
        yield None, has_died
        has_died = False


def _executor(workspace: Workspace, jobs: int) -> ProcessPoolExecutor:
    # A fork knows all that this process does; elsewhere a new interpreter is told the request.
    if "fork" in get_all_start_methods():
        return ProcessPoolExecutor(jobs, get_context("fork"), _begin, (workspace,))
    return ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (workspace.request,))


def _begin(known: Workspace | Request) -> None:
    """Make a worker ready: Ctrl-C is the parent's to answer, and its end is the worker's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _WORKSPACE[:] = [known if isinstance(known, Workspace) else Workspace(known)]


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(batch: Batch, place: str) -> None:
    """Write the delivery of a batch into a file."""
    (workspace,) = _WORKSPACE
    results = [lint_file(path, workspace) for path in batch]
    with open(place, "wb") as file:
        marshal.dump([(digest, packed(result)) for result, digest in results], file)


def _taken(place: str) -> Delivery:
    with open(place, "rb") as file:
        delivery: Delivery = marshal.load(file)
    os.remove(place)
    return delivery
