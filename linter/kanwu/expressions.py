"""Regular expressions, each compiled once; ^ and $ always match at the edges of a paragraph."""

from __future__ import annotations

from kanwu.programs import name_of
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from re import Pattern
    from typing import Any

    import regex

    from kanwu.programs import Programs

_COMPILED: dict[str, Pattern[str]] = {}
_LIMITED: dict[str, bytes] = {}  # sources that run under a time limit, with their names
_STORES: list[Programs] = []  # at most one
_TIME_LIMIT = 1.0  # seconds for one call of a limited expression


def compiled(source: str) -> Pattern[str]:
    """The expression, compiled with MULTILINE; `re.error` if it does not compile."""
    pattern = _COMPILED.get(source)
    if pattern is None:
        pattern = _COMPILED[source] = _compiled(source)
    return pattern


def known_as(name: bytes, source: Callable[[], str]) -> Pattern[str]:
    """The same by name (see programs.py); the source is asked for only without a stored program."""
    if name not in _LIMITED.values():
        for programs in _STORES:
            if (pattern := programs.known_as(name, source)) is not None:
                return pattern
    return compiled(source())


def limit(sources: Iterable[str]) -> None:
    """Put a time limit on these expressions: each call may raise TimeoutError."""
    for source in sources:
        _LIMITED[source] = name_of(source)
        _COMPILED.pop(source, None)


def limited() -> list[str]:
    """The sources that run under a time limit."""
    return sorted(_LIMITED)


def store_in(programs: Programs) -> None:
    """Use this store for programs: known ones are taken from it, new ones added."""
    _STORES[:] = [programs]


def flaw(source: str) -> str:
    """The library's reason why an expression does not compile; empty if it compiles."""
    from re import error

    from regex import error as limited_error

    try:
        compiled(source)
    except (error, limited_error) as cause:
        return str(cause)
    return ""


def _compiled(source: str) -> Pattern[str]:
    if source in _LIMITED:
        import regex

        # It has all methods that kanwu uses, and so have its matches.
        return _Limited(regex.compile(source, regex.MULTILINE))  # type: ignore[return-value]
    for programs in _STORES:
        if (pattern := programs.pattern(source)) is not None:
            return pattern
    from re import MULTILINE, compile

    return compile(source, MULTILINE)


class _Limited:
    """The methods of a pattern that kanwu uses, run by `regex` with a time limit."""

    def __init__(self, pattern: regex.Pattern[str]) -> None:
        self._pattern = pattern

    def match(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        return self._pattern.match(text, start, end, timeout=_TIME_LIMIT)

    def fullmatch(
        self, text: str, start: int = 0, end: int | None = None
    ) -> regex.Match[str] | None:
        return self._pattern.fullmatch(text, start, end, timeout=_TIME_LIMIT)

    def search(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        return self._pattern.search(text, start, end, timeout=_TIME_LIMIT)

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[regex.Match[str]]:
        return self._pattern.finditer(text, start, end, timeout=_TIME_LIMIT)

    def findall(self, text: str, start: int = 0, end: int | None = None) -> list[Any]:
        return self._pattern.findall(text, start, end, timeout=_TIME_LIMIT)

    def split(self, text: str) -> list[str | Any]:
        return self._pattern.split(text, timeout=_TIME_LIMIT)

    def sub(self, replace: str | Callable[[regex.Match[str]], str], text: str) -> str:
        return self._pattern.sub(replace, text, timeout=_TIME_LIMIT)
