"""kanwu for Python programs: it lints texts and files, and fixes texts, like the command."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TypeVar

from kanwu.config.selection import Selection
from kanwu.engine import ruleset as engine
from kanwu.engine.fix import fix, require_legible
from kanwu.engine.ruleset import lint
from kanwu.errors import InputError, KanwuError
from kanwu.finding import Finding
from kanwu.readers import open_report, open_text
from kanwu.rule import Rule
from kanwu.session import files
from kanwu.session.workspace import Request, Workspace

T = TypeVar("T")
_NAMELESS = "-"


class Ruleset:
    """The rules that are on for each path, with their settings; load it once, and use it often.

    It reads a configuration for the first path that needs it, and does not see later changes.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @classmethod
    def load(
        cls,
        config: str | os.PathLike[str] | None = None,
        *,
        isolated: bool = False,
        profile: str | None = None,
        select: Iterable[str] | None = None,
        extend_select: Iterable[str] = (),
        ignore: Iterable[str] = (),
    ) -> Ruleset:
        """The rules as `config` sets them, or without it the nearest configuration upwards of a path.

        `isolated` ignores all configurations. The rest is as on the command line: `profile` is
        draft, publish, anonymised or gongwen; rules are named by code, prefix, name or family.
        """
        selectors = None if select is None else tuple(select)
        request = Request(
            Selection(profile, selectors, tuple(extend_select), tuple(ignore)),
            config_path=None if config is None else os.fspath(config),
            isolated=isolated,
        )
        return cls(Workspace(request))

    def rules(self, path: str | os.PathLike[str] = _NAMELESS) -> tuple[Rule, ...]:
        """The rules that are on for a path; KanwuError for a configuration with errors."""
        return self._of(os.fspath(path)).rules

    def _of(self, path: str) -> engine.Ruleset:
        return self._workspace.ruleset(path)


def lint_text(text: str, rules: Ruleset | None = None, *, name: str = _NAMELESS) -> list[Finding]:
    """The findings in a text in reading order, without suppressed ones.

    The extension of the name tells how the text is read: .md as Markdown, .html as a page, all else
    as plain text. KanwuError for a configuration with errors, or a user's rule that timed out.
    """
    result = lint(open_text(name, text).document, _or_default(rules)._of(name))
    return _unless_failed(result.failures, result.findings)


def lint_file(path: str | os.PathLike[str], rules: Ruleset | None = None) -> list[Finding]:
    """The findings in a file of any kind that the command reads, as by `lint_text`.

    KanwuError also for a file that cannot be read.
    """
    name, workspace = os.fspath(path), _or_default(rules)._workspace
    try:
        document = open_report(name, files.read_bytes(name)).document
    except InputError as error:
        raise error.of(name) from error
    result = workspace.ruleset(name).lint(document)
    return _unless_failed(result.failures, result.findings)


def fix_text(
    text: str, rules: Ruleset | None = None, *, unsafe: bool = False, name: str = _NAMELESS
) -> str:
    """The text after every safe fix; with `unsafe`, also after fixes that need review.

    InputError instead of a fixed text in which there was mojibake or a private-use character.
    """
    opened, workspace = open_text(name, text), _or_default(rules)._workspace
    fixed = fix(opened, workspace.ruleset(name), unsafe=unsafe)
    if fixed.codes:
        try:
            require_legible(workspace.guard(name).lint(opened.document))
        except InputError as error:
            raise error.of(name) from error
    return _unless_failed(fixed.result.failures, fixed.opened.document.text)


def _or_default(rules: Ruleset | None) -> Ruleset:
    return Ruleset.load() if rules is None else rules


def _unless_failed(failures: Sequence[KanwuError], result: T) -> T:
    if failures:
        raise failures[0]
    return result
