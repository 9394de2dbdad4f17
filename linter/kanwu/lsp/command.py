"""`kanwu lsp`: the server over standard input and output, or over a port of this machine."""

from __future__ import annotations

import os
import sys
import threading
from typing import Protocol

from kanwu.errors import ConfigError

_NEEDED = ("pygls", "lsprotocol", "cattrs", "attrs")
_LOOK = 2.0  # seconds between two looks for the editor's process


class LspOptions(Protocol):
    """The options of the command."""

    @property
    def tcp(self) -> int | None:
        """The port, instead of standard input and output."""


def run(options: LspOptions) -> int:
    """Serve one editor; return 0 after an orderly end, else 1."""
    try:
        from kanwu.lsp.features import FEATURES
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _NEEDED:
            raise
        raise ConfigError("语言服务器须另装：{hint}", hint="pip install 'kanwu[lsp]'") from error
    from kanwu.lsp.commands import COMMANDS
    from kanwu.lsp.server import Server

    server = Server()
    for method, (feature, advertised) in FEATURES.items():
        server.feature(method, advertised)(feature)
    for name, command in COMMANDS.items():
        server.command(name)(command)
    _end_with_editor(server)
    if options.tcp is not None:
        server.start_tcp("127.0.0.1", options.tcp)
    else:
        output = sys.stdout.buffer
        sys.stdout = sys.stderr  # nothing but the protocol may be written to the output
        server.start_io(sys.stdin.buffer, output)
    return 0 if server.protocol._shutdown else 1


def _end_with_editor(server: object) -> None:
    """End this process soon after the editor's is gone, in case it leaves its pipes open."""
    if sys.platform == "win32":
        return

    def look() -> None:
        while True:
            waiting.wait(_LOOK)
            process = getattr(server, "process_id", None)
            if process and not _is_running(process):
                os._exit(1)

    waiting = threading.Event()
    threading.Thread(target=look, daemon=True).start()


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
