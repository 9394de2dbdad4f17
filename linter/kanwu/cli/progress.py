"""The progress of a long run on standard error."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic
from typing import TypeVar

from kanwu.english import said

T = TypeVar("T")
_PATIENCE = 2.0  # seconds without a sign


def with_progress(
    items: Iterator[T], language: str = "zh", patience: float = _PATIENCE
) -> Iterator[T]:
    """The items as they come; show their number so far once patience has run out."""
    start, count = monotonic(), 0
    for item in items:
        count += 1
        yield item
        if monotonic() - start > patience:
            break
    else:
        return
    # Importing rich takes longer than a short run.
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    text = TextColumn(said(language, "已检查 {{task.completed}} 个文件"))
    console = Console(stderr=True)
    with Progress(
        SpinnerColumn(), text, TimeElapsedColumn(), console=console, transient=True
    ) as bar:
        task = bar.add_task("", total=None, completed=count)
        for item in items:
            bar.advance(task)
            yield item
