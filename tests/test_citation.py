"""Citations: entries of lists of references, whose half-width marks are right."""

from __future__ import annotations

import pytest

from kanwu.context.citation import is_citation
from kanwu.document import Document
from kanwu.engine.fix import fix
from kanwu.readers import open_report
from tests.shipped import by_default

CITATIONS = (
    "[1] 甲某. 农村水利概论. 北京: 水利出版社, 2010.",
    "[2] 甲某, 乙某, 等. 灌区节水潜力分析. 水利学刊, 2019, 30(2): 123-130.",
    "［3］ 县水利局. 渠道管护办法. 2016.",
    "[4] 甲某. 渠道防渗. 水利学刊.",
    "5. 甲某, 乙某. 渠道防渗[J]. 水利学刊, 2017.",
    "甲某. 渠道防渗. 水利书局, 1998.",
    "甲某, 乙某. 渠道防渗. 水利学刊, 第3期.",
    "甲某. 2016. 渠道防渗: 以河西为例. 档案室.",
    "甲某, 乙某 (2017). 渠道防渗: 以河西为例. 县志办.",
    "甲某. 渠道防渗. 兰州: 水利出版社.",
    "①甲某:《渠系规划》,水利出版社2018年版,第12页。",
    "1、甲某、乙某：《渠系规划》，第3章，第45页.",
    "注：参见甲某主编:《渠道管护》,水利学刊2019年第3期.",
    "[7] Smith J, 甲某. Canals in 西北. Water, 2011, 10(1): 1-6.",
)
TEXTS = (
    "1.加强领导. 各镇成立专班, 定期调度.",
    "2023年, 全县新建渠道12公里. 受益农户3000户.",
    "[1] 数据由县统计局提供, 单位为万元.",
    "本书由水利出版社2010年出版, 印数3000册.",
    "其间于2023.5.8召开推进会, 部署春灌. 其余照旧.",
    "附件1：《渠系规划》, 请于年底前修订.",
    "综上所述, 全县完成改造. 其余正在推进.",
)


@pytest.mark.parametrize("text", CITATIONS)
def test_references_without_a_type_mark_are_known(text: str) -> None:
    assert is_citation(Document("", f"正文\n{text}\n"), 6)


@pytest.mark.parametrize("text", TEXTS)
def test_running_text_is_no_reference(text: str) -> None:
    assert not is_citation(Document("", text), 0)


def test_entries_under_the_heading_are_references_up_to_the_next_part() -> None:
    document = Document("", "正文\n主要参考文献：\n丁某. 农村饮水的\n现状\n附录\n表格")

    cited = [is_citation(document, document.text.index(word)) for word in ("正文", "现状", "表格")]

    assert cited == [False, True, False]


@pytest.mark.parametrize(
    "heading",
    [
        "参 考 文 献",
        "六、主要参考文献",
        "第七章 参考文献",
        "附录一 参考文献",
        "[参考文献]",
        "【参考文献】",
        "5.2 规范性引用文件",
        "（三）参考资料：",
        "参考文献(References)",
        "References",
        "文献综述所引文献",
    ],
)
@pytest.mark.parametrize(
    "next_part", ["七、进度安排", "致谢", "6.1 系统结构", "7 总体描述", "第八章 结语"]
)
def test_heading_of_a_list_of_references(heading: str, next_part: str) -> None:
    document = Document("", f"正文\n{heading}\n1 甲某, 渠系规划: 方法, 待刊\n{next_part}\n后文")

    cited = [is_citation(document, document.text.index(word)) for word in ("正文", "甲某", "后文")]

    assert cited == [False, True, False]


def test_no_fix_changes_a_reference() -> None:
    text = "[2] 甲某 ，乙某 。灌区...节水[J]. 水利学刊, 2019, 30(2): 123-130"
    opened = open_report("a.txt", f"{text}\n其余正在推进,年底完成.\n".encode())

    done = fix(opened, by_default(), unsafe=True)

    assert done.opened.document.text == f"{text}\n其余正在推进，年底完成。\n"


@pytest.mark.parametrize("text", CITATIONS)
def test_references_come_back_from_the_safe_fixes_byte_for_byte(text: str) -> None:
    opened = open_report("a.txt", f"各项工作完成.\n{text}\n其余正在推进,年底完成.\n".encode())

    done = fix(opened, by_default(), unsafe=False)

    assert done.opened.document.text == f"各项工作完成。\n{text}\n其余正在推进，年底完成。\n"
