"""The command `report`: it prints the 差错率 of reports as a table."""

from __future__ import annotations

from kanwu.cli.console import file_results
from kanwu.cli.options import ReportOptions
from kanwu.measures.error_rate import error_rate, together
from kanwu.reporters.rate_table import table
from kanwu.session.run import lint_files
from kanwu.session.workspace import Workspace


def run(options: ReportOptions) -> int:
    """Print the rate of all findings, those of a baseline too; return the exit status."""
    workspace = Workspace(options.request())
    rates, status = [], 0
    for result in file_results(lint_files(options.paths, workspace), options.lang):
        status = 2 if result.errors else status
        if result.document:
            rates.append(error_rate(result.document(), result.records))
    base, profile, language = options.rate_base, options.rate_profile, options.lang
    print(*table(together(rates), len(rates), base, profile, language), sep="\n")
    return status
