"""Rules on typesetting: their findings in a Word file, and the profile that has them on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kanwu.cli.main import main
from kanwu.config.config import Config, command_line
from tests.shipped import RULES
from tests.test_docx import field, paragraph, run, table, word
from tests.test_docx_typeset import STYLES, TITLE, style

WHOLE = paragraph(run("关于做好山塘清淤工作的通知", TITLE)) + paragraph("各乡镇人民政府：")
SENTENCE = "为保障春灌用水，现就山塘清淤工作通知如下，请结合实际抓好落实。"


def checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, *options: str
) -> list[str]:
    """The findings in a Word file, as lines."""
    (tmp_path / "a.docx").write_bytes(data)
    main(["check", "--isolated", "--output-format", "concise", *options, str(tmp_path / "a.docx")])
    lines = capsys.readouterr().out.splitlines()[:-1]
    return [line.removeprefix(str(tmp_path)) for line in lines]


def test_flaws_of_typesetting_are_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letter = '<w:sectPr><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="1440" w:left="1588"/></w:sectPr>'
    text = paragraph(SENTENCE, form=style("b") + '<w:spacing w:line="400" w:lineRule="exact"/>')
    heading = paragraph("一、查清底数", form=style("b"))
    number = paragraph(run("第", TITLE), field("PAGE", "1"))
    body = WHOLE + text + heading + paragraph("立即落实。", form=letter) + paragraph("附")
    data = word(body, styles=STYLES, footer=number)

    assert checked(tmp_path, capsys, data, "--profile", "gongwen", "--select", "LT") == [
        "/a.docx:1:1: 警告 LT001 公文用纸应为A4（210×297毫米），这里设成215.9×279.4毫米 [正文第 1 段]",
        "/a.docx:1:1: 警告 LT002 上边距是25.4毫米，应为37毫米 [正文第 1 段]",
        "/a.docx:1:1: 警告 LT004 公文标题一般用2号小标宋体，这里是2号宋体 [正文第 1 段]",
        "/a.docx:4:1: 警告 LT006 “一、”一层的标题一般用3号黑体，从这里起是3号仿宋 [正文第 4 段（标题“一、查清底数”）]",
        "/a.docx:7:2: 提示 LT009 公文页码一般用4号宋体数字，左右各放一条一字线；这里左右应各有一条一字线 [页脚]",
    ]


def test_typesetting_is_read_for_the_profile_gongwen_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = word(WHOLE + table(("甲",)) + paragraph(SENTENCE))
    monkeypatch.delitem(sys.modules, "kanwu.readers.docx.typesetting", raising=False)

    assert checked(tmp_path, capsys, data) == []
    assert "kanwu.readers.docx.typesetting" not in sys.modules
    assert checked(tmp_path, capsys, data, "--profile", "gongwen") != []
    assert "kanwu.readers.docx.typesetting" in sys.modules


def test_profile_gongwen_is_publish_with_the_rules_on_typesetting() -> None:
    publish, gongwen = (
        {rule.code for rule in Config((command_line("", profile=one),)).rules_for("a.docx", RULES)}
        for one in ("publish", "gongwen")
    )

    assert gongwen - publish == {rule.code for rule in RULES if rule.family == "typesetting"}
    assert publish < gongwen
