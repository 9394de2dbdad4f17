"""The command line: it runs a command, and turns errors into messages and exit statuses."""

from __future__ import annotations

import os
import sys

from kanwu import __version__
from kanwu.cli import arguments
from kanwu.cli.console import complain
from kanwu.cli.options import CheckOptions
from kanwu.errors import KanwuError, Sentence
from kanwu.values import imported

_INTERRUPTED = 130


def main(words: list[str] | None = None) -> int:
    """Run the command line; return 0, 1 for findings, 2 for errors, 130 if interrupted."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    words = sys.argv[1:] if words is None else words
    if words == ["--version"]:
        print(f"kanwu {__version__}")
        return 0
    try:
        status = _dispatch(words)
        sys.stdout.flush()
    except KanwuError as error:
        _complain(error, words)
        return 2
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:  # the reader of the output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except OSError as error:
        import errno

        # The disk is full or broken.
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
            raise
        _complain(Sentence("不能写入：{cause}", cause=error.strerror), words)
        return 2
    return status


def _complain(sentence: Sentence, words: list[str]) -> None:
    complain(sentence, imported("kanwu.cli.usage:language")(words))


def run() -> None:
    """Run the command line and exit at once: freeing the memory would take 4 ms."""
    status = main()
    sys.stderr.flush()
    os._exit(status)


def _dispatch(words: list[str]) -> int:
    if not {"-h", "--help"}.isdisjoint(words):
        print(*imported("kanwu.cli.help:help_for")(words), sep="\n")
        return 0
    command, options = arguments.read(words)
    module = command.module
    if isinstance(options, CheckOptions) and options.watch:
        module = "kanwu.cli.watch"
    status: int = imported(f"{module}:run")(options)
    return status


if __name__ == "__main__":
    run()
