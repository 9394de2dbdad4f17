"""Masked text is shown nowhere: not in messages, excerpts, records or other findings."""

from __future__ import annotations

import json

import pytest

from kanwu.checks.general.pattern import Pattern
from kanwu.document import Document
from kanwu.engine.ruleset import Ruleset
from kanwu.reporters import Style
from kanwu.reporters.json import array
from kanwu.reporters.terminal import full
from kanwu.session.lint_file import file_result
from kanwu.session.records import packed, unpacked
from tests.rules import records_of, rule_of

SECRET = "13800001111"
TEXT = f"　　联系人电话{SECRET}，,办公室值班。"


def rules() -> Ruleset:
    number = Pattern(pattern=r"(?P<digits>1\d{10})")
    around = Pattern(pattern=r"电话(?P<number>\d+)，(?P<comma>,)")
    return Ruleset(
        [
            rule_of("ZZ001", "number", "号码", "“{text}”（{digits}）", "", "", number, masked=True),
            rule_of("ZZ002", "around", "标点", "{number}后标点重复", "", "", around),
        ]
    )


@pytest.mark.parametrize("reporter", [full, array])
def test_no_reporter_shows_masked_text(reporter: object) -> None:
    findings = records_of(rules().lint(Document("报告.txt", TEXT)).findings)

    shown = "\n".join(reporter(findings, Style()))  # type: ignore[operator]

    assert SECRET not in shown
    assert "138******11" in shown


def test_no_record_holds_masked_text() -> None:
    ready = rules()
    document = Document("报告.txt", TEXT)
    data = packed(file_result(document, ready.lint(document)))

    again = unpacked("报告.txt", data, ready.by_code, None).records

    assert SECRET.encode() not in data
    assert SECRET not in "\n".join(full(again, Style()))
    assert json.loads("".join(array(again, Style())))[1]["text"] == "138******11"


def test_text_of_the_document_stays_unmasked() -> None:
    document = Document("报告.txt", TEXT)
    rules().lint(document)

    assert document.text == TEXT
    assert len(document.shown) == len(TEXT)
