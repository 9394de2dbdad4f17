"""The terminal that a command speaks to: how it shows findings, and what goes wrong beside them."""

from __future__ import annotations

import os
import sys

from kanwu.errors import InputError
from kanwu.reporters import Style
from kanwu.reporters.terminal import visible
from kanwu.session import files
from kanwu.session.run import too_large
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kanwu.cli.options import CheckOptions
    from kanwu.session.lint_file import FileResult
    from kanwu.session.workspace import Workspace

_PIECE = 1 << 20  # bytes of standard input that are read at a time


def complain(message: object) -> None:
    """Tell of what went wrong, behind what was printed before."""
    sys.stdout.flush()
    print(f"kanwu: {visible(str(message))}", file=sys.stderr)


def told(results: Iterable[FileResult | files.Warned]) -> Iterator[FileResult]:
    """The results of files; warnings and errors are told as they come."""
    for result in results:
        if isinstance(result, files.Warned):
            complain(result.message)
            continue
        for error in result.errors:
            complain(error)
        yield result


def has_color() -> bool:
    """Whether standard output shows colours and is wanted to."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def style(options: CheckOptions) -> Style:
    """How findings are to be shown."""
    color = has_color() and not options.output_file
    return Style(color=color, language=options.lang, width=_columns(), show_all=options.show_all)


def standard_input(options: CheckOptions, workspace: Workspace) -> bytes:
    """All of it; InputError as soon as it is too much."""
    name = options.stdin_filename or "-"
    pieces, size = list[bytes](), 0
    while piece := sys.stdin.buffer.read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if error := too_large(name, size, workspace, options.max_file_size):
            raise InputError(f"{name}: {error}")
    return b"".join(pieces)


def _columns() -> int:
    try:
        return max(40, os.get_terminal_size().columns)
    except OSError:
        return 100
