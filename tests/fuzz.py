"""Readers fed with bytes that are bred for reaching new code: `nox -s fuzz`.

`python -m tests.fuzz READER SECONDS` runs one of them with atheris; what it finds is printed as a
literal, to be kept as a test of that reader. Without a reader, all are run, each in a process.
"""

from __future__ import annotations

import io
import pkgutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kanwu"]):
    from kanwu import readers
    from kanwu.errors import InputError
    from kanwu.readers import Opened, open_report
    from kanwu.readers.decode import decode, encode

    for module in pkgutil.walk_packages(readers.__path__, "kanwu.readers."):
        import_module(module.name)  # which would be imported late, and not be watched

from tests import strategies

_LONGEST = 4096  # bytes of an input
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PARTS = ("document", "styles", "numbering", "footnotes", "comments", "header1", "settings")


def _decode(data: bytes) -> None:
    """The first byte chooses an encoding, or none."""
    named = (None, "utf-8", "gb18030", "big5", "utf-16", "utf-32", "utf-7", "hz")
    found = decode(data[1:], encoding=named[data[0] % len(named)] if data else None)
    assert decode(encode(*found), encoding=found.encoding).text == found.text


def _reading(ending: str) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        _see(open_report("a" + ending, data), data)

    return read


def _word(data: bytes) -> None:
    """The input is a part of a Word file, which its first byte chooses."""
    name = _PARTS[data[0] % len(_PARTS)] if data else _PARTS[0]
    _see(open_report("a.docx", _packed(name, data[1:])), None)


def _packed(name: str, part: bytes) -> bytes:
    parts = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='xml' ContentType='application/xml'/>"
        "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        f"<Override PartName='/word/document.xml' ContentType='{_TYPES}.document.main+xml'/></Types>",
        "_rels/.rels": _relationships([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relationships(
            [(one.rstrip("1"), f"{one}.xml") for one in _PARTS[1:]]
        ),
        "word/document.xml": f"<w:document xmlns:w='{_WORD}'><w:body><w:p><w:pPr><w:pStyle w:val='a'/><w:numPr>"
        "<w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>好，</w:t></w:r></w:p></w:body></w:document>",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, text in parts.items():
            if path != f"word/{name}.xml":
                archive.writestr(path, text)
        archive.writestr(f"word/{name}.xml", part)
    return packed.getvalue()


def _relationships(targets: list[tuple[str, str]]) -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    inside = "".join(
        f"<Relationship Id='r{number}' Type='{kind}/{name}' Target='{target}'/>"
        for number, (name, target) in enumerate(targets)
    )
    around = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f"<Relationships xmlns='{around}'>{inside}</Relationships>"


def _see(opened: Opened, data: bytes | None) -> None:
    document = opened.document
    assert len(document.prose) == len(document.text)
    for block in document.blocks:
        assert 0 <= block.span.start <= block.span.end <= len(document.text)
    assert data is None or opened.edited([]).document.text == document.text
    try:
        assert data is None or opened.data() == data
    except InputError:
        pass  # it is read only


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decode": _decode,
    "markdown": _reading(".md"),
    "html": _reading(".html"),
    "docx": _reading(".docx"),
    "word": _word,
}


def _seeds(target: str) -> list[bytes]:
    """The inputs to breed from: short texts, or the parts of a Word file."""
    texts = [strategies.text(number).encode() for number in range(60)]
    if target == "decode":
        return [bytes([number % 8]) + text for number, text in enumerate(texts)]
    if target == "html":
        return [b"<html><body><p>" + text + b"</p><table><tr><td>" + text for text in texts]
    if target in ("docx", "word"):
        whole = zipfile.ZipFile(io.BytesIO(_packed("settings", b"<a/>")))
        part = whole.read("word/document.xml")
        return [b"\0" + part] if target == "word" else [_packed("settings", b"<a/>")]
    return texts


def _fuzz(target: str, seconds: str) -> None:
    def run(data: bytes) -> None:
        try:
            TARGETS[target](data)
        except InputError:
            return
        except BaseException:
            print(f"{target}: {data!r}", file=sys.stderr)
            raise

    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(_seeds(target)):
            (Path(folder) / str(number)).write_bytes(seed)
        bounds = [f"-max_total_time={seconds}", f"-max_len={_LONGEST}", "-timeout=20"]
        where = [f"-artifact_prefix={folder}/", folder]
        atheris.Setup(
            [sys.argv[0], *bounds, "-rss_limit_mb=2048", "-print_final_stats=1", *where], run
        )
        atheris.Fuzz()


def main() -> None:
    if len(sys.argv) == 3:
        _fuzz(*sys.argv[1:])
    seconds = sys.argv[1] if len(sys.argv) == 2 else "60"
    failed = 0
    for target in TARGETS:
        command = [sys.executable, "-m", "tests.fuzz", target, seconds]
        ran = subprocess.run(command, stderr=subprocess.PIPE, text=True, errors="replace")
        runs = next((line.rpartition(" ")[2] for line in ran.stderr.splitlines()
                     if "number_of_executed_units" in line), "?")  # fmt: skip
        failed += bool(ran.returncode)
        print(f"{target}: {runs} 个输入，{'有错' if ran.returncode else '没有出错'}", flush=True)
        if ran.returncode:
            print(ran.stderr[-3000:])
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
