"""The command `completion`: it prints a script for a shell that completes arguments."""

from __future__ import annotations

from kanwu.cli.options import CompletionOptions
from kanwu.cli.parser import parser
from kanwu.errors import ConfigError


def run(options: CompletionOptions) -> int:
    """Print the script for a shell; return the exit status."""
    try:
        import shtab
    except ImportError as error:
        hint = "pip install 'kanwu[completion]'"
        raise ConfigError("completion: 需要 shtab，可用 {hint} 安装", hint=hint) from error
    print(shtab.complete(parser(options.lang, shtab.FILE, shtab.DIRECTORY), options.shell))
    return 0
