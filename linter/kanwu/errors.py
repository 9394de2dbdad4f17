"""Errors of the user's input; every other error is a bug in kanwu and crashes."""

from __future__ import annotations

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_LISTED = 14  # words; of more, only the nearest are shown
# By language: the question, the list behind it, the list alone, between words, before the last.
_WORDS = {
    "zh": ("；是否要写 {}？", "（有 {}）", "；有 {}", "、", " 或 "),
    "en": ("; did you mean {}?", " (one of {})", "; one of {}", ", ", " or "),
}


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


def suggestion(unknown: str, known: Iterable[object], language: str = "zh") -> str:
    """ "; did you mean …?" with the nearest known words, and all of them if they are few."""
    from difflib import get_close_matches

    words = {str(word).lower(): str(word) for word in known}
    is_short = len(words) <= _MOST_LISTED
    near = get_close_matches(unknown.lower(), words, n=1 if is_short else 3)
    ask, listing, only, comma, last = _WORDS[language]
    nearest = [words[word] for word in near]
    asked = ask.format(last.join(filter(None, [comma.join(nearest[:-1]), *nearest[-1:]])))
    if not is_short:
        return asked if near else ""
    return (
        asked + listing.format(comma.join(words.values()))
        if near
        else only.format(comma.join(words.values()))
    )
