"""Texts of reports, right and wrong: pieces, and ways to put them together."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from kanwu.catalogue.proof import unmark
from tests.shipped import RULES

HEADINGS = (
    "一、", "二、总体安排\n", "十一、", "（一）", "（三）抓好落实。", "1.", "1．", "（2）", "①", "⑳", "㉑",
    "第一章　总则\n", "第三条　", "第十二条之一", "附件：1.", "附件2\n", "目　录\n", "# 标题\n", "## 一、\n",
)  # fmt: skip
SERIES = (
    "一是", "二是修路；", "三是", "首先，", "其次，", "最后，", "第一，", "第三，", "其一，", "（1）", "a)", "一方面，",
    "以下四项：", "三个方面", "等5项", "一要", "五要",
)  # fmt: skip
PAIRS = tuple("“”‘’《》〈〉（）()[]［］【】{}「」『』\"'<>＜＞〔〕")
BLANKS = (
    "XX", "XX万元", "20XX年", "×××", "某某", "【请填写】", "[填写]", "____", "＿＿", "……", "TODO", "{{名}}", "${a}", "xxx",
    "○○", "□", "**", "年  月  日", "（此处插入图）", "待定", "？？",
)  # fmt: skip
RESIDUE = (
    "&nbsp;", "&amp;lt;", "<p>", "</div>", "<br/>", "##paidbegin##", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> a\n",
    "ï¼Œ", "锟斤拷", "\ufffd", "Ã¤", "�", "http://a.example/b?c=d", "a@b.example", "第 1 页 共 3 页\n", "- 2 -\n",
    "[1]", "[^1]", "字体：大 中 小", "\\n", "#VALUE!", "#REF!",
)  # fmt: skip
MIXED = (
    "，", ",", "。", ".", "；", ";", "：", ":", "！", "!", "？", "?", "、", "～", "~", "—", "——", "－", "-", "–", "…",
    "１２％", "12%", "ＡＢ", "Ａ", "〇", "％", "·", "•", "／", "/", "\\", "|", "*", "_", "`", "^", "@", "＠", "$", "￥",
)  # fmt: skip
FIGURES = (
    "12%", "3.5亿元", "10-20", "20%～30%", "1，000", "1,000.5", "12,34", "0.5.5", "3/4", "２０２３", "²", "٣", "Ⅳ", "㈠",
    "½", "十", "百千万亿", "一百二十三万", "零", "两", "廿", "千分之", "1:2", "-5℃", "5ｋｍ", "m²", "公斤", "亩", "共10户，其中",
    "比上年下降-3%", "增长了3倍", "2023年2月30日", "二〇二三年", "二零二三年十三月", "2023.13.01", "2023-02-29", "23年", "星期八",
    "25时61分", "2019—2017年", "13800000000", "110101199003070011", "6222020200011111111",
)  # fmt: skip
WORDS = (
    "各村", "全县", "完成投资", "的的", "了", "和", "以及", "等", "基本上全部", "防止不", "通过", "使", "大约", "左右", "涉及到",
    "凯旋归来", "做", "作", "既", "又", "不但", "而且", "县委", "通知", "请示", "特此报告", "此致", "会议纪要", "妥否，请批示。",
    "国发〔2023〕1号", "国发[2023]01号", "关于印发《办法》的通知\n", "各乡镇人民政府：\n", "（联系人：", "壹", "幹部", "裏", "囯",
)  # fmt: skip
STRANGE = (
    "\ud83d", "\udc00", "\udcff", "\u202e", "\u2066", "\u200f", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\0",
    "\x01", "\x07", "\x1b[31m", "\x7f", "\x9b", "\ue000", "\U000f0000", "\U0010ffff", "\uffff", "\ufffc", "\U000e0001",
    "𠮷", "😀", "👨‍👩‍👧", "🇨🇳", "e\u0301", "一\u0332", "\u0300", "字\ufe0f", "邊\U000e0100", "ㄅ", "ᄀ", "한", "ｶﾞ", "が",
    "々", "〆", "ﬁ", "İ", "ß", "㍿", "⿰", "\u3164",
)  # fmt: skip
LINE_ENDS = (
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\v",
    "\f",
    "\x1c",
    "\x1d",
    "\x1e",
    "\x85",
    "\u2028",
    "\u2029",
)
SPACES = (" ", "  ", "\u3000", "\u3000\u3000", "\t", "\u00a0", "\u2003", "\u205f", "\u1680")
MARKDOWN = (
    "```\n", "~~~", "    码", "`", "``", "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n", "- ", "1. ", "> ", "[文](http://a.example)",
    "![图](a.png)", "<!-- kanwu: off PT001 试 -->", "<!-- kanwu: off -->", "<!-- kanwu: on -->", "<!-- kanwu: off-next-line PT -->",
    "<!-- kanwu: off-file PH -->", "<!--", "-->", "---\n", "---\n题: 甲\n---\n", "$a$", "$$", "\\", "[^1]: ", "***", "<script>",
    "</script>", "<a href='", "&#xD800;", "&#0;",
)  # fmt: skip
EXAMPLES = tuple(
    text
    for rule in RULES
    for example in rule.card.examples
    for text in (unmark(example.bad)[0], example.good)
    if text
)
KINDS = (
    HEADINGS, SERIES, PAIRS, BLANKS, RESIDUE, MIXED, FIGURES, WORDS, STRANGE, LINE_ENDS, SPACES, MARKDOWN, EXAMPLES,
)  # fmt: skip

# A text that a file can hold has no halves of surrogates.
any_texts = st.lists(
    st.one_of(*map(st.sampled_from, KINDS), st.text(max_size=4), st.characters(categories=["Cs"])),
    max_size=30,
).map("".join)
texts = any_texts.map(lambda text: text.encode("utf-8", "ignore").decode("utf-8"))


def text(number: int) -> str:
    """A short text, always the same for the number; a hundredth of them say one thing very often."""
    chance = random.Random(number)
    pieces = [chance.choice(chance.choice(KINDS)) for _ in range(chance.randrange(1, 12))]
    if not chance.randrange(100):
        pieces.insert(chance.randrange(len(pieces)), chance.choice(pieces) * chance.randrange(99))
    made = "".join(pieces)
    if not chance.randrange(4):  # torn: a part is left out, or stands twice
        start, end = sorted(chance.randrange(len(made) + 1) for _ in "12")
        made = made[:start] + made[start:end] * chance.choice((0, 2)) + made[end:]
    return made.encode("utf-8", "ignore").decode("utf-8")
