"""Fixes: made round by round, never on top of each other, and never where they would harm."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanwu.check import Edit
from kanwu.checks.general.pattern import Pattern
from kanwu.document import Document
from kanwu.engine.fix import Fixed, fix
from kanwu.engine.ruleset import Ruleset
from kanwu.readers import open_report, open_text
from kanwu.readers.plain import edited
from kanwu.rule import Rule
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING
from tests.rules import rule_of
from tests.shipped import by_default

if TYPE_CHECKING:
    from kanwu.rule import Applicability, Severity


def rule(
    code: str,
    pattern: str,
    replace: str | None,
    fix: Applicability = "safe",
    severity: Severity = "warning",
) -> Rule:
    check = Pattern(pattern=pattern, replace=replace)
    return rule_of(code, code.lower(), "毛病", "有误", "", "", check, fix=fix, severity=severity)


def fixed(text: str, *rules: Rule, unsafe: bool = False, format: str = "text") -> Fixed:
    opened = open_report("a.md" if format == "markdown" else "a.txt", text.encode())
    return fix(opened, Ruleset(rules) if rules else by_default(), unsafe=unsafe)


def text_of(done: Fixed) -> str:
    return done.opened.document.text


COMMA = rule("ZZ001", ",", "，")


def test_every_fix_is_made_and_counted() -> None:
    done = fixed("甲,乙,丙", COMMA)

    assert text_of(done) == "甲，乙，丙"
    assert done.codes == ["ZZ001", "ZZ001"]
    assert done.result.findings == []


def test_unsafe_fixes_wait_until_asked_for() -> None:
    unsafe = rule("ZZ001", ",", "，", fix="unsafe")

    assert text_of(fixed("甲,乙", unsafe)) == "甲,乙"
    assert text_of(fixed("甲,乙", unsafe, unsafe=True)) == "甲，乙"


def test_fault_31_of_fixes_that_meet_the_earliest_is_made_and_the_rest_in_the_next_round() -> None:
    first, second = rule("ZZ001", "甲乙", "子乙"), rule("ZZ002", "乙丙", "丑丙")

    assert text_of(fixed("甲乙丙", first, second)) == "子丑丙"


def test_both_marks_of_a_pair_are_mended_once() -> None:
    assert text_of(fixed("安排资金(含配套)三百万元。")) == "安排资金（含配套）三百万元。"


def test_fix_that_brings_an_error_is_left_out_alone() -> None:
    error = rule("ZZ009", "坏", None, severity="error")
    spoils = rule("ZZ002", "好", "坏")

    done = fixed("甲,乙\n很好", COMMA, spoils, error)

    assert text_of(done) == "甲，乙\n很好"
    assert done.codes == ["ZZ001"]


def test_fix_that_does_harm_elsewhere_stops_no_other() -> None:
    error = rule("ZZ009", "丙\n.*坏", None, severity="error").but(scope="text")
    spoils = rule("ZZ002", "好", "坏")

    done = fixed("甲,乙\n丙\n好\n甲,乙\n丙\n好\n甲,乙", COMMA, spoils, error)

    assert text_of(done) == "甲，乙\n丙\n好\n甲，乙\n丙\n好\n甲，乙"
    assert done.codes == ["ZZ001"] * 3


def test_many_harmful_fixes_leave_the_text_before_them_mended() -> None:
    error = rule("ZZ009", "丙\n.*坏", None, severity="error").but(scope="text")
    spoils = rule("ZZ002", "好", "坏")

    done = fixed("甲,乙\n" + "丙\n好\n" * 40, COMMA, spoils, error)

    assert text_of(done) == "甲，乙\n" + "丙\n好\n" * 40


def test_fault_32_rules_that_undo_each_other_are_stopped() -> None:
    done = fixed("甲", rule("ZZ001", "甲", "乙"), rule("ZZ002", "乙", "甲"))

    assert not done.is_settled


@pytest.mark.parametrize("text", ["《通知,甲》", "《论“甲,乙”》"])
def test_nothing_in_a_title_is_touched(text: str) -> None:
    assert text_of(fixed(text, COMMA, unsafe=True)) == text


def test_fix_in_a_quotation_is_unsafe() -> None:
    assert text_of(fixed("“甲,乙”,丙", COMMA)) == "“甲,乙”，丙"
    assert text_of(fixed("“甲,乙”,丙", COMMA, unsafe=True)) == "“甲，乙”，丙"


def test_marks_of_a_title_are_outside_it() -> None:
    text = "收到《转发《防汛预案》的通知》。"

    assert text_of(fixed(text, unsafe=True)) == "收到《转发〈防汛预案〉的通知》。"


@pytest.mark.parametrize(
    "code", ["`甲,乙`", "<b title='甲,乙'>", "```\n甲,乙\n```", "[甲](/甲,乙)"]
)
def test_fault_34_code_and_addresses_are_left_alone(code: str) -> None:
    anywhere = rule("ZZ001", ",", "，").but(scope="text")

    assert text_of(fixed(code, anywhere, unsafe=True, format="markdown")) == code


PIECES = "甲 工作 XX 12 万元 一、 （一） 1. 一是 二是 &nbsp; % ２０ http://a.b/c ` *"
FLAWED = st.lists(
    st.sampled_from(
        [
            *"，,。.；;：:（）()“”‘’《》、…—-！!？? \u3000\n\u200b",
            *PIECES.split(),
        ]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(FLAWED, st.booleans(), st.sampled_from(["text", "markdown"]))
def test_fault_33_fixing_twice_is_fixing_once(text: str, unsafe: bool, format: str) -> None:
    once = fixed(text, unsafe=unsafe, format=format)
    again = fixed(text_of(once), unsafe=unsafe, format=format)

    assert text_of(again) == text_of(once) or not once.is_settled


@settings(max_examples=150, deadline=None)
@given(FLAWED, st.booleans())
def test_fixing_brings_no_error(text: str, unsafe: bool) -> None:
    def errors(document: Document) -> int:
        return sum(one.severity == "error" for one in by_default().lint(document).findings)

    assert errors(fixed(text, unsafe=unsafe).opened.document) <= errors(Document("a.txt", text))


@given(st.text(), st.data())
def test_edited_text_differs_only_by_its_edits(text: str, data: st.DataObject) -> None:
    bounds = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = [Span(*pair) for pair in zip(bounds[::2], bounds[1::2], strict=False)]
    edits = [Edit(span, data.draw(st.text(max_size=3))) for span in spans]

    made = edited(text, edits)

    removed = sum(span.end - span.start for span in spans)
    assert len(made) == len(text) - removed + sum(len(edit.text) for edit in edits)
    for edit in reversed(edits):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert made == text


LIST = "1、清淤渠道。\n2、加固堤坝。\n3、检修泵站。\n"


def test_list_is_renumbered_whole() -> None:
    assert text_of(fixed(LIST)) == LIST.replace("、", ".")


@pytest.mark.parametrize("number", [0, 1, 2])
def test_half_of_a_list_is_not_renumbered_if_an_item_is_not_reported(number: int) -> None:
    opened = open_report("a.txt", LIST.encode())
    findings = by_default().lint(opened.document).findings
    keys = [(finding.code, finding.span) for finding in findings]

    done = fix(opened, by_default(), keys[:number] + keys[number + 1 :], unsafe=True)

    assert len(keys) == 3
    assert text_of(done) == LIST


@pytest.mark.parametrize("number", [1, 2, 3])
def test_half_of_a_list_is_not_renumbered_if_an_item_may_stand(number: int) -> None:
    comment = "<!-- kanwu: off-next-line NB005 照原件 -->\n\n"
    items = [f"{at}、清淤渠道{at}处。\n\n" for at in (1, 2, 3)]
    items[number - 1] = comment + items[number - 1]
    text = "".join(items)

    assert text_of(fixed(text, format="markdown")) == text


@pytest.mark.parametrize(
    "text",
    [
        "1、清淤渠道。2、加固堤坝。\n3、检修泵站。\n",  # the second within a paragraph
        "1、清淤渠道。\n2、5座泵站检修完毕。\n4、验收。\n",  # the third was overlooked
        "2、加固堤坝。\n3、检修泵站。\n",
    ],
)
def test_list_that_may_have_more_items_is_not_renumbered(text: str) -> None:
    done = fixed(text)

    assert "NB005" not in done.codes


def test_list_waits_whole_for_a_fix_that_meets_one_of_its_items() -> None:
    meeting = rule("ZZ001", "如下\n1、清淤", "如下\n1、疏浚")
    opened = open_report("a.txt", f"任务如下\n{LIST}".encode())

    done = fix(opened, Ruleset([*by_default().rules, meeting]), unsafe=False)

    assert done.codes[0] == "ZZ001"
    assert text_of(done) == "任务如下\n1.疏浚渠道。\n2.加固堤坝。\n3.检修泵站。\n"


@pytest.mark.parametrize(
    "text",
    [
        "附件：1、任务清单\n　　　2、2个样表\n　　　4、5项标准\n",
        "①、查制度。\n②5处台账。\n③、查现场。\n",
    ],
)
def test_half_of_a_list_in_another_form_is_not_renumbered(text: str) -> None:
    assert not {"GW007", "NB012"} & set(fixed(text).codes)


@pytest.mark.parametrize(
    "text",
    [
        "实事求是是我们的作风。\n",
        "双方制定婚前财产协议，须迈过门坎的村子叫龙门坎、石坎。\n",
        "印发《某市贯彻落实〈关于加快建立体系的意见〉实施方案的通知。\n",
        "《关于修改＜某省实施《中华人民共和国土地法》办法＞的决定》\n",
        "第一章 概况\n本章说明概况。\n第二章 渠道清淤、闸门检修、\n泵站养护\n本章说明做法。\n",
        "出席的有王小鋒、李偉，由副县长郑鎮主持。\n",
        "主办：柳渠闇（联系电话另附）\n",
        '状态：(1,"待办"),(2,"已办")\n按 put(\'水库\', 3) 写入 {"名称":"水库,渠道"}\n',
        "新建凤凰山―龙首山生态带，不得在车行道上停留、等车。\n",
        "三和公司着重改造厂房，第三、四人由镇里选派。\n",
        "参加测试的学生填写第三、四行。\n",
        "表 8-1 对各镇进度作了汇总。\n各镇名单附后。\n",
        "序号取{1，2，...，n}，频率按P(晴天)=Count(晴天)/Count(全部)计算。\n",
        "负责函数visit(syntax_call）的实现。\n",
        "逐项计算差和和，一袋种子将将够用。\n",
        "因候潮、等泊须短时抛锚。表土剥离及回覆另计。\n",
        "车辆行至国道480KM+700M处。\n",
        '根据《数字规划》《国务院意见》《全省“十四五"行动纲要》等政策。\n',
    ],
)
def test_safe_fixes_that_were_wrong_on_real_text_are_not_made(text: str) -> None:
    assert text_of(fixed(text)) == text


def test_marker_of_a_site_stays_in_its_source() -> None:
    text = "会议听取了汇报。\n\n<!-- more -->\n\n会议强调，要压实责任。\n"

    assert text_of(fixed(text, format="markdown")) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("第一、提高认识。\n第二、压实责任。\n第三、严格考核。\n", "NB011"),
        ("首先、提高认识。其次、压实责任。最后、严格考核。\n", "NB011"),
        ("一是抓水库。\n二是抓渠道。\n三扎实检修泵站。\n四健全值班制度。\n", "NB008"),
    ],
)
def test_ordinals_and_items_of_a_list_are_mended_together(text: str, code: str) -> None:
    opened = open_report("a.txt", text.encode())
    keys = [
        (finding.code, finding.span)
        for finding in by_default().lint(opened.document).findings
        if finding.code == code
    ]
    every = fix(opened, by_default(), keys, unsafe=False)
    most = fix(opened, by_default(), keys[1:], unsafe=True)

    assert every.codes == [code] * len(keys)
    assert len(keys) > 1
    assert text_of(most) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## 帐户管理", "## 账户管理"),
        ("## 3月05日的帐户", "## 3月5日的账户"),
        ("## 渠道 ，闸门", "## 渠道，闸门"),
        ("帐户管理\n===", "账户管理\n==="),
    ],
)
def test_fix_that_changes_the_fragment_of_a_heading_is_unsafe(before: str, after: str) -> None:
    assert text_of(fixed(before, format="markdown")) == before
    assert text_of(fixed(before, format="markdown", unsafe=True)) == after
    assert text_of(fixed(before)) == after


def test_fix_of_a_heading_with_its_own_fragment_is_safe() -> None:
    assert text_of(fixed("## 帐户管理 {#accounts}", format="markdown")) == "## 账户管理 {#accounts}"
    assert text_of(fixed("## 任务,清单", format="markdown")) == "## 任务，清单"


def test_heading_that_a_link_leads_to_keeps_its_anchor() -> None:
    text = "见[账户](#帐户管理)和[清单](#任务清单)。\n\n## 帐户管理\n\n很好,\n\n## 任务,清单\n\n帐户略。\n"
    done = fixed(text, format="markdown", unsafe=True)

    assert "## 帐户管理\n" in text_of(done)
    assert "账户略" in text_of(done)
    assert "## 任务，清单\n" in text_of(done)


def test_known_finding_beside_a_fix_is_not_fixed() -> None:
    semicolon, twice = rule("ZZ002", ";", "；"), rule("ZZ003", "很很", "很")
    opened = open_text("a.txt", "甲,;乙很很;丙,")
    told = {("ZZ001", Span(1, 2)), ("ZZ003", Span(4, 6))}
    done = fix(opened, Ruleset([COMMA, semicolon, twice]), told, unsafe=False)

    assert text_of(done) == "甲，;乙很;丙,"
    assert done.codes == ["ZZ001", "ZZ003"]


def test_finding_that_a_fix_brought_is_fixed_in_the_next_round() -> None:
    opened = open_text("a.txt", "甲,甲,")
    brings, next_ = rule("ZZ001", ",", "、、"), rule("ZZ002", "、、", "、")
    done = fix(opened, Ruleset([brings, next_]), {("ZZ001", Span(3, 4))}, unsafe=False)

    assert text_of(done) == "甲,甲、"


def test_fixes_stay_within_their_spans_in_every_round() -> None:
    text = "甲,\n乙,\n丙,\n"
    longer, next_ = rule("ZZ001", ",", "、、、"), rule("ZZ002", "、、、", "、、")
    across = rule("ZZ003", "丙[、,]+\\n", "丁\n\n")
    opened = open_text("a.txt", text)
    rules = Ruleset([longer, next_, across])
    done = fix(opened, rules, within=[Span(0, 2), Span(6, 8)], unsafe=False)

    assert text_of(done) == "甲、、\n乙,\n丙、、\n"
    assert text_of(fix(opened, rules, within=[], unsafe=False)) == text


@given(st.data())
def test_no_fix_changes_anything_outside_of_its_spans(data: st.DataObject) -> None:
    lines = data.draw(
        st.lists(st.text(st.sampled_from("甲乙,，"), max_size=8), min_size=1, max_size=6)
    )
    kept = data.draw(st.lists(st.booleans(), min_size=len(lines), max_size=len(lines)))
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    within = [
        Span(start, start + len(line))
        for start, line, is_kept in zip(starts, lines, kept, strict=False)
        if not is_kept
    ]
    rules = Ruleset(
        [rule("ZZ001", ",", "，，"), rule("ZZ002", "，，", "，"), rule("ZZ003", "甲", "")]
    )
    opened = open_text("a.txt", "\n".join(lines))
    after = text_of(fix(opened, rules, within=within, unsafe=False)).split("\n")

    assert [new for new, is_kept in zip(after, kept, strict=True) if is_kept] == [
        old for old, is_kept in zip(lines, kept, strict=True) if is_kept
    ]
    assert not any("," in new for new, is_kept in zip(after, kept, strict=True) if not is_kept)
