"""The terminal that a command speaks to: how it shows findings, and what goes wrong beside them."""

from __future__ import annotations

import os
import sys

from kanwu.reporters import Style
from kanwu.value import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.arguments import Options


def complain(message: object) -> None:
    """Tell of what went wrong, behind what was printed before."""
    sys.stdout.flush()
    print(f"kanwu: {message}", file=sys.stderr)


def has_color() -> bool:
    """Whether standard output shows colours and is wanted to."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def style(options: Options) -> Style:
    """How findings are to be shown."""
    color = has_color() and not options.output_file
    return Style(color=color, language=options.lang, width=_columns(), show_all=options.show_all)


def _columns() -> int:
    try:
        return max(40, os.get_terminal_size().columns)
    except OSError:
        return 100
