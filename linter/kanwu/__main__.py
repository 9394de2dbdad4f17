"""The command `kanwu`, which is `python -m kanwu` too."""

from __future__ import annotations

import gc

_SELDOM = 1 << 17  # objects after which garbage is looked for; those of a worker are as many


def run() -> None:
    """Run the command line and leave with its exit status."""
    gc.set_threshold(_SELDOM)
    from kanwu.cli import main as cli

    cli.run()


if __name__ == "__main__":
    run()
