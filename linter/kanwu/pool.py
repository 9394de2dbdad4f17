"""Processes that work side by side: each its share of the batches, results in order.

A worker is a fork of this process where there is such a thing, and else a new interpreter that is
told what to do. One that dies costs time, never a result: what it did not deliver is left to the
caller.
"""

from __future__ import annotations

import os
import sys

from kanwu.value import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import IO

    Batch = Sequence[str]
    Work = Callable[[str], bytes]

_LENGTH = 8  # bytes in front of each result that say how long it is


def results(
    batches: Sequence[Batch], start: Callable[[Sequence[Batch]], Worker], jobs: int
) -> Iterator[list[bytes] | None]:
    """What comes of each thing of each batch, in order; None for a batch that was lost.

    `start` starts a worker on its share of the batches.
    """
    workers = [start(batches[number::jobs]) for number in range(min(jobs, len(batches)))]
    try:
        for number, batch in enumerate(batches):
            yield workers[number % jobs].read(len(batch))
    finally:
        for worker in workers:
            worker.end()


class Worker:
    """A process that writes its results into a pipe, and the end of it that is read here."""

    def __init__(self, pipe: IO[bytes], end: Callable[[], None]) -> None:
        self._pipe = pipe
        self._end = end

    def read(self, count: int) -> list[bytes] | None:
        """The next so many results; None if the process has died before them."""
        found = []
        for _ in range(count):
            length = self._pipe.read(_LENGTH)
            result = self._pipe.read(int.from_bytes(length, "big"))
            if len(length) < _LENGTH or len(result) < int.from_bytes(length, "big"):
                return None
            found.append(result)
        return found

    def end(self) -> None:
        self._pipe.close()
        self._end()


def deliver(batches: Sequence[Batch], work: Work, pipe: IO[bytes]) -> None:
    """Be a worker: write what comes of each thing, batch after batch."""
    for batch in batches:
        for thing in batch:
            result = work(thing)
            pipe.write(len(result).to_bytes(_LENGTH, "big") + result)
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


def forked(batches: Sequence[Batch], work: Work) -> Worker:
    """A copy of this process, which knows all that this one does."""
    out, into = os.pipe()
    sys.stdout.flush()
    process = os.fork()
    if process:
        os.close(into)

        def end() -> None:
            os.waitpid(process, 0)

        return Worker(os.fdopen(out, "rb"), end)
    status = 1
    try:
        os.close(out)
        with os.fdopen(into, "wb") as pipe:
            deliver(batches, work, pipe)
        status = 0
    except (BrokenPipeError, KeyboardInterrupt):
        pass  # the parent has gone, or is going: it says what is to be said
    except BaseException:
        from traceback import print_exc

        print_exc()
    finally:
        os._exit(status)
