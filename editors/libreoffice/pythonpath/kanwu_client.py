"""A client of `kanwu lsp` with the standard library alone, for the Python of LibreOffice (3.8).

It opens one text, sends it anew when it changes, and asks for its diagnostics and fixes.
"""

import json
import os
import queue
import shutil
import subprocess
import threading

URI = "untitled:Writer"
_PATIENCE = 30  # seconds for an answer; the first one may compile the rules
_USUAL = ("~/.local/bin", "~/.local/pipx/venvs/kanwu/bin", "/usr/local/bin", "/opt/homebrew/bin")


class NoServerError(Exception):
    """The program is not there, has no language server, or ended."""


def find_program(path=""):
    """The path of the program: the one that is named, or that of PATH and of usual places."""
    if path:
        return path
    found = shutil.which("kanwu")
    for folder in _USUAL if not found else ():
        candidate = os.path.join(os.path.expanduser(folder), "kanwu")
        found = found or (candidate if os.access(candidate, os.X_OK) else None)
    if not found:
        raise NoServerError("kanwu")
    return found


class Client:
    """A running server and the text that it knows; calls may come from several threads."""

    def __init__(self, command, settings):
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=dict(os.environ, PYTHONUTF8="1", PYTHONHOME="", PYTHONPATH=""),
                **_hidden(),
            )
        except OSError as error:
            raise NoServerError(str(error)) from error
        self._settings = settings
        self._lock = threading.RLock()
        self._answers = {}
        self._number = 0
        self._version = 0
        self._text = None
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        try:
            self._start()
        except NoServerError:
            self.end()
            raise

    def diagnostics(self, text):
        """The diagnostics of the text, whose positions count UTF-16 units."""
        with self._lock:
            self._show(text)
            answer = self._ask("textDocument/diagnostic", {"textDocument": {"uri": URI}})
        return answer.get("items", [])

    def replacements(self, diagnostic):
        """The texts by which fixes of one edit would replace what the diagnostic is about."""
        params = {
            "textDocument": {"uri": URI},
            "range": diagnostic["range"],
            "context": {"diagnostics": [diagnostic], "only": ["quickfix"]},
        }
        with self._lock:
            actions = self._ask("textDocument/codeAction", params) or []
        return [text for action in actions for text in _replacements(action, diagnostic)]

    def end(self):
        """End the server, which ends by itself too when its input closes."""
        with self._lock:
            try:
                self._process.stdin.close()
            except OSError:
                pass  # it has ended, and what was to be sent is lost
        self._process.wait()
        self._listener.join()
        self._process.stdout.close()

    def _start(self):
        capabilities = {
            "general": {"positionEncodings": ["utf-16"]},
            "textDocument": {"diagnostic": {}, "codeAction": {}},
            "workspace": {"configuration": True, "workspaceEdit": {"documentChanges": True}},
        }
        self._ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": None,
                "capabilities": capabilities,
                "initializationOptions": self._settings,
            },
        )
        self._send({"method": "initialized", "params": {}})

    def _show(self, text):
        if text == self._text:
            return
        self._version += 1
        if self._text is None:
            shown = {"uri": URI, "languageId": "plaintext", "version": self._version, "text": text}
            self._send({"method": "textDocument/didOpen", "params": {"textDocument": shown}})
        else:
            params = {
                "textDocument": {"uri": URI, "version": self._version},
                "contentChanges": [{"text": text}],
            }
            self._send({"method": "textDocument/didChange", "params": params})
        self._text = text

    def _ask(self, method, params):
        with self._lock:
            self._number += 1
            number = self._number
            self._answers[number] = queue.Queue()
            self._send({"id": number, "method": method, "params": params})
        try:
            answer = self._answers[number].get(timeout=_PATIENCE)
        except queue.Empty:
            raise NoServerError(method) from None
        finally:
            del self._answers[number]
        if answer is None or "error" in answer:
            raise NoServerError(str(answer))
        return answer.get("result") or {}

    def _send(self, message):
        body = json.dumps(dict(message, jsonrpc="2.0")).encode("utf-8")
        try:
            self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            self._process.stdin.flush()
        except (OSError, ValueError) as error:
            raise NoServerError(str(error)) from error

    def _listen(self):
        """Hand each answer to the one who waits for it; at the end, tell all that there is none."""
        for message in _messages(self._process.stdout):
            if "method" not in message:
                if message.get("id") in self._answers:
                    self._answers[message["id"]].put(message)
            elif "id" in message:
                self._answer(message)
        for waiting in list(self._answers.values()):
            waiting.put(None)

    def _answer(self, message):
        """Answer what the server asks; it asks for settings, and for nothing else that counts."""
        result = None
        if message["method"] == "workspace/configuration":
            result = [self._settings for _ in message["params"]["items"]]
        try:
            self._send({"id": message["id"], "result": result})
        except NoServerError:
            pass  # it has just ended


def _messages(stream):
    while True:
        length = 0
        for line in iter(stream.readline, b"\r\n"):
            if not line:
                return
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        yield json.loads(stream.read(length).decode("utf-8"))


def _replacements(action, diagnostic):
    changes = (action.get("edit") or {}).get("documentChanges") or []
    edits = [edit for change in changes for edit in change.get("edits", [])]
    if len(edits) == 1 and edits[0]["range"] == diagnostic["range"]:
        yield edits[0]["newText"]


def _hidden():
    """Windows would show a console."""
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    return {"creationflags": flags} if flags else {}
