"""The client of the language server that goes to LibreOffice, and the parts of the extension."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from tests.commands import ROOT, run

EXTENSION = ROOT / "editors" / "libreoffice"


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(EXTENSION / "pythonpath"))
    yield import_module("kanwu_client")
    sys.modules.pop("kanwu_client")


def test_client_brings_diagnostics_and_replacements(module: ModuleType) -> None:
    pytest.importorskip("pygls", reason="pip install kanwu[lsp]")
    client = module.Client([sys.executable, "-m", "kanwu", "lsp"], {"lang": "zh"})
    try:
        first = client.diagnostics("𠮷县投资XX万元,增长5%。\n如期完工。")
        second = client.diagnostics("如期完工。")
        again = client.diagnostics("各乡镇要加强加强管护。")
        texts = client.replacements(again[0])
    finally:
        client.end()

    assert [(each["code"], each["range"]["start"]["character"]) for each in first] == [
        ("PH001", 5),
        ("PT001", 9),
    ]
    assert second == []
    assert texts == ["加强"]


def test_program_that_is_no_server_is_told_of(module: ModuleType) -> None:
    with pytest.raises(module.NoServerError):
        module.Client([sys.executable, "-c", ""], {})
    with pytest.raises(module.NoServerError):
        module.Client(["no-such-program"], {})


def test_extension_holds_what_its_manifest_names(tmp_path: Path) -> None:
    oxt = tmp_path / "kanwu.oxt"
    assert run([sys.executable, str(EXTENSION / "build.py"), str(oxt)]).returncode == 0
    with zipfile.ZipFile(oxt) as archive:
        names = set(archive.namelist())
        manifest = ElementTree.fromstring(archive.read("META-INF/manifest.xml"))
        for name in names:
            if name.endswith((".xml", ".xcu", ".xcs")):
                ElementTree.fromstring(archive.read(name))
    space = "{http://openoffice.org/2001/manifest}"

    assert {entry.attrib[f"{space}full-path"] for entry in manifest} <= names
    assert {"LICENSE", "description.xml", "pythonpath/kanwu_client.py"} <= names
