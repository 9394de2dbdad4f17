"""Checks of open texts, one at a time; of several waiting for one text, only the newest runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, TypeVar

from kanwu.api.text import DocumentResult, check_text
from kanwu.errors import InputError, KanwuError
from kanwu.finding import Finding
from kanwu.lsp.positions import Positions
from kanwu.lsp.rules import Rules
from kanwu.lsp.settings import Settings
from kanwu.lsp.texts import OpenText

LONGEST_TEXT = 64_000_000  # code points

_Value = TypeVar("_Value")


class Stamp(NamedTuple):
    """What a check is of: a version of a text, under settings and configurations as they were."""

    version: int | None
    generation: int
    settings: Settings

    def __str__(self) -> str:
        return f"{self.version}-{self.generation}-{hash(self.settings):x}"


class TextResult(NamedTuple):
    """A text with its findings."""

    stamp: Stamp
    name: str
    result: DocumentResult | None  # None for a text that could not be checked
    positions: Positions
    failures: tuple[KanwuError, ...] = ()

    @property
    def findings(self) -> list[Finding]:
        return self.result.findings if self.result else []


class Checks:
    """The newest check of each open text."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.count = 0  # of checks that ran
        self._thread = ThreadPoolExecutor(1)
        self._newest: dict[str, TextResult] = {}
        self._running: dict[str, tuple[Stamp, asyncio.Future[TextResult | None]]] = {}

    async def of(self, text: OpenText, folder: str, settings: Settings) -> TextResult:
        """The check of the text as it is when the check ends."""
        while True:
            stamp = Stamp(text.version, self.rules.generation, settings)
            known = self._newest.get(text.uri)
            if known and known.stamp == stamp:
                return known
            running = self._running.get(text.uri)
            if running is None or running[0] != stamp:
                running = stamp, self._start(text, folder, stamp)
                self._running[text.uri] = running
            checked = await asyncio.shield(running[1])
            if checked:
                self._newest[text.uri] = checked

    async def run(self, work: Callable[[], _Value]) -> _Value:
        """The value of some work, done in the thread of the checks."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def forget(self, uri: str) -> None:
        """Forget a text that was closed."""
        self._newest.pop(uri, None)
        self._running.pop(uri, None)

    def _start(
        self, text: OpenText, folder: str, stamp: Stamp
    ) -> asyncio.Future[TextResult | None]:
        source, name, positions = text.source, text.name(folder), text.positions

        def check() -> TextResult | None:
            if text.version != stamp.version or self.rules.generation != stamp.generation:
                return None  # a newer check waits behind this one
            self.count += 1
            return self._check(source, name, folder, stamp, positions)

        return asyncio.get_running_loop().run_in_executor(self._thread, check)

    def _check(
        self, source: str, name: str, folder: str, stamp: Stamp, positions: Positions
    ) -> TextResult:
        if len(source) > LONGEST_TEXT:
            error = InputError("超过 {most} 字，没有检查", most=LONGEST_TEXT)
            return TextResult(stamp, name, None, positions, (error,))
        rules = self.rules.of(name, stamp.settings, folder)
        try:
            result = check_text(source, rules, name=name)
        except KanwuError as error:
            return TextResult(stamp, name, None, positions, (error,))
        return TextResult(stamp, name, result, positions, result.failures)
