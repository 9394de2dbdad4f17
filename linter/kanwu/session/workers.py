"""Worker processes that lint batches of files; results come in order.

The death of a worker costs time, never a result: new workers begin the unfinished batches again,
and after a second death this process does. Results go through files: a worker that died while
writing into a pipe would leave its reader waiting for ever.
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
    # For each file of a batch, the digest of its bytes and its packed result.
    Delivery = list[tuple[bytes, bytes]]

_MOST_DEATHS = 2  # of workers, before this process goes on alone
_WORKSPACE: list[Workspace] = []  # of this process, if it is a worker


def deliveries(
    batches: Sequence[Batch], workspace: Workspace, jobs: int
) -> Iterator[tuple[Delivery | None, bool]]:
    """The deliveries of the batches in order; None for a batch that is left to this process.

    The flag says whether a worker has died since the delivery before.
    """
    first, deaths, has_died = 0, 0, False
    with TemporaryDirectory(prefix="kanwu-") as folder:
        while first < len(batches) and deaths < _MOST_DEATHS:
            with _executor(workspace, min(jobs, len(batches) - first)) as executor:
                places = [os.path.join(folder, f"{deaths}-{n}") for n in range(len(batches))]
                tasks = zip(batches[first:], places[first:], strict=True)
                futures = [executor.submit(_work, *task) for task in tasks]
                try:
                    for future in futures:
                        future.result()
                        first += 1
                        yield _taken(places[first - 1]), has_died
                        has_died = False
                except BrokenProcessPool:
                    deaths, has_died = deaths + 1, True
                except BaseException:  # interrupted: nobody waits for the results
                    for process in active_children():
                        process.terminate()
                    raise
    for _ in batches[first:]:
        yield None, has_died
        has_died = False


def _executor(workspace: Workspace, jobs: int) -> ProcessPoolExecutor:
    # A fork inherits the workspace; a new interpreter makes its own from the request.
    if "fork" in get_all_start_methods():
        return ProcessPoolExecutor(jobs, get_context("fork"), _begin, (workspace,))
    return ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (workspace.request,))


def _begin(source: Workspace | Request) -> None:
    """Make a worker ready: it leaves Ctrl-C to the parent, and ends with the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _WORKSPACE[:] = [source if isinstance(source, Workspace) else Workspace(source)]


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
