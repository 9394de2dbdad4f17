"""Reports are data: nothing in them is run, followed, fetched or obeyed."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from kanwu.cli.main import main
from kanwu.reporters import FORMATS

posix = pytest.mark.skipif(os.name == "nt", reason="of POSIX")
FLAWED = "全年投资XX万元,已动工。\n"
# What a terminal would obey, or show otherwise than it stands: CSI, OSC, C1, bidi.
ESCAPES = "\x1b[2J\x1b]0;名\x07\x9b31m\u202e\u2066\x08"
# The command as it is installed: unlike `python -m` it never looks for modules where it stands.
COMMAND = [sys.executable, str(Path(sys.executable).with_name("kanwu"))]


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, "utf-8")


def test_no_code_of_the_linted_repository_is_imported() -> None:
    hostile = f"open({os.path.abspath('ran')!r}, 'w')\n"
    modules = ("sitecustomize", "usercustomize", "conftest", "checks", "kanwu", "re", "bisect", "json",
               "tomli", "regex", "marko", "lxml", "pathspec", "msgspec", "ahocorasick_rs")  # fmt: skip
    for name in modules:
        write(f"{name}.py", hostile)
    write("evil.dist-info/METADATA", "Metadata-Version: 2.1\nName: evil\nVersion: 1\n")
    write("evil.dist-info/entry_points.txt", "[kanwu.checks]\nevil = checks:Evil\n")
    write("a.txt", FLAWED)
    write("b.md", f"# 题\n\n{FLAWED}")
    write("c.html", f"<p>{FLAWED}</p>")
    for arguments in (["check"], ["check", "--fix"], ["rules"], ["config", "a.txt"], ["baseline"]):
        paths = ["a.txt", "b.md", "c.html"] if arguments[0] == "check" else []
        ran = subprocess.run([*COMMAND, *arguments, *paths], capture_output=True, text=True)

        assert "Traceback" not in ran.stderr
        assert "PH001" in ran.stdout or not paths
        assert not Path("ran").exists(), arguments


@pytest.mark.parametrize(
    "check", ["evil", "checks:Evil", "checks.Evil", "os.system", "kanwu.cli.main:main", "../checks"]
)
def test_rules_of_the_repository_name_no_code(
    check: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write("checks.py", "raise SystemExit(99)\n")
    write("rules/ZZ001-evil.toml", f"""
title = "恶"
message = "恶"
severity = "error"
basis = "无"
why = "恶"
[check]
name = "{check}"
[[example]]
bad = "⟦甲⟧"
[[example]]
good = "乙"
""")  # fmt: skip
    write("kanwu.toml", 'rules.folders = ["rules"]\n')
    write("a.txt", FLAWED)

    assert main(["check", "a.txt"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "config",
    [
        'extend = "https://example.invalid/kanwu.toml"',
        'extend = "/dev/zero"',
        'rules.folders = ["https://example.invalid/rules"]',
        'terms.files = ["/dev/stdin"]',
        'terms.files = ["//example.invalid/terms.tsv"]',
        'plugins = ["checks"]',
        '[rules.PH001]\nrun = "touch ran"',
    ],
)
def test_nested_configuration_is_data(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    write("a/kanwu.toml", config + "\n")
    write("a/b.txt", FLAWED)

    assert main(["check", "--no-cache", "."]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not Path("ran").exists()


# Runs the command on the files in every format, and leaves with 99 on the network, on another
# process, and where anything but the cache is written.
WATCHED = """
import os, sys
cache = os.path.realpath(os.environ["KANWU_CACHE_DIR"])
def watch(event, about):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "ctypes.", "urllib.")):
        os.write(2, event.encode()); os._exit(99)
    if event == "open" and isinstance(about[0], str) and (
        set("wax+") & set(about[1] or "") or (about[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    ) and not os.path.realpath(about[0]).startswith((cache, os.devnull)):
        os.write(2, repr(about).encode()); os._exit(99)
sys.addaudithook(watch)
from kanwu.cli.main import main
from kanwu.reporters import FORMATS
for format in FORMATS:
    assert main(["check", "--output-format", format, *sys.argv[1:]]) == 1, format
"""


def test_linting_uses_no_network_starts_nothing_and_writes_only_its_cache(tmp_path: Path) -> None:
    import docx

    write("a.txt", FLAWED + "http://example.invalid/a\n")
    write("b.md", f"![图](http://example.invalid/a.png)\n\n{FLAWED}")
    write(
        "c.html",
        '<!DOCTYPE html SYSTEM "http://example.invalid/a.dtd"><link href="http://example.invalid/a.css">'
        f'<img src="http://example.invalid/a.png"><iframe src="file:///etc/passwd"></iframe><p>{FLAWED}</p>',
    )
    word = docx.Document()
    word.add_paragraph(FLAWED)
    word.part.relate_to("http://example.invalid/a.dotx", "attachedTemplate", is_external=True)
    word.save("d.docx")
    paths = ["a.txt", "b.md", "c.html", "d.docx"]
    command = [sys.executable, "-c", WATCHED, *paths]
    ran = subprocess.run(command, capture_output=True, text=True)

    assert ran.returncode == 0, ran.stderr[-500:]
    assert ran.stdout.count("PH001") > len(FORMATS)


@posix
def test_fixing_follows_no_link_out_of_the_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write("outside/a.txt", FLAWED)
    write("inside/b.txt", FLAWED)
    os.symlink("../outside/a.txt", "inside/link.txt")
    os.symlink("b.txt", "inside/within.txt")

    status = main(["check", "--isolated", "--fix", "inside"])

    assert status == 2
    assert "inside/link.txt: 是指向文件夹之外的链接，没有修改" in capsys.readouterr().err
    assert Path("outside/a.txt").read_text("utf-8") == FLAWED
    assert Path("inside/b.txt").read_text("utf-8") == FLAWED.replace(",", "，")
    assert Path("inside/within.txt").is_symlink()


@posix
def test_link_that_is_named_is_followed() -> None:
    write("outside/a.txt", FLAWED)
    os.symlink("outside/a.txt", "link.txt")
    main(["check", "--isolated", "--fix", "link.txt"])

    assert Path("outside/a.txt").read_text("utf-8") == FLAWED.replace(",", "，")


def on_terminal(*arguments: str) -> str:
    """The output of the command on a terminal."""
    import pty

    master, slave = pty.openpty()
    with ThreadPoolExecutor() as pool:
        reading = pool.submit(read_whole, master)
        terminal = os.fdopen(slave, "w", encoding="utf-8")
        with terminal, redirect_stdout(terminal), redirect_stderr(terminal):
            main([*arguments])
        return reading.result().decode("utf-8", "replace")


def read_whole(terminal: int) -> bytes:
    """All bytes from the terminal until its other end is closed."""
    data = b""
    with os.fdopen(terminal, "rb", buffering=0) as file:
        try:
            while piece := file.read(1 << 16):
                data += piece
        except OSError:  # how Linux tells of the end
            pass
    return data


COLOURS = r"\x1b\[[0-9;]*m"
OBEYED = "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
HOWS = [*(["--output-format", each] for each in FORMATS), ["--diff"], ["--statistics"]]


@posix
@pytest.mark.parametrize("color", [True, False])
@pytest.mark.parametrize("how", HOWS, ids=lambda how: how[-1])
def test_terminal_is_told_nothing_that_it_obeys(
    how: list[str], color: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "" if color else "1")
    text = f"# {ESCAPES}题\n\n{ESCAPES}{FLAWED}会议强调“{ESCAPES}\n<!-- kanwu: {ESCAPES} off -->\n"
    write(f"{ESCAPES}.md", text)
    Path(f"b{ESCAPES}.txt").write_bytes(b"\x81\xff")
    shown = on_terminal("check", "--isolated", *how, ".")

    assert ("投资" if how == ["--diff"] else "RS008") in shown
    assert re.findall(OBEYED, re.sub(COLOURS, "", shown)) == []
    assert color or not re.findall(COLOURS, shown)


def test_report_that_is_a_script_and_a_formula_is_inert(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    name = "=cmd|'calc'!A0 <img src=x onerror=alert(1)>.md"
    write(
        name,
        "# <script>document.title='ran'</script>\n\n=cmd|'calc'!A0,坏XX万元\n\n@SUM(1),坏\n\n-2+3,坏\n",
    )
    main(["check", "--isolated", "--output-format", "csv", name])
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    main(["check", "--isolated", "--output-format", "html", name])
    page = capsys.readouterr().out

    assert len(rows) > 2
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r"))]
    assert "<img src=x" not in page
    assert "<script>document" not in page
    assert "Content-Security-Policy" in page
