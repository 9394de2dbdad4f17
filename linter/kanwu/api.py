"""kanwu for Python programs: texts and files linted, and texts fixed, as the command does it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TypeVar

from kanwu.config.selection import Selection
from kanwu.engine import ruleset as engine
from kanwu.engine.fix import fix
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
    """Which rules are on for which path, and how they are set; to be loaded once, and used often.

    A configuration is read when a path first asks for it, and then stays as it was.
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
        """The rules as a configuration sets them: one given, or the nearest upwards of each path.

        `isolated`, no configuration counts. The rest is as on the command line: `profile` is draft,
        publish or anonymised; rules are named by code, prefix, name or family.
        """
        chosen = None if select is None else tuple(select)
        request = Request(
            Selection(profile, chosen, tuple(extend_select), tuple(ignore)),
            config_path=None if config is None else os.fspath(config),
            isolated=isolated,
        )
        return cls(Workspace(request))

    def rules(self, path: str | os.PathLike[str] = _NAMELESS) -> tuple[Rule, ...]:
        """The rules that are on for a path; KanwuError if a configuration does not hold."""
        return self._of(os.fspath(path)).rules

    def _of(self, path: str) -> engine.Ruleset:
        return self._workspace.ruleset(path)


def lint_text(text: str, rules: Ruleset | None = None, *, name: str = _NAMELESS) -> list[Finding]:
    """All that is found in a text, in reading order, but what is to stand.

    The text is read as the extension of its name says: .md as Markdown, .html as a page, all else
    as plain text. KanwuError if a configuration does not hold, or a rule of one's own gave up.
    """
    result = lint(open_text(name, text).document, _usual(rules)._of(name))
    return _unless(result.failures, result.findings)


def lint_file(path: str | os.PathLike[str], rules: Ruleset | None = None) -> list[Finding]:
    """All that is found in a file of any kind that the command reads, as `lint_text` does it.

    KanwuError also if the file cannot be read.
    """
    name, workspace = os.fspath(path), _usual(rules)._workspace
    try:
        document = open_report(name, files.read_bytes(name)).document
    except InputError as error:
        raise InputError(f"{name}: {error}") from error
    result = workspace.ruleset(name).lint(document)
    return _unless(result.failures, result.findings)


def fix_text(
    text: str, rules: Ruleset | None = None, *, unsafe: bool = False, name: str = _NAMELESS
) -> str:
    """The text after every fix that is safe; with `unsafe`, after those too that need review."""
    fixed = fix(open_text(name, text), _usual(rules)._of(name), unsafe=unsafe)
    return _unless(fixed.result.failures, fixed.opened.document.text)


def _usual(rules: Ruleset | None) -> Ruleset:
    return Ruleset.load() if rules is None else rules


def _unless(failures: Sequence[KanwuError], result: T) -> T:
    if failures:
        raise failures[0]
    return result
