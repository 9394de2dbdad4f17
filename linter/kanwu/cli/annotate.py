"""`check --annotate`: it writes findings as comments into copies of Word files."""

from __future__ import annotations

from collections.abc import Iterator

from kanwu.cli.console import complain
from kanwu.cli.options import CheckOptions
from kanwu.cli.stages import stages
from kanwu.errors import ConfigError, Sentence
from kanwu.session import files
from kanwu.session.annotate_files import Annotation, annotate_files
from kanwu.session.lint_file import FileResult
from kanwu.session.stages import Exceeded
from kanwu.session.workspace import Workspace


def results(
    options: CheckOptions, target: str, workspace: Workspace
) -> Iterator[FileResult | files.Warned | Exceeded]:
    """The findings in every report; behind those of a Word file, say what was written."""
    if options.is_standard_input:
        raise ConfigError("--annotate 不能用于标准输入")
    every = list(stages(options, workspace))
    annotations = annotate_files(
        options.paths,
        target,
        workspace,
        every,
        language=options.lang,
        force_exclude=options.force_exclude,
        most=options.max_file_size,
    )
    for annotation in annotations:
        if isinstance(annotation, files.Warned):
            yield annotation
            continue
        yield annotation.result
        if annotation.copy:
            complain(_written(annotation), options.lang)
    for stage in every:
        yield from stage.close()


def _written(annotation: Annotation) -> Sentence:
    copy, remarks, removed = annotation.copy, annotation.remarks, annotation.removed
    earlier = Sentence("，去掉先前的 {removed} 条", removed=removed) if removed else ""
    words = "{copy}: 已写好，有批注 {remarks} 条{earlier}"
    return Sentence(words, copy=copy, remarks=remarks, earlier=earlier)
