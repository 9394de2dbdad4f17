"""Source code in a text is no prose; what only looks like it is."""

from __future__ import annotations

from time import process_time

import pytest

from kanwu.readers import open_text
from kanwu.readers.source_code import stretches

PROGRAMS = {
    "a function": 'function show(name) {\n  // 显示名称，单位为“个”\n  alert("共" + name + "个");\n}',
    "a class": "public class Dam {\n    private int height; // 坝高\n    /*\n     从表中取得坝高，\n     并返回。\n     */\n    return this.height;\n}",
    "one statement": '$("#dam").show();',
    "a query": "SELECT name, height FROM dams WHERE county = '甲县'",
    "JSON": '"name": "甲水库",\n"height": 30,\n"built": {\n"year": 1990\n}',
    "a page": '<div class="dam">\n  全选\n  <input type="checkbox" id="all" />\n</div>',
    "a shell": "$ git merge dev",
    "Python": "def height(dam):\n    return dams[dam]\nimport os\nfrom dams import height",
    "a style": "#dam{width:100px;height:100px;}\nborder:1px solid #ddd;",
    "MATLAB": "if strcmp(name(i+1,1),'甲 坝顶') == 1\n    count(2) = sum(2) + 1;",
    "a list": "var names = [\n'<li>甲</li>',\n'<li>乙</li>',\n];",
    "a doc string": 'def height(dam):\n    """取得坝高(米), 不含护栏"""\n    print(dam)\ndef width(dam):\n    """\n    取得坝宽, 单位: 米\n    """\n    print(f"宽: {dam}")',
    "columns of a query": "SELECT dam_name AS 名称,\n       height AS 坝高,\n       CASE county WHEN 1 THEN '甲县' ELSE '乙县' END AS 县\n  FROM dams;",
    "columns of a table": "`name` varchar(20) NOT NULL COMMENT '名称',\n`height` int unsigned DEFAULT 0 COMMENT '坝高, 米',\nPRIMARY KEY (`name`)",
    "results in comments": 'proxy.name // "甲水库, 乙水库"\n"xxx".padStart(2, "ab") // "补足: 两位"',
    "rows of data": "rows = [\n    ('甲水库', 30, 70),\n    ('乙水库', 20, 10),\n]\nbest = ('甲水库', 30)\nsheet['E1'] = '坝高, 米'",
    "C": "#include <stdio.h>\nint main(void)\n{\n    return 0;\n}",
}
TEXTS = [
    "<<<<<<< HEAD",
    ">>>>>>> origin/draft",
    "全年完成投资（含配套）30万元；",
    "一、工程概况；\n二、完成情况；",
    "资金来源：（1）县财政；（2）自筹；",
    "<p>全年投资30万元。</p>",
    "投资30万元<br>",
    "甲方（签字）：",
    "[1] Smith J. Dams of the world[J]. Water, 2010, 3(2): 1-5.",
    "Key words: dam; reservoir; safety",
    "表1（单位：万元）",
    "y = ax + b",
    "GDP(PPP)",
    "CPI(%)",
    "Fig.3(a)",
    "if it rains, the dam is closed.",
    "联系人：甲某；电话：0000-0000000；",
    "“水库”“水闸”；",
    "}",
    "更新HTML页面；",
    "附件：1. 名单；",
    "本级（部门）-专项=结余；",
    "C # 语言",
    "FROM: 县水利局",
    "2、 int height = dam.height();",
    "（3）$ git merge dev",
]


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_program_is_no_prose(program: str) -> None:
    text = f"处理办法如下：\n{program}\n以上各行由甲某编写。\n"
    document = open_text("a.txt", text).document
    shown = document.prose.replace("\ufffc", "").strip("\n").split("\n")

    assert [line for line in shown if line] == ["处理办法如下：", "以上各行由甲某编写。"]
    assert len(document.prose) == len(text)
    assert [block.kind for block in document.blocks] == ["code"]


@pytest.mark.parametrize("line", TEXTS)
def test_line_of_a_report_is_prose(line: str) -> None:
    text = f"工作情况如下。\n{line}\n以上各项由甲某负责。\n"

    assert list(stretches(text)) == []


def test_many_lines_with_a_sign_cost_no_more_each() -> None:
    def cost(lines: int) -> float:
        text = "投资<30>\n(a)\n{\n" * lines
        start = process_time()
        list(stretches(text))
        return process_time() - start

    cost(10)
    assert cost(8000) < 16 * cost(1000) + 0.05


def test_heading_between_two_programs_is_prose() -> None:
    text = "public class Dam {\n}\n6.1.5 模型层\npublic class Gate {\n}\n"
    shown = open_text("a.txt", text).document.prose.replace("\ufffc", "").split("\n")

    assert [line for line in shown if line] == ["6.1.5 模型层"]
