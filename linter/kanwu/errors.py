"""What is wrong because of what the user wrote or gave; everything else is our bug and crashes."""

from __future__ import annotations


class KanwuError(Exception):
    """One line for the user, place first, and exit status 2."""


class ConfigError(KanwuError):
    """A configuration, or a choice on the command line, that does not hold."""


class RuleError(KanwuError):
    """A rule file that does not hold."""


class InputError(KanwuError):
    """A report that cannot be read or decoded; the others are still checked."""


def suggestion(unknown: str, known: object) -> str:
    """ "; did you mean …?" with the nearest of the known words, or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(unknown, [str(word) for word in known], n=1)  # type: ignore[attr-defined]
    return f"；是否要写 {near[0]}？" if near else ""
