"""The command `config`: the configuration in force for a path, or the schema of configurations."""

from __future__ import annotations

import os

from kanwu.reporters.rules import in_force
from kanwu.session import files
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.cli.options import Options
    from kanwu.session.workspace import Workspace


def run(options: Options, workspace: Workspace) -> int:
    """Show what is in force for a path."""
    if options.schema:
        print(files.read_text(os.path.join(files.PACKAGE, "kanwu.schema.json")), end="")
        return 0
    of = workspace.config(options.path)
    known = workspace.catalogue(of)
    of.check_names(known)
    print(*in_force(of, options.path, known), sep="\n")
    return 0
