"""The command `config`: it prints the configuration for a path, or the schema of one."""

from __future__ import annotations

import os

from kanwu.cli.options import ConfigOptions
from kanwu.reporters.rules import list_in_force
from kanwu.session import files
from kanwu.session.workspace import Workspace


def run(options: ConfigOptions) -> int:
    """Print the configuration or the schema; return the exit status."""
    if options.schema:
        print(files.read_text(os.path.join(files.PACKAGE, "kanwu.schema.json")), end="")
        return 0
    workspace = Workspace(options.request())
    config = workspace.config(options.path)
    known = workspace.catalogue(config)
    config.require_known_rules(known)
    print(*list_in_force(config, options.path, known, options.lang), sep="\n")
    return 0
