"""Persons: names of people, whose characters are as their bearers write them."""

from __future__ import annotations

from kanwu.expressions import compiled
from kanwu.text import Span

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢"
    "安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路"
    "游辛靳欧阳司马上官張劉陳楊黃趙吳孫馬羅鄭許韓馮鄧葉蘇魏呂盧薑鍾譚陸範賈韋鄒龍賀顧龔邵萬錢嚴戴溫顏倪莊聶魯單龐"
)
_TITLE = (
    "同志|先生|女士|教授|院士|主任|书记|县长|市长|镇长|乡长|局长|处长|科长|部长|厅长|省长|主席|校长|院长|所长|站长|经理"
    "|董事长|总裁|医生|老师|律师|法官|委员|代表|作者|编者|主编|译者|同学|博士|总理|会长|秘书长|总工程师|工程师|副研究员|研究员"
)
_SAYING = "说|表示|指出|强调|主持|率|介绍|要求|认为|出席|陪同|参加|讲话|一行|等|任|为|与|和"
_FRONT = rf"(?:^[ \t\u3000\ufffc]*|[、，：；（“ \u3000]|{_TITLE}|[与和有由请向及跟对])\Z"
_GIVEN = r"[ \u3000]?[\u3400-\u9fff]"
_BEHIND = rf"(?=[、，；。）” \u3000]|$|{_TITLE}|{_SAYING})"
# The longer name first; the shorter one, where no mark or title follows the longer.
_PERSON = rf"[{_SURNAMES}](?:{_GIVEN}{_GIVEN}{_BEHIND}|{_GIVEN}{_BEHIND})"
# 联系人：王某、主办：柳边闸 (the name of an account, of any characters)
_LABEL = r"(?:[人员者编办划]|姓名)[：:][ \u3000]{0,2}[\u3400-\u9fff]{0,5}\Z"
_REST = r"[\u3400-\u9fff]{0,5}(?:[（(、，；。 \u3000\n]|\Z)"
_LONGEST_LABEL = 10  # code points with what stands of the name
_LONGEST_NAME = 5  # code points with the spaces of 李　某
_NEAR = 8  # code points in front: a title, an indent
# In a line or a cell of its own, or as the content of a label.
_ALONE = rf"(?:^|(?<=[|\t：:]))[ \t\u3000\ufffc]*[{_SURNAMES}][\u3400-\u9fff]{{2}}[ \t\u3000\ufffc]{{0,20}}(?=[|\t]|$)"


def is_name_alone(prose: str, paragraph: Span, span: Span) -> bool:
    """Whether the span lies in what may be the name of a person, alone in a line or a cell, or behind a label."""
    start = max(paragraph.start, span.start - _NEAR)
    end = min(paragraph.end, span.end + _NEAR + 20)
    return any(
        name.start() <= span.start and span.end <= name.end()
        for name in compiled(_ALONE).finditer(prose, start, end)
    )


def may_be_in_name(prose: str, span: Span) -> bool:
    """Whether the span may lie in a person's name: between marks, behind a label, by a title."""
    if _is_labelled(prose, span):
        return True
    for start in range(max(0, span.end - _LONGEST_NAME), span.start + 1):
        person = compiled(_PERSON).match(prose, start)
        if person and span.end <= person.end() and _begins(prose, start):
            return True
    return False


def _begins(prose: str, start: int) -> bool:
    return compiled(_FRONT).search(prose, max(0, start - _NEAR), start) is not None


def _is_labelled(prose: str, span: Span) -> bool:
    label = compiled(_LABEL).search(prose, max(0, span.start - _LONGEST_LABEL), span.start)
    return label is not None and compiled(_REST).match(prose, span.end) is not None
