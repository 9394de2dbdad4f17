"""kanwu and its peers as whole processes, in turn, with medians and ratios: `nox -s bench`.

Every figure is of one run of this program. A pair is timed A B A B …, and the ratio is taken pair by
pair, so that it holds when the machine's speed drifts.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from texts import report, worst

TIMEOUT = 100.0  # seconds after which a peer is cut
_FEW = 300  # anchors that a text is made of each
_NOT_RUN = (126, 127)  # exit statuses of a shell that found no program
_SLOW = 5.0  # seconds from which on one run of a peer is enough
KANWU = [str(Path(sys.executable).with_name("kanwu")), "check", "--isolated"]
AUTOCORRECT = """
import sys, autocorrect_py
for path in sys.argv[1:]:
    text = open(path, encoding="utf-8").read()
    for line in autocorrect_py.lint_for(text, path).lines:
        sys.stdout.write(f"{path}:{line.line}:{line.col}: {line.old} -> {line.new}\\n")
"""


class Peer(NamedTuple):
    """Another program, and how it is told to check some files."""

    name: str
    command: Callable[[Sequence[Path]], list[str]]


class Timed(NamedTuple):
    seconds: float
    peak: float  # MiB


def peers(node: Path | None) -> Iterator[Peer]:
    """The peers that are installed: of PyPI beside this Python, of npm below `node`."""
    yield Peer(
        "autocorrect-py", lambda paths: [sys.executable, "-c", AUTOCORRECT, *map(str, paths)]
    )
    beside = Path(sys.executable).parent
    for name in ("typos", "codespell", "proselint"):
        if (program := beside / name).exists():
            more = ["check"] if name == "proselint" else []
            yield Peer(name, lambda paths, p=program, m=more: [str(p), *m, *map(str, paths)])
    if node is None:
        return
    if (zhlint := node / "node_modules" / ".bin" / "zhlint").exists():
        # It takes names within the folder that it stands in, and nothing else.
        within = ["sh", "-c", 'cd "$0" && exec "$@"']
        yield Peer(
            "zhlint",
            lambda paths: [
                *within,
                str(paths[0].parent),
                str(zhlint),
                *(path.name for path in paths),
            ],
        )
    for name, more in (("autocorrect", ["--lint"]), ("textlint", _TEXTLINT)):
        if (program := node / "node_modules" / ".bin" / name).exists():
            yield Peer(name, lambda paths, p=program, m=more: [str(p), *m, *map(str, paths)])
    if (program := node / "node_modules" / ".bin" / "lint-md").exists():
        yield Peer("lint-md", lambda paths, p=program: [str(p), *map(_as_markdown, paths)])


def _as_markdown(path: Path) -> str:
    """A copy of the file as Markdown, which is all that lint-md looks at."""
    copy = path.with_suffix(".md")
    if not copy.exists():
        shutil.copy(path, copy)
    return str(copy)


_TEXTLINT = ["--rule", "no-todo"]


def timed(command: Sequence[str], before: Callable[[], None] | None = None) -> Timed | None:
    """One run of the command; None if it was cut."""
    if before:
        before()
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = start + TIMEOUT
    while True:
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            if os.waitstatus_to_exitcode(status) in _NOT_RUN:
                raise SystemExit(f"{command[0]} 没有运行：{' '.join(command)[:200]}")
            return Timed(time.perf_counter() - start, usage.ru_maxrss / 1024)
        if time.perf_counter() > deadline:
            process.kill()
            os.wait4(process.pid, 0)
            return None
        time.sleep(0.0005)


def paired(
    ours: Sequence[str], theirs: Sequence[str], runs: int, before: Callable[[], None] | None = None
) -> tuple[float, float | None, float | None]:
    """Medians of both in seconds, and the median of the ratios ours to theirs."""
    mine, others, ratios = [], [], []
    for _ in range(runs):
        one = timed(ours, before)
        assert one is not None
        mine.append(one.seconds)
        other = timed(theirs)
        if other is None:
            return statistics.median(mine), None, None
        others.append(other.seconds)
        ratios.append(one.seconds / other.seconds)
        if other.seconds > _SLOW:
            break
    return statistics.median(mine), statistics.median(others), statistics.median(ratios)


def compared(
    title: str,
    paths: Sequence[Path],
    against: Sequence[Peer],
    runs: int,
    forget: Callable[[], None],
) -> Iterator[str]:
    """A row of the table for each peer."""
    ours = [*KANWU, *map(str, paths)]
    forget()
    timed(ours)  # the catalogue is stored, as it is after anybody's first run
    for peer in against:
        mine, theirs, ratio = paired(ours, peer.command(paths), runs, forget)
        shown = f"{theirs:.3f} 秒" if theirs is not None else f"{TIMEOUT:.0f} 秒以上，中止"
        yield f"| {title} | {mine:.3f} 秒 | {peer.name} | {shown} | {f'{ratio:.2f}' if ratio else '—'} |"


def growth(folder: Path, forget: Callable[[], None]) -> Iterator[str]:
    """Seconds per MB and peak memory from 1 to 64 MB."""
    for size in (1, 2, 5, 10, 64):
        path = folder / f"{size}.txt"
        path.write_text(report(size * 1_000_000), "utf-8")
        found = [timed([*KANWU, str(path)], forget) for _ in range(5 if size < 64 else 3)]
        seconds = statistics.median(one.seconds for one in found if one)
        peak = max(one.peak for one in found if one)
        yield f"| {size} MB | {seconds:.3f} 秒 | {seconds / size * 1000:.1f} 毫秒 | {peak:.0f} MiB |"
        if size == 64:
            path.unlink()


def second_run(folder: Path, forget: Callable[[], None]) -> str:
    """A thousand unchanged files again."""
    many = folder / "thousand"
    many.mkdir()
    for number in range(1000):
        (many / f"{number:04}.txt").write_text(report(50_000, seed=number % 40), "utf-8")
    time.sleep(2.5)  # a file just written is looked into again, whatever its time says
    ours = [*KANWU, str(many)]
    firsts, seconds = [], []
    for _ in range(5):
        firsts.append(timed(ours, forget))
        seconds.append(timed(ours))
    first = statistics.median(one.seconds for one in firsts if one)
    second = statistics.median(one.seconds for one in seconds if one)
    ratio = statistics.median(
        b.seconds / a.seconds for a, b in zip(firsts, seconds, strict=True) if a and b
    )
    shutil.rmtree(many)
    return f"1,000 个 50 KB 的文件：首次 {first:.3f} 秒，再次（未改动）{second:.3f} 秒，比值 {ratio:.3f}"


def hostile(size: int) -> Iterator[str]:
    """The worst-case texts, each per code point against the usual text; the slowest ones."""
    from kanwu.document import Document
    from kanwu.engine.literals import spelled
    from kanwu.session.workspace import Request, Workspace

    rules = Workspace(Request(isolated=True)).ruleset("x.txt")
    literals = sorted(one for one, _ in spelled(rules.plans[0].literals) if len(one) > 1)
    anchors = literals[:: max(1, len(literals) // _FEW)]  # most are words of lists, all alike

    def pace(text: str) -> float:
        start = time.perf_counter()
        rules.lint(Document("", text))
        return (time.perf_counter() - start) / max(1, len(text)) * 1e9

    usual = min(pace(report(size * 3)) for _ in range(3))
    paces = sorted(((pace(text), name) for name, text in worst(size, anchors)), reverse=True)
    yield f"常见文本：每字 {usual:.0f} 纳秒；共 {len(paces)} 种刁钻文本，各 {size:,} 字，最慢的是："
    for spent, name in paces[:8]:
        yield f"- `{name!r}`：每字 {spent:.0f} 纳秒，{spent / usual:.1f} 倍"


def machine() -> str:
    processors = len(os.sched_getaffinity(0))
    return f"{platform.machine()}，{processors} 核，{platform.system()}，Python {platform.python_version()}"


def installed(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            continue


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--node", type=Path, help="folder in which the npm peers are installed")
    parser.add_argument("--also", type=Path, nargs="*", default=[], help="folders of more texts")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument(
        "--quick", action="store_true", help="only autocorrect-py, and no hostile texts"
    )
    options = parser.parse_args()
    found = list(peers(options.node.resolve() if options.node else None))
    fast = found[:1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["KANWU_CACHE_DIR"] = str(folder / "cache")

        def forget() -> None:
            for kept in (folder / "cache").glob("results-*"):
                kept.unlink()

        tiny, small, large = folder / "tiny.txt", folder / "50k.txt", folder / "10m.txt"
        tiny.write_text(
            "　　全年完成投资XX万元。\n　　任务如期完成。\n　　群众满意,好评如潮。\n", "utf-8"
        )
        small.write_text(report(50_000), "utf-8")
        large.write_text(report(10_000_000), "utf-8")
        many = [folder / f"many/{number:03}.txt" for number in range(200)]
        (folder / "many").mkdir()
        for number, path in enumerate(many):
            path.write_text(report(50_000, seed=number), "utf-8")
        names = ["kanwu", "autocorrect-py", "typos", "codespell", "proselint"]
        print(f"{date.today()}；{machine()}；{'、'.join(installed(names))}\n")
        print("| 工作 | kanwu | 对手 | 用时 | kanwu ÷ 对手 |\n|---|---|---|---|---|")
        every = fast if options.quick else found
        jobs = [
            ("启动：三行的文件", [tiny], every, options.runs * 3),
            ("一份 50 KB 的报告", [small], every, options.runs * 3),
            ("200 个文件，共 10 MB", many, every, options.runs),
            ("一个 10 MB 的文件", [large], every, options.runs),
        ]
        jobs += [(str(one), sorted(one.rglob("*.txt")), fast, options.runs) for one in options.also]
        for title, paths, against, runs in jobs:
            for row in compared(title, paths, against, runs, forget):
                print(row, flush=True)
        print("\n| 大小 | 用时 | 每 MB | 内存峰值 |\n|---|---|---|---|")
        for row in growth(folder, forget):
            print(row, flush=True)
        print(f"\n{second_run(folder, forget)}\n", flush=True)
        if not options.quick:
            for row in hostile(50_000):
                print(row, flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
