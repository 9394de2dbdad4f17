"""The terms of a house: from the configuration and term files to findings."""

from __future__ import annotations

import pytest

from kanwu.catalogue import load as catalogue
from kanwu.config.config import read
from kanwu.document import Document
from kanwu.engine.ruleset import Ruleset
from kanwu.errors import ConfigError
from kanwu.session import files

SHIPPED = files.read_rules(files.builtin_rules())
KNOWN = catalogue.load(
    [("rules", {path: SHIPPED[path] for path in SHIPPED if "TM011" in path or "PH001" in path})]
)
FILE = """wrong\tright\tnote\tregex
# 机构
旧称局\t新称局\t2024年更名\t
(?P<n>\\d+)号大棚\t{n}号日光温室\t\t是
某词\t\t不宜使用\t
"""


def found(text: str, config: str, **others: str) -> list[str]:
    settings = read("/r/kanwu.toml", config, lambda path: others[path.rpartition("/")[2]])
    rules = Ruleset(settings.rules_for("/r/a.txt", KNOWN), protected=settings.terms.protected)
    return [finding.message() for finding in rules.lint(Document("a.txt", text)).findings]


def test_table_in_the_configuration_gives_terms() -> None:
    config = '[terms.replace]\n"防爆网" = "防雹网"\n"县委县政府" = { right = "县委、县政府", note = "顿号" }'

    assert found("防爆网由县委县政府出资。", config) == [
        "“防爆网”应作“防雹网”",
        "“县委县政府”应作“县委、县政府”（顿号）",
    ]


def test_file_gives_terms() -> None:
    config = '[terms]\nfiles = ["terms.tsv"]'

    assert found("旧称局查看3号大棚，某词。", config, **{"terms.tsv": FILE}) == [
        "“旧称局”应作“新称局”（2024年更名）",
        "“3号大棚”应作“3号日光温室”",
        "“某词”不用（不宜使用）",
    ]


def test_configuration_overrides_its_files() -> None:
    config = '[terms]\nfiles = ["terms.tsv"]\n[terms.replace]\n"旧称局" = "新局"'

    assert found("旧称局。", config, **{"terms.tsv": FILE}) == ["“旧称局”应作“新局”"]


def test_name_is_written_one_way() -> None:
    config = '[terms]\nnames = ["“村账·镇管”制度"]'

    assert found("推行村账镇管制度和“村账·镇管”制度。", config) == [
        "“村账镇管制度”应作““村账·镇管”制度”"
    ]


def test_nothing_is_found_in_protected_phrases() -> None:
    assert found("XX计划投资XX万元。", "") == ["占位符“XX”尚未填写"] * 2
    assert found("XX计划投资XX万元。", '[terms]\nprotected = ["XX计划"]') == ["占位符“XX”尚未填写"]


@pytest.mark.parametrize(
    "file",
    [
        "错误写法\t正确写法\t说明\n旧称局\t新称局\t更名，见通知\n",
        '\n错误写法,正确写法,说明,,\n旧称局,新称局,"更名，见通知",,\n,,,,\n',
        'wrong, right, note\r\n"旧称局",新称局,更名，见通知\r\n',
        "wrong\tright\t备注\t改法\n旧称局\t新称局\t更名，见通知\t不提供\n",
    ],
)
def test_term_file_may_have_commas_and_chinese_columns(file: str) -> None:
    config = '[terms]\nfiles = ["t.csv"]'

    assert found("旧称局。", config, **{"t.csv": file}) == ["“旧称局”应作“新称局”（更名，见通知）"]


def test_quotes_of_excel_are_no_words() -> None:
    table = 'wrong\tright\n"甲,乙"\t甲、乙\n"某""办"""\t某“办”\n"丙"\t“丙”\n'

    assert found('甲,乙，某"办"，"丙"', '[terms]\nfiles = ["t.tsv"]', **{"t.tsv": table}) == [
        "“甲,乙”应作“甲、乙”",
        '“某"办"”应作“某“办””',
        '“"丙"”应作““丙””',
    ]


@pytest.mark.parametrize(
    ("file", "cause"),
    [
        (
            "甲\t乙\n丙\t丁\n",
            "/r/t.tsv:1: 术语文件首行应有 wrong 和 right（或错误写法、正确写法）两列",
        ),
        ('wrong,right\n甲,乙\n"丙,丁\n', "/r/t.tsv:3: 引号不成对"),
        ("wrong\tright\n甲\t乙\n\n\t丁\n", "/r/t.tsv:4: wrong 一列是空的"),
        ("wrong,right,fix\n甲,乙,随便\n", "/r/t.tsv:2: fix 不能是 随便"),
        ("wrong\tright\n\t乙\n", "/r/t.tsv:2: wrong 一列是空的"),
        ("wrong\tright\n甲\t甲\n", "/r/kanwu.toml: terms 里“甲”改成了它自己"),
        ("wrong\tright\tregex\n(甲\t乙\t是\n", "terms: 模式不成立"),
    ],
)
def test_wrong_file_is_refused_in_one_line(file: str, cause: str) -> None:
    with pytest.raises(ConfigError if "/r/" in cause else Exception) as caught:
        found("甲", '[terms]\nfiles = ["t.tsv"]', **{"t.tsv": file})

    assert str(caught.value).startswith(cause)


def test_endless_pattern_gives_up() -> None:
    config = "[terms.replace]\n'(甲|甲甲)+乙' = { right = '丙', regex = true }"
    settings = read("/r/kanwu.toml", config, lambda path: "")
    rules = Ruleset(settings.rules_for("a.txt", KNOWN))

    failures = rules.lint(Document("a.txt", "甲" * 200 + "丁乙")).failures

    assert [str(failure) for failure in failures] == ["a.txt: 规则 TM011 超时，未查完"]
