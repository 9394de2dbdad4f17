"""The command line: arguments in, printing and an exit status out."""

from __future__ import annotations

import os
import sys

from kanwu import __version__
from kanwu.cli.console import complain
from kanwu.cli.options import Options, quickly
from kanwu.errors import KanwuError
from kanwu.session.workspace import Request, Workspace
from kanwu.values import TYPE_CHECKING, imported

if TYPE_CHECKING:
    from collections.abc import Mapping

_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> int:
    """Run a command: 0, 1 for findings, 2 for what is the user's to mend, 130 when interrupted."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    given = sys.argv[1:] if arguments is None else arguments
    if given == ["--version"]:
        print(f"kanwu {__version__}")
        return 0
    options: Options = quickly(given) or imported("kanwu.cli.parser:thoroughly")(given)
    try:
        command = imported(_COMMANDS[_called(options)])
        status: int = command(options, _workspace(options))
        sys.stdout.flush()
    except KanwuError as error:
        complain(error)
        return 2
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:  # whoever read our output has gone: nothing is left to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except OSError as error:
        import errno

        # Whatever output goes to is full.
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO):
            raise
        complain(f"不能写入：{error.strerror}")
        return 2
    return status


def run() -> None:
    """Be the command: leave at once when done, since nothing is left but memory to tidy (4 ms)."""
    status = main()
    sys.stderr.flush()
    os._exit(status)


# Each command, and the function that runs it and returns the exit status.
_COMMANDS: Mapping[str, str] = {
    "baseline": "kanwu.cli.baseline:run",
    "check": "kanwu.cli.check:run",
    "check --watch": "kanwu.cli.watch:run",
    "clean": "kanwu.cli.clean:run",
    "completion": "kanwu.cli.completion:run",
    "config": "kanwu.cli.config:run",
    "init": "kanwu.cli.init:run",
    "prove": "kanwu.cli.prove:run",
    "report": "kanwu.cli.report:run",
    "rule": "kanwu.cli.rule:run",
    "rules": "kanwu.cli.rules:run",
}


def _called(options: Options) -> str:
    is_watching = options.command == "check" and options.watch
    return "check --watch" if is_watching else str(options.command)


def _workspace(options: Options) -> Workspace:
    """The workspace that a command is run in; some commands give it no options."""
    given = vars(options)
    request = Request(
        profile=given.get("profile"),
        select=_selectors(given.get("select", [])) or None,
        extend_select=_selectors(given.get("extend_select", [])),
        ignore=_selectors(given.get("ignore", [])),
        exclude=tuple(given.get("exclude", ())),
        config_path=given.get("config"),
        isolated=given.get("isolated", False),
        encoding=given.get("encoding"),
        cache=not given.get("no_cache", True) and not given.get("timing", False),
    )
    return Workspace(request)


def _selectors(given: list[str]) -> tuple[str, ...]:
    return tuple(selector for some in given for selector in some.split(",") if selector)


if __name__ == "__main__":
    run()
