"""The command `kanwu`, which is `python -m kanwu` too."""

from __future__ import annotations

import gc

from kanwu import quick


def run() -> None:
    """Be the command."""
    gc.set_threshold(quick.SELDOM)
    quick.imports()
    from kanwu import cli

    cli.run()


if __name__ == "__main__":
    run()
