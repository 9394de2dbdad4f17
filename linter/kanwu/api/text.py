"""Texts for Python programs: they are linted and fixed as they are, without a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kanwu.api.ruleset import NAMELESS, Ruleset, required
from kanwu.document import Document
from kanwu.engine.fix import fix, require_legible
from kanwu.engine.ruleset import lint
from kanwu.errors import InputError, KanwuError
from kanwu.finding import Finding
from kanwu.readers import open_text


class DocumentResult(NamedTuple):
    """What was found in a document."""

    document: Document
    findings: list[Finding]  # in reading order, without suppressed ones
    failures: tuple[KanwuError, ...]  # rules that did not finish


def lint_text(text: str, rules: Ruleset | None = None, *, name: str = NAMELESS) -> list[Finding]:
    """The findings in a text in reading order, without suppressed ones.

    The extension of the name tells how the text is read: .md as Markdown, .html as a page, all else
    as plain text. KanwuError for a configuration with errors, or a user's rule that timed out.
    """
    result = check_text(text, rules, name=name)
    if result.failures:
        raise result.failures[0]
    return result.findings


def check_text(text: str, rules: Ruleset | None = None, *, name: str = NAMELESS) -> DocumentResult:
    """The document of a text, its findings as by `lint_text`, and the rules that failed.

    KanwuError for a configuration with errors.
    """
    _require_text(text)
    document = open_text(name, text).document
    result = lint(document, required(rules).of(name))
    return DocumentResult(document, result.findings, result.failures)


def fix_text(
    text: str,
    rules: Ruleset | None = None,
    *,
    unsafe: bool = False,
    name: str = NAMELESS,
    findings: Iterable[Finding] | None = None,
) -> str:
    """The text after every safe fix; with `unsafe`, also after fixes that need review.

    With `findings` of this text, only those are fixed, and what their fixes bring. InputError
    instead of a fixed text in which there was mojibake or a private-use character.
    """
    _require_text(text)
    opened, ruleset = open_text(name, text), required(rules)
    keys = None if findings is None else {(finding.code, finding.span) for finding in findings}
    fixed = fix(opened, ruleset.of(name), keys, unsafe=unsafe)
    if fixed.codes:
        try:
            require_legible(ruleset.workspace.guard(name).lint(opened.document))
        except InputError as error:
            raise error.of(name) from error
    if fixed.result.failures:
        raise fixed.result.failures[0]
    return fixed.opened.document.text


def _require_text(text: object) -> None:
    if isinstance(text, (bytes, bytearray, memoryview)):
        raise TypeError(
            "text 应为 str，不是 bytes：先解码，或者改用 kanwu.check_bytes(name, data)，由它认编码"
        )
    if not isinstance(text, str):
        raise TypeError(
            f"text 应为 str，不是 {type(text).__name__}；检查文件用 kanwu.lint_file(path)"
        )
