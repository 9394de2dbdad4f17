"""Processes that work side by side, each on the next batch that no other has taken; results in order.

A worker is a fork of this process where there is such a thing, and else a new interpreter that is
told what to do. One that dies costs time, never a result: what it did not deliver is left to the
caller.
"""

from __future__ import annotations

import os
import sys

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import IO

    Batch = Sequence[str]
    Work = Callable[[str], bytes]
    # The numbers of batches, each to be taken once.
    Turns = Iterable[int]
    # What came of the things of a batch, by its number.
    Delivery = tuple[int, list[bytes]]

# Objects after which garbage is looked for: what is loaded stays, and what linting makes goes when
# it is no longer needed, but for the trees of Markdown, which are cycles.
SELDOM = 1 << 17
MOST = 1 << 12  # batches: a pipe holds the numbers of so many everywhere
_ROOM = 1 << 20  # bytes that a pipe may hold at most on Linux
_NUMBER = 2  # bytes of a batch's number
_LENGTH = 8  # bytes in front of a delivery that say how long it is


def results(
    batches: Sequence[Batch], start: Callable[[Turns], Worker], jobs: int
) -> Iterator[list[bytes] | None]:
    """What comes of each thing of each batch, in order; None for a batch that was lost.

    There are at most MOST batches. `start` starts a worker on the batches whose turn it is.
    """
    jobs = min(jobs, len(batches))
    shared = Shared(len(batches)) if can_fork() else None
    workers = [start(shared or range(each, len(batches), jobs)) for each in range(jobs)]
    delivered: dict[int, list[bytes]] = {}
    working = list(workers)
    try:
        for number in range(len(batches)):
            while number not in delivered and working:
                worker = _next(working)
                if delivery := worker.read():
                    delivered[delivery[0]] = delivery[1]
                else:
                    working.remove(worker)
            yield delivered.pop(number, None)
    finally:
        if shared:
            shared.close()
        for worker in workers:
            worker.end()


class Shared:
    """Turns that forks take from one pipe, and this process too, each as soon as it has time."""

    def __init__(self, count: int) -> None:
        self._pipe, into = os.pipe()
        os.write(into, b"".join(each.to_bytes(_NUMBER, "big") for each in range(count)))
        os.close(into)

    def __iter__(self) -> Iterator[int]:
        while number := os.read(self._pipe, _NUMBER):
            yield int.from_bytes(number, "big")

    def close(self) -> None:
        os.close(self._pipe)


def _next(workers: Sequence[Worker]) -> Worker:
    """A worker that has something to be read, or has ended."""
    if len(workers) == 1 or not can_fork():
        return workers[0]
    from select import select

    ready, _, _ = select(workers, (), ())
    return ready[0]


class Worker:
    """A process that writes what it delivers into a pipe, and the end of it that is read here."""

    def __init__(self, pipe: IO[bytes], end: Callable[[], None]) -> None:
        self._pipe = pipe  # a fork's is not buffered: whether there is more is asked of the system
        self._end = end

    def fileno(self) -> int:
        return self._pipe.fileno()

    def read(self) -> Delivery | None:
        """The next delivery; None if the process has ended, or dies before all of it is here."""
        from marshal import loads

        length = int.from_bytes(self._exactly(_LENGTH), "big")
        data = self._exactly(length)
        if not length or len(data) < length:
            return None
        delivery: Delivery = loads(data)
        return delivery

    def _exactly(self, size: int) -> bytes:
        data = b""
        while len(data) < size and (more := self._pipe.read(size - len(data))):
            data += more
        return data

    def end(self) -> None:
        self._pipe.close()
        self._end()


def deliver(batches: Sequence[Batch], turns: Turns, work: Work, pipe: IO[bytes]) -> None:
    """Be a worker: write what comes of each batch whose turn it is."""
    from marshal import dumps

    for number in turns:
        data = dumps((number, [work(thing) for thing in batches[number]]))
        pipe.write(len(data).to_bytes(_LENGTH, "big") + data)
        pipe.flush()


def can_fork() -> bool:
    return hasattr(os, "fork")


def spawned(module: str, told: bytes) -> Worker:
    """A new interpreter that runs the module, told what to do on its standard input."""
    from subprocess import PIPE, Popen

    process = Popen([sys.executable, "-P", "-m", module], stdin=PIPE, stdout=PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(told)
    process.stdin.close()

    def end() -> None:
        process.wait()

    return Worker(process.stdout, end)


def _enlarge(pipe: int) -> None:
    """Let the pipe hold much that is not yet read, where there is a way: a worker need not wait."""
    try:
        from fcntl import F_SETPIPE_SZ, fcntl

        fcntl(pipe, F_SETPIPE_SZ, _ROOM)
    except (ImportError, OSError):
        pass


def forked(batches: Sequence[Batch], turns: Turns, work: Work) -> Worker:
    """A copy of this process, which knows all that this one does."""
    out, into = os.pipe()
    _enlarge(into)
    sys.stdout.flush()
    process = os.fork()
    if process:
        os.close(into)

        def end() -> None:
            os.waitpid(process, 0)

        return Worker(os.fdopen(out, "rb", buffering=0), end)
    status = 1
    try:
        os.close(out)
        with os.fdopen(into, "wb") as pipe:
            deliver(batches, turns, work, pipe)
        status = 0
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # the parent has gone, or is going: it says what is to be said
    except BaseException:
        from traceback import print_exc

        print_exc()
    finally:
        os._exit(status)
