"""The terminal at the other end of a stream: what it shows, and what the user wants of it."""

from __future__ import annotations

import os

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import IO

# Terminals that are known to take links, and the first version of VTE that does so unharmed.
_LINKING_TERMS = ("xterm-kitty", "xterm-ghostty", "foot", "foot-extra", "alacritty", "wezterm")
_LINKING_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby")
_LINKING_VTE = 5001
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


def has_links(stream: IO[str], *, color: bool) -> bool:
    """Whether the output on a stream has links (OSC 8): on a terminal known to take them, or forced."""
    told = os.environ.get
    if force := told("FORCE_HYPERLINK"):
        return force not in _OFF
    if not color or not stream.isatty() or is_dumb() or told("CI"):
        return False
    if told("TERM", "").startswith(("screen", "tmux")):  # may stand in any terminal
        return False
    version = told("VTE_VERSION", "")
    return (
        told("TERM") in _LINKING_TERMS
        or told("TERM_PROGRAM") in _LINKING_PROGRAMS
        or any(told(name) for name in ("WT_SESSION", "KONSOLE_VERSION", "DOMTERM"))
        or (version.isdecimal() and int(version) >= _LINKING_VTE)
    )


def folder_url() -> str:
    """The URL of the working folder; its host tells a terminal that it may be of another machine."""
    from urllib.parse import quote

    host = os.uname().nodename if hasattr(os, "uname") else ""
    folder = os.getcwd().replace(os.sep, "/").lstrip("/")
    return f"file://{host}/{quote(folder, safe='/:', errors='surrogateescape')}".rstrip("/")
