"""Older word processor formats, which LibreOffice converts to .docx where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from kanwu.check import Edit
from kanwu.errors import InputError
from kanwu.readers import Opened

TIMEOUT = 120  # seconds for one file
_MISSING = "{kind} 须先用 LibreOffice 或 Word 另存为 .docx；装有 LibreOffice 时可直接读取"
_READ_ONLY = "{kind} 只读，请另存为 .docx"

# LibreOffice runs no macro of the file, and fetches nothing that the file links to.
_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


class Converted(Opened):
    """A file as its .docx conversion reads; an edited one cannot be written in its own format."""

    __slots__ = ("_data", "_kind", "_opened", "document")

    def __init__(self, opened: Opened, kind: str, data: bytes | None) -> None:
        self.document = opened.document
        self._opened = opened
        self._kind = kind
        self._data = data  # None after edits

    def edited(self, edits: Sequence[Edit]) -> Converted:
        return Converted(self._opened.edited(edits), self._kind, None if edits else self._data)

    def data(self) -> bytes:
        if self._data is None:
            raise InputError(_READ_ONLY, kind=self._kind)
        return self._data


def read(path: str, data: bytes, encoding: str | None) -> Converted:
    """The file as LibreOffice reads it; InputError where LibreOffice is not installed."""
    kind = os.path.splitext(path)[1].lower()
    program = shutil.which("soffice")
    if program is None:
        raise InputError(_MISSING, kind=kind)
    from kanwu.readers import docx  # needs lxml, which is no help without LibreOffice

    opened = docx.read(path, convert(program, kind, data), encoding)
    opened.document.editable = ()
    return Converted(opened, kind, data)


def convert(program: str, kind: str, data: bytes, timeout: float = TIMEOUT) -> bytes:
    """The file as .docx; LibreOffice runs in a temporary folder, with a profile of its own."""
    with TemporaryDirectory(prefix="kanwu-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, profile = folder / f"report{kind}", folder / "profile"
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        options = ["--headless", "--norestore", "--nolockcheck", "--nologo"]
        _run([program, f"-env:UserInstallation={profile.as_uri()}", *options,
              "--convert-to", "docx", "--outdir", str(folder), str(source)], timeout)  # fmt: skip
        try:
            return (folder / "report.docx").read_bytes()
        except FileNotFoundError as error:
            raise InputError("LibreOffice 读不出这个 {kind} 文件", kind=kind) from error


def _run(command: Sequence[str], timeout: float) -> None:
    """Run the command in a process group of its own; kill the group and raise after the timeout."""
    silent = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True
    ) as process:
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired as error:
            raise InputError(
                "LibreOffice 转换超过 {timeout} 秒，已停止", timeout=timeout
            ) from error
        finally:
            # After an interrupt too: `soffice` is a script, and its children would go on.
            if process.poll() is None:
                _kill_group(process)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
