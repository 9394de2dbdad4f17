"""Files on the disk: reports are found, others passed over, and problems told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kanwu.errors import ConfigError, InputError
from kanwu.session import files
from kanwu.session.files.cache import MOST_BYTES, MOST_FILES
from kanwu.session.files.replace import replace

needs_fifo = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
needs_modes = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to this user"
)


def write(*paths: str, text: str = "") -> None:
    for path in map(Path, paths):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def found(*paths: str, exclude: str = "", force_exclude: bool = False) -> list[str]:
    """The reports, with forward slashes, and the messages in between."""
    patterns = [(".", exclude.splitlines())]
    return [
        one.replace(os.sep, "/") if isinstance(one, str) else str(getattr(one, "message", one))
        for one in files.find(paths, exclude=patterns, force_exclude=force_exclude)
    ]


def test_folder_gives_its_reports_in_order_of_names() -> None:
    write("b.txt", "a/c.md", "a/b.TXT", "a/d.markdown", "a/e.pdf", "c", "a/f.docx", "a/~$f.docx")

    assert found(".") == ["a/b.TXT", "a/c.md", "a/d.markdown", "a/f.docx", "b.txt"]


def test_hidden_files_are_passed_over_unless_named() -> None:
    write("a/._b.docx", "a/.~b.docx", "a/~$b.docx", "a/.c.md", "a/.d.txt", "a/b.docx")

    assert found("a") == ["a/b.docx"]
    assert found("a/.~b.docx", "a/.d.txt") == ["a/.~b.docx", "a/.d.txt"]


def test_reports_in_a_hidden_folder_are_found() -> None:
    write(".github/a.md")

    assert found(".") == [".github/a.md"]


def test_file_that_is_named_is_taken_whatever_it_is_called() -> None:
    write("a.log")

    assert found("a.log") == ["a.log"]


def test_folders_of_tools_are_passed_over() -> None:
    write(".venv/a.txt", "node/a.txt", "a/venv/b.txt", "node_modules/a.txt")

    assert found(".") == ["node/a.txt"]


def test_missing_path_is_told_and_the_run_goes_on() -> None:
    write("a.txt")

    assert found("b.txt", "a.txt") == ["b.txt: 没有这个文件或文件夹", "a.txt"]


def test_folder_without_reports_is_a_warning() -> None:
    write("a/b.pdf")

    (warned,) = files.find(["a"])
    assert isinstance(warned, files.Warned)
    assert str(warned.message).startswith("a: 没有可检查的文件")


def test_excluded_file_is_taken_only_if_named() -> None:
    write("a/b.txt", "c.txt")

    assert found(".", exclude="a/") == ["c.txt"]
    assert found("a/b.txt", exclude="a/") == ["a/b.txt"]
    assert found("a/b.txt", exclude="a/", force_exclude=True) == []


def test_exclude_that_is_no_pattern_is_refused() -> None:
    with pytest.raises(ConfigError, match="路径模式不成立"):
        found(".", exclude="!")


def test_gitignore_holds_for_its_folder_and_below() -> None:
    write("a/.gitignore", text="*.md\n/b.txt\n")
    write("a/b.txt", "a/c/b.txt", "a/c/d.md", "d.md")

    assert found(".") == ["a/c/b.txt", "d.md"]


def test_nearer_gitignore_decides() -> None:
    write(".gitignore", text="*.md\n")
    write("a/.gitignore", text="!b.md\n")
    write("a/b.md", "a/c.md")

    assert found(".") == ["a/b.md"]


def test_configuration_outweighs_gitignore() -> None:
    write(".gitignore", text="!a.txt\n")
    write("a.txt", "b.txt")

    assert found(".", exclude="a.txt") == ["b.txt"]


def test_gitignore_above_counts_within_a_repository() -> None:
    write(".gitignore", text="*.md\n")
    write("a/b/c.md", "a/b/d.txt")

    assert found("a/b") == ["a/b/c.md", "a/b/d.txt"]
    Path(".git").mkdir()
    assert found("a/b") == ["a/b/d.txt"]


def test_ignored_folder_is_read_if_named() -> None:
    write(".gitignore", text="a/\n")
    write("a/b.txt", "a/c.txt")
    write("a/.gitignore", text="c.txt\n")
    Path(".git").mkdir()

    assert found(".")[0].startswith(".: 没有可检查的文件")
    assert found("a") == ["a/b.txt"]


def test_line_that_is_no_pattern_spoils_no_gitignore() -> None:
    write(".gitignore", text="\ufeff*.md\n!\n[z-a]\n*.markdown\n")
    write("a.md", "b.markdown", "c.txt")

    assert found(".") == ["c.txt"]


def test_linked_folder_is_not_followed_and_linked_file_is_read() -> None:
    write("a/b.txt", text="甲")
    os.symlink("..", "a/c")
    os.symlink("b.txt", "a/d.txt")

    assert found("a") == ["a/b.txt", "a/d.txt"]
    assert files.read_bytes("a/d.txt").decode() == "甲"


@needs_fifo
def test_pipe_is_no_report() -> None:
    write("a.txt")
    os.mkfifo("b.txt")

    assert found(".") == ["a.txt"]
    with pytest.raises(InputError, match="不是普通文件"):
        files.read_bytes("b.txt")


def test_file_whose_name_is_not_utf8_is_found() -> None:
    name = os.fsdecode(b"\xb9\xab.txt")
    Path(name).touch()

    assert found(".") == [name]


def test_missing_file_is_told() -> None:
    with pytest.raises(InputError, match="没有这个文件或文件夹"):
        files.read_bytes("a.txt")


def test_folder_is_no_file() -> None:
    with pytest.raises(InputError, match="不是普通文件"):
        files.read_bytes(".")


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="of Linux")
def test_attributes_of_a_file_are_kept() -> None:
    write("a.txt", text="甲")
    try:
        os.setxattr("a.txt", "user.note", b"kept")
    except OSError:
        pytest.skip("this file system has no attributes")
    replace("a.txt", "甲".encode(), "乙".encode())

    assert Path("a.txt").read_text("utf-8") == "乙"
    assert os.getxattr("a.txt", "user.note") == b"kept"


@needs_modes
def test_forbidden_file_and_folder_are_told() -> None:
    write("a/b.txt", "c/d.txt")
    Path("a").chmod(0)
    Path("c/d.txt").chmod(0)

    assert found(".") == ["a: 没有权限", "c/d.txt"]
    with pytest.raises(InputError, match="没有权限"):
        files.read_bytes("c/d.txt")
    Path("a").chmod(0o700)


def test_rules_are_the_texts_below_the_folder() -> None:
    write("a/b.toml", text="甲")
    write("a/c/d.tsv", text="乙")
    write("a/README.md", "a/.e.toml")

    assert files.read_rules("a") == {"b.toml": "甲", "c/d.tsv": "乙"}


def test_folder_of_rules_must_be_there() -> None:
    with pytest.raises(ConfigError, match="没有这个规则文件夹"):
        files.read_rules("a")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "gbk"])
def test_configuration_is_read_in_the_encoding_that_it_is_in(encoding: str) -> None:
    Path("t.tsv").write_bytes("wrong\tright\n防爆网\t防雹网\n等等。\t等。\n".encode(encoding))

    assert files.read_text("t.tsv").startswith("wrong\tright\n防爆网\t防雹网\n")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ("检查".encode("gbk"), "t.tsv: 认不准编码；"),
        (b"\n\xff\x81", "t.tsv:2: 第 2 字节（0xFF）不是 UTF-8"),
    ],
)
def test_configuration_in_doubt_says_how_to_save_it(data: bytes, place: str) -> None:
    Path("t.tsv").write_bytes(data)
    with pytest.raises(ConfigError, match="在记事本里用“另存为”，编码选 UTF-8") as caught:
        files.read_text("t.tsv")

    assert str(caught.value).startswith(place)


def test_built_in_rules_are_a_folder() -> None:
    assert Path(files.builtin_rules()).is_dir()


def test_cache_keeps_the_newest_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KANWU_CACHE_DIR", str(tmp_path / "cache"))
    for number in range(MOST_FILES + 5):
        files.write_cached(f"results-{number:03}", b"x")
        os.utime(tmp_path / "cache" / f"results-{number:03}.kanwu", ns=(0, number))
    files.write_cached("programs", b"x")
    kept = {path.stem for path in (tmp_path / "cache").iterdir()}

    assert len(kept) == MOST_FILES
    assert {"programs", f"results-{MOST_FILES + 4:03}"} <= kept
    assert "results-000" not in kept


def test_cache_that_is_too_large_loses_the_oldest_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KANWU_CACHE_DIR", str(tmp_path / "cache"))
    files.write_cached("old", b"x")
    with (tmp_path / "cache" / "old.kanwu").open("r+b") as file:
        file.truncate(MOST_BYTES)  # a hole: it takes no room
    os.utime(tmp_path / "cache" / "old.kanwu", (0, 0))
    files.write_cached("new", b"x")

    assert files.open_cached("old").read(0, 1) == b""
    assert files.open_cached("new").read(0, 1) == b"x"


def test_cached_file_that_is_read_is_not_the_oldest(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KANWU_CACHE_DIR", str(tmp_path / "cache"))
    files.write_cached("programs", b"x")
    os.utime(tmp_path / "cache" / "programs.kanwu", (0, 0))
    files.open_cached("programs")

    assert (tmp_path / "cache" / "programs.kanwu").stat().st_mtime > 0
