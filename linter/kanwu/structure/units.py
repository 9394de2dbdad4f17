"""The units and measure words of quantities, and their values in base units."""

from __future__ import annotations

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# The base unit of each unit, and the power of ten of its value.
_CONVERTED: Mapping[str, tuple[str, int]] = {
    **dict.fromkeys(("公里", "千米", "km", "㎞"), ("米", 3)),
    **dict.fromkeys(("厘米", "cm", "㎝"), ("米", -2)),
    **dict.fromkeys(("毫米", "mm"), ("米", -3)),
    "m": ("米", 0),
    **dict.fromkeys(("吨", "t"), ("千克", 3)),
    **dict.fromkeys(("公斤", "kg", "㎏"), ("千克", 0)),
    **dict.fromkeys(("克", "g"), ("千克", -3)),
    **dict.fromkeys(("平方公里", "平方千米", "km²"), ("平方米", 6)),
    **dict.fromkeys(("公顷", "hm²"), ("平方米", 4)),
    **dict.fromkeys(("m²", "㎡", "m2"), ("平方米", 0)),
    **dict.fromkeys(("m³", "㎥", "m3", "方"), ("立方米", 0)),
    **dict.fromkeys(("兆瓦", "MW"), ("千瓦", 3)),
    "kW": ("千瓦", 0),
    "kWh": ("千瓦时", 0),
    **dict.fromkeys(("％", "百分之", "个百分点"), ("%", 0)),
    **dict.fromkeys(("名", "位"), ("人", 0)),
}
_PLAIN = """
人次 户次 台次 辆次 场次 批次 架次 班次 头次 件次 剂次 座次 个月 人公里 吨公里 千伏安 千伏 单 票 剂
个 人 户 家 件 宗 起 例 项 处 座 栋 幢 所 间 套 台 辆 艘 架 头 只 羽 匹 条 支 根 株 棵 篇 份 本 册
张 场 期 批 次 口 眼 孔 块 段 列 组 对 道 笔 枚 尾 盏 箱 袋 瓶 桶 片 把 顶 款 门 届 轮 类 种 床
村 镇 乡 县 市 省 区 国 年 天 周岁 岁 周 小时 分钟 秒 元 美元 欧元 港元 倍 % ‰ ℃
亩 米 千克 斤 升 毫升 平方米 立方米 千瓦时 千瓦 瓦
"""
# Words that begin with a unit, but have another meaning.
_WORDS = r"""(?!
    个[体别性] | 人[民大均员才口] | 户[籍均] | 家[庭长具] | 年[级代] | 项目 | 件数 | 次[序要]
  | 场[所地] | 条[例件] | 批[准复] | 起[来到草] | 处[理于置罚] | 所[有在属以] | 座谈 | 组[织成长]
  | 对[于外] | 区[域间] | 市场 | 种[植子养] | 类[似型] | 门[类诊] | 台[风账] | 口岸 | 道路
  | 周[边围] | 方[面案法式向便] | 国[家道内] | 县道 | 省[道级] | 段落 | 期间
)"""
_UNITS = sorted(sorted({*_CONVERTED, *_PLAIN.split()} - {"百分之"}), key=len, reverse=True)
# Matches a unit, in an expression with (?x).
UNIT = rf"{_WORDS} (?: {'|'.join(_UNITS)} ) (?: (?<![A-Za-z]) | (?![A-Za-z²³\d]) )"


def base_of(unit: str) -> str:
    """The base unit: 米 for 公里."""
    return _CONVERTED.get(unit, (unit, 0))[0]


def power_of(unit: str) -> int:
    """The power of ten of its value in the base unit: 3 for 公里, which is 1000 metres."""
    return _CONVERTED.get(unit, ("", 0))[1]
