"""The command `kanwu`, also run as `python -m kanwu`."""

from __future__ import annotations

import gc

_GARBAGE_THRESHOLD = 1 << 17  # objects between collections, about as many as a worker makes


def run() -> None:
    """Run the command line and leave with its exit status."""
    gc.set_threshold(_GARBAGE_THRESHOLD)
    from kanwu.cli import main as cli

    cli.run()


if __name__ == "__main__":
    run()
