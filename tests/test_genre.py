"""The genre of a document and its parts; `tests/genres` has a page of each genre."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from kanwu.document import Block, Document
from kanwu.structure.genre import GENRES, genre
from kanwu.structure.regions import PARTS, genre_name, is_in, parts
from kanwu.text import Span

PAGES = Path(__file__).parent / "genres"
GENRE_OF_PAGE = {path.stem: path.stem for path in PAGES.glob("*.txt")} | {"paper": "form"}


def page(name: str) -> Document:
    return Document(f"{name}.txt", (PAGES / f"{name}.txt").read_text("utf-8"))


def quoted(document: Document, name: str) -> list[str]:
    """The texts of the parts, each by its first line and its last."""
    texts = (document.text[slice(*span)].split("\n") for span in parts(document, name))
    return [f"{lines[0].strip()} … {lines[-1].strip()}" for lines in texts]


@pytest.mark.parametrize("name", GENRE_OF_PAGE)
def test_genre_of_a_page(name: str) -> None:
    assert genre_name(page(name)) == GENRE_OF_PAGE[name]


def test_every_genre_has_a_page() -> None:
    assert {*GENRE_OF_PAGE.values()} == {*GENRES, "unknown"}


def test_genre_is_known_by_a_line() -> None:
    document = page("contract")
    found = document.once(genre)

    assert found is not None
    assert document.text[slice(*found.sign)] == "渠道管护服务合同"


QUOTING = """
某县渠道管理情况报告

检查发现，有的单位没有执行《某县灌区管理办法》。该办法规定：

第三条　县水利局负责全县灌区的监督管理。

第四条　管护责任人应当履行下列职责：
（一）定期巡查渠道；
（二）及时报告险情。

第五条　任何单位和个人不得在渠道管理范围内取土。

东灌区管理站没有建立巡查台账，有的渠段半年没有巡查。西灌区有人在渠道边取土，管理站没有制止，也没有报告。

建议责令两个管理站限期整改，逐段建立台账，每月通报一次巡查情况，年底之前由县水利局组织验收。
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (QUOTING, "report"),
        (
            "某县合同管理工作总结\n\n一年来，甲方、乙方按约定履行合同的占九成。\n"
            + "个别项目甲方付款不及时，乙方停工待料，甲方、乙方都有损失。\n" * 3,
            "report",
        ),
        (
            "关于填报农机购置补贴申请表的通知\n\n各乡镇人民政府：\n\n请于5月8日前填报申请表，"
            "由申请人签字，乡镇盖章。\n\n某县农业农村局\n2023年4月20日\n",
            "official",
        ),
        (
            "某县招标投标情况报告\n\n招标人、投标人、评标专家都要遵守纪律。\n"
            "开标时投标人应当到场，评标由采购人组织。\n",
            "report",
        ),
        ("会议记录怎样写\n\n会议记录要写明时间、地点、主持人、出席人和议题。\n", "guide"),
        ("春灌期间注意事项\n\n各站要逐段巡查，防止漏水。\n", "unknown"),
        (
            "关于印发《公文编写规范》的通知\n\n各乡镇人民政府：\n\n请遵照执行。\n\n某县人民政府\n2023年4月20日\n",
            "official",
        ),
        ("某县接口管理规定说明\n\n一、接口\n系统通过接口传送数据。\n", "unknown"),
        ("论文评审意见\n\n摘要清楚，参考文献齐全，关键词恰当。\n", "unknown"),
        ("第一条　甲\n\n" + "今年以来，全县水利工作稳步推进。\n" * 20, "unknown"),
        ("", "unknown"),
    ],
)
def test_near_miss_is_of_no_other_genre(text: str, expected: str) -> None:
    assert genre_name(Document("", text)) == expected


def test_clauses_that_a_report_quotes_are_parts() -> None:
    document = Document("", QUOTING)

    assert quoted(document, "law") == []
    assert quoted(document, "quoted-clause") == [
        "第三条　县水利局负责全县灌区的监督管理。 … 第三条　县水利局负责全县灌区的监督管理。",
        "第四条　管护责任人应当履行下列职责： … （二）及时报告险情。",
        "第五条　任何单位和个人不得在渠道管理范围内取土。 … 第五条　任何单位和个人不得在渠道管理范围内取土。",
    ]


def test_parts_of_a_notice_with_a_form() -> None:
    document = page("official")

    assert quoted(document, "signature") == ["某县人民政府 … 2023年3月15日"]
    assert [text[:2] for text in quoted(document, "attachment")] == ["附件"]
    assert quoted(document, "form") == ["渠道管护责任登记表 … 填报日期：　　年　　月　　日"]


def test_law_that_a_notice_attaches_is_a_part() -> None:
    clauses = "".join(f"第{number}条　渠道由管理站管护。\n" for number in "一二三四五六")
    text = (
        f"关于印发灌区管理办法的通知\n\n各乡镇人民政府：\n\n现印发给你们，请遵照执行。\n\n{clauses}"
    )
    document = Document("", text)

    assert genre_name(document) == "official"
    assert quoted(document, "law") == ["第一条　渠道由管理站管护。 … "]
    assert is_in(document, Span(text.index("第二条"), len(text) - 1), ["law"])
    assert not is_in(document, Span(0, 5), ["law"])


def test_contract_in_a_tender_ends_with_its_signing() -> None:
    contract = (PAGES / "contract.txt").read_text("utf-8")
    tender = (PAGES / "tender.txt").read_text("utf-8")
    document = Document(
        "", f"{tender}\n第四章　合同\n\n{contract}\n第五章　采购需求\n量水设施二十处。\n"
    )

    assert genre_name(document) == "tender"
    assert quoted(document, "contract") == ["渠道管护服务合同 … 乙方（盖章）：甲公司"]


def test_contract_with_blanks_everywhere_is_a_form() -> None:
    blank = page("contract")
    filled = Document("", blank.text)
    for word in (
        "甲公司",
        "2023年5月1日",
        "2024年4月30日",
        "三十六万",
        "九万",
        "五百",
        "万分之三",
        "四份",
        "两份",
    ):
        blank = Document("", blank.text.replace(word, "____"))

    assert parts(blank, "form") == (Span(0, len(blank.text)),)
    assert parts(filled, "form") == ()


def test_blanks_of_a_report_are_no_form() -> None:
    text = "某县水利工作总结\n\n一、投资\n表1　投资情况统计表\n全年完成投资____万元。\n受益农户____户。\n截至____年__月，衬砌渠道____公里。\n"
    document = Document("", text)

    assert genre_name(document) == "report"
    assert parts(document, "form") == ()


def test_references_contents_code_and_tables_are_parts() -> None:
    thesis = page("thesis")
    table = Document("", "甲\t1\t2\n乙\t3\t4\n说明文字。\n")
    cells = Document("", "甲乙", blocks=(Block("cell", Span(0, 1)), Block("code", Span(1, 2))))
    contents = Document("", "目录\n一、概况　1\n二、做法　2\n一、概况\n好。\n")

    assert is_in(
        thesis, Span(thesis.text.index("[2]"), thesis.text.index("[2]") + 3), ["references"]
    )
    assert quoted(table, "table") == ["甲\t1\t2 … "]
    assert (parts(cells, "table"), parts(cells, "code")) == ((Span(0, 1),), (Span(1, 2),))
    assert is_in(Document("", '运行print("好")即可。'), Span(0, 1), ["code"])
    assert quoted(contents, "contents") == ["目录 … 二、做法　2"]


def test_word_of_a_marked_heading_names_the_genre() -> None:
    text = "今年以来，全县水利工作稳步推进，各项任务如期完成，群众比较满意。\n水利工作总结\n"
    heading = Block("heading", Span(text.index("水利工作总结"), len(text) - 1), 1)

    assert genre_name(Document("", text)) == "unknown"
    assert genre_name(Document("", text, blocks=(heading,))) == "report"


@pytest.mark.parametrize(
    "text",
    [
        "附件1\n",
        "第一条　好\n",
        "第一条\n第九条\n",
        "渠道合同\n甲方：甲\n乙方：乙\n",
        "甲方（盖章）：\n渠道合同\n",
        "申请表\n姓名：____\n",
        "申请表\n",
        "□（　　）____\n",
        "甲\t乙\t丙\n",
        "甲\t" * 20,
        "摘要\n关键词\n",
        "上一篇\n首页\n",
        "某县水利局\n2023年5月8日\n",
        "参考文献\n[1] 高某. 渠道[M]. \n",
        "第一章\n（一）好\n",
        "关于合同的申请的报告" * 10,
        "目录\n",
        "　" * 50,
    ],
)
def test_time_grows_with_the_text(text: str) -> None:
    def seconds(size: int) -> float:
        document = Document("", text * (size // len(text)))
        begin = process_time()
        document.once(genre)
        for name in PARTS:
            parts(document, name)
        return process_time() - begin

    seconds(1000)  # compiles the expressions
    small, large = (min(seconds(size) for _ in range(2)) for size in (20_000, 160_000))

    assert large < 24 * max(small, 0.005)
