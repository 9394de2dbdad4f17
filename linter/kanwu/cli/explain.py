"""`check --explain-document`: what was recognised of each document, instead of its findings."""

from __future__ import annotations

from collections.abc import Iterator

from kanwu.cli.console import complain, standard_input
from kanwu.cli.options import CheckOptions
from kanwu.document import Document
from kanwu.errors import ConfigError, InputError
from kanwu.readers import open_report
from kanwu.reporters import MACHINE, explanation
from kanwu.session import files
from kanwu.session.run import find
from kanwu.session.workspace import Workspace


def run(options: CheckOptions, workspace: Workspace) -> int:
    """Print what was recognised of the documents; return the exit status."""
    if options.output_format in MACHINE and options.output_format != "json":
        raise ConfigError("--explain-document 只有文字和 json 两种格式")
    failures: list[InputError] = []
    documents = _documents(options, workspace, failures)
    is_json = options.output_format == "json"
    shown = explanation.array(documents) if is_json else explanation.lines(documents, options.lang)
    for line in shown:
        print(line)
    return 2 if failures else 0


def _documents(
    options: CheckOptions, workspace: Workspace, failures: list[InputError]
) -> Iterator[Document]:
    """The documents that can be read; complain of the other files."""
    for path in _paths(options, workspace, failures):
        try:
            data = (
                standard_input(options, workspace)
                if options.is_standard_input
                else files.read_bytes(path)
            )
            yield open_report(path, data, options.encoding).document
        except InputError as error:
            failures.append(error)
            complain(error.of(path), options.lang)


def _paths(
    options: CheckOptions, workspace: Workspace, failures: list[InputError]
) -> Iterator[str]:
    if options.is_standard_input:
        yield options.stdin_filename or "-"
        return
    for found in find(options.paths, workspace, options.force_exclude, options.max_file_size):
        if isinstance(found, str):
            yield found
        elif isinstance(found, files.Warned):
            complain(found.message, options.lang)
        else:
            for error in found.errors:
                failures.append(InputError("{error}", error=error))
                complain(error, options.lang)
