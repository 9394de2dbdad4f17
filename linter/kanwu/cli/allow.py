"""`check --add-allow`: an entry of `[[allow]]` for every finding, in its configuration."""

from __future__ import annotations

import os
from collections.abc import Iterable

from kanwu.catalogue.toml_places import header_lines
from kanwu.cli.options import CheckOptions
from kanwu.config.allow import add_allow
from kanwu.document import Document
from kanwu.errors import ConfigError, InputError
from kanwu.finding import Record
from kanwu.measures.totals import Totals
from kanwu.readers.decode import decode, encode
from kanwu.session import files
from kanwu.session.files.replace import replace
from kanwu.session.lint_file import FileResult
from kanwu.session.workspace import Workspace


def run(
    options: CheckOptions, workspace: Workspace, totals: Totals, results: Iterable[FileResult]
) -> int:
    """Add an entry for each finding to the configuration of its file; return the exit status."""
    if not (options.add_allow and options.reason):
        raise ConfigError("--add-allow 要同时用 --reason 写明理由")
    if options.isolated or options.is_standard_input:
        raise ConfigError("--add-allow 不能用于标准输入，也不能与 --isolated 同用")
    by_place: dict[str, list[tuple[Record, Document]]] = {}
    for result in results:
        if result.records and result.document:
            place = workspace.origin(result.path)[0] or _new_place(result.path)
            document = result.document()
            records = by_place.setdefault(place, [])
            records += ((record, document) for record in result.records)
    for place, records in by_place.items():
        print(f"{place}: 添加 {_write(place, records, options.reason)} 条 [[allow]]")
    if not by_place:
        print("没有发现问题，没有添加")
    return 2 if totals.errors else 0


def _new_place(path: str) -> str:
    """The path of a new configuration for a file: in this folder, if the file is in it."""
    current, folder = os.getcwd(), os.path.dirname(os.path.abspath(path))
    is_within = os.path.join(folder, "").startswith(os.path.join(current, ""))
    return os.path.join(current if is_within else folder, "kanwu.toml")


def _write(place: str, records: Iterable[tuple[Record, Document]], reason: str) -> int:
    """Add entries to a configuration, whose other text stays; return their number."""
    if not os.path.exists(place):
        files.write_new(place, b"")
    data = files.read_bytes(place)
    try:
        text, encoding, bom = decode(data)
        new_text = add_allow(text, records, reason, place)
        replace(place, data, encode(new_text, encoding, bom))
    except InputError as error:
        raise ConfigError(f"{place}: {error}") from error
    return len(header_lines(new_text, "allow")) - len(header_lines(text, "allow"))
