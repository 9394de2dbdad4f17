"""How often literals stand in a report."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from math import fsum  # exact, so that the order of a set does not matter

# About how often a character stands among 1,000 of a report; others seldom.
COMMON = {
    "，": 38.0,
    "的": 24.0,
    "。": 21.0,
    "、": 20.0,
    "　": 20.0,
    "和": 13.0,
    "\n": 13.0,
    " ": 10.0,
}
COMMON |= dict.fromkeys("0123456789国业发要一", 8.0)
COMMON |= dict.fromkeys("展进经加工政大建民产制人有作中会改实力在年行设全区县市“”", 6.0)
COMMON |= dict.fromkeys(
    "济地生化重农资理是主不增社务强保各高体我对合方新定革持部开机提关以用企度基为法能%", 4.0
)
COMMON |= dict.fromkeys(
    "现动了成面推上等利步分出同平技长家公好们育管施品续结调本到点坚规事金构入义治（）", 3.0
)
COMMON |= dict.fromkeys(
    "个性项整教代多府支外积系学善量于安水自决收策科术极场十通三投目继文过取村万亿元：；《》.,", 2.0
)
# Han characters, and letters; marks of which not every report has one.
_SELDOM, _HARDLY_EVER = 0.5, 0.05
_MANY = 1 << 16  # texts of which the frequency is kept: every one comes again and again
_TOGETHER = 8  # times as often as by chance, characters of an anchor stand together


def _each(words: str, times: float) -> dict[str, float]:
    return dict.fromkeys(words.split(), times)


# The same of words that stand everywhere.
_WORDS = {"\u3000\u3000": 3.0} | _each("发展 经济 建设 社会 改革 工作 企业 加强 万元 00 20 XX", 3.0)
_WORDS |= _each(
    """人民 政府 国家 我们 生产 提高 管理 主义 技术 继续 积极 增长 推进 政策 市场 制度 教育 我国 农业
    问题 增加 服务 坚持 一步 部门 促进 进一 农村 地区 加快 重点 基本 投资 全国 基础 方面 国务 产业 体制
    支持 结构 工业 亿元 公里 交通 群众 项目 完成""",
    1.0,
)
_WORDS |= _each(
    """必须 全面 财政 产品 实施 稳定 努力 中国 调整 机构 完善 进行 重要 关系 事业 科技 实现 国际 扩大
    水平 现代 计划 行政 创新 建立 文化 改善 收入 保障 生活 关于 解决 今年 大力 消费 合作 安全 实行 开放
    中央 金融 措施 开展 条件 取得 机制 能力 质量 地方 环境 资金 合理 发挥 组织 深化 资源 体系 重大 逐步
    作用 综合 保护 认真 城市 经营 落实 领导 主要 特别 人员 科学 就业 农民 推动 单位 同时 情况 工程 切实
    治理 责任 贯彻 各级 开发 要求 坚决 信息 做好 增强 规范 有关 依法 维护 城乡 需要 利用 健全 保持 制定
    不断 控制 任务 负责 严格 各项 充分 采取 设施 标准 目标 规划 改造 补助 监督 领域 行业 活动 已经 通过
    安排 得到 公共 意见 加大 规定 深入 困难 医疗 卫生 引导 持续 达到 根据 办法 人口 指导 投入 平方 检查
    集中 以及 力度 提升 办理 检测 监管 名单 乡镇 全部 到位 其中""",
    0.5,
)


def frequency(times: Mapping[str, int]) -> float:
    """How often an expression is tried among 1,000 characters, so many times at each literal."""
    if not times:
        return 0.0
    by_each = fsum(frequency_of(text) * many for text, many in times.items())
    # No more often than any of their characters; each of the others makes it a quarter of that.
    shortest = min(map(len, times))
    most = min(fsum(map(_of, {text[at] for text in times})) for at in range(shortest))
    return min(by_each, most * 0.25 ** (shortest - 1) * sum(times.values()) / len(times))


@lru_cache(_MANY)
def found_by(text: str) -> str:
    """The two characters of a literal by which it is looked for: the rarest."""
    return min(map("".join, pairwise(text)), key=_of_pair, default=text)


@lru_cache(_MANY)
def frequency_of(text: str) -> float:
    """About how often the literal stands among 1,000 characters of a report."""
    frequency = _of(text[0])
    for pair in map("".join, pairwise(text)):
        frequency *= _of_pair(pair) / _of(pair[0])
    return frequency


def _of_pair(pair: str) -> float:
    by_chance = _of(pair[0]) * _of(pair[1]) / 1000
    return _WORDS.get(pair, by_chance * _TOGETHER)


def _of(char: str) -> float:
    return COMMON.get(char, _SELDOM if char.isalpha() else _HARDLY_EVER)
