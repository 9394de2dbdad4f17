"""Large inputs of each kind, and the cost of a run on them: `python -m tests.limits` prints it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

LINE = "　　今年以来，全县水利工作稳步推进，各项任务如期完成，群众比较满意。\n"
FLAWED = "　　投资XX万元,已动工。\n"


class Case(NamedTuple):
    """A large input to make in a folder, and bounds that a run on it keeps well within."""

    title: str
    make: Callable[[Path, float], None]
    seconds: int
    megabytes: int
    arguments: tuple[str, ...] = ()


class Ran(NamedTuple):
    """The cost of a run."""

    status: int
    seconds: float  # of the processor
    megabytes: float  # of memory, at the most
    said: str


def _write(name: str, text: Callable[[int], str], many: int) -> Callable[[Path, float], None]:
    def make(folder: Path, part: float) -> None:
        (folder / name).write_text(text(max(1, int(many * part))), "utf-8")

    return make


def _files(folder: Path, part: float) -> None:
    for number in range(int(10_000 * part)):
        (folder / f"{number:05}.txt").write_text(LINE * 20 + FLAWED, "utf-8")


def _folders(folder: Path, part: float) -> None:
    deep = folder
    for _ in range(int(500 * part)):
        deep /= "深"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(FLAWED, "utf-8")


LARGE = (64 << 20) - 3
CASES = {
    "long-line": Case("64 MB 一行", _write("a.txt", lambda size: "今年以来，全县水利工作稳步推进，" * (size // 48), LARGE), 300, 1500),
    "large-file": Case("64 MB，每行 35 字", _write("a.txt", lambda size: LINE * (size // len(LINE.encode())), LARGE), 300, 1500),
    "findings": Case("10 万处问题，json", _write("a.txt", lambda many: FLAWED * (many // 2), 100_000), 120, 1000, ("--output-format", "json")),
    "findings-full": Case("10 万处问题，full", _write("a.txt", lambda many: FLAWED * (many // 2), 100_000), 120, 1000, ("--output-format", "full", "--show-all")),
    "findings-html": Case("10 万处问题，html", _write("a.txt", lambda many: FLAWED * (many // 2), 100_000), 120, 1000, ("--output-format", "html")),
    "fixes": Case("5 万处修改", _write("a.txt", lambda many: FLAWED * many, 50_000), 300, 1000, ("--diff",)),
    "files": Case("1 万个文件", _files, 120, 500),
    "folders": Case("500 层文件夹", _folders, 60, 300),
    "quotes": Case("Markdown 引用嵌套 5,000 层", _write("a.md", lambda deep: ">" * deep + " 好\n", 5_000), 60, 500),
    "lists": Case("Markdown 列表嵌套 5,000 层", _write("a.md", lambda deep: "- " * deep + "好\n", 5_000), 60, 500),
    "emphasis": Case("Markdown 强调 20,000 个", _write("a.md", lambda many: "*好 **好 " * many, 10_000), 60, 500),
    "brackets": Case("Markdown 方括号 20,000 个", _write("a.md", lambda many: "[" * many, 20_000), 60, 500),
    "tags": Case("HTML 嵌套 100,000 层", _write("a.html", lambda deep: "<div>" * deep + "好", 100_000), 60, 500),
    "openers": Case("未闭合的括号 20,000 个", _write("a.txt", lambda many: "（" * many, 20_000), 60, 500),
    "numbers": Case("20,000 位的数", _write("a.txt", lambda many: "9" * many + "、好\n", 20_000), 60, 500),
    "series": Case("一条序列 20,000 项", _write("a.txt", lambda many: "".join(f"{n}.修路\n" for n in range(1, many)), 20_000), 60, 500),
    "gaps": Case("20,000 个断号", _write("a.txt", lambda many: "".join(f"{n * 3 % 97 + 1}. 修路\n" for n in range(many)), 20_000), 60, 500),
}  # fmt: skip


def measured(name: str, part: float, folder: Path) -> Ran:
    """The cost of a run on the case, or on a part of it."""
    case = CASES[name]
    inside = folder / name
    inside.mkdir()
    case.make(inside, part)
    command = [sys.executable, "-m", "kanwu", "check", "--isolated", *case.arguments]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        few = sorted(map(str, inside.iterdir()))[:2]  # a page is read only if it is named
        named = few if len(few) < 2 else [str(inside)]
        figures = folder / f"{name}.json"
        told = [sys.executable, "-c", _MEASURE, str(figures), *command, *named]
        subprocess.run(told, stdout=out, stderr=err, check=True)
        status, seconds, peak = json.loads(figures.read_text("utf-8"))
        err.seek(0)
        said = err.read()[-2000:].decode("utf-8", "replace")
    scale = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Ran(status, seconds, peak / scale, said)


# A process begins with the memory of the one that starts it: of this program, next to nothing,
# whatever the tests have taken. The time is the processor's: the machine may do other things.
_MEASURE = """
import json, os, sys
process = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(process, 0)
told = [os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss]
json.dump(told, open(sys.argv[1], "w"))
"""


def main() -> None:
    """Print the table for docs/limits.md."""
    print("| 情形 | 处理器用时（秒） | 内存（MB） |\n|---|---|---|")
    for name, case in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            ran = measured(name, 1, Path(folder))
            print(f"| {case.title} | {ran.seconds:.1f} | {ran.megabytes:.0f} |", flush=True)
            if ran.status not in (0, 1):
                print(ran.said, file=sys.stderr)


if __name__ == "__main__":
    main()
