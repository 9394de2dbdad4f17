"""Fixes of Markdown: the structure is the same afterwards; only words differ."""

from __future__ import annotations

import re
from typing import Any

import marko
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marko.ast_renderer import ASTRenderer

from kanwu.engine.fix import fix
from kanwu.readers import open_report
from tests.shipped import by_default

PARSER = marko.Markdown(renderer=ASTRenderer, extensions=["gfm"])
# What the parser tells of an element besides what it is: words, and where they stand.
PLACES = re.compile(r"children|inline_body|\w+_spans?")
FRONT = re.compile(r"---\n.*?\n---\n", re.DOTALL)

# Words with what rules like to mend in them.
WORDS = st.lists(
    st.sampled_from(
        [
            *("渠道", "清淤", "工作", "全县", "XX", "20", "3", "12 万元", "5%", "的的", "AI"),
            *(
                ",",
                ".",
                "(",
                ")",
                ";",
                ":",
                "!",
                "?",
                "...",
                "“",
                "”",
                "‘",
                '"',
                "《",
                "》",
                "、",
                "。",
            ),
            *("，", "；", " ", "　", "&nbsp;", "２０", "—", "-", "：", "，，", "。。", "\u200b"),
        ]
    ),
    min_size=1,
    max_size=8,
).map("".join)
SPAN = st.one_of(
    WORDS,
    st.builds("**{}**".format, WORDS),
    st.builds("*{}*".format, WORDS),
    st.builds("~~{}~~".format, WORDS),
    st.builds("`{}`".format, WORDS),
    st.builds("[{}](https://a.b/c,d?e=(1))".format, WORDS),
    st.builds("[{}](</甲,乙.md> '题 ,')".format, WORDS),
    st.builds("![{}](图,1.png)".format, WORDS),
    st.builds("<span title='{}'>{}</span>".format, st.just("甲,乙"), WORDS),
    st.just("<https://a.b/c,d>"),
    st.just(" https://a.b/c?d=1,2 "),
    st.just("<!-- 甲,乙 -->"),
    st.just("\\*"),
    st.just("&amp;"),
)
LINE = st.lists(SPAN, min_size=1, max_size=4).map("".join)
CELL = LINE.map(lambda text: text.replace("|", ""))
ROW = st.builds("| {} | {} |".format, CELL, CELL)
BLOCK = st.one_of(
    LINE,
    st.builds("{}\n{}".format, LINE, LINE),
    st.builds("{}  \n{}".format, LINE, LINE),
    st.builds("{} {}".format, st.sampled_from(["#", "##", "######"]), LINE),
    st.builds("{}\n===".format, LINE),
    st.builds("- {}\n- {}\n  - {}".format, LINE, LINE, LINE),
    st.builds("1. {}\n3. {}".format, LINE, LINE),
    st.builds("> {}\n> {}".format, LINE, LINE),
    st.builds("```\n{}\n```".format, LINE),
    st.builds("    {}".format, LINE),
    st.builds("<div>\n{}\n</div>".format, LINE),
    st.builds("| 甲,乙 | 丙 |\n|:-|-:|\n{}\n{}".format, ROW, ROW),
    st.just("***"),
)
FRONT_MATTER = st.sampled_from(["", "---\ntitle: 甲,乙(丙)\n---\n", "---\na: 'b,,c'\n---\n\n"])
MARKDOWN = st.builds(
    lambda front, blocks: front + "\n\n".join(blocks) + "\n",
    FRONT_MATTER,
    st.lists(BLOCK, min_size=1, max_size=4),
)


def structure(source: str) -> object:
    """All but the words: elements, addresses of links, code, HTML, front matter."""
    front = FRONT.match(source)
    body = source[front.end() :] if front else source
    return front and front[0], _shape(PARSER(body))


def _shape(element: Any) -> object:
    """The element without its words."""
    if not isinstance(element, dict):
        return element
    kind = element["element"]
    if kind in ("raw_text", "literal"):
        return "words"
    about = {key: value for key, value in element.items() if not PLACES.fullmatch(key)}
    children = element.get("children", "")
    if isinstance(children, str):  # code and HTML
        return kind, about, children
    shapes = [_shape(child) for child in children]
    return kind, about, [shape for shape in shapes if shape != "words"]


def mended(source: str, *, unsafe: bool) -> str:
    return fix(
        open_report("a.md", source.encode()), by_default(), unsafe=unsafe
    ).opened.document.text


@settings(deadline=None)
@given(MARKDOWN, st.booleans())
def test_fault_34_structure_is_the_same_but_for_the_words(source: str, unsafe: bool) -> None:
    assert structure(mended(source, unsafe=unsafe)) == structure(source)


def test_fix_that_would_end_an_emphasis_is_left_out_alone() -> None:
    source = "其中，*&nbsp;&nbsp;已拨付*。\n\n清淤,补坝。\n"

    assert mended(source, unsafe=True) == "其中，*&nbsp;&nbsp;已拨付*。\n\n清淤，补坝。\n"


@pytest.mark.parametrize("numeral", ["２０. ", "２０) ", "１２. "])
@pytest.mark.parametrize("unsafe", [False, True])
def test_fix_that_would_make_a_list_is_left_out_alone(numeral: str, unsafe: bool) -> None:
    source = f"清淤,补坝。\n\n{numeral}渠道全部完工。\n"

    assert mended(source, unsafe=unsafe) == source.replace(",", "，")


def test_fix_in_a_list_leaves_the_list() -> None:
    source = "20. 清淤,补坝。\n21. 共１２处。\n"

    assert mended(source, unsafe=False) == "20. 清淤，补坝。\n21. 共12处。\n"
