"""Errors of the user's input; every other error is a bug in kanwu and crashes."""

from __future__ import annotations


class KanwuError(Exception):
    """An error of one line for the user, place first, with exit status 2."""


class ConfigError(KanwuError):
    """An error in a configuration or on the command line."""


class RuleError(KanwuError):
    """An error in a rule file."""


class InputError(KanwuError):
    """A report that cannot be read or decoded; other reports are still checked."""

    def __init__(self, cause: str, line: int = 0) -> None:
        super().__init__(cause)
        self.line = line  # of the cause, from 1; 0 if it is in no line

    def of(self, path: str) -> InputError:
        """The same error with its place in front: the path, and the line if there is one."""
        place = f"{path}:{self.line}" if self.line else path
        return type(self)(f"{place}: {self}")


class WritingError(InputError):
    """A report that was checked, and is not written after its fixes."""


def suggestion(unknown: str, known: object) -> str:
    """ "; did you mean …?" with the nearest known word; empty if none is near."""
    from difflib import get_close_matches

    near = get_close_matches(unknown, [str(word) for word in known], n=1)  # type: ignore[attr-defined]
    return f"；是否要写 {near[0]}？" if near else ""
