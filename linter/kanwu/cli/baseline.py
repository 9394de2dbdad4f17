"""The command `baseline`: it writes down all findings, or removes entries of gone findings."""

from __future__ import annotations

import os

from kanwu.cli.console import file_results
from kanwu.cli.options import BaselineOptions
from kanwu.session import baseline, files
from kanwu.session.baseline import Entry, KnownFindings
from kanwu.session.files.replace import write_bytes
from kanwu.session.run import lint_files
from kanwu.session.workspace import Workspace


def run(options: BaselineOptions) -> int:
    """Write the baseline of the paths, or only prune it; return the exit status."""
    workspace = Workspace(options.request())
    known = KnownFindings(workspace) if options.prune else None
    entries: list[Entry] = []
    status = 0
    for result in file_results(lint_files(options.paths, workspace)):
        status = 2 if result.errors else status
        if known:
            known(result)
        else:
            entries += baseline.entries_of(result.records, os.getcwd())
    if known:
        list(known.close())
        entries += baseline.pruned(known.entries, known.stale)
        print(f"基线删去 {len(known.entries) - len(entries)} 条，还有 {len(entries)} 条")
    else:
        print(f"基线记下 {len(entries)} 条")
    write_bytes(files.BASELINE, baseline.to_text(entries).encode())
    return status
