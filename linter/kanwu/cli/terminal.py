"""The terminal at the other end of a stream: what it shows, and what the user wants of it."""

from __future__ import annotations

import os

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import IO

_OFF = ("", "0", "false")  # values of variables that force nothing


def is_dumb() -> bool:
    """Whether the terminal shows bare text: the buffer of a command that Emacs reads is one."""
    told = os.environ.get
    return told("TERM") == "dumb" or told("INSIDE_EMACS", "").endswith(",compile")


def has_color(choice: str, stream: IO[str]) -> bool:
    """Whether the output on a stream is coloured, as `--color` or the environment says."""
    if choice != "auto":
        return choice == "always"
    told = os.environ.get
    if told("NO_COLOR"):
        return False
    if any(told(name, "") not in _OFF for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return stream.isatty() and not is_dumb() and told("CLICOLOR") != "0"
