"""Regular expressions, each compiled once; ^ and $ are the edges of a paragraph everywhere."""

from __future__ import annotations

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping
    from re import Pattern
    from typing import Any

    import regex

    # What `re` makes of a source: flags, code, groups, names, names by group. The code is 32-bit
    # numbers as bytes, which are read ten times as fast as a list of numbers.
    Program = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
    # Where programs are kept, by their names, and what reads the one at a place, if it is whole.
    Kept = tuple[Mapping[bytes, int], Callable[[int], Program | None]]

_COMPILED: dict[str, Pattern[str]] = {}
_KEPT: list[Kept] = []
_MADE: dict[str, Program] = {}  # in this run
_MISSED: set[bytes] = set()  # names of what was looked for among the kept, and is not there
_GUARDED: set[str] = set()
_FEW = 12  # characters and ranges of a class
_LAST_SMALL = 0xFF  # code point of which a map is small
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


def programs(known: Container[bytes] = ()) -> Iterator[tuple[bytes, Program]]:
    """The programs of all expressions compiled so far, by name, but those that are known.

    They hold for one version of the interpreter's `_sre` alone.
    """
    for source in _COMPILED:
        name = _name(source)
        if source not in _GUARDED and name not in known:
            yield name, _program(source)


def missed() -> set[bytes]:
    """The names of the expressions that were compiled because no program of theirs was kept."""
    return _MISSED


def dumped(source: str) -> Program | str:
    """The expression as a plain value: its program, or the source of one with a time limit."""
    return source if source in _GUARDED else _program(source)


def restored(value: Program | str) -> Pattern[str]:
    """The expression that was dumped, compiled."""
    return compiled(value) if isinstance(value, str) else _run(value)


def start_from(places: Mapping[bytes, int], read: Callable[[int], Program | None]) -> None:
    """Take these programs instead of compiling their sources: a hundredth of the time."""
    _KEPT.append((places, read))


def _compiled(source: str) -> Pattern[str]:
    if source in _GUARDED:
        import regex

        # It has the methods that are used, and what they give does all that a match is asked for.
        return _Guarded(regex.compile(source, regex.MULTILINE))  # type: ignore[return-value]
    if (program := _kept(source)) is not None:
        return _run(program, source)
    from re import MULTILINE, compile

    return compile(source, MULTILINE)


def _run(program: Program, source: str = "") -> Pattern[str]:
    from _sre import compile as from_program  # type: ignore[import-not-found]

    flags, code, groups, names, by_number = program
    numbers = list(memoryview(code).cast("I"))
    pattern: Pattern[str] = from_program(source, flags, numbers, groups, names, by_number)
    return pattern


def _kept(source: str) -> Program | None:
    if not _KEPT:
        return None
    name = _name(source)
    for places, read in _KEPT:
        if (place := places.get(name)) is not None:
            return read(place)
    _MISSED.add(name)
    return None


def _name(source: str) -> bytes:
    """What a program is known by: as good as its source, and a tenth as long."""
    from _blake2 import blake2b

    return bytes(blake2b(source.encode(errors="surrogatepass"), digest_size=12).digest())


def _program(source: str) -> Program:
    program = _kept(source) or _MADE.get(source)
    if program is None:
        program = _MADE[source] = _made(source)
    return program


def _made(source: str) -> Program:
    from array import array
    from re import MULTILINE, _parser  # type: ignore[attr-defined]

    tree = _parser.parse(source, MULTILINE)
    names: dict[str, int] = tree.state.groupdict
    by_number: list[str | None] = [None] * tree.state.groups
    for name, number in names.items():
        by_number[number] = name
    code = array("I", _code(tree, MULTILINE)).tobytes()
    flags = int(tree.state.flags | MULTILINE)
    return flags, code, tree.state.groups - 1, names, tuple(by_number)


def _code(tree: Any, flags: int) -> list[int]:
    """What `re` makes of a parsed expression, but for classes of few characters.

    It makes a map of 256 bytes and more of `[，。；]`, which was half of all that is kept and read;
    a list of the characters is matched as soon.
    """
    from re import _compiler  # type: ignore[attr-defined]

    usual = _compiler._optimize_charset

    def listed(
        charset: list[Any], iscased: Any = None, fixup: Any = None, fixes: Any = None
    ) -> tuple[list[Any], bool]:
        if fixup is None and len(charset) <= _FEW and any(map(_is_wide, charset)):
            return charset, False
        made: tuple[list[Any], bool] = usual(charset, iscased, fixup, fixes)
        return made

    _compiler._optimize_charset = listed
    try:
        return list(_compiler._code(tree, flags))
    finally:
        _compiler._optimize_charset = usual


def _is_wide(item: tuple[Any, Any]) -> bool:
    """Whether the item of a class is a character or range for which `re` makes a large map."""
    from re import _constants  # type: ignore[attr-defined]

    kind, value = item
    if kind is _constants.RANGE:
        return bool(value[1] > _LAST_SMALL)
    return kind is _constants.LITERAL and bool(value > _LAST_SMALL)


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
