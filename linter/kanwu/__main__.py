"""The command `kanwu`, which is `python -m kanwu` too."""

from __future__ import annotations

import gc

# Objects after which garbage is looked for: what is loaded stays, and what linting makes goes when
# it is no longer needed, but for the trees of Markdown, which are cycles.
SELDOM = 1 << 17


def run() -> None:
    """Run the command line and leave with its exit status."""
    gc.set_threshold(SELDOM)
    from kanwu.cli import main as cli

    cli.run()


if __name__ == "__main__":
    run()
