"""Rule files that hold, and the one line that says why one does not."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from kanwu import expressions
from kanwu.catalogue.check_options import with_options
from kanwu.catalogue.load import load
from kanwu.catalogue.proof import prove
from kanwu.check import Check, Hit
from kanwu.checks.fact.sum_mismatch import SumMismatch
from kanwu.checks.general.pattern import Pattern
from kanwu.checks.general.words import Words
from kanwu.document import Document
from kanwu.errors import RuleError
from kanwu.rule import Rule

RULE = """\
title = "多余的空格"
message = "“{text}”多余"
basis = "本单位规定"
why = "空格打断了句子。"

[check]
name = "pattern"
pattern = '甲 乙'

[[example]]
bad = "⟦甲 乙⟧"
good = "甲乙"
"""


def loaded(text: str = RULE, name: str = "HX001-some-flaw.toml", **others: str) -> Rule:
    return load([("house", {f"own/{name}": text, **others})])[0]


def test_file_name_is_the_identity() -> None:
    rule = loaded()

    assert (rule.code, rule.name, rule.family) == ("HX001", "some-flaw", "own")


def test_what_is_not_written_is_as_usual() -> None:
    rule = loaded()

    assert (rule.severity, rule.fix, rule.on, rule.scope) == ("warning", None, True, "prose")
    assert (rule.counts_as, rule.not_for) == ("", ())


def test_rule_says_what_it_counts_as_and_where_it_is_off() -> None:
    text = RULE.replace("basis", 'counts-as = "错别字"\nnot-for = ["pdf"]\nbasis')
    rule = loaded(text)

    assert (rule.counts_as, rule.not_for) == ("错别字", ("pdf",))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('why = "空格打断了句子。"\n', "", "HX001-some-flaw.toml: 缺少 why"),
        ("空格打断了句子。", "", "why 是空的"),
        ('good = "甲乙"\n', "", "缺少 good 例句"),
        ('bad = "⟦甲 乙⟧"\n', "", "缺少 bad 例句"),
        ("pattern = '甲 乙'", "patern = '甲 乙'", ":8: 没有选项 check.patern；是否要写 pattern？"),
        ("pattern = '甲 乙'", "pattern = 3", ":8: 选项 check.pattern 的类型不对：3"),
        ("pattern = '甲 乙'", "pattern = '('", ":8: 模式不成立：missing )"),
        ("pattern = '甲 乙'", "pattern = '甲*'", ":8: 模式不成立：可以匹配空串"),
        ('name = "pattern"', 'name = "patern"', ":7: 没有检查 patern；是否要写 pattern？"),
        ('basis = "本单位规定"', "basis = 9704", ":3: basis 应为加引号的文字，不是整数"),
        ('basis = "本单位规定"', 'sevrity = "error"', "没有 sevrity 这一项；是否要写 severity？"),
        (
            'basis = "本单位规定"',
            'basis = "a"\nseverity = "bad"',
            ":4: severity 不能是 bad；有 error、warning、info",
        ),
        (
            'basis = "本单位规定"',
            'basis = "a"\nseverity = "eror"',
            ":4: severity 不能是 eror；是否要写 error？",
        ),
        (
            'basis = "本单位规定"',
            'basis = "a"\ncounts-as = "错字"',
            ":4: counts-as 不能是 错字；是否要写 错别字？",
        ),
        (
            'basis = "本单位规定"',
            'basis = "a"\nnot-for = ["html", "pfd"]',
            ":4: not-for 不能是 pfd；是否要写 pdf？",
        ),
        ('title = "多余的空格"', "title = 多余", ":1:9: 不是有效的 TOML"),
    ],
)
def test_what_does_not_hold_is_one_line(old: str, new: str, says: str) -> None:
    assert old in RULE
    with pytest.raises(RuleError) as error:
        loaded(RULE.replace(old, new))

    message = str(error.value)
    assert message.startswith("house/own/HX001-some-flaw.toml:")
    assert says in message
    assert "\n" not in message


def test_two_files_with_one_code_are_refused() -> None:
    with pytest.raises(RuleError, match=r"代码 HX001 已用于 house/own/HX001-other\.toml"):
        load([("house", {"own/HX001-some-flaw.toml": RULE, "own/HX001-other.toml": RULE})])


def test_file_name_must_be_a_code_and_a_name() -> None:
    with pytest.raises(RuleError, match="文件名应为"):
        loaded(name="spaces.toml")


def test_family_gives_its_title_to_the_rules_beside_it() -> None:
    family = 'prefix = "HX"\ntitle = "本单位"\n'

    assert loaded(**{"own/family.toml": family}).family_title == "本单位"
    assert loaded(**{"other/family.toml": family}).family_title == ""
    assert loaded().family_title == ""


@pytest.mark.parametrize(
    ("family", "says"),
    [
        (
            'prefix = "HY"\ntitle = "本单位"\n',
            "HX001-some-flaw.toml: 代码 HX001 应以 HY 开头，见同一文件夹里的 family.toml",
        ),
        ('prefix = "H"\ntitle = "本单位"\n', "family.toml:1: prefix 应为两个大写字母，不是 'H'"),
        ('prefix = "HX"\ntitle = ""\n', "family.toml:2: title 是空的"),
        ('prefix = "HX"\n', "family.toml: 缺少 title"),
        ('prefix = "HX"\ntitel = "本单位"\n', "没有 titel 这一项；是否要写 title？"),
    ],
)
def test_family_that_does_not_hold_is_one_line(family: str, says: str) -> None:
    with pytest.raises(RuleError) as error:
        loaded(**{"own/family.toml": family})

    assert str(error.value).startswith("house/own/")
    assert says in str(error.value)


def test_list_beside_the_rule_gives_its_words() -> None:
    text = RULE.replace("name = \"pattern\"\npattern = '甲 乙'", 'name = "words"')
    rule = loaded(text, **{"own/HX001-some-flaw.tsv": "wrong\tright\tsource\n甲 乙\t甲乙\t自拟\n"})

    assert rule.check == Words(words={"甲 乙": {"right": "甲乙"}})
    assert list(prove(rule)) == []


def test_words_are_given_in_one_place() -> None:
    text = RULE.replace("name = \"pattern\"\npattern = '甲 乙'", 'name = "words"\nwords = {}')

    with pytest.raises(RuleError, match=r"词表在同名的 \.tsv 文件里"):
        loaded(text, **{"own/HX001-some-flaw.tsv": "wrong\tright\n甲 乙\t甲乙\n"})


def test_example_that_does_not_hold_is_told() -> None:
    rule = loaded(RULE.replace("⟦甲 乙⟧", "⟦甲⟧ 乙").replace('good = "甲乙"', 'good = "甲 乙"'))

    assert list(map(str, prove(rule))) == [
        "第 1 个例子：bad 标出 0“甲”，查出 0“甲 乙”",
        "第 1 个例子：good 也查出“甲 乙”",
    ]


def test_rule_that_gives_up_on_an_example_does_not_hold() -> None:
    flaws = prove(loaded(RULE.replace("⟦甲 乙⟧", "甲乙")).with_check(_Failing()))

    assert [str(flaw).partition("（")[0] for flaw in flaws] == ["第 1 个例子：规则 HX001 出错"]


class _Failing(Check):
    """A check with a bug."""

    def __call__(self, document: Document) -> Iterable[Hit]:
        raise ValueError


def test_fixed_example_must_be_what_the_edits_give() -> None:
    text = RULE.replace("pattern = '甲 乙'", "pattern = '甲 乙'\nreplace = '甲乙'")
    text = text.replace('message = "', 'fix = "safe"\nmessage = "')
    text = text.replace('good = "甲乙"', 'fixed = "甲丙"\ngood = "甲乙"')

    assert list(map(str, prove(loaded(text)))) == ["第 1 个例子：fixed 应为 '甲丙'，得到 '甲乙'"]


def test_options_are_set_otherwise() -> None:
    rule = with_options(loaded(), {"unless": ["甲 乙丙"]}, "kanwu.toml")

    assert isinstance(rule.check, Pattern)
    assert [hit.span.start for hit in rule.check(Document("", "甲 乙丙甲 乙"))] == [4]


def test_own_patterns_run_under_a_time_limit() -> None:
    own = load([("house", {"HX002-slow.toml": RULE.replace("甲 乙", "甲 {1,9}乙")})], own=True)
    rule = own[0]

    assert [hit.span for hit in rule.check(Document("", "甲  乙"))] == [(0, 4)]


def test_missing_option_of_a_check_is_one_line() -> None:
    with pytest.raises(RuleError, match="检查 pattern 缺少选项 pattern"):
        loaded(RULE.replace("pattern = '甲 乙'\n", ""))


def test_own_options_that_are_expressions_run_under_a_time_limit() -> None:
    rule = loaded().with_check(SumMismatch())
    with_options(rule, {"exclusive": ["(甲|甲甲)+！"]}, "kanwu.toml", own=True)

    assert "(甲|甲甲)+！" in expressions.limited()
