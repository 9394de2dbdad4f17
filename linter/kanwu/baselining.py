"""The baseline at work: findings that it knows are left out; `baseline` writes it anew."""

from __future__ import annotations

import os

from kanwu import baseline, files
from kanwu.report import Checked
from kanwu.run import check
from kanwu.value import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kanwu.arguments import Options
    from kanwu.workspace import Workspace


def run(options: Options, workspace: Workspace) -> int:
    """Write the baseline of what the options name."""
    checked = check(options.paths or ["."], workspace)
    print(*_written(checked, prune=options.prune), sep="\n")
    return 0


def fresh(
    checked: Iterable[Checked | files.Warned], workspace: Workspace
) -> Iterator[Checked | files.Warned]:
    """What was checked, without the findings that the baseline knows; at the end, what is stale."""
    known = baseline.by_path(baseline.parse(files.read_text(files.BASELINE), files.BASELINE))
    folder, stale = os.getcwd(), 0
    for one in checked:
        if isinstance(one, Checked):
            entries = known.get(baseline.within(one.path, folder), ())
            rules = workspace.ruleset(one.path).by_code
            compared = baseline.compared(one.findings, entries, folder, rules)
            stale += len(compared.stale)
            one = one._replace(findings=compared.fresh)
        yield one
    if stale:
        yield files.Warned(f"基线有 {stale} 条已经不再出现，可用 kanwu baseline --prune 删去")


def _written(checked: Iterable[Checked | files.Warned], *, prune: bool) -> Iterator[str]:
    """Take what was checked for the baseline, or only take out of it what is no more."""
    folder = os.getcwd()
    done = [one for one in checked if isinstance(one, Checked)]
    found = baseline.made((finding for one in done for finding in one.findings), folder)
    if prune:
        old = baseline.parse(files.read_text(files.BASELINE), files.BASELINE)
        paths = {baseline.within(one.path, folder) for one in done}
        gone = [e for e in old if e not in found and (e.path in paths or _is_gone(e.path))]
        found = baseline.pruned(old, gone)
        yield f"基线删去 {len(gone)} 条，还有 {len(found)} 条"
    else:
        yield f"基线记下 {len(found)} 条"
    files.write_bytes(files.BASELINE, baseline.written(found).encode())


def _is_gone(path: str) -> bool:
    return not os.path.exists(path)
