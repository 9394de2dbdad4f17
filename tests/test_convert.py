"""Older formats: LibreOffice converts them; here a script stands in for it."""

from __future__ import annotations

import os
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from kanwu.check import Edit
from kanwu.errors import InputError
from kanwu.readers import converted, open_report
from kanwu.text import Span

pytest.importorskip("lxml")
if sys.platform == "win32":
    pytest.skip("a script of this kind does not run there", allow_module_level=True)

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
FORMATS = "http://schemas.openxmlformats.org"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{FORMATS}/package/2006/content-types">'
    f'<Override PartName="/word/document.xml" ContentType="{TYPE}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{FORMATS}/package/2006/relationships"><Relationship '
    f'Id="a" Type="{FORMATS}/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
    "word/document.xml": f'<w:document xmlns:w="{FORMATS}/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>甲,乙</w:t></w:r></w:p></w:body></w:document>",
}


def word_file() -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, part in PARTS.items():
            archive.writestr(name, part)
    return held.getvalue()


# Converts what is in order, and notes how it was called.
CONVERTS = """
source, folder = sys.argv[-1], sys.argv[sys.argv.index("--outdir") + 1]
data = open(source, "rb").read()
open(os.path.join(here, "called"), "w").write("\\n".join((*sys.argv, repr(data))))
if data.startswith(b"OLD"):
    shutil.copy(os.path.join(here, "made.docx"), os.path.join(folder, "report.docx"))
"""
HANGS = """
open(os.path.join(here, "pid"), "w").write(str(subprocess.Popen(["sleep", "60"]).pid))
time.sleep(60)
"""


def install(folder: Path, does: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program named soffice on the PATH, and nothing else."""
    script = folder / "soffice"
    imports = "import os, shutil, subprocess, sys, time"
    script.write_text(f"#!{sys.executable}\n{imports}\nhere = {str(folder)!r}\n{does}")
    script.chmod(0o755)
    (folder / "made.docx").write_bytes(word_file())
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


@pytest.mark.parametrize("kind", [".doc", ".wps", ".rtf", ".DOC"])
def test_old_formats_are_read_as_converted(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, CONVERTS, monkeypatch)
    report = open_report(f"报告/a{kind}", b"OLD")

    assert report.document.text == "甲,乙\n"
    assert report.document.name == f"报告/a{kind}"
    assert report.data() == report.edited([]).data() == b"OLD"
    assert report.document.editable == ()


def test_program_has_a_folder_and_settings_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, CONVERTS, monkeypatch)
    open_report("a.doc", b"OLD")
    called = (tmp_path / "called").read_text().split("\n")
    profile = next(one for one in called if one.startswith("-env:UserInstallation=file:///"))
    folder = called[called.index("--outdir") + 1]

    assert "--headless" in called
    assert folder in profile
    assert called[-2] == os.path.join(folder, "report.doc")
    assert not os.path.exists(folder)


def test_edits_are_seen_but_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, CONVERTS, monkeypatch)
    report = open_report("a.doc", b"OLD").edited([Edit(Span(1, 2), "，")])

    assert report.document.text == "甲，乙\n"
    with pytest.raises(InputError, match=r"^\.doc 只读，请另存为 \.docx$"):
        report.data()


def test_missing_program_is_named_with_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    expected = ".wps 须先用 LibreOffice 或 Word 另存为 .docx；装有 LibreOffice 时可直接读取"

    with pytest.raises(InputError) as caught:
        open_report("a.wps", b"OLD")
    assert str(caught.value) == expected


def test_unreadable_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, CONVERTS, monkeypatch)

    with pytest.raises(InputError, match=r"^LibreOffice 读不出这个 \.doc 文件$"):
        open_report("a.doc", b"NEW")


def test_hanging_program_is_killed_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, HANGS, monkeypatch)
    start = time.monotonic()

    with pytest.raises(InputError, match="超过 2 秒"):
        converted.convert(str(tmp_path / "soffice"), ".doc", b"OLD", timeout=2)
    assert time.monotonic() - start < 30
    assert is_gone(int((tmp_path / "pid").read_text()))


def is_gone(pid: int) -> bool:
    """Whether the process ends soon; its status may not have been fetched yet."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().split()[2]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state in "ZX":
            return True
        time.sleep(0.05)
    return False
