"""The terminal of a command: the look of findings, and complaints on standard error."""

from __future__ import annotations

import os
import sys

from kanwu.cli.terminal import folder_url, has_color, has_links
from kanwu.english import worded
from kanwu.reporters import Style
from kanwu.reporters.terminal import visible
from kanwu.session import files
from kanwu.session.run import too_large
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

    from kanwu.cli.options import CheckOptions
    from kanwu.errors import Sentence
    from kanwu.session.lint_file import FileResult
    from kanwu.session.workspace import Workspace

_PIECE = 1 << 20  # bytes of standard input that are read at a time


def complain(message: Sentence, language: str) -> None:
    """Print a message on standard error, behind all earlier output."""
    sys.stdout.flush()
    print(f"kanwu: {visible(worded(message, language))}", file=sys.stderr)


def file_results(
    results: Iterable[FileResult | files.Warned], language: str
) -> Iterator[FileResult]:
    """The results of files; complain of warnings and errors on the way."""
    for result in results:
        if isinstance(result, files.Warned):
            complain(result.message, language)
            continue
        for error in result.errors:
            complain(error, language)
        yield result


def style(options: CheckOptions, stream: IO[str]) -> Style:
    """The look of the output on a stream."""
    is_plain_file = options.color == "auto" and options.output_file
    color = has_color(options.color, stream) and not is_plain_file
    return Style(
        color=color,
        language=options.lang,
        width=columns(),
        show_all=options.show_all,
        column_unit=options.column_unit or "chars",
        fixable=_fixable(options),
        folder_url=folder_url() if has_links(stream, color=color) else "",
    )


def _fixable(options: CheckOptions) -> tuple[str, ...]:
    """The applicabilities of fixes that this run does not make itself."""
    if not (options.fix or options.fix_only):
        return ("safe", "unsafe")
    return () if options.unsafe_fixes else ("unsafe",)


def standard_input(options: CheckOptions, workspace: Workspace) -> bytes:
    """The bytes of standard input; InputError as soon as there are too many."""
    name = options.stdin_filename or "-"
    pieces, size = list[bytes](), 0
    while piece := sys.stdin.buffer.read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if error := too_large(name, size, workspace, options.max_file_size):
            raise error.of(name)
    return b"".join(pieces)


def columns() -> int:
    """The width of the terminal."""
    try:
        return max(40, os.get_terminal_size().columns)
    except OSError:
        return 100
