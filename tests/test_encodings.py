"""One report in every encoding and with every kind of line end: the findings are the same."""

from __future__ import annotations

import codecs
import re
from itertools import cycle

import pytest

from kanwu.readers import open_report
from tests.commands import ROOT
from tests.shipped import by_default

REPORTS = {path.stem: path.read_text("utf-8") for path in (ROOT / "samples").glob("*.txt")}
TRADITIONAL = (
    "關於加強灌溉渠道管護工作的報告\n\n"
    "　　一、全年清淤渠道XX公里,受益農戶(含脫貧戶）三千餘戶。。\n"
    "　　三、下一步,要按照《灌溉渠道管護辦法》的要求，做到「修管並重」，確保春灌用水．\n"
    "　　四、以上報告，請查照辦理&nbsp;\n"
)
MARKS = {
    "utf-8": b"",
    "utf-8-sig": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "gb18030": b"",
}
ENDS = {"LF": ("\n",), "CRLF": ("\r\n",), "CR": ("\r",), "mixed": ("\r\n", "\n", "\r", "\n")}
Found = tuple[str, tuple[int, int], tuple[int, int], str]


def found(data: bytes) -> list[Found]:
    """The findings: code, where they begin and end, and the text without line ends.

    That line ends are mixed is found only where they are; it is the only such rule.
    """
    document = open_report("a.txt", data).document
    return [
        (
            one.code,
            document.position(one.span.start),
            document.position(one.span.end),
            re.sub(r"\s*[\r\n]\s*", "↵", one.text),
        )
        for one in by_default().lint(document).findings
        if one.code != "LY008"
    ]


def encoded(text: str, encoding: str, ends: str) -> bytes:
    several = cycle(ENDS[ends])
    text = re.sub("\n", lambda _: next(several), text)
    return MARKS[encoding] + text.encode(encoding.removesuffix("-sig"))


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("ends", ENDS)
@pytest.mark.parametrize("encoding", MARKS)
def test_encoding_and_line_ends_change_no_finding(name: str, encoding: str, ends: str) -> None:
    plain = found(encoded(REPORTS[name], "utf-8", "LF"))

    assert len(plain) > 9
    assert found(encoded(REPORTS[name], encoding, ends)) == plain


@pytest.mark.parametrize("ends", ENDS)
def test_traditional_text_in_big5_reads_as_in_utf_8(ends: str) -> None:
    plain = found(encoded(TRADITIONAL, "utf-8", "LF"))
    data = encoded(TRADITIONAL, "utf-8", ends).decode().encode("big5")

    assert {"PH001", "NB001", "PT001", "PR004", "RS002"} <= {code for code, *_ in plain}
    assert found(data) == plain
