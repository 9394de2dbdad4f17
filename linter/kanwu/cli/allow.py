"""`check --add-allow`: an entry of `[[allow]]` for every finding, in its configuration."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from kanwu.cli.console import complain
from kanwu.cli.options import CheckOptions
from kanwu.cli.terminal import has_color
from kanwu.config.allow import add_allow
from kanwu.document import Document
from kanwu.english import said
from kanwu.errors import ConfigError, InputError, Sentence
from kanwu.measures.totals import Totals
from kanwu.readers.decode import decode, encode
from kanwu.record import Record
from kanwu.reporters.diff import unified
from kanwu.reporters.terminal import visible
from kanwu.session import files
from kanwu.session.files.replace import replace
from kanwu.session.lint_file import FileResult
from kanwu.session.workspace import Workspace

_MOST_SHOWN = 40  # code points of a quotation


def run(
    options: CheckOptions, workspace: Workspace, totals: Totals, results: Iterable[FileResult]
) -> int:
    """Add an entry for each finding to the configuration of its file; return the exit status.

    With `--diff`, the additions are only shown; the status is 1 if there are any.
    """
    by_place: dict[str, list[tuple[Record, Document]]] = {}
    for result in results:
        if result.records and result.document:
            place = workspace.origin(result.path)[0] or _new_place(result.path)
            document = result.document()
            records = by_place.setdefault(place, [])
            records += ((record, document) for record in result.records)
    added = 0
    for place, records in by_place.items():
        before = files.read_text(place) if os.path.exists(place) else ""
        addition = add_allow(before, records, options.reason or "", place)
        added += len(addition.entries)
        if options.diff:
            shown = {"shown": sys.stdout.isatty(), "color": has_color(options.color, sys.stdout)}
            sys.stdout.writelines(unified(place, before, addition.text, **shown))
        else:
            _write(place, addition.text)
            words = "{place}: 添加 {count} 条 [[allow]]"
            print(said(options.lang, words, place=place, count=len(addition.entries)))
            print(*map(_line, addition.entries), sep="\n")
    if not by_place:
        print(said(options.lang, "没有发现问题，没有添加"))
    if options.diff and added:
        words = "没有写入；去掉 --diff 即添加这 {count} 条 [[allow]]"
        complain(Sentence(words, count=added), options.lang)
    will_change = bool(options.diff and added and not options.exit_zero)
    return 2 if totals.errors else int(will_change)


def _line(entry: tuple[Record, str]) -> str:
    """The line of an entry: the place of its finding, the code and the quotation."""
    record, quotation = entry
    text = visible(quotation.replace("\n", "⏎").strip())
    text = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
    return f"  {visible(record.path)}:{record.place.line}: {record.code} “{text}”"


def _new_place(path: str) -> str:
    """The path of a new configuration for a file: in this folder, if the file is in it."""
    current, folder = os.getcwd(), os.path.dirname(os.path.abspath(path))
    is_within = os.path.join(folder, "").startswith(os.path.join(current, ""))
    return os.path.join(current if is_within else folder, "kanwu.toml")


def _write(place: str, text: str) -> None:
    """Write the new text of a configuration, in the encoding of the old one."""
    if not os.path.exists(place):
        files.write_new(place, b"")
    data = files.read_bytes(place)
    try:
        _, encoding, bom = decode(data)
        replace(place, data, encode(text, encoding, bom))
    except InputError as error:
        raise ConfigError("{place}: {error}", place=place, error=error) from error
