"""The server: the open texts of a client, their settings and checks, and what is sent of them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from functools import partial

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path

from kanwu import __version__
from kanwu.api.text import fix_text
from kanwu.english import said, worded
from kanwu.errors import KanwuError
from kanwu.finding import Finding
from kanwu.lsp.changes import changes
from kanwu.lsp.checks import Checks, TextResult
from kanwu.lsp.diagnostics import SOURCE, diagnostics, fault_diagnostics
from kanwu.lsp.rules import Fault, Rules
from kanwu.lsp.settings import Settings
from kanwu.lsp.texts import OpenText, Texts


class Server(LanguageServer):
    """What is known of one client."""

    def __init__(self) -> None:
        super().__init__(SOURCE, __version__, types.TextDocumentSyncKind.Incremental, max_workers=1)
        self.checks = Checks(Rules())
        self.pulls = False  # whether the client asks for diagnostics, or waits for them
        self.settings: dict[str | None, Settings] = {None: Settings()}  # by the URI of a folder
        self.reports: dict[str, tuple[str, list[types.Diagnostic]]] = {}  # the last of each text
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._faulty: dict[str, tuple[Fault, ...]] = {}  # as published, by the path of the file
        self._said: set[str] = set()

    @property
    def texts(self) -> Texts:
        workspace = self.workspace
        assert isinstance(workspace, Texts)
        return workspace

    def open_text(self, uri: str) -> OpenText:
        """The open text; an error of the request if it is not open."""
        text = self.texts.text(uri)
        if text is None:
            raise JsonRpcInvalidParams(f"{uri} is not open")
        return text

    def settings_of(self, uri: str) -> Settings:
        folder = self.texts.folder_of(uri)
        return self.settings.get(folder.uri if folder else None) or self.settings[None]

    async def checked(self, text: OpenText) -> TextResult | None:
        """The newest check of a text; None for a text that is not checked."""
        settings = self.settings_of(text.uri)
        if not (settings.enable and text.is_checked):
            return None
        checked = await self.checks.of(text, self.texts.path_of_folder(text.uri), settings)
        for failure in checked.failures:
            self.log(worded(failure, settings.language))
        self._tell_faults()
        return checked

    async def report(self, text: OpenText) -> tuple[str, list[types.Diagnostic]] | None:
        """The diagnostics of a text and their identifier; None for a text out of step."""
        if not text.is_in_step:
            return None
        checked = await self.checked(text)
        settings = self.settings_of(text.uri)
        items = diagnostics(checked, settings) if checked else []
        self.reports[text.uri] = str(checked.stamp if checked else text.version), items
        return self.reports[text.uri]

    def publish_soon(self, uri: str, rest: float = 0.0) -> None:
        """Publish the diagnostics of a text after a rest, and only those of the newest call."""
        self.cancel(uri)
        self._waiting[uri] = asyncio.ensure_future(self._publish(uri, rest))

    def cancel(self, uri: str) -> None:
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()

    async def check_anew(self) -> None:
        """Have the diagnostics of all open texts shown anew."""
        self.reports.clear()
        if not self.pulls:
            for text in self.texts.open:
                self.publish_soon(text.uri)
            return
        workspace = self.client_capabilities.workspace
        if workspace and workspace.diagnostics and workspace.diagnostics.refresh_support:
            await self.workspace_diagnostic_refresh_async(None)

    async def fixed(
        self, text: OpenText, *, unsafe: bool = False, findings: Iterable[Finding] | None = None
    ) -> list[types.TextEdit]:
        """The edits that fix a text, or only some of its findings."""
        checked = await self.checked(text)
        if checked is None or checked.result is None:
            return []
        source, folder = checked.result.document.text, self.texts.path_of_folder(text.uri)
        rules = await self.checks.run(
            partial(self.checks.rules.of, checked.name, checked.stamp.settings, folder)
        )
        fix = partial(fix_text, source, rules, unsafe=unsafe, name=checked.name, findings=findings)
        try:
            after = await self.checks.run(fix)
        except KanwuError as error:
            self.window_show_message(
                types.ShowMessageParams(
                    type=types.MessageType.Warning,
                    message=worded(error, checked.stamp.settings.language),
                )
            )
            return []
        return checked.positions.edits(changes(source, after))

    def version_of(self, text: OpenText) -> int | None:
        """The version that edits of a text are for; None for one that was never saved."""
        return text.version if text.uri.startswith("file:") else None

    def log(self, message: str) -> None:
        """Log a message once."""
        if message not in self._said:
            self._said.add(message)
            level = types.MessageType.Warning
            self.window_log_message(types.LogMessageParams(type=level, message=message))

    async def _publish(self, uri: str, rest: float) -> None:
        await asyncio.sleep(rest)
        text = self.texts.text(uri)
        if text is None or (report := await self.report(text)) is None:
            return
        if self.texts.text(uri) is text:  # it was not closed meanwhile
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri=uri, version=text.version, diagnostics=report[1])
            )

    def _tell_faults(self) -> None:
        """Publish the faults of configurations on their files, and take back mended ones."""
        faults: dict[str, tuple[Fault, ...]] = {}
        for fault in self.checks.rules.faults():
            faults[fault.path] = (*faults.get(fault.path, ()), fault)
        for path in self._faulty.keys() | faults.keys():
            if faults.get(path) == self._faulty.get(path):
                continue
            if path:
                shown = fault_diagnostics(faults.get(path, ()))
                self.text_document_publish_diagnostics(
                    types.PublishDiagnosticsParams(uri=from_fs_path(path) or "", diagnostics=shown)
                )
            for fault in faults.get(path, ()):
                message = said(
                    self.settings[None].language,
                    "{path} 有错，暂用原来的规则：{cause}",
                    path=path or "kanwu",
                    cause=fault.cause,
                )
                self.window_show_message(
                    types.ShowMessageParams(type=types.MessageType.Error, message=message)
                )
        self._faulty = faults
