"""Regular expressions, each compiled once; ^ and $ are the edges of a paragraph everywhere."""

from __future__ import annotations

from kanwu.value import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from re import Pattern
    from typing import Any

    import regex

    # What `re` makes of a source: flags, code, groups, names, names by group. The code is 32-bit
    # numbers as bytes, which are read ten times as fast as a list of numbers.
    Program = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
    # The same with a place among the codes of all, and a checksum, instead of the code.
    Packed = tuple[int, int, int, bytes, int, dict[str, int], tuple[str | None, ...]]

_COMPILED: dict[str, Pattern[str]] = {}
# Each with what holds the codes of all, or at first what gives them.
_PACKED: dict[str, tuple[list[Any], Packed]] = {}
_GUARDED: set[str] = set()
_SECONDS = 1.0  # that one call of a guarded expression may take


def compiled(source: str) -> Pattern[str]:
    """The expression, compiled with MULTILINE; `re.error` if it does not compile."""
    found = _COMPILED.get(source)
    if found is None:
        found = _COMPILED[source] = _compiled(source)
    return found


def guard(sources: Iterable[str]) -> None:
    """Have `compiled` give these with a time limit: each call may raise TimeoutError."""
    for source in sources:
        _GUARDED.add(source)
        _COMPILED.pop(source, None)


def guarded() -> list[str]:
    """The sources that run under a time limit."""
    return sorted(_GUARDED)


def flaw(source: str) -> str:
    """What keeps the expression from compiling, in the words of its library; empty if nothing."""
    from re import error

    from regex import error as guarded_error

    try:
        compiled(source)
    except (error, guarded_error) as cause:
        return str(cause)
    return ""


def packed() -> tuple[dict[str, Packed], bytes]:
    """The programs of all expressions compiled so far, for a later run, and their codes in one.

    They hold for one version of the interpreter's `_sre` alone.
    """
    index: dict[str, Packed] = {}
    codes = bytearray()
    for source in _COMPILED:
        if source not in _GUARDED:
            flags, code, groups, names, by_number = _program(source)
            place = len(codes), len(code), _checksum(code)
            index[source] = flags, *place, groups, names, by_number
            codes += code
    return index, bytes(codes)


def start_from(index: Mapping[str, Packed], codes: Callable[[], bytes]) -> None:
    """Take these programs instead of compiling their sources: a hundredth of the time.

    `codes` is asked for all codes when the first one is needed.
    """
    kept: list[Any] = [codes]
    _PACKED.update({source: (kept, packed) for source, packed in index.items()})


def _compiled(source: str) -> Pattern[str]:
    if source in _GUARDED:
        import regex

        # It has the methods that are used, and what they give does all that a match is asked for.
        return _Guarded(regex.compile(source, regex.MULTILINE))  # type: ignore[return-value]
    if (program := _unpacked(source)) is not None:
        from _sre import compile as from_program  # type: ignore[import-not-found]

        flags, code, groups, names, by_number = program
        numbers = list(memoryview(code).cast("I"))
        pattern: Pattern[str] = from_program(source, flags, numbers, groups, names, by_number)
        return pattern
    from re import MULTILINE, compile

    return compile(source, MULTILINE)


def _unpacked(source: str) -> Program | None:
    """The program kept for the source; None if there is none, or not the one that was kept."""
    if source not in _PACKED:
        return None
    kept, (flags, start, length, checksum, groups, names, by_number) = _PACKED[source]
    if not isinstance(kept[0], bytes):
        kept[0] = kept[0]()
    code = kept[0][start : start + length]
    return (flags, code, groups, names, by_number) if _checksum(code) == checksum else None


def _checksum(code: bytes) -> bytes:
    from _blake2 import blake2b

    return bytes(blake2b(code, digest_size=8).digest())


def _program(source: str) -> Program:
    if (program := _unpacked(source)) is not None:
        return program
    from array import array
    from re import MULTILINE, _compiler, _parser  # type: ignore[attr-defined]

    tree = _parser.parse(source, MULTILINE)
    names: dict[str, int] = tree.state.groupdict
    by_number: list[str | None] = [None] * tree.state.groups
    for name, number in names.items():
        by_number[number] = name
    code = array("I", _compiler._code(tree, MULTILINE)).tobytes()
    flags = int(tree.state.flags | MULTILINE)
    return flags, code, tree.state.groups - 1, names, tuple(by_number)


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
