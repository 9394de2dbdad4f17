"""Regular expressions, each compiled once; ^ and $ are the edges of a paragraph everywhere."""

from __future__ import annotations

from kanwu.value import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Pattern

    import regex

_COMPILED: dict[str, Pattern[str]] = {}
_SECONDS = 1.0  # that one call of a guarded expression may take


def compiled(source: str) -> Pattern[str]:
    """The expression, compiled with MULTILINE; `re.error` if it does not compile."""
    if source not in _COMPILED:
        from re import MULTILINE, compile

        _COMPILED[source] = compile(source, MULTILINE)
    return _COMPILED[source]


def flaw(source: str, *, guarded: bool = False) -> str:
    """What keeps the expression from compiling, in the words of its library; empty if nothing.

    With `guarded` it is from now on compiled as by `guard`.
    """
    from re import error

    from regex import error as guarded_error

    try:
        if guarded:
            guard(source)
        compiled(source)
    except (error, guarded_error) as cause:
        return str(cause)
    return ""


def guard(source: str) -> None:
    """Have `compiled` give this expression with a time limit: each call may raise TimeoutError."""
    from regex import MULTILINE, compile

    # It has the methods that are used, and what they give does all that a match is asked for.
    _COMPILED[source] = _Guarded(compile(source, MULTILINE))  # type: ignore[assignment]


class _Guarded:
    """The methods of a pattern that kanwu uses, run by `regex` for at most so many seconds."""

    def __init__(self, pattern: regex.Pattern[str]) -> None:
        self._pattern = pattern

    def match(self, text: str, start: int = 0) -> regex.Match[str] | None:
        return self._pattern.match(text, start, timeout=_SECONDS)

    def search(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        end = len(text) if end is None else end
        return self._pattern.search(text, start, end, timeout=_SECONDS)

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> Iterator[regex.Match[str]]:
        end = len(text) if end is None else end
        return self._pattern.finditer(text, start, end, timeout=_SECONDS)
