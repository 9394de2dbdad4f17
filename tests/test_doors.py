"""Where what is private to CPython is missing, kanwu does without: slower, with equal findings."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import ROOT

RUN = (
    "from kanwu.cli.main import main; main(['check', '--isolated', '--output-format', 'json', '.'])"
)
WITHOUT_PARSER = """
import builtins
usual = builtins.__import__
def hiding(name, globals=None, locals=None, fromlist=(), level=0):
    if name == "re" and "_parser" in (fromlist or ()) and globals["__name__"].startswith("kanwu"):
        raise ImportError(name)
    return usual(name, globals, locals, fromlist, level)
builtins.__import__ = hiding
"""
# Each hides what a door stands before; what the standard library needs of it is there already.
HIDDEN = {
    "values": "import sys, collections, typing, functools, re; sys.modules['_collections'] = None",
    "programs, running": "import sys, re; sys.modules['_sre'] = None",
    "programs, making": WITHOUT_PARSER,
    "programs, of another kind": """
import re, sys, types
other = types.SimpleNamespace(**{**vars(re._parser), "parse": lambda: None})
re._parser = sys.modules["re._parser"] = other
""",
}


def findings(before: str, folder: Path) -> list[dict[str, object]]:
    command = [sys.executable, "-c", f"{before}\n{RUN}"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    assert ran.stderr == ""
    found: list[dict[str, object]] = json.loads(ran.stdout)
    return found


@pytest.fixture(name="usual", scope="module")
def _usual() -> list[dict[str, object]]:
    return findings("", ROOT / "samples")


@pytest.mark.parametrize("door", HIDDEN)
def test_findings_are_equal_without_the_private_part(
    door: str, usual: list[dict[str, object]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KANWU_CACHE_DIR", str(tmp_path))

    assert usual
    for _ in range(2):  # the second finds what the first kept
        assert findings(HIDDEN[door], ROOT / "samples") == usual
