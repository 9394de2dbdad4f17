"""An editor for tests of the language server: it speaks the protocol in plain JSON."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from kanwu.text import LENGTHS

PATIENCE = 60.0  # seconds for an answer
_UNITS = {"utf-8": "bytes", "utf-16": "utf16", "utf-32": "chars"}

Message = dict[str, Any]

# What two editors can do, as far as the server looks at it: one asks for diagnostics and counts
# bytes, the other waits for them and counts units of UTF-16.
_ACTIONS = {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "source"]}}}
EDITORS: Mapping[str, Any] = {
    "Neovim": {
        "general": {"positionEncodings": ["utf-8", "utf-16", "utf-32"]},
        "textDocument": {
            "diagnostic": {"dynamicRegistration": False},
            "codeAction": {**_ACTIONS, "resolveSupport": {"properties": ["edit", "command"]}},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
        },
        "workspace": {
            "configuration": True,
            "didChangeWatchedFiles": {"dynamicRegistration": False},
        },
    },
    "VS Code": {
        "textDocument": {
            "publishDiagnostics": {"versionSupport": True, "tagSupport": {"valueSet": [1, 2]}},
            "codeAction": _ACTIONS,  # without `resolveSupport`: edits are wanted at once
            "hover": {"contentFormat": ["markdown", "plaintext"]},
        },
        "workspace": {
            "applyEdit": True,
            "configuration": True,
            "didChangeWatchedFiles": {"dynamicRegistration": True},
            "workspaceFolders": True,
        },
    },
}


class Editor:
    """A client with a server of its own."""

    def __init__(
        self,
        capabilities: str | Mapping[str, Any],
        folders: Sequence[Path],
        settings: Mapping[str, Any] | None = None,
        *,
        process: int | None = None,
    ) -> None:
        self.capabilities = EDITORS[capabilities] if isinstance(capabilities, str) else capabilities
        self.settings: Mapping[str, Mapping[str, Any]] = {}  # by the URI of a folder
        self.told: list[Message] = []  # every message of the server that is no answer
        self.text: dict[str, str] = {}  # as the editor shows it
        self.version: dict[str, int] = {}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kanwu", "lsp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._numbers = count(1)
        self._incoming: queue.Queue[Message | None] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        uris = [folder.as_uri() for folder in folders]
        answer = self.request(
            "initialize",
            processId=process,
            rootUri=uris[0] if uris else None,
            capabilities=self.capabilities,
            initializationOptions=settings,
            workspaceFolders=[{"uri": uri, "name": uri} for uri in uris] or None,
        )
        self.server = answer["capabilities"]
        self.encoding = self.server["positionEncoding"]
        self.pulls = "diagnostic" in self.capabilities.get("textDocument", {})
        self.notify("initialized")

    @property
    def process(self) -> int:
        """The number of the server's process."""
        return self._process.pid

    def open(self, uri: str, text: str, language: str = "markdown") -> None:
        self.text[uri], self.version[uri] = text, 1
        document = {"uri": uri, "languageId": language, "version": 1, "text": text}
        self.notify("textDocument/didOpen", textDocument=document)

    def change(self, uri: str, start: int, end: int, text: str) -> None:
        """Replace the text between two offsets."""
        place = {"start": self.position(uri, start), "end": self.position(uri, end)}
        self.text[uri] = self.text[uri][:start] + text + self.text[uri][end:]
        self.send_change(uri, {"range": place, "text": text})

    def send_change(
        self, uri: str, *changes: Mapping[str, Any], version: int | None = None
    ) -> None:
        self.version[uri] += 1
        identifier = {"uri": uri, "version": version or self.version[uri]}
        self.notify("textDocument/didChange", textDocument=identifier, contentChanges=changes)

    def close(self, uri: str) -> None:
        self.notify("textDocument/didClose", textDocument={"uri": uri})

    def diagnostics(self, uri: str) -> list[Message]:
        """The diagnostics of the text as it is now, asked for or waited for."""
        if self.pulls:
            report = self.request("textDocument/diagnostic", textDocument={"uri": uri})
            items: list[Message] = report["items"]
            return items
        version = self.version[uri]
        is_of_it = lambda message: (  # noqa: E731
            message["method"] == "textDocument/publishDiagnostics"
            and message["params"]["uri"] == uri
            and message["params"].get("version") == version
        )
        published: list[Message] = self.wait(is_of_it)["params"]["diagnostics"]
        return published

    def codes(self, uri: str) -> list[str]:
        return [item.get("code", "") for item in self.diagnostics(uri)]

    def actions(self, uri: str, place: Message, only: Sequence[str] | None = None) -> list[Message]:
        context = {"diagnostics": [], **({"only": only} if only is not None else {})}
        found: list[Message] = self.request(
            "textDocument/codeAction", textDocument={"uri": uri}, range=place, context=context
        )
        return found

    def resolved(self, action: Message) -> Message:
        """The action with its edit, which the server may give only when it is asked for."""
        if "edit" in action or "command" in action:
            return action
        answer: Message = self.request("codeAction/resolve", **action)
        return answer

    def apply(self, edit: Mapping[str, Any] | None) -> None:
        """Make the edits of open texts, as an editor does: all of them hold for the old text."""
        for change in (edit or {}).get("documentChanges", ()):
            if "edits" in change:
                uri = change["textDocument"]["uri"]
                text = edited(self.text.get(uri, ""), change["edits"], self.encoding)
                self.text[uri] = text
                if uri in self.version:
                    self.send_change(uri, {"text": text})

    def position(self, uri: str, offset: int) -> Message:
        return position(self.text[uri], offset, self.encoding)

    def request(self, method: str, **params: Any) -> Any:
        """The answer to a request; KeyError with the error of the server."""
        number = next(self._numbers)
        self._send({"id": number, "method": method, "params": params or None})
        answer = self.wait(lambda message: message.get("id") == number and "method" not in message)
        if "error" in answer:
            raise KeyError(answer["error"]["code"], answer["error"]["message"])
        return answer["result"]

    def notify(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def wait(self, is_wanted: Callable[[Message], bool], patience: float = PATIENCE) -> Message:
        """The first message that is wanted and was not waited for yet."""
        for at, message in enumerate(self.told):
            if is_wanted(message):
                return self.told.pop(at)
        while (incoming := self._incoming.get(timeout=patience)) is not None:
            self._answer(incoming)
            if is_wanted(incoming):
                return incoming
            self.told.append(incoming)
        raise EOFError("the server has ended")

    def end(self) -> int:
        """Take leave; the exit status of the server."""
        self.request("shutdown")
        self.notify("exit")
        return self.status()

    def hang_up(self) -> int:
        """Close the server's input without a word; its exit status."""
        assert self._process.stdin
        self._process.stdin.close()
        return self.status()

    def status(self) -> int:
        """The exit status of the server, once it has ended."""
        status = self._process.wait(PATIENCE)
        self._listener.join(PATIENCE)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        return status

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _listen(self) -> None:
        output = self._process.stdout
        assert output
        while True:
            length = 0
            while line := output.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                self._incoming.put(None)
                return
            self._incoming.put(json.loads(output.read(length)))

    def _answer(self, message: Message) -> None:
        """Answer what the server asks."""
        if "method" not in message or "id" not in message:
            return
        result: Any = None
        if message["method"] == "workspace/configuration":
            items = message["params"]["items"]
            result = [self.settings.get(item.get("scopeUri", "")) for item in items]
        elif message["method"] == "workspace/applyEdit":
            self.apply(message["params"]["edit"])
            result = {"applied": True}
        self._send({"id": message["id"], "result": result})


def position(text: str, offset: int, encoding: str) -> Message:
    """The position of an offset, counted afresh."""
    before = text[:offset]
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return {"line": len(lines) - 1, "character": LENGTHS[_UNITS[encoding]](lines[-1])}


def offset(text: str, place: Message, encoding: str) -> int:
    """The offset of a position, counted afresh."""
    at = 0
    for _ in range(place["line"]):
        at += len(_line(text[at:]))
    units = 0
    while units < place["character"]:
        units += LENGTHS[_UNITS[encoding]](text[at])
        at += 1
    return at


def edited(text: str, edits: Sequence[Message], encoding: str) -> str:
    """The text after the edits."""
    spans = [
        (
            offset(text, edit["range"]["start"], encoding),
            offset(text, edit["range"]["end"], encoding),
            edit["newText"],
        )
        for edit in edits
    ]
    for start, end, new in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _line(text: str) -> str:
    """The first line with its end."""
    ends = [at for at in (text.find("\n"), text.find("\r")) if at >= 0]
    if not ends:
        return text
    end = min(ends)
    return text[: end + 2] if text[end : end + 2] == "\r\n" else text[: end + 1]
