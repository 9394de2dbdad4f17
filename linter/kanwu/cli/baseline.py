"""The baseline at work: findings that it knows are left out; `baseline` writes it anew."""

from __future__ import annotations

import os

from kanwu.cli.console import told
from kanwu.session import baseline, files
from kanwu.session.baseline import Entry
from kanwu.session.files.replace import write_bytes
from kanwu.session.lint_file import Checked
from kanwu.session.run import check
from kanwu.session.workspace import Workspace
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kanwu.cli.options import BaselineOptions
    from kanwu.finding import Finding


class _Known:
    """The baseline that stands in the folder, and which of it is stale as far as it was seen."""

    def __init__(self, workspace: Workspace) -> None:
        self.entries = baseline.parse(files.read_text(files.BASELINE), files.BASELINE)
        self.stale: list[Entry] = []
        self._by_path = baseline.by_path(self.entries)
        self._workspace = workspace
        self._folder = os.getcwd()

    def fresh(self, one: Checked) -> list[Finding]:
        """The findings of a report that the baseline does not know."""
        entries = self._by_path.pop(baseline.within(one.path, self._folder), ())
        rules = self._workspace.ruleset(one.path).by_code if entries else ()
        compared = baseline.compared(one.findings, entries, self._folder, rules)
        if not one.errors:  # else what it has may only not have been found
            self.stale += compared.stale
        return compared.fresh

    def close(self) -> None:
        """What is known of files that are no more is stale too."""
        for path, entries in self._by_path.items():
            if not os.path.lexists(os.path.join(self._folder, path)):
                self.stale += entries


def fresh(
    checked: Iterable[Checked | files.Warned], workspace: Workspace
) -> Iterator[Checked | files.Warned]:
    """What was checked, without the findings that the baseline knows; at the end, what is stale."""
    known = _Known(workspace)
    for one in checked:
        yield one._replace(findings=known.fresh(one)) if isinstance(one, Checked) else one
    known.close()
    if known.stale:
        cause = f"基线有 {len(known.stale)} 条已经不再出现，可用 kanwu baseline --prune 删去"
        yield files.Warned(cause, stale=True)


def run(options: BaselineOptions) -> int:
    """Take what the options name for the baseline, or only take out of it what is no more."""
    workspace = Workspace(options.request())
    known = _Known(workspace) if options.prune else None
    made, status = list[Entry](), 0
    for one in told(check(options.paths, workspace)):
        status = 2 if one.errors else status
        if known:
            known.fresh(one)
        else:
            made += baseline.made(one.findings, os.getcwd())
    if known:
        known.close()
        made += baseline.pruned(known.entries, known.stale)
        print(f"基线删去 {len(known.entries) - len(made)} 条，还有 {len(made)} 条")
    else:
        print(f"基线记下 {len(made)} 条")
    write_bytes(files.BASELINE, baseline.written(made).encode())
    return status
