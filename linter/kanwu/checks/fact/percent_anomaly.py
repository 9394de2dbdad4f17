"""The `percent-anomaly` check: shares and decreases above 100%, shares that do not make 100%."""

from __future__ import annotations

from kanwu.check import Hit, LocalCheck
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from re import Match

    from kanwu.document import Document

_NUMBER = r"\d{1,2}(?:\.\d{1,3})?"
_RATIO = rf"{_NUMBER}[:：∶]{_NUMBER}[:：∶]{_NUMBER}(?![:：∶\d.])"
_SHARES = rf"{_NUMBER}[%％][、,，]{_NUMBER}[%％][、,，和及]{{1,2}}{_NUMBER}[%％](?![、\d])"
# Rates that are 100% at most. Those of a task, a budget or a hospital's beds may be higher.
_RATES = """覆盖 | 合格 | 达标 | 通过 | 及格 | 优良 | 优秀 | 满意 | 竣工 | 办结 | 答复 | 处理 | 整改
| 签约 | 参保 | 投保 | 录取 | 就业 | 绿化 | 成活 | 存活 | 治理 | 普及 | 接种 | 知晓 | 参与 | 出勤 | 参会 | 建档
| 登记 | 巩固 | 公开 | 监测 | 检测 | 完好 | 准点 | 正点 | 准确 | 镇化 | 收集 | 硬化"""
# Rates of money set aside, or of telephones a head, may be above 100%.
_ABOVE_ALL = "拨备|流动性|净稳定|利息|偿债|备付|资金|现金|资本|贷款|损失|准备|偿付|电话|手机|移动|宽带|家庭|汽车|网络|用户"
_LONGEST_LABEL = 8  # code points in front of 率 or of the verb
# Amounts that may be negative.
_BELOW_ZERO = "[利盈损亏净]|收益|[顺逆]差|业绩|增[速幅]|现金流|回报"
_FALLS = "减少|降低|下降|缩短|缩减|压缩|压减|精简|削减"
_MORE_THAN_ALL = r"(?! 100 (?: \.0{1,4} )? [%％] ) [1-9] \d{2,3} (?: \.\d{1,4} )? [%％]"
_ANOMALY = rf"""(?x)
(?: (?<= {_RATES} ) 率 | 占比 | 满意度 | 占 (?: 总 [数量额] | 总人[数口] | 总面积 | 总户数 | 全部 ) 的 )
(?: [均已也就约仅] | 分别 | 平均 )? (?: 高?达到? | [为是占在超：:] | 保持在 | 稳定在 | [提增上][高升加]到 | 超过 )? [ ]?
(?P<over> {_MORE_THAN_ALL} )
| (?: {_FALLS} ) 了? (?: 近 | 约 | 达到? | 超过 )? [ ]? (?P<fall> {_MORE_THAN_ALL} )
| (?: 三次产业 | 一二三产 | 产业结构 ) [^，。；：:\n\d]{{0,14}} (?P<ratio> {_RATIO} )
    (?: [^，。；\n\d]{{1,8}} (?P<second> {_RATIO} ) )?
| (?: 三次产业 | 一二三产 | 二、三产 | 二、三次产 | 二、第三产 ) [^，。；\n\d增]{{0,12}} (?: 占 | 比重 | 比例 | 结构 )
    [^，。；\n\d增]{{0,12}} (?P<shares> {_SHARES} )
"""
# A group of the expression, the words in front that make it right, and the flaw otherwise.
_OVER = (
    ("over", _ABOVE_ALL, "超过100%"),
    ("fall", _BELOW_ZERO, "超过100%：减少不会多于全部"),
)
_LEAST_TOTAL, _GREATEST_TOTAL = 90, 110  # 1:4:5 are no shares of a hundred
_SLACK, _SLACK_OF_WHOLE_NUMBERS = 0.5, 1.0  # points that rounding may add


class PercentAnomaly(LocalCheck):
    """Shares and decreases above 100%, and shares of the three sectors that do not make 100%.

    The message may name the {flaw}.
    """

    @property
    def expression(self) -> str:
        return _ANOMALY

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        for group, right, flaw in _OVER:
            if match[group]:
                start = match.start()
                if compiled(right).search(match.string, max(0, start - _LONGEST_LABEL), start):
                    return None
                return Hit(Span(*match.span(group)), {"flaw": flaw})
        for group in ("ratio", "second", "shares"):
            if match[group] and (total := _odd_total(compiled(_NUMBER).findall(match[group]))):
                return Hit(Span(*match.span(group)), {"flaw": f"各项之和为{total}%，不是100%"})
        return None


def _odd_total(numbers: Iterable[str]) -> str:
    """The sum of the numbers, if it should be a hundred and is not; else nothing."""
    total = sum(map(float, numbers))
    slack = _SLACK if any("." in number for number in numbers) else _SLACK_OF_WHOLE_NUMBERS
    odd = _LEAST_TOTAL <= total <= _GREATEST_TOTAL and abs(total - 100) > slack + 1e-6
    return f"{total:.2f}".rstrip("0").rstrip(".") if odd else ""
