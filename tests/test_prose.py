"""The tool that has kanwu read the words of its own rules."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from kanwu.rule import Rule, Whole
from kanwu.session.workspace import Request, Workspace
from tests.commands import ROOT
from tests.shipped import RULES


class Flaws(Protocol):
    def __call__(self, rule: Rule, path: Path, workspace: Workspace) -> Iterator[str]: ...


def test_flaws_are_told_at_their_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)  # whose kanwu.toml says what is to stand
    flaws: Flaws = runpy.run_path(str(ROOT / "tools" / "prose.py"))["flaws"]
    rule = next(rule for rule in RULES if rule.code == "TM017")
    path = next((ROOT / "rules").glob("*/TM017-*.toml"))
    lines = path.read_text("utf-8").splitlines()
    why, note = (
        next(n for n, line in enumerate(lines, 1) if line.startswith(key))
        for key in ("why", "note")
    )
    name = path.relative_to(ROOT)
    noted = next(example for example in rule.card.examples if example.note)
    card = rule.card.but(why="今年共投资\nXX万元。", examples=(noted.but(note="布署工作"),))
    flawed = rule.but(parts=Whole(check=rule.check, card=card))

    assert list(flaws(flawed, path, Workspace(Request(cache=False)))) == [
        f"{name}:{why}: 错误 PH001 占位符“XX”尚未填写",
        f"{name}:{note}: 错误 TM001 “布署”是错别字，应为“部署”",
    ]
