"""The extension of VS Code tells of the settings, the commands and the words that there are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.commands import ROOT

EXTENSION = ROOT / "editors" / "vscode"
CONTRIBUTES = json.loads((EXTENSION / "package.json").read_text("utf-8"))["contributes"]
SOURCES = "".join(path.read_text("utf-8") for path in sorted((EXTENSION / "src").glob("*.ts")))
# Settings of the extension alone, and what the extension says to the server by itself.
OF_THE_EXTENSION = {"path", "trace.server"}
OF_THE_SERVER = {"explanations"}


def table(name: str) -> Any:
    return json.loads((EXTENSION / name).read_text("utf-8"))


def test_settings_are_those_of_the_server() -> None:
    pytest.importorskip("msgspec")
    settings = pytest.importorskip("kanwu.lsp.settings", reason="pip install kanwu[lsp]").Settings
    names = {name.removeprefix("kanwu.") for name in CONTRIBUTES["configuration"]["properties"]}

    assert names - OF_THE_EXTENSION == {*settings.__struct_encode_fields__} - OF_THE_SERVER
    for name in names - OF_THE_EXTENSION:
        default = CONTRIBUTES["configuration"]["properties"][f"kanwu.{name}"]["default"]
        field = settings.__struct_fields__[settings.__struct_encode_fields__.index(name)]
        value = getattr(settings(), field)
        assert default == (list(value) if isinstance(value, tuple) else value), name


def test_commands_are_those_of_the_program() -> None:
    listed = {each["command"] for each in CONTRIBUTES["commands"]}
    made = {f"kanwu.editor.{name}" for name in re.findall(r'\bcommand\("(\w+)"', SOURCES)}

    assert listed == made


@pytest.mark.parametrize("name", ["package.nls.json", "package.nls.zh-cn.json"])
def test_every_word_of_the_manifest_is_said(name: str) -> None:
    manifest = (EXTENSION / "package.json").read_text("utf-8")

    assert {*table(name)} == {*re.findall(r'"%([\w.]+)%"', manifest)}


def test_every_sentence_is_said_in_chinese() -> None:
    sentences = set(re.findall(r'l10n\.t\(\s*"([^"]+)"', SOURCES))
    chinese = table("l10n/bundle.l10n.zh-cn.json")

    assert {*chinese} == sentences
    for sentence, words in chinese.items():
        assert re.search("[一-鿿]", words)
        assert set(re.findall(r"\{\d\}", sentence)) == set(re.findall(r"\{\d\}", words))


def test_package_holds_what_it_needs_alone() -> None:
    kept = (EXTENSION / ".vscodeignore").read_text("utf-8").split()

    assert kept[0] == "**"
    for pattern in kept[1:]:
        assert pattern == "!dist/extension.js" or [*EXTENSION.glob(pattern[1:])], pattern
    assert Path(EXTENSION, "LICENSE").read_text("utf-8") == (ROOT / "LICENSE").read_text("utf-8")
