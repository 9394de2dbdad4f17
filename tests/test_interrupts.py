"""Killed runs, full disks and shared caches: every file is old or new, never half."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kanwu.cli.main import main

pytestmark = pytest.mark.skipif(os.name == "nt", reason="of POSIX")
KILLS = int(os.environ.get("KANWU_TEST_KILLS", "10"))
LINE = "　　全年投资增长12%,群众满意。\n"
OLD = LINE.encode() * 400
NEW = OLD.replace(b"%,", "%，".encode())
FIXING = [sys.executable, "-m", "kanwu", "check", "--isolated", "--select", "PT001", "--fix"]
FILES = 12


def fill(folder: Path) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{number:02}.txt" for number in range(FILES)]
    for path in paths:
        path.write_bytes(OLD)
        path.chmod(0o640)
    return paths


def test_killed_at_any_moment_every_file_is_old_or_new() -> None:
    chance = random.Random(7)
    paths = fill(Path("a"))
    length = _seconds_of_a_run(Path("a"))
    between = 0  # kills that came after the first file was written, and before the last
    for number in range(KILLS):
        kind = (signal.SIGKILL, signal.SIGINT, signal.SIGTERM)[number % 3]
        fill(Path("a"))
        process = subprocess.Popen(
            [*FIXING, "a"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        if number % 2:  # while files are written, and else at any moment
            while process.poll() is None and paths[0].read_bytes() == OLD:
                time.sleep(0.001)
            time.sleep(chance.uniform(0, length / 4))
        else:
            time.sleep(chance.uniform(0, length))
        process.send_signal(kind)
        process.communicate(timeout=60)
        states = [path.read_bytes() for path in paths]
        left = [path.name for path in Path("a").iterdir() if path not in paths]

        assert all(state in (OLD, NEW) for state in states), (number, kind)
        assert all(path.stat().st_mode & 0o777 == 0o640 for path in paths)
        if kind == signal.SIGKILL:  # nothing can be tidied then; no later run reads what is left
            assert all(name.startswith(".kanwu-") and name.endswith(".tmp") for name in left)
        else:
            assert left == [], (number, kind)
        between += OLD in states and NEW in states
        for name in left:
            (Path("a") / name).unlink()
    assert between or KILLS < 10
    assert main([*FIXING[3:], "a"]) == 0  # and a later run mends the rest
    assert {path.read_bytes() for path in paths} == {NEW}


def _seconds_of_a_run(folder: Path) -> float:
    start = time.monotonic()
    subprocess.run([*FIXING, str(folder)], capture_output=True)
    return time.monotonic() - start


def test_full_disk_leaves_the_old() -> None:
    import resource

    (path, *_) = fill(Path("a"))
    small = len(OLD) // 2

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # as a full disk: writing fails
        resource.setrlimit(resource.RLIMIT_FSIZE, (small, small))

    ran = subprocess.run([*FIXING, "a"], capture_output=True, text=True, preexec_fn=limit)

    assert ran.returncode == 2
    assert ran.stderr.count("不能写入") == FILES
    assert {one.name: one.read_bytes() for one in Path("a").iterdir()} == dict.fromkeys(
        (f"{number:02}.txt" for number in range(FILES)), OLD
    )
    assert path.stat().st_mode & 0o777 == 0o640


def test_output_on_a_full_disk_is_one_line() -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full")
    Path("a.txt").write_bytes(OLD)
    for target in ("/dev/full", None):
        with open("/dev/full", "w") as full:
            ran = subprocess.run(
                [sys.executable, "-m", "kanwu", "check", "a.txt", *(["--output-file", target] if target else [])],
                stdout=subprocess.PIPE if target else full, stderr=subprocess.PIPE, text=True,
            )  # fmt: skip

        assert ran.returncode == 2, ran.stderr
        assert ran.stderr.count("\n") == 1
        assert "不能写入" in ran.stderr


def test_read_only_folder_leaves_the_old() -> None:
    if os.geteuid() == 0 and subprocess.run(["which", "setpriv"], capture_output=True).returncode:
        pytest.skip("root may write everywhere, and setpriv is not there to change that")
    forbidding = ["setpriv", "--bounding-set", "-dac_override"] if os.geteuid() == 0 else []
    paths = fill(Path("a"))
    Path("a").chmod(0o500)
    ran = subprocess.run([*forbidding, *FIXING, "a"], capture_output=True, text=True)
    Path("a").chmod(0o700)

    assert ran.returncode == 2
    assert ran.stderr.count("不能写入：没有权限") == FILES
    assert sorted(Path("a").iterdir()) == paths
    assert {path.read_bytes() for path in paths} == {OLD}


def test_cache_on_a_full_disk_changes_nothing(own_cache: Path) -> None:
    import resource

    fill(Path("a"))
    before = sorted(own_cache.iterdir())

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    command = [*FIXING[:-1], "a"]  # without fixing
    ran = [subprocess.run(command, capture_output=True, preexec_fn=limit) for _ in "12"]

    assert ran[0].returncode == 1
    assert ran[0].stdout == ran[1].stdout
    assert ran[0].stderr == ran[1].stderr == b""
    assert sorted(own_cache.iterdir()) == before


def test_two_fixing_runs_at_once_make_each_fix_once() -> None:
    paths = fill(Path("a"))
    runs = [subprocess.Popen([*FIXING, "a"], stdout=-1, stderr=-1) for _ in "123"]
    said = [each.communicate(timeout=120)[1].decode() for each in runs]

    assert {path.read_bytes() for path in paths} == {NEW}
    assert sorted(Path("a").iterdir()) == paths
    assert all("又被改动" in line for err in said for line in err.splitlines())
