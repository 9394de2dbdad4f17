"""Bytes to text and back, and the refusals between."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwu.errors import InputError
from kanwu.readers.decode import Decoded, decode, encode

SIMPLIFIED = "为了加强机关作风建设，现将有关事项通知如下：\r\n一、总体要求。各单位要认真落实。\n"
TRADITIONAL = "為了加強機關作風建設，現將有關事項通知如下：\r\n一、總體要求。各單位要認真落實。\n"

UNICODE = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
# A mark in the text itself would be read as the file's.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff"))


@given(text=TEXTS, encoding=st.sampled_from(UNICODE), bom=st.booleans())
def test_unicode_comes_back(text: str, encoding: str, bom: bool) -> None:
    data = encode(text, encoding, bom)

    assert decode(data, encoding=encoding) == Decoded(text, encoding, bom)


@given(text=TEXTS, bom=st.booleans())
def test_gb18030_holds_every_text(text: str, bom: bool) -> None:
    assert decode(encode(text, "gb18030", bom), encoding="gb18030").text == text


@given(st.binary())
def test_bytes_that_are_decoded_come_back(data: bytes) -> None:
    try:
        decoded = decode(data)
    except InputError:
        return

    # Big5 has eight characters twice: see the test of it.
    assert decoded.encoding == "cp950" or encode(*decoded) == data


@pytest.mark.parametrize("encoding", UNICODE)
def test_mark_is_kept_and_is_no_text(encoding: str) -> None:
    data = encode("\r\n通知", encoding, bom=True)

    assert decode(data) == Decoded("\r\n通知", encoding, bom=True)


def test_mark_alone_is_an_empty_text() -> None:
    assert decode(codecs.BOM_UTF8) == Decoded("", "utf-8", bom=True)
    assert encode("", "utf-8", bom=True) == codecs.BOM_UTF8


def test_empty_file_is_an_empty_text() -> None:
    assert decode(b"") == Decoded("", "utf-8", bom=False)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "cp950"),
        (SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED, "utf-16-be"),
        ("a\n", "utf-16-le"),
        ("a\n", "utf-16-be"),
        ("会议纪要", "gb18030"),
        ("會議紀要", "cp950"),
    ],
)
def test_encoding_is_told_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == Decoded(text, encoding, bom=False)


def test_line_ends_and_controls_stay() -> None:
    text = "甲\r乙\r\n丙\n丁\v戊\f己\x85庚\u2028辛"

    assert decode(text.encode()).text == text


@pytest.mark.parametrize("data", [b"\0", b"\x7fELF\2\1\1\0\0\0\0\0", b"PNG\0\0\0\rIHDR\0\0"])
def test_nulls_make_a_binary_file(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^二进制文件$"):
        decode(data)


def test_half_a_code_unit_is_refused() -> None:
    with pytest.raises(InputError, match="UTF-16 的字节数应是 2 的倍数"):
        decode("通知".encode("utf-16")[:-1])


@pytest.mark.parametrize("text", ["déjà vu", "Привет, мир"])
def test_other_scripts_are_refused(text: str) -> None:
    encoding = "latin-1" if text.startswith("d") else "cp1251"

    with pytest.raises(InputError, match="全文也不是别的中文编码，无法解码"):
        decode(text.encode(encoding))


@pytest.mark.parametrize("data", ["检查".encode("gb18030"), "偙傟偼僥僗僩".encode("gb18030")])
def test_tie_and_nonsense_ask_for_the_encoding(data: bytes) -> None:
    with pytest.raises(InputError, match="--encoding"):
        decode(data)


@pytest.mark.parametrize("name", ["GBK", "gb2312", "cp936", "GB18030"])
def test_names_for_simplified_mean_the_widest_code(name: str) -> None:
    data = "“·—”镕".encode("gb18030")

    assert decode(data, encoding=name) == Decoded("“·—”镕", "gb18030", bom=False)


def test_name_overrides_what_is_plausible() -> None:
    data = "会议纪要".encode("gb18030")

    assert decode("會議紀要".encode("big5"), encoding="big5").encoding == "cp950"
    assert decode(data, encoding="utf-16").text != "会议纪要"


@pytest.mark.parametrize("name", ["utf-16", "UTF16"])
def test_mark_chooses_the_byte_order_of_the_encoding_named(name: str) -> None:
    data = encode("通知", "utf-16-be", bom=True)

    assert decode(data, encoding=name) == Decoded("通知", "utf-16-be", bom=True)


@pytest.mark.parametrize("name", ["gkb", "hex", "rot13", ""])
def test_unknown_encoding_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="没有这种编码"):
        decode(b"", encoding=name)


def test_encoding_named_must_hold() -> None:
    with pytest.raises(InputError, match="第 3 字节（0xFF）不是 UTF-8，无法解码"):
        decode(b"ab\xff", encoding="utf-8")


@pytest.mark.parametrize(
    ("data", "line", "cause"),
    [
        ("各单位要认真落实\n".encode() * 2 + b"\xff\n", 3, "第 51 字节（0xFF）不是 UTF-8"),
        ("各单位要认真落实\r\n".encode("gbk") + b"\xb8\n", 2, "第 19 字节（0xB8）不是 GB18030"),
        ("各單位要認真落實\r".encode("big5") + b"\xff\n", 2, "第 18 字节（0xFF）不是 Big5"),
        ("\ufeff一\n二".encode()[:-1], 2, "第 8 字节（0xE4）不是 UTF-8"),
        ("\ufeff一\n".encode("utf-16-le") + b"\x00\xdc", 2, "第 7 字节（0x00）不是 UTF-16"),
        (b"a\n\xff", 2, "第 3 字节（0xFF）不是 UTF-8"),
    ],
)
def test_undecodable_byte_is_told_with_its_line(data: bytes, line: int, cause: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data)

    assert str(caught.value).startswith(cause)
    assert caught.value.line == line


def test_character_outside_the_encoding_is_named() -> None:
    with pytest.raises(InputError, match="“镕”不能用 Big5 编码写出"):
        encode("镕", "cp950", bom=False)


def test_second_code_of_a_big5_character_does_not_come_back() -> None:
    decoded = decode(b"\xa2\xcc", encoding="big5")

    assert decoded.text == "十"
    assert encode(*decoded) != b"\xa2\xcc"
