"""All trials that docs/reliability.md counts, at full size: `nox -s reliability`.

A million short texts, each known by its number, go through the engine, a tenth of them alone and the
others twenty to a document, while the tests that take their size from the environment run.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree

from kanwu.document import Document
from tests import laws, strategies
from tests.shipped import by_default

TEXTS = 1_000_000
KILLS = 200
_BLOCK = 20  # texts; those of nine blocks in ten make one document together, the others many
_EACH = 9  # of so many blocks one gives a text to the laws that take longest
_TOLD = 500  # blocks after which is told how far it is
_SLOW = (
    lambda text: laws.see_determinism(text),
    lambda text: laws.see_fixes(text, unsafe=False),
    lambda text: laws.see_fixes(text, unsafe=True),
    lambda text: laws.see_fixes(text, unsafe=True, name="a.md"),
    lambda text: laws.see_suppression(text),
    lambda text: laws.see_bytes(text),
    lambda text: laws.see_reports(by_default().lint(Document("a.txt", text)).findings, "a.txt"),
)
_TESTS = ("faults", "interrupts", "bounds", "trust", "laws", "docx_archive", "docx_edits", "odt", "pdf", "html",
          "decode", "fix", "mending", "formats", "fuzzed")  # fmt: skip


def see(blocks: range) -> int:
    """Hold the texts of the blocks to the laws; return the number of their findings."""
    findings = 0
    for count, block in enumerate(blocks):
        if not count % _TOLD:
            print(f"{count:,} / {len(blocks):,}: {findings:,}", file=sys.stderr, flush=True)
        texts = [strategies.text(number) for number in range(block * _BLOCK, (block + 1) * _BLOCK)]
        is_apart = block % 20 in (0, 9)
        try:
            for text in texts if is_apart else ["\n".join(texts)]:
                findings += len(laws.see_findings(Document("a.txt", text)))
            if not block % _EACH:
                _SLOW[block // _EACH % len(_SLOW)](texts[0])
        except BaseException:
            print(f"block {block}: {texts!r}", file=sys.stderr)
            raise
    return findings


def main(many: int = TEXTS, *tests: str) -> int:
    """Run texts and tests side by side, all tests or those that are named; return 1 for a failure."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "tests.xml"
        halves = [_looking(first, many // _BLOCK) for first in (0, 1)]
        testing = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", f"--junitxml={report}",
             *(f"tests/test_{name}.py" for name in tests or _TESTS)],
            env={**os.environ, "KANWU_TEST_TIMES": "3", "KANWU_TEST_KILLS": str(KILLS)},
        )  # fmt: skip
        outs = [each.communicate()[0] for each in halves]
        failed = testing.wait() != 0 or any(each.returncode for each in halves)
        print(*_counted(report), sep="\n")
    findings = sum(int(out) for out in outs if out.strip().isdecimal())
    print(
        f"文本 {many:,} 篇，查出 {findings:,} 处；其中 {many // _BLOCK // _EACH:,} 篇另经七条费时的定律"
    )
    print(f"用时 {time.monotonic() - start:.0f} 秒；{'有错' if failed else '没有出错'}")
    return int(failed)


def _looking(first: int, blocks: int) -> subprocess.Popen[str]:
    """A process that sees every other block."""
    program = f"from tests.long_run import see; print(see(range({first}, {blocks}, 2)))"
    return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)


def _counted(report: Path) -> list[str]:
    """The lines on the tests: how many passed, and which faults by their numbers."""
    cases = list(ElementTree.parse(report).iter("testcase"))
    passed = [case.get("name", "") for case in cases if len(case) == 0]
    skipped = [case.get("name", "") for case in cases if case.find("skipped") is not None]
    faults = {int(found[1]) for name in passed if (found := re.match(r"test_fault_(\d+)", name))}
    missing = sorted(set(range(1, 41)) - faults)
    return [
        f"测试 {len(passed):,} 项通过，{len(skipped)} 项跳过，{len(cases) - len(passed) - len(skipped)} 项失败",
        f"故障 {len(faults)} 种查验；未查验：{'、'.join(map(str, missing)) or '无'}",
        f"杀死 {KILLS} 次" if any("killed" in name for name in passed) else "没有杀死进程的测试",
    ]


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else TEXTS, *sys.argv[2:]))
