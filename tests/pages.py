"""Pages as a reader follows them: their files are written, their commands run in order."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.commands import ROOT, run

GAP = "…"  # ends a line that goes on; a line of its own stands for any lines
_BLOCK = re.compile(
    r"(?:^<!-- not run: (?P<reason>[^\n]+) -->\n)?"
    r'^```(?P<language>\w+)(?: title="(?P<title>[^"\n]+)")?\n(?P<text>.*?)^```$',
    re.MULTILINE | re.DOTALL,
)
_COMMAND = re.compile(r"^\$ (?P<command>[^\n]+)\n(?P<output>(?:(?!\$ )[^\n]*\n)*)", re.MULTILINE)


class Shown(NamedTuple):
    """A file with its text, or a command with what it prints (None: the page does not say)."""

    line: int  # in the page, from 1
    name: str
    text: str | None
    is_file: bool
    reason: str = ""  # why it is not run


def shown(page: str) -> Iterator[Shown]:
    """The files and commands of a page, in order."""
    for block in _BLOCK.finditer(page):
        line = page.count("\n", 0, block.start("text")) + 1
        reason = block["reason"] or ""
        if block["title"]:
            yield Shown(line, block["title"], block["text"], is_file=True, reason=reason)
        elif block["language"] == "console":
            for one in _COMMAND.finditer(block["text"]):
                at = line + block["text"].count("\n", 0, one.start())
                yield Shown(at, one["command"], one["output"] or None, False, reason)
        elif reason:
            yield Shown(line, "", block["text"], is_file=True, reason=reason)


def follow(page: str, folder: Path) -> Iterator[str]:
    """Each difference between the page and the output of its commands."""
    for one in shown(page):
        if one.reason:
            continue
        if one.is_file:
            path = folder / one.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(one.text or "", "utf-8")
            continue
        done = run(one.name, folder)
        if one.text is None and done.returncode > 1:
            yield f"{one.line}: $ {one.name}: status {done.returncode}\n{done.stdout}{done.stderr}"
        elif one.text is not None and not _pattern(one.text).fullmatch(done.stdout):
            yield f"{one.line}: $ {one.name}\n{done.stdout}{done.stderr}"


def _pattern(output: str) -> re.Pattern[str]:
    """A pattern of the output: a gap of the page stands for anything."""
    lines = (
        r"(?:[^\n]*\n)*" if line == GAP else re.escape(line).replace(GAP, r"[^\n]*") + r"\n"
        for line in output.removesuffix("\n").split("\n")
    )
    return re.compile("".join(lines))


def furnished(folder: Path) -> Path:
    """The folder with the samples in it."""
    shutil.copytree(ROOT / "samples", folder / "samples")
    return folder
