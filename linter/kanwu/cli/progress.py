"""A sign of life on standard error, for runs that last."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic
from typing import TypeVar

T = TypeVar("T")
_PATIENCE = 2.0  # seconds before anything is shown


def shown(things: Iterator[T], patience: float = _PATIENCE) -> Iterator[T]:
    """The things as they come, and once it has lasted a while, how many they are so far."""
    start, count = monotonic(), 0
    for thing in things:
        count += 1
        yield thing
        if monotonic() - start > patience:
            break
    else:
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    said = TextColumn("已检查 {task.completed} 个文件")
    console = Console(stderr=True)
    with Progress(
        SpinnerColumn(), said, TimeElapsedColumn(), console=console, transient=True
    ) as bar:
        task = bar.add_task("", total=None, completed=count)
        for thing in things:
            bar.advance(task)
            yield thing
