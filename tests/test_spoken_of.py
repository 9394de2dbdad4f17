"""Code, markup and marks that a sentence speaks of are no flaws; those left behind are."""

from __future__ import annotations

from time import process_time

import pytest

from kanwu.document import Document
from kanwu.structure.spoken_of import is_spoken_of
from kanwu.text import Span

SPOKEN_OF = (
    "在正文中插入⟦<br/>⟧即可换行。",
    "用<ul>、⟦<ol>⟧和<li>列出各项。",
    "以⟦<p>⟧开头，以</p>结尾。",
    "换行写作“⟦<br>⟧”。",
    "用&lt;和⟦&gt;⟧转义。",
    "爬虫逐个读取⟦<li>⟧。",
    "标题加⟦<b>⟧标签。",
    "接口的参数⟦{userId}⟧必填。",
    "格式符⟦%s⟧代表字符串。",
    "模板语法⟦{{ }}⟧绑定数据。",
    "日志中的写法为%s和⟦%d⟧，不要改动。",
    "取用户.get_name⟦(⟧姓名)的值。",
    "调用save(文件⟦, ⟧编码)保存。",
    "方法为 public void 保存(String 名称⟦, ⟧int 数量)。",
    '执行 grep ⟦"⟧日志" 查看。',
    "写作font-family: 宋体, serif⟦;⟧即可。",
    "由键值对(键⟦, ⟧值)组成。",
    "集合{甲⟦, ⟧乙}有两个元素。",
    "收到水价报告⟦(⟧终稿).pdf一份。",
    "键盘上的“⟦[⟧”键。",
    "半角逗号⟦(⟧,)应改为全角。",
    "引用用⟦?⟧分隔参数。",
    "扩展运算符⟦...⟧展开数组。",
    "口令含有⟦!⟧@#$%^等符号。",
    '用⟦"⟧号括起来。',
)
USED = (
    "各村要高度重视。⟦<br>⟧各站所要配合。",
    "负责人⟦<br>⟧联系电话",
    "<p>县水利局负责。⟦</p>⟧",
    "各镇要在⟦<b>⟧月底</b>之前报送。",
    "县财政局⟦&nbsp;⟧县审计局",
    "共受理⟦%d⟧件，办结率为%s。",
    "现将⟦${title}⟧函告如下。",
    "测算GDP⟦(⟧生产总值)。",
    "填写user_name⟦(⟧用户名)。",
    "养老服务站⟦(⟧含分站, 不含在建)120个。",
    "要充分发挥作用⟦,⟧作为重点。",
    "“三新”⟦、⟧“两重”建设。",
    '以⟦"⟧为民清廉"为主题。',
    "项目共120个⟦;⟧其余在建。",
    "落实编号⟦;⟧",
    "这样那样⟦......⟧的情况。",
    '推行⟦"⟧网格化"管理;',
    "坚持“四不两直⟦“⟧、”双随机”检查。",
)


def place(marked: str) -> tuple[Document, Span]:
    before, text, behind = marked.replace("⟧", "⟦").split("⟦")
    return Document("", before + text + behind), Span(len(before), len(before) + len(text))


@pytest.mark.parametrize("marked", SPOKEN_OF)
def test_what_a_sentence_speaks_of(marked: str) -> None:
    assert is_spoken_of(*place(marked))


@pytest.mark.parametrize("marked", USED)
def test_what_a_text_uses_or_left_behind(marked: str) -> None:
    assert not is_spoken_of(*place(marked))


@pytest.mark.parametrize(
    "part", ["a(", "a.b", "<a ", "'a", "[甲,", "{{", "a-b:", "git -m ", "、;", "“（", "(甲).", "&a"]
)
def test_long_paragraph_costs_no_more_a_character(part: str) -> None:
    def cost(length: int) -> float:
        document = Document("", part * (length // len(part)))
        start = process_time()
        for offset in range(0, length - 20, length // 20):
            is_spoken_of(document, Span(offset, offset + 1))
        return process_time() - start

    cost(100)
    assert cost(80_000) < 16 * cost(10_000) + 0.1
