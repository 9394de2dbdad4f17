"""Dialects of Markdown: their syntax is code, and only the words that readers see are mended."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanwu.document import BLANK
from kanwu.engine.fix import fix
from kanwu.readers import open_report
from kanwu.readers.markdown import parse
from tests.commands import ROOT
from tests.shipped import by_default
from tests.test_markdown_fixes import structure

TABLE = tomllib.loads((ROOT / "tests/markdown_syntax.toml").read_text("utf-8"))
WORDS = re.compile("⟦([^⟧]*)⟧")
READ_BUT_KEPT = ("list", "grid table", "definition in a paragraph")
LABELS = "\n\n[标签,一]: https://a.example/b\n"


class Syntax(NamedTuple):
    """A piece of syntax, with ⟦ ⟧ around the words in it that are shown."""

    name: str
    marked: str

    def __str__(self) -> str:
        return f"{self.name}: {self.marked}"

    def with_words(self, words: str) -> str:
        return WORDS.sub(words, self.marked)

    @property
    def kept(self) -> re.Pattern[str]:
        """The syntax, whatever its words."""
        parts = [re.escape(part) for part in WORDS.split(self.marked)[::2]]
        return re.compile(r"[\s\S]*?".join(parts))


def table(part: str) -> list[Syntax]:
    return [Syntax(name, marked) for name, all in TABLE[part].items() for marked in all]


# Words that rules like to mend. They end and begin as words, so that no syntax begins with them.
FLAWED = st.sampled_from(
    [
        *(
            "清淤,补坝",
            "水库(大坝)",
            "共20%,的的",
            "２０年12 万元",
            "自１月,",
            '的“渠道",',
            "渠道;",
        ),
        *("XX镇,", "本期(二期)", "渠道。。", "渠道,,", "AI 工程,", "帐目,", "水电...", "实施了,"),
    ]
)
AROUND_SPANS: dict[str, Callable[[str, str, str], str]] = {
    "paragraph": lambda before, span, after: f"{before}{span}{after}",
    "paragraph, with spaces": lambda before, span, after: f"{before} {span} {after}",
    "paragraph of lines": lambda before, span, after: f"{before}\n{span}\n{after}",
    "heading": lambda before, span, after: f"## {before}{span}{after}",
    "list": lambda before, span, after: f"- {before}{span}\n- {span}{after}",
    "ordered list": lambda before, span, after: f"1. {before}{span}\n\n   {span}{after}",
    "quote": lambda before, span, after: f"> {before}{span}\n> {after}",
    "emphasis": lambda before, span, after: f"**{before}**{span}*{after}*",
    "footnote": lambda before, span, after: f"[^1]: {before}{span}{after}",
    "admonition": lambda before, span, after: f'!!! note "{before}"\n\n    {before}{span}{after}',
}
AROUND_BLOCKS: dict[str, Callable[[str, str, str], str]] = {
    "page": lambda before, block, after: f"{before}\n\n{block}\n\n{after}",
    "lists": lambda before, block, after: f"- {before}\n\n{block}\n\n1. {after}",
    "sections": lambda before, block, after: f"## {before}\n\n{block}\n\n## {after}",
    "tables": lambda before, block, after: (
        f"| 甲 | 乙 |\n|--|--|\n| {before} | {after} |\n\n{block}\n\n> {after}"
    ),
}


def mended(source: str, *, unsafe: bool = False, name: str = "a.md") -> str:
    fixed = fix(open_report(name, source.encode()), by_default(), unsafe=unsafe)
    return fixed.opened.document.text


def _for_marko(source: str) -> str:
    """The source without what GitHub reads otherwise than kanwu.

    It takes a footnote for the address of a link, and the Chinese after an address for its end.
    """
    return re.sub(r"^\[\^[^\]]*\]:|https?://", "甲", source, flags=re.MULTILINE)


def assert_harmless(syntax: Syntax, source: str, *, unsafe: bool) -> None:
    fixed = mended(source, unsafe=unsafe)

    assert len(syntax.kept.findall(fixed)) == len(syntax.kept.findall(source)) > 0
    assert structure(_for_marko(fixed)) == structure(_for_marko(source))
    assert mended(fixed, unsafe=unsafe) == fixed


@settings(deadline=None)
@given(st.sampled_from(table("spans")), st.sampled_from(sorted(AROUND_SPANS)), FLAWED, FLAWED, FLAWED, st.booleans())  # fmt: skip
def test_markdown_and_its_dialects_are_code_where_they_are_code(
    span: Syntax, around: str, before: str, words: str, after: str, unsafe: bool
) -> None:
    source = AROUND_SPANS[around](before, span.with_words(words.replace('"', "")), after) + LABELS

    assert_harmless(span, source, unsafe=unsafe)


@settings(deadline=None)
@given(st.sampled_from(table("blocks")), st.sampled_from(sorted(AROUND_BLOCKS)), FLAWED, FLAWED, FLAWED, st.booleans())  # fmt: skip
def test_blocks_of_dialects_are_code_where_they_are_code(
    block: Syntax, around: str, before: str, words: str, after: str, unsafe: bool
) -> None:
    source = AROUND_BLOCKS[around](before, block.with_words(words.replace('"', "")), after)

    assert_harmless(block, source + "\n", unsafe=unsafe)


@pytest.mark.parametrize("front", table("fronts"), ids=str)
@pytest.mark.parametrize("unsafe", [False, True])
def test_front_matter_of_every_kind_is_code(front: Syntax, unsafe: bool) -> None:
    source = f"{front.marked}\n\n清淤,补坝。\n"

    assert mended(source, unsafe=unsafe) == f"{front.marked}\n\n清淤，补坝。\n"


def code_of(syntax: Syntax) -> Iterator[tuple[str, str]]:
    """Every character of the syntax outside its words, and the same in the prose."""
    source = syntax.with_words("甲")
    prose = parse("", f"{source}{LABELS}").prose
    offset = 0
    for number, part in enumerate(WORDS.split(syntax.marked)):
        if number % 2:
            offset += 1
            continue
        yield from zip(part, prose[offset : offset + len(part)], strict=True)
        offset += len(part)


@pytest.mark.parametrize(
    "syntax", [one for one in table("blocks") if one.name not in READ_BUT_KEPT], ids=str
)
def test_blocks_of_dialects_are_blank_in_prose(syntax: Syntax) -> None:
    shown = "".join(read for written, read in code_of(syntax) if not written.isspace())

    assert shown.strip(BLANK) == ""


@pytest.mark.parametrize("near", table("near"), ids=str)
def test_prose_that_is_nearly_syntax_is_mended_as_in_plain_text(near: Syntax) -> None:
    assert mended(near.marked) == mended(near.marked, name="a.txt") != near.marked


def test_escaped_brackets_stay_and_the_words_in_them_are_mended() -> None:
    source = "按\\(其一,其二\\)办,照改。"

    assert mended(source) == "按\\(其一，其二\\)办，照改。"


def test_mark_that_ends_a_tag_stays() -> None:
    source = "#水利,清淤,补坝。见 #年度/总结;照改;好。\n"

    assert mended(source) == "#水利,清淤，补坝。见 #年度/总结;照改；好。\n"


def test_formula_before_fullwidth_digits_stays_a_formula() -> None:
    source = "取$\\{甲,乙\\}$２０次,照改。\n"

    assert mended(source) == source
