"""The features of the server: what it answers to each request and notification of a client."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from lsprotocol import types

from kanwu.english import said, worded
from kanwu.errors import ConfigError
from kanwu.lsp import actions, hovers
from kanwu.lsp.actions import KINDS
from kanwu.lsp.diagnostics import SOURCE
from kanwu.lsp.rules import WATCHED
from kanwu.lsp.server import Server
from kanwu.lsp.settings import settings_of
from kanwu.lsp.texts import Texts

DIAGNOSTICS = types.DiagnosticOptions(
    identifier=SOURCE, inter_file_dependencies=False, workspace_diagnostics=False
)


def initialize(ls: Server, params: types.InitializeParams) -> None:
    protocol: Any = ls.protocol
    # The workspace of pygls splits lines at VT, FF, NEL and U+2028 too; the protocol does not.
    protocol._workspace = Texts.of(params, protocol._workspace.position_encoding)
    text = params.capabilities.text_document
    ls.pulls = bool(text and text.diagnostic)
    _take_settings(ls, None, params.initialization_options)


async def initialized(ls: Server, params: types.InitializedParams) -> None:
    workspace = ls.client_capabilities.workspace
    files = workspace and workspace.did_change_watched_files
    if files and files.dynamic_registration:
        watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in WATCHED]
        await _register(
            ls,
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
            types.DidChangeWatchedFilesRegistrationOptions(watchers=watchers),
        )
    await _ask_settings(ls)
    await ls.checks.run(partial(ls.checks.rules.load, ls.settings[None]))
    if any(settings.formatting for settings in ls.settings.values()):
        await _offer_formatting(ls)


async def did_open(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    if not ls.pulls:
        ls.publish_soon(params.text_document.uri)


async def did_change(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    settings = ls.settings_of(params.text_document.uri)
    if not ls.pulls and settings.run == "onType":
        ls.publish_soon(params.text_document.uri, settings.rest)


async def did_save(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
    uri = params.text_document.uri
    if uri.endswith((".toml", ".tsv")):
        await _reload(ls)
    elif ls.settings_of(uri).run == "onSave":
        ls.reports.pop(uri, None)
        if ls.pulls:
            await ls.check_anew()
        else:
            ls.publish_soon(uri)


async def did_close(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    ls.cancel(uri)
    ls.checks.forget(uri)
    ls.reports.pop(uri, None)
    if not ls.pulls:
        ls.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, diagnostics=[])
        )


async def diagnostic(
    ls: Server, params: types.DocumentDiagnosticParams
) -> types.DocumentDiagnosticReport:
    """The diagnostics of a text; those of its last save where it is checked on save."""
    uri = params.text_document.uri
    text = ls.open_text(uri)
    last = ls.reports.get(uri)
    if last is None or ls.settings_of(uri).run == "onType":
        last = await ls.report(text) or (params.previous_result_id or "", [])
    identifier, items = last
    if params.previous_result_id == identifier:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=identifier)
    return types.RelatedFullDocumentDiagnosticReport(result_id=identifier, items=items)


async def code_action(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    text = ls.open_text(params.text_document.uri)
    checked = await ls.checked(text)
    if checked is None:
        return []
    try:
        span = checked.positions.span(params.range)
    except (IndexError, ValueError):
        return []
    only = None if params.context.only is None else list(map(_value, params.context.only))
    request = actions.Request(
        text.uri, ls.version_of(text), checked, ls.settings_of(text.uri), span, only
    )
    found = list(actions.actions(request))
    if not _resolves(ls):
        found = [await resolve(ls, action) for action in found]
    return found


async def resolve(ls: Server, action: types.CodeAction) -> types.CodeAction:
    """The action with its edit."""
    place: Any = action.data
    if not isinstance(place, dict) or action.edit:
        return action
    text = ls.open_text(place["uri"])
    checked = await ls.checked(text)
    if checked is None:
        return action
    if "allow" in place:
        from kanwu.lsp.commands import exception_edit

        action.edit = exception_edit(ls, text, checked, place["code"], place["span"])
        return action
    findings = None
    if "code" in place:
        findings = [finding for finding in checked.findings if finding.code == place["code"]]
    edits = await ls.fixed(text, unsafe=place.get("unsafe", False), findings=findings)
    action.edit = actions.edit_of(text.uri, ls.version_of(text), edits)
    return action


async def formatting(ls: Server, params: types.DocumentFormattingParams) -> list[types.TextEdit]:
    text = ls.open_text(params.text_document.uri)
    return await ls.fixed(text) if ls.settings_of(text.uri).formatting else []


async def hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    text = ls.open_text(params.text_document.uri)
    checked = await ls.checked(text)
    if checked is None:
        return None
    client = ls.client_capabilities.text_document
    kinds = (client.hover.content_format if client and client.hover else None) or ()
    settings = checked.stamp.settings
    return hovers.hover(
        checked,
        params.position,
        settings,
        markdown=types.MarkupKind.Markdown in kinds,
        origin=ls.checks.rules.configuration(checked.name, settings),
    )


async def did_change_watched_files(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
    if params.changes:
        await _reload(ls)


async def did_change_configuration(ls: Server, params: types.DidChangeConfigurationParams) -> None:
    if not await _ask_settings(ls):
        _take_settings(ls, None, params.settings)
    await ls.check_anew()


async def did_change_workspace_folders(
    ls: Server, params: types.DidChangeWorkspaceFoldersParams
) -> None:
    await _ask_settings(ls)
    await _reload(ls)


async def _offer_formatting(ls: Server) -> None:
    """Offer to format texts; advertised from the start, it would quarrel with other formatters."""
    client = ls.client_capabilities.text_document
    if client and client.formatting and client.formatting.dynamic_registration:
        ls.feature(types.TEXT_DOCUMENT_FORMATTING)(formatting)
        options = types.DocumentFormattingRegistrationOptions()
        await _register(ls, types.TEXT_DOCUMENT_FORMATTING, options)


async def _reload(ls: Server) -> None:
    """Read configurations anew; the rules of before are in force until they are read."""
    ls.checks.rules.reload()
    await ls.check_anew()


async def _register(ls: Server, method: str, options: object) -> None:
    registration = types.Registration(id=f"kanwu-{method}", method=method, register_options=options)
    await ls.client_register_capability_async(
        types.RegistrationParams(registrations=[registration])
    )


async def _ask_settings(ls: Server) -> bool:
    """Ask the client for its settings, those of each folder apart; return whether it can be asked."""
    workspace = ls.client_capabilities.workspace
    if not (workspace and workspace.configuration):
        return False
    folders = [None, *(folder.uri for folder in ls.texts.folders.values())]
    items = [types.ConfigurationItem(scope_uri=folder, section="kanwu") for folder in folders]
    answers = await ls.workspace_configuration_async(types.ConfigurationParams(items=items))
    for folder, answer in zip(folders, answers, strict=False):
        if answer is not None:
            _take_settings(ls, folder, answer)
    return True


def _take_settings(ls: Server, folder: str | None, value: object) -> None:
    """Take settings of the client; wrong ones are told of, and those of before stay."""
    try:
        settings, unknown = settings_of(value)
    except ConfigError as error:
        ls.window_show_message(
            types.ShowMessageParams(
                type=types.MessageType.Error, message=worded(error, ls.settings[None].language)
            )
        )
        return
    if unknown:
        ls.log(said(settings.language, "不认得的设置：{names}", names=tuple(unknown)))
    ls.settings[folder] = settings


def _resolves(ls: Server) -> bool:
    """Whether the client asks for the edit of an action when it is chosen."""
    client = ls.client_capabilities.text_document
    support = client.code_action.resolve_support if client and client.code_action else None
    return support is not None and "edit" in support.properties


def _value(kind: str | types.CodeActionKind) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind


# By method: what answers, and the options to advertise.
FEATURES: Mapping[str, tuple[Callable[..., Any], Any]] = {
    types.INITIALIZE: (initialize, None),
    types.INITIALIZED: (initialized, None),
    types.TEXT_DOCUMENT_DID_OPEN: (did_open, None),
    types.TEXT_DOCUMENT_DID_CHANGE: (did_change, None),
    types.TEXT_DOCUMENT_DID_SAVE: (did_save, types.SaveOptions(include_text=False)),
    types.TEXT_DOCUMENT_DID_CLOSE: (did_close, None),
    types.TEXT_DOCUMENT_DIAGNOSTIC: (diagnostic, DIAGNOSTICS),
    types.TEXT_DOCUMENT_CODE_ACTION: (
        code_action,
        types.CodeActionOptions(code_action_kinds=KINDS, resolve_provider=True),
    ),
    types.CODE_ACTION_RESOLVE: (resolve, None),
    types.TEXT_DOCUMENT_HOVER: (hover, None),
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: (did_change_watched_files, None),
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: (did_change_configuration, None),
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: (did_change_workspace_folders, None),
}
