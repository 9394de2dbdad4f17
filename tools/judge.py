"""Draws findings in a folder of documents for a reader to judge, and counts the verdicts.

judge.py draw FOLDER TABLE: write a sample of the findings to a new table, without verdicts.
judge.py count FOLDER TABLE: print how many findings are right, by the verdicts in a table.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from precision import strata, table
from verdicts import TableError, carried, drawn, findings, read, write

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    warn: list[str] = []
    try:
        status = draw(options, warn) if options.command == "draw" else count(options, warn)
    except TableError as error:
        print(f"judge.py: {error}", file=sys.stderr)
        status = 2
    for line in warn:
        print(f"judge.py: {line}", file=sys.stderr)
    return status


def draw(options: argparse.Namespace, warn: list[str]) -> int:
    """Write the sample; it quotes its documents, and stays out of the project."""
    if options.table.resolve().is_relative_to(ROOT):
        raise TableError(f"{options.table}: a table quotes documents; write it outside the project")
    if options.table.exists():
        raise TableError(f"{options.table} exists; name a new table, and this one after --verdicts")
    earlier = read(options.verdicts) if options.verdicts else []
    found = (each for each in findings(options.folder, warn) if each.severity in options.severity)
    rows = carried(drawn(found, options.each, options.seed), earlier)
    try:
        write(options.table, rows)
    except OSError as error:
        raise TableError(f"{options.table}: {error.strerror}") from error
    codes = len({row.code for row in rows})
    print(f"{len(rows)} findings of {codes} codes, {sum(not row.verdict for row in rows)} to read")
    return 0


def count(options: argparse.Namespace, warn: list[str]) -> int:
    """Print the figures; a verdict counts as long as its finding is still found."""
    rows, found = read(options.table), list(findings(options.folder, warn))
    keys = {finding.key for finding in found}
    standing = [row for row in rows if row.key in keys]
    parts = strata(standing, found)
    if not parts:
        raise TableError(f"{options.table}: no verdict on a finding of {options.folder}")
    codes = {row.code for row in standing}
    if unknown := sorted(set(options.without) - {finding.code for finding in found}):
        warn.append(f"--without: no finding of {', '.join(unknown)}")
    print(*table(parts, options.without), sep="\n")
    unread = Counter(row.code for row in standing if not row.verdict)
    severities = {part.severity for part in parts}
    outside = {f.code for f in found if f.severity in severities and f.code not in codes}
    print(f"{sum(unread.values())} without a verdict, {len(rows) - len(standing)} no longer found")
    if outside:
        print(f"not in the table: {' '.join(sorted(outside))}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="judge.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    sample, figures = commands.add_parser("draw"), commands.add_parser("count")
    for command in (sample, figures):
        command.add_argument("folder", type=Path, metavar="FOLDER")
        command.add_argument("table", type=Path, metavar="TABLE")
    sample.add_argument("--each", type=int, default=5, help="findings of a code (5)")
    sample.add_argument("--seed", type=int, default=1, help="another seed draws others (1)")
    sample.add_argument(
        "--severity",
        nargs="+",
        choices=("error", "warning", "info"),
        default=["error", "warning"],
        help="of the findings (error warning)",
    )
    sample.add_argument(
        "--verdicts", type=Path, metavar="EARLIER", help="a table whose verdicts still hold"
    )
    figures.add_argument(
        "--without", nargs="+", default=[], metavar="CODE", help="count once more without these"
    )
    return parser


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
