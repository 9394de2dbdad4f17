"""The command `kanwu`, which is `python -m kanwu` too."""

from __future__ import annotations

import gc

from kanwu import quick


def run() -> None:
    """Be the command, loaded without pause: all of it stays, so collecting it takes 1 ms in vain."""
    gc.disable()
    quick.imports()
    from kanwu import cli

    cli.run()


if __name__ == "__main__":
    run()
