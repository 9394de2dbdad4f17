"""The language server at an editor: from a change to the answer, and what it costs beside a check.

`python benchmarks/lsp.py` prints one line a text: the median of the wall time from the change to the
diagnostics, and the CPU time of the server as a ratio to that of `lint_text` on the same text, which
holds when the machine is busy. Linux only: it reads the CPU time of the server from /proc.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.editor import Editor
from texts import report

import kanwu

KEYS = 15  # changes of each text
_TICK = os.sysconf("SC_CLK_TCK")


def texts() -> Iterator[tuple[str, str, str]]:
    """A name, the extension and the text of each."""
    usual = report(500_000)
    for kilobytes in (5, 50, 500):
        text = _cut(usual, kilobytes * 1000)
        yield f"{kilobytes} KB", "txt", text
        yield f"{kilobytes} KB Markdown", "md", text.replace("\n", "\n\n")


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode("utf-8", "ignore")


def main() -> None:
    for name, extension, text in texts():
        editor = Editor("Neovim", [])
        uri = f"file:///{name}.{extension}".replace(" ", "-")
        try:
            editor.open(uri, text, "markdown" if extension == "md" else "plaintext")
            editor.diagnostics(uri)
            wall, spent = _typed(editor, uri)
        finally:
            editor.end()
        rules = kanwu.Ruleset.load(isolated=True)
        check = _cpu(partial(kanwu.lint_text, text, rules, name=uri))
        print(f"{name}: {wall * 1000:.0f} ms, CPU {spent / check:.2f} × lint_text", flush=True)


def _typed(editor: Editor, uri: str) -> tuple[float, float]:
    """The median wall time and the mean CPU time of a change in the middle of the text."""
    walls = []
    before = _cpu_of(editor.process)
    for key in range(KEYS):
        at = len(editor.text[uri]) // 2
        start = time.perf_counter()
        editor.change(uri, at, at, "水" if key % 2 else "利")
        editor.diagnostics(uri)
        walls.append(time.perf_counter() - start)
    return statistics.median(walls), (_cpu_of(editor.process) - before) / KEYS


def _cpu_of(process: int) -> float:
    """The CPU seconds of a process so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def _cpu(check: Callable[[], object]) -> float:
    check()
    start = time.process_time()
    for _ in range(KEYS):
        check()
    return (time.process_time() - start) / KEYS


if __name__ == "__main__":
    main()
