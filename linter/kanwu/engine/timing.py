"""The time that each rule takes: a stopwatch runs while it looks for its next hit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import perf_counter
from typing import TypeVar

from kanwu.errors import Sentence

T = TypeVar("T")


class Stopwatch:
    """Seconds spent, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, name: str, things: Iterable[T]) -> Iterator[T]:
        """The things; the time to make each is added under the name."""
        source = iter(things)
        while True:
            start = perf_counter()
            try:
                thing = next(source)
            except StopIteration:
                return
            finally:
                spent = perf_counter() - start
                self.seconds[name] = self.seconds.get(name, 0.0) + spent
            yield thing

    def table(self) -> Iterator[Sentence]:
        """A line for each name, the longest first: seconds, share and name."""
        total = sum(self.seconds.values()) or 1.0
        for name, spent in sorted(self.seconds.items(), key=lambda entry: -entry[1]):
            words = "{spent:9.4f} 秒  {share:5.1%}  {name}"
            yield Sentence(words, spent=spent, share=spent / total, name=Sentence(name))
