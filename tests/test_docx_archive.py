"""Word files that are dangerous, broken or something else, and archives written with care."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from itertools import pairwise

import pytest

from kanwu.check import Edit
from kanwu.errors import InputError
from kanwu.readers import archive, open_report
from kanwu.readers.archive import Archive
from kanwu.text import Span
from tests.test_docx import DATE, MAIN, opened, paragraph, word, word_parts, zipped

BODY = paragraph("全年增长,群众满意。")
COMMA = [Edit(Span(4, 5), "，")]


def refusal(data: bytes) -> str:
    """The one line that the file is refused with."""
    with pytest.raises(InputError) as caught:
        opened(data)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_fault_20_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    parts = {**word_parts(BODY), "word/media/a.bin": bytes(archive.MOST_BYTES_IN_PART + 1)}
    data = zipped(dict(reversed(parts.items())))
    tracemalloc.start()

    assert refusal(data) == "word/media/a.bin 解压后超过 32 MB"
    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()


def promising(data: bytes, size: int, instead: int) -> bytes:
    """The zip; parts of this size promise another."""
    return data.replace(struct.pack("<L", size), struct.pack("<L", instead))


def test_fault_20_many_large_parts_are_refused() -> None:
    parts = {f"a{number}": bytes(99_991) for number in range(9)}
    data = promising(zipped({**word_parts(BODY), **parts}), 99_991, archive.MOST_BYTES_IN_PART)

    assert refusal(data) == "解压后超过 256 MB"


def test_fault_20_many_parts_are_refused() -> None:
    parts = {**word_parts(BODY), **{f"a{number}": "" for number in range(archive.MOST_PARTS)}}

    assert refusal(zipped(parts)) == "压缩包里的部件超过 10000 个"


def test_fault_20_part_larger_than_promised_is_not_unpacked() -> None:
    data = promising(zipped({"a": bytes(8 << 20)}), 8 << 20, 1000)
    tracemalloc.start()

    with pytest.raises(InputError, match="校验不符"):
        Archive(data).read("a")
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()


def doctype(declared: str, used: str) -> bytes:
    parts = word_parts(paragraph("甲" + used))
    document = str(parts["word/document.xml"])
    return zipped(
        parts | {"word/document.xml": document.replace("?>\n", f"?>\n<!DOCTYPE a [{declared}]>", 1)}
    )


def test_fault_21_outer_entity_is_not_read() -> None:
    data = doctype('<!ENTITY x SYSTEM "file:///etc/hostname">', "&x;")

    assert refusal(data) == "word/document.xml 带有 DTD，不予读取"


def test_fault_22_entity_bomb_is_refused() -> None:
    bomb = "".join(
        f'<!ENTITY {name} "{f"&{last};" * 10}">' for last, name in pairwise("abcdefghij")
    )

    assert "DTD" in refusal(doctype(f'<!ENTITY a "lol">{bomb}', "&j;"))


def test_fault_22_bomb_in_another_encoding_is_refused() -> None:
    text = str(word_parts(BODY)["word/document.xml"])
    text = text.replace("UTF-8", "UTF-16").replace("?>\n", '?>\n<!DOCTYPE a [<!ENTITY x "x">]>', 1)
    parts = word_parts(BODY) | {"word/document.xml": text.encode("utf-16")}

    assert "DTD" in refusal(zipped(parts))


def test_fault_23_encrypted_files_and_old_ones_are_told_apart() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

    assert refusal(old) == "旧格式的 Word 文件（.doc），请另存为 .docx"
    encrypted = old + "EncryptedPackage".encode("utf-16-le")
    assert refusal(encrypted) == "文件已加密，请先在 Word 中取消密码"


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "文件是空的"),
        (b"{\\rtf1 text}", "不是 .docx，而是 RTF 文件"),
        (b"%PDF-1.7", "不是 .docx，而是 PDF 文件"),
        ("正文".encode(), "不是 .docx"),
        (zipped({"a.txt": "正文"}), "不是 Word 文件：压缩包里没有 [Content_Types].xml"),
    ],
)
def test_fault_23_other_files_are_named(data: bytes, cause: str) -> None:
    assert refusal(data) == cause


def test_fault_23_encrypted_zip_is_refused() -> None:
    data = bytearray(word(BODY))
    at = data.rfind(b"PK\1\2")
    data[at + 8] |= 1

    assert refusal(bytes(data)) == "压缩包已加密"


def test_fault_24_truncated_file_is_refused() -> None:
    data = word(BODY)

    for size in (10, 100, len(data) // 2, len(data) - 1):
        assert refusal(data[:size]).startswith("文件不完整或已损坏")


def test_fault_24_wrong_checksum_is_refused() -> None:
    data = word(BODY)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        checksum = struct.pack("<L", archive.getinfo("word/document.xml").CRC)

    assert "word/document.xml 校验不符" in refusal(data.replace(checksum, b"\0\0\0\0"))


def test_fault_24_broken_xml_is_refused() -> None:
    parts = word_parts(BODY) | {"word/document.xml": "<w:document>"}

    assert refusal(zipped(parts)) == "word/document.xml 不是合格的 XML"


def test_fault_24_no_body_is_refused() -> None:
    parts = word_parts(BODY)
    del parts["word/document.xml"]

    assert refusal(zipped(parts)) == "不是 Word 文件：压缩包里没有正文"


def test_fault_25_dangling_relationship_is_passed_over() -> None:
    parts = word_parts(BODY)
    name = "word/_rels/document.xml.rels"
    dangling = (
        '<Relationship Id="rId8" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/{}" Target="{}"/>'
    )
    lost = dangling.format("image", "NULL") + dangling.format("styles", "styles.xml")
    parts[name] = str(parts[name]).replace("</Relationships>", f"{lost}</Relationships>")
    data = zipped(parts)

    assert opened(data).document.text == "全年增长,群众满意。\n"
    assert opened(opened(data).edited(COMMA).data()).document.text == "全年增长，群众满意。\n"


@pytest.mark.parametrize(
    ("type", "cause"),
    [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "含宏的文件（.docm）只读"),
        ("application/vnd.ms-word.template.macroEnabledTemplate.main+xml", "含宏"),
    ],
)
def test_fault_26_file_with_macros_is_read_and_not_written(type: str, cause: str) -> None:
    found = open_report("a.docm", zipped(word_parts(BODY, type)))

    assert found.document.text == "全年增长,群众满意。\n"
    with pytest.raises(InputError, match=cause):
        found.edited(COMMA).data()


def strict() -> bytes:
    old, new = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    return zipped(
        {
            name: str(content)
            .replace(f"{old}officeDocument/2006/", f"{new}officeDocument/")
            .replace(f"{old}wordprocessingml/2006/main", f"{new}wordprocessingml/main")
            for name, content in word_parts(BODY).items()
        }
    )


def test_fault_26_strict_is_read_and_not_written() -> None:
    found = opened(strict())

    assert found.document.text == "全年增长,群众满意。\n"
    assert found.data() == strict()
    with pytest.raises(InputError, match="Strict"):
        found.edited(COMMA).data()


def test_fault_26_signed_file_is_not_written() -> None:
    found = opened(zipped({**word_parts(BODY), "_xmlsignatures/origin.sigs": ""}))

    with pytest.raises(InputError, match="数字签名"):
        found.edited(COMMA).data()


def test_fault_26_other_office_files_are_refused() -> None:
    slides = MAIN.replace("wordprocessingml.document", "presentationml.presentation")

    assert refusal(zipped(word_parts(BODY, slides))) == "不是 Word 文件：正文是别的格式"


@pytest.mark.parametrize("name", ["../a.xml", "word/../../a", "/etc/a", "..\\a"])
def test_fault_28_path_that_leads_out_is_refused(name: str) -> None:
    assert refusal(zipped({**word_parts(BODY), name: ""})) == f"压缩包里有指向外面的路径：{name}"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused() -> None:
    data = io.BytesIO(word(BODY))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("word/document.xml", "<a/>")

    assert refusal(data.getvalue()) == "压缩包里有同名的部件"


def test_part_with_two_names_is_refused() -> None:
    data = word(BODY)
    at = data.find(b"word/document.xml")

    assert "损坏" in refusal(data[:at] + b"word/documents.ml" + data[at + 17 :])


def raw(data: bytes) -> dict[str, bytes]:
    """The bytes between each local header and the next, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        ends = [info.header_offset for info in infos[1:]] + [archive.start_dir]
    return {
        info.filename: data[info.header_offset : end] for info, end in zip(infos, ends, strict=True)
    }


def test_other_parts_are_written_byte_for_byte() -> None:
    data = word(BODY, header=paragraph("页眉"), footer=paragraph("页脚"))
    after = opened(data).edited(COMMA).data()
    before, now = raw(data), raw(after)

    assert list(before) == list(now)
    assert {name for name in now if now[name] != before[name]} == {"word/document.xml"}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert new.testzip() is None
        for one, other in zip(old.infolist(), new.infolist(), strict=True):
            assert one.date_time == other.date_time == DATE
            assert one.compress_type == other.compress_type
            assert one.external_attr == other.external_attr


class Stream(io.RawIOBase):
    """A file without a way back: sizes have to stand behind the bytes."""

    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        assert isinstance(data, bytes | bytearray | memoryview)
        self.data += bytes(data)
        return len(bytes(data))


def test_zip_as_streams_write_it_is_written() -> None:
    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in word_parts(BODY).items():
            archive.writestr(name, content)
        archive.filelist.reverse()
        archive.comment = b"made by a stream"
    data = stream.data

    assert opened(data).data() == data
    after = opened(data).edited(COMMA).data()
    assert opened(after).document.text == "全年增长，群众满意。\n"
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert new.testzip() is None
        assert new.namelist() == old.namelist()
        assert new.comment == b"made by a stream"
        for name in set(new.namelist()) - {"word/document.xml"}:
            assert new.read(name) == old.read(name)
