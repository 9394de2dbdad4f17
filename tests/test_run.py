"""Many files: the same output by any number of processes, with the cache and without."""

from __future__ import annotations

import os
import subprocess
import sys
from multiprocessing import active_children
from pathlib import Path

import pytest

from kanwu.cli.main import main
from kanwu.engine.timing import Stopwatch
from kanwu.record import Record
from kanwu.session import files
from kanwu.session.lint_file import FileResult
from kanwu.session.program_cache import ProgramCache
from kanwu.session.run import Worth, lint_files
from kanwu.session.workspace import Request, Workspace

pytestmark = pytest.mark.usefixtures("own_cache")
LINES = [
    "　　全年完成投资XX万元,已动工。",
    "　　一是修路；三是架桥。",
    "　　会议强调“要抓落实。",
    "　　任务如期完成。",
]


@pytest.fixture
def reports() -> Path:
    folder = Path("reports")
    folder.mkdir()
    for number in range(12):
        text = "\n".join(LINES[(number + at) % 4] for at in range(number + 1))
        (folder / f"{number:02}.txt").write_text(text, "utf-8")
        aged(folder / f"{number:02}.txt")
    (folder / "bad.txt").write_bytes(b"\xff\x81\x20\xff")
    return folder


def aged(path: Path, seconds: int = 60) -> None:
    """Let the file look as if it had been written some time ago."""
    state = path.stat()
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns - seconds * 10**9))


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    return main(["check", *arguments]), *capsys.readouterr()


ALWAYS = Worth(files=0, bytes=0, worker_bytes=0, batch_bytes=1)


def results(
    *paths: str, cache: bool = False, jobs: int = 1, worth: Worth = ALWAYS
) -> list[tuple[str, list[Record], list[str]]]:
    """Path, records and errors of every file."""
    every = lint_files(paths, Workspace(Request(cache=cache)), jobs=jobs, worth=worth)
    return [
        (result.path, result.records, list(map(str, result.errors)))
        for result in every
        if isinstance(result, FileResult)
    ]


def test_results_are_the_same_by_any_number_of_processes(reports: Path) -> None:
    alone = results("reports")

    for jobs in (2, 3, 20):
        assert results("reports", jobs=jobs) == alone
    assert alone[-1][2]
    assert alone[-1][0].endswith("bad.txt")


@pytest.mark.parametrize("format", ["concise", "full", "json"])
def test_output_is_the_same_by_any_number_of_processes(
    format: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in "abc":  # each of them more than a worker takes at a time
        text = "\n".join([*LINES, *["　　任务如期完成。"] * 5_000])
        Path(f"{name}.txt").write_text(text, "utf-8")
    alone = printed(capsys, "--no-cache", "--output-format", format, "--jobs", "1", ".")

    for jobs in ("2", "auto"):
        assert printed(capsys, "--output-format", format, "--jobs", jobs, ".") == alone


@pytest.mark.parametrize("deaths", [1, 2])
def test_killed_worker_is_told_of_and_nothing_is_lost(deaths: int, tmp_path: Path) -> None:
    for number in range(12):
        Path(f"{number:02}.txt").write_text("\n".join(LINES * 100), "utf-8")
    alone = results(".")
    killed = []
    workspace = Workspace(Request(cache=False))
    for result in lint_files(["."], workspace, jobs=2, worth=ALWAYS):
        assert isinstance(result, FileResult)
        killed.append((result.path, result.records, list(map(str, result.errors))))
        if len(killed) in range(1, deaths + 1):
            for process in active_children():
                process.kill()
    errors = [error for *_, errors in killed for error in errors]

    assert [result[:2] for result in killed] == [result[:2] for result in alone]
    assert errors
    assert all("检查进程意外结束" in error for error in errors)


@pytest.mark.parametrize("format", ["concise", "full", "json"])
def test_second_run_says_the_same(
    format: str, reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = printed(capsys, "--output-format", format, "reports")

    assert printed(capsys, "--output-format", format, "reports") == first
    assert list(Path("cache").glob("results-*"))


def test_second_run_lints_nothing(reports: Path) -> None:
    first = results("reports", cache=True)
    workspace = Workspace(Request())
    stopwatch = workspace.stopwatch = Stopwatch()
    again = list(lint_files(["reports"], workspace, worth=ALWAYS))

    assert [r.records for r in again if isinstance(r, FileResult)] == [r[1] for r in first]
    assert list(stopwatch.seconds) == []


def findings() -> list[list[str]]:
    return [[record.code for record in records] for _, records, _ in results("a.txt", cache=True)]


def test_changed_file_is_checked_again() -> None:
    path = Path("a.txt")
    path.write_text("投资XX万元。", "utf-8")
    aged(path)
    before = findings()
    path.write_text("投资XX亿,元", "utf-8")
    aged(path, 30)

    assert before == findings_of("PH001")
    assert findings() == findings_of("PH001", "PT001")


def test_file_of_the_same_size_and_time_is_told_by_its_digest_while_fresh() -> None:
    path = Path("a.txt")
    path.write_text("投资XX万元。", "utf-8")
    state = path.stat()
    before = findings()
    path.write_text("投资30万元。", "utf-8")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))

    assert (before, findings()) == (findings_of("PH001"), findings_of())


def test_touched_file_is_told_by_its_digest() -> None:
    path = Path("a.txt")
    path.write_text("投资XX万元。", "utf-8")
    findings()
    aged(path)
    workspace = Workspace(Request())
    stopwatch = workspace.stopwatch = Stopwatch()
    list(lint_files(["a.txt"], workspace, worth=ALWAYS))

    assert list(stopwatch.seconds) == []


def test_other_options_are_not_answered_from_the_cache(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("a.txt").write_text("投资XX万元,已动工。", "utf-8")
    aged(Path("a.txt"))
    for _ in range(2):
        assert "PT001" in printed(capsys, "a.txt")[1]
        assert "PT001" not in printed(capsys, "--ignore", "PT", "a.txt")[1]
        assert "提示 PH001" in printed(capsys, "--profile", "draft", "a.txt")[1]


def test_changed_rules_are_not_answered_from_the_cache() -> None:
    Path("a.txt").write_text("投资XX万元,已动工。", "utf-8")
    aged(Path("a.txt"))
    Path("kanwu.toml").write_text('ignore = ["PT"]\n')
    before = findings()
    Path("kanwu.toml").write_text('ignore = ["PH"]\n')

    assert (before, findings()) == (findings_of("PH001"), findings_of("PT001"))


def test_record_that_is_torn_is_made_anew() -> None:
    Path("a.txt").write_text("投资XX万元。", "utf-8")
    aged(Path("a.txt"))
    before = findings()
    (kept,) = Path("cache").glob("results-*")
    kept.write_bytes(kept.read_bytes()[:-5])

    assert findings() == before


def test_file_with_very_many_findings_is_not_kept() -> None:
    Path("a.txt").write_text("投资XX万元。\n" * 2_001, "utf-8")
    assert len(findings()[0]) > 2_000

    assert not list(Path("cache").glob("results-*"))


def test_file_named_twice_is_checked_once(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("投资XX万元。", "utf-8")

    assert printed(capsys, "a.txt", ".", "./a.txt")[1].count("PH001") == 1


def test_two_runs_on_one_cache_do_each_other_no_harm(reports: Path) -> None:
    command = [sys.executable, "-m", "kanwu", "check", "reports"]
    runs = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in "123"
    ]
    said = {each.communicate() for each in runs}

    assert len(said) == 1
    assert {
        each.communicate() for each in [subprocess.Popen(command, stdout=-1, stderr=-1)]
    } == said


def findings_of(*codes: str) -> list[list[str]]:
    return [list(codes)]


# What a run may load beside the interpreter's own start; the shorter, the sooner it is done.
STANDARD = {
    "__future__", "_bisect", "_blake2", "_operator", "_sre", "bisect", "gc", "itertools", "kanwu",
    "_collections", "marshal", "time", "zlib",
}  # fmt: skip
LOADED = (
    "import sys; before = set(sys.modules); sys.argv[0] = 'kanwu'\n"
    "from kanwu.cli.main import main\n"
    "main()\n"
    "new = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
    "print(' '.join(sorted(new)), file=sys.stderr)\n"
)


@pytest.mark.skipif(os.name == "nt", reason="the list is another there")
@pytest.mark.parametrize("files", [1, 20], ids=["warm catalogue", "remembered results"])
def test_run_on_short_reports_loads_little(files: int) -> None:
    for number in range(files):
        Path(f"{number}.txt").write_text("　　全年完成投资XX万元。\n", "utf-8")
        aged(Path(f"{number}.txt"))
    command = [sys.executable, "-I", "-c", LOADED, "check", "."]
    subprocess.run(command, check=True, capture_output=True)
    loaded = subprocess.run(command, check=True, capture_output=True, text=True).stderr.split()

    assert set(loaded) <= STANDARD


def test_programs_that_a_run_makes_are_kept_for_the_next() -> None:
    first = ProgramCache()
    pattern = first.programs.pattern("某[甲乙]")
    count = len(first.programs.new)
    first.write()
    second = ProgramCache()
    again = second.programs.pattern("某[甲乙]")

    assert (count, len(second.programs.new)) == (1, 0)
    assert pattern == again


def test_version_loads_little() -> None:
    program = LOADED.replace("main()\n", "try: main()\nexcept SystemExit: pass\n")
    command = [sys.executable, "-I", "-c", program, "--version"]
    ran = subprocess.run(command, capture_output=True, text=True)

    assert ran.stdout.startswith("kanwu ")
    assert set(ran.stderr.split()) <= STANDARD


def test_few_short_files_are_not_remembered() -> None:
    Path("a.txt").write_text("投资XX万元。", "utf-8")
    results("a.txt", cache=True, worth=Worth())

    assert not list(Path("cache").glob("results-*"))


def test_cache_folder_that_cannot_be_written_changes_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("a.txt").write_text("投资XX万元。", "utf-8")
    Path("file").write_text("", "utf-8")
    monkeypatch.setenv("KANWU_CACHE_DIR", "file/cache")

    assert "PH001" in printed(capsys, "a.txt")[1]
    assert files.clear_cache() == 0
