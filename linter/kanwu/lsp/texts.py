"""Open texts, kept as the client says; a change that does not fit puts a text out of step."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument, Workspace

from kanwu.lsp.positions import Encoding, Positions

_CHECKED = ("file", "untitled")  # schemes; a version of git is no draft
_MARKDOWN = (".md", ".markdown")


class OpenText(TextDocument):
    """An open text; lines end as the protocol says: at LF, CRLF and CR only."""

    def __init__(self, uri: str, encoding: Encoding, *values: Any, **more: Any) -> None:
        super().__init__(uri, *values, **more)
        self.encoding = encoding
        self.is_in_step = True
        self._positions: tuple[str, Positions] | None = None

    @property
    def positions(self) -> Positions:
        text = self.source
        if self._positions is None or self._positions[0] is not text:
            self._positions = text, Positions(text, self.encoding)
        return self._positions[1]

    @property
    def is_checked(self) -> bool:
        return self.is_in_step and self.uri.partition(":")[0] in _CHECKED

    def name(self, folder: str) -> str:
        """The path of the text; one that is not saved has a path in the folder.

        The extension is that of the language, where the path has another.
        """
        path = to_fs_path(self.uri) if self.uri.startswith("file:") else None
        if path is None:
            path = os.path.join(folder, os.path.basename(unquote(urlsplit(self.uri).path)) or "-")
        is_markdown = path.lower().endswith(_MARKDOWN)
        return f"{path}.md" if self.language_id == "markdown" and not is_markdown else path

    def apply_change(self, change: types.TextDocumentContentChangeEvent) -> None:
        """Change the text; a part that lies outside of the text puts it out of step."""
        if not isinstance(change, types.TextDocumentContentChangePartial):
            self._source, self.is_in_step = change.text, True
            return
        if not self.is_in_step:
            return
        try:
            start, end = self.positions.span(change.range)
        except (IndexError, ValueError):
            self.is_in_step = False
            return
        self._source = self.source[:start] + change.text + self.source[end:]


class Texts(Workspace):
    """The open texts of a client and its folders."""

    @classmethod
    def of(cls, params: types.InitializeParams, encoding: types.PositionEncodingKind) -> Texts:
        root = params.root_uri
        sync = types.TextDocumentSyncKind.Incremental
        return cls(root, sync, params.workspace_folders or [], encoding)

    def text(self, uri: str) -> OpenText | None:
        """The open text of the URI; None if it is not open."""
        text = self._text_documents.get(unquote(uri))
        return text if isinstance(text, OpenText) else None

    def folder_of(self, uri: str) -> types.WorkspaceFolder | None:
        """The innermost folder of the client that holds the URI; for an unsaved text, the first."""
        path = unquote(uri)
        folders = sorted(self.folders.values(), key=lambda folder: len(folder.uri))
        holding = [each for each in folders if path.startswith(f"{unquote(each.uri).rstrip('/')}/")]
        if not holding and not uri.startswith("file:"):
            holding = list(self.folders.values())[:1]
        return holding[-1] if holding else None

    def path_of_folder(self, uri: str) -> str:
        """The path of the folder of a URI, or else of the root, or else the current one."""
        folder = self.folder_of(uri)
        path = to_fs_path(folder.uri if folder else self.root_uri or "")
        return path or os.getcwd()

    def update_text_document(
        self,
        text_doc: types.VersionedTextDocumentIdentifier,
        change: types.TextDocumentContentChangeEvent,
    ) -> None:
        """Change an open text; an old version is passed over, as is a text that is not open."""
        text = self.text(text_doc.uri)
        if text is not None and (text.version is None or text.version <= text_doc.version):
            text.apply_change(change)
            text.version = text_doc.version

    def _create_text_document(
        self,
        doc_uri: str,
        source: str | None = None,
        version: int | None = None,
        language_id: str | None = None,
    ) -> OpenText:
        encoding = types.PositionEncodingKind(self.position_encoding or "utf-16")
        return OpenText(doc_uri, encoding.value, source, version, language_id)

    @property
    def open(self) -> list[OpenText]:
        """Every open text."""
        texts = self._text_documents.values()
        return [text for text in texts if isinstance(text, OpenText)]
