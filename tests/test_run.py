"""Many files: the same output by any number of processes, with the cache and without."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kanwu.cli.main import main
from kanwu.session import files, pool, run
from kanwu.session import lint_file as report
from kanwu.session import result_cache as remembered
from kanwu.session.lint_file import Checked
from kanwu.session.workspace import Request, Workspace

LINES = [
    "　　全年完成投资XX万元,已动工。",
    "　　一是修路；三是架桥。",
    "　　会议强调“要抓落实。",
    "　　任务如期完成。",
]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KANWU_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(run, "_FEW", 0)  # so that results are remembered of a single file too


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


@pytest.mark.parametrize("format", ["concise", "full", "json"])
def test_output_is_the_same_by_any_number_of_processes(
    format: str, reports: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "_BATCH", 100)
    alone = printed(capsys, "--no-cache", "--output-format", format, "--jobs", "1", "reports")

    for jobs in ("2", "3", "20", "auto"):
        assert printed(capsys, "--output-format", format, "--jobs", jobs, "reports") == alone
    assert "bad.txt" in alone[2]


def test_spawned_workers_find_the_same(
    reports: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = printed(capsys, "--no-cache", "reports")
    monkeypatch.setattr(pool, "can_fork", lambda: False)

    assert printed(capsys, "--no-cache", "--jobs", "2", "reports") == alone


@pytest.mark.skipif(not pool.can_fork(), reason="there is no fork here")
def test_dead_worker_is_told_of_and_nothing_is_lost(
    reports: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, alone, _ = printed(capsys, "--no-cache", "reports")
    parent, deliver = os.getpid(), report.delivered

    def dying(path: str, workspace: Workspace) -> bytes:
        if path.endswith("05.txt") and os.getpid() != parent:
            os._exit(9)
        return deliver(path, workspace)

    monkeypatch.setattr(run, "delivered", dying)
    monkeypatch.setattr(run, "_BATCH", 100)
    status, out, err = printed(capsys, "--no-cache", "--jobs", "2", "reports")

    assert status == 2
    assert out.splitlines()[:-1] == alone.splitlines()[:-1]
    assert "检查它的进程意外结束" in err


@pytest.mark.skipif(not pool.can_fork(), reason="there is no fork here")
def test_what_a_slow_worker_does_not_come_to_is_done_by_others(
    reports: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = printed(capsys, "--no-cache", "reports")
    others = len(list(reports.iterdir())) - 1
    done, deliver = Path("done"), report.delivered
    done.mkdir()

    def waiting(path: str, workspace: Workspace) -> bytes:
        deadline = time.monotonic() + 30
        while path.endswith("00.txt") and len(list(done.iterdir())) < others:
            assert time.monotonic() < deadline
        (done / Path(path).name).touch()
        return deliver(path, workspace)

    monkeypatch.setattr(run, "delivered", waiting)
    monkeypatch.setattr(run, "_BATCH", 1)

    assert printed(capsys, "--no-cache", "--jobs", "2", "reports") == alone


def test_batches_are_no_more_than_a_pipe_can_tell_of(
    reports: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = printed(capsys, "--no-cache", "reports")
    monkeypatch.setattr(run, "_BATCH", 1)
    monkeypatch.setattr(pool, "MOST", 3)

    assert len(list(run._batches([str(path) for path in reports.iterdir()]))) <= 3
    assert printed(capsys, "--no-cache", "--jobs", "2", "reports") == alone


@pytest.mark.parametrize("format", ["concise", "full", "json"])
def test_second_run_says_the_same_and_lints_nothing(
    format: str, reports: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (reports / "bad.txt").unlink()
    first = printed(capsys, "--output-format", format, "reports")
    monkeypatch.setattr(report, "lint", lambda *_: pytest.fail("linted again"))

    assert printed(capsys, "--output-format", format, "reports") == first


def findings() -> list[list[str]]:
    checked = run.check(["a.txt"], Workspace(Request()))
    return [[f.code for f in one.findings] for one in checked if isinstance(one, Checked)]


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


def test_touched_file_is_told_by_its_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path("a.txt")
    path.write_text("投资XX万元。", "utf-8")
    before = findings()
    aged(path)
    monkeypatch.setattr(report, "lint", lambda *_: pytest.fail("linted again"))

    assert findings() == before


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


def test_file_with_very_many_findings_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_MOST_FINDINGS", 1)
    Path("a.txt").write_text("投资XX万元,已动工。", "utf-8")
    findings()

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


COMPILING = (
    "import sys\n"
    "from kanwu import expressions\n"
    "from kanwu.cli.main import main\n"
    "main(['check', '.'])\n"
    "expressions.compiled('某[甲乙]')\n"
    "print(len(expressions.missed()), file=sys.stderr)\n"
    "main(['check', '.'])\n"
)


def test_what_a_run_compiles_is_kept_for_the_next() -> None:
    Path("a.txt").write_text("　　任务如期完成。\n", "utf-8")
    command = [sys.executable, "-c", COMPILING]
    told = [subprocess.run(command, capture_output=True, text=True).stderr for _ in range(3)]

    # At first nothing is kept that it could be missed in.
    assert told == ["0\n", "1\n", "0\n"]


def test_version_loads_little() -> None:
    program = LOADED.replace("main()\n", "try: main()\nexcept SystemExit: pass\n")
    command = [sys.executable, "-I", "-c", program, "--version"]
    ran = subprocess.run(command, capture_output=True, text=True)

    assert ran.stdout.startswith("kanwu ")
    assert set(ran.stderr.split()) <= STANDARD


def test_few_short_files_are_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "_FEW", 8)
    Path("a.txt").write_text("投资XX万元。", "utf-8")
    findings()

    assert not list(Path("cache").glob("results-*"))


def test_cache_folder_that_cannot_be_written_changes_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("a.txt").write_text("投资XX万元。", "utf-8")
    Path("file").write_text("", "utf-8")
    monkeypatch.setenv("KANWU_CACHE_DIR", "file/cache")

    assert "PH001" in printed(capsys, "a.txt")[1]
    assert files.clear_cache() == 0
