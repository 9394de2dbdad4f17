"""Commands that an editor may run: fixes, explanations, exceptions and the state of a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lsprotocol import types
from pygls.uris import from_fs_path

from kanwu import __version__
from kanwu.english import said
from kanwu.lsp import hovers
from kanwu.lsp.actions import ALLOW, EXPLAIN, edit_of
from kanwu.lsp.checks import TextResult
from kanwu.lsp.exceptions import comment, entry, place_of_new
from kanwu.lsp.server import Server
from kanwu.lsp.texts import OpenText
from kanwu.session import files


async def fix_all(ls: Server, uri: str) -> bool:
    """Make the safe fixes of a text; return whether there were any."""
    return await _fix(ls, uri, unsafe=False)


async def fix_all_unsafe(ls: Server, uri: str) -> bool:
    """Make all fixes of a text; return whether there were any."""
    return await _fix(ls, uri, unsafe=True)


async def explain(ls: Server, code: str) -> str | None:
    """The explanation of a rule as Markdown; it is shown too, if the client does not do so."""
    settings = ls.settings[None]
    rule = await ls.checks.run(lambda: ls.checks.rules.named(code, settings))
    if rule is None:
        return None
    text = hovers.of_rule(rule, settings)
    if settings.explanations == "message":
        ls.window_show_message(
            types.ShowMessageParams(type=types.MessageType.Info, message=hovers.plain(text))
        )
    return text


async def allow(ls: Server, uri: str, code: str, span: Sequence[int], reason: str) -> bool:
    """Let a finding stand for a reason; return whether it was found."""
    text = ls.open_text(uri)
    checked = await ls.checked(text)
    edit = exception_edit(ls, text, checked, code, span, reason) if checked else None
    return await _apply(ls, edit)


async def status(ls: Server, uri: str) -> dict[str, Any]:
    """The findings of a text by severity, its configuration, and what this server is and did."""
    text = ls.open_text(uri)
    checked = await ls.checked(text)
    known = {"version": __version__, "checks": ls.checks.count}
    if checked is None:
        return known
    counts = Counter(finding.severity for finding in checked.findings)
    configuration = ls.checks.rules.configuration(checked.name, checked.stamp.settings)
    return {**known, "findings": counts, "configuration": configuration}


def exception_edit(
    ls: Server,
    text: OpenText,
    checked: TextResult,
    code: str,
    span: Sequence[int],
    reason: str = "",
) -> types.WorkspaceEdit | None:
    """The edit that lets a finding stand; None if the text has no such finding now."""
    settings = checked.stamp.settings
    reason = reason or said(settings.language, "原文如此")
    found = [each for each in checked.findings if each.code == code and [*each.span] == [*span]]
    if not found:
        return None
    finding, document = found[0], found[0].document
    block = document.block(finding.span.start)
    if document.format == "markdown" and not (block and block.kind == "front-matter"):
        edits = checked.positions.edits(comment(finding, reason))
        return edit_of(text.uri, ls.version_of(text), edits)
    folder = ls.texts.path_of_folder(text.uri)
    place = ls.checks.rules.configuration(checked.name, settings)
    place = place or place_of_new(checked.name, folder)

    def read(path: str) -> tuple[str, int | None] | None:
        opened = ls.texts.text(from_fs_path(path) or "")
        if opened:
            return opened.source, opened.version
        return (files.read_text(path), None) if files.existing(*_parted(path)) else None

    return entry(finding, reason, place, read, text.encoding)


def _parted(path: str) -> tuple[str, list[str]]:
    folder, _, name = path.replace("\\", "/").rpartition("/")
    return folder, [name]


async def _fix(ls: Server, uri: str, *, unsafe: bool) -> bool:
    text = ls.open_text(uri)
    edits = await ls.fixed(text, unsafe=unsafe)
    if not edits:
        words = said(ls.settings_of(uri).language, "没有可以修改之处")
        ls.window_show_message(types.ShowMessageParams(type=types.MessageType.Info, message=words))
    return await _apply(ls, edit_of(uri, ls.version_of(text), edits))


async def _apply(ls: Server, edit: types.WorkspaceEdit | None) -> bool:
    if edit is None:
        return False
    label = said(ls.settings[None].language, "勘误")
    params = types.ApplyWorkspaceEditParams(edit=edit, label=label)
    return (await ls.workspace_apply_edit_async(params)).applied


COMMANDS: Mapping[str, Callable[..., Any]] = {
    "kanwu.fixAll": fix_all,
    "kanwu.fixAllUnsafe": fix_all_unsafe,
    EXPLAIN: explain,
    ALLOW: allow,
    "kanwu.status": status,
}
