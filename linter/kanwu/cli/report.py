"""The command `report`: the 差错率 of some reports, as a table."""

from __future__ import annotations

from kanwu.cli.console import told
from kanwu.cli.options import ReportOptions
from kanwu.measures.error_rate import error_rate, together
from kanwu.reporters.rate_table import table
from kanwu.session.run import lint_files
from kanwu.session.workspace import Workspace


def run(options: ReportOptions) -> int:
    """Print what all findings in the reports count, what a baseline knows too."""
    workspace = Workspace(options.request())
    rates, status = [], 0
    for result in told(lint_files(options.paths, workspace)):
        status = 2 if result.errors else status
        if result.document:
            rates.append(error_rate(result.document(), result.records))
    asked = options.rate_base, options.rate_profile, options.lang
    print(*table(together(rates), len(rates), *asked), sep="\n")
    return status
