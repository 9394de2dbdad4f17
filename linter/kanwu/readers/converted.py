"""Older formats of word processors, read through LibreOffice where it is installed."""

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

_SECONDS = 120  # for one file
_MISSING = "{kind} 须先用 LibreOffice 或 Word 另存为 .docx；装有 LibreOffice 时可直接读取"
_READ_ONLY = "{kind} 只读，请另存为 .docx"

# Whatever the file asks for, no macro is run, and nothing is fetched that it links to.
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
    """A file as it reads after conversion; it cannot be written as what it was."""

    __slots__ = ("_data", "_kind", "_opened", "document")

    def __init__(self, opened: Opened, kind: str, data: bytes | None) -> None:
        self.document = opened.document
        self._opened = opened
        self._kind = kind
        self._data = data

    def edited(self, edits: Sequence[Edit]) -> Converted:
        return Converted(self._opened.edited(edits), self._kind, None if edits else self._data)

    def data(self) -> bytes:
        if self._data is None:
            raise InputError(_READ_ONLY.format(kind=self._kind))
        return self._data


def read(path: str, data: bytes, encoding: str | None) -> Converted:
    """The file as LibreOffice reads it; InputError where there is none."""
    kind = os.path.splitext(path)[1].lower()
    program = shutil.which("soffice")
    if program is None:
        raise InputError(_MISSING.format(kind=kind))
    from kanwu.readers import docx

    opened = docx.read(path, _converted(program, kind, data), encoding)
    opened.document.editable = ()
    return Converted(opened, kind, data)


def _converted(program: str, kind: str, data: bytes) -> bytes:
    """The file as .docx, made in a folder of its own with settings of its own."""
    with TemporaryDirectory(prefix="kanwu-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, profile = folder / f"report{kind}", folder / "profile"
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        options = ["--headless", "--norestore", "--nolockcheck", "--nologo"]
        _run([program, f"-env:UserInstallation={profile.as_uri()}", *options,
              "--convert-to", "docx", "--outdir", str(folder), str(source)])  # fmt: skip
        try:
            return (folder / "report.docx").read_bytes()
        except FileNotFoundError as error:
            raise InputError(f"LibreOffice 读不出这个 {kind} 文件") from error


def _run(command: Sequence[str]) -> None:
    """Run the program with all that it starts itself; InputError if it takes too long."""
    silent = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True
    ) as process:
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise InputError(f"LibreOffice 转换超过 {_SECONDS} 秒，已停止") from error
        finally:
            # On interrupt too. `soffice` is a script; what it has started would go on.
            if process.poll() is None:
                _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
