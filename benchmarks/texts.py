"""Reports made from a seed, as they are written, and texts that no person would write."""

from __future__ import annotations

import random
from collections.abc import Iterator

_PLACES = ["云溪", "青石", "白河", "柳林", "东岭", "南坪", "石桥", "新塘", "杨湾", "松山"]
_THINGS = [
    "农村公路",
    "饮水工程",
    "高标准农田",
    "义务教育",
    "基层治理",
    "项目建设",
    "营商环境",
    "生态修复",
    "安全生产",
    "防汛备汛",
    "文化惠民",
    "数字政务",
    "养老服务",
    "产业园区",
    "人居环境",
    "乡村旅游",
    "就业帮扶",
    "环境整治",
]
_VERBS = ["推进", "加强", "完善", "落实", "健全", "统筹", "强化", "优化", "深化", "巩固"]
_UNITS = ["万元", "公里", "处", "户", "人次", "项", "亩", "个", "家", "台"]
_ENDS = [
    "取得明显成效",
    "较好完成年度任务",
    "群众满意度持续提升",
    "为下一步工作打下了基础",
    "按期通过验收",
]
_FLAWS = [
    "新增XX个，",
    "完成投资XX万元,",
    "其中“以奖代补”、“先建后补”两项",
    "覆盖率达XX%。",
    "实施（含续建项目)",
]


def report(size: int, seed: int = 1) -> str:
    """A report of about so many bytes of UTF-8, the same for the same seed."""
    draw = random.Random(seed)
    sections: list[str] = []
    length = 0
    while length < size:
        # The rest repeats what there is: drawing 64 MB takes longer than checking it.
        new = len(sections) < 400
        section = "\n".join(_section(draw, len(sections))) if new else draw.choice(sections[:400])
        sections.append(section)
        length += len(section.encode()) + 1
    return "\n".join(sections).encode()[:size].decode("utf-8", "ignore")


def _section(draw: random.Random, number: int) -> Iterator[str]:
    yield f"　　{'一二三四五六七八九十'[number % 10]}、{draw.choice(_VERBS)}{draw.choice(_THINGS)}"
    for item in "一二三四":
        yield f"　　（{item}）{draw.choice(_VERBS)}{draw.choice(_THINGS)}。" + _sentences(draw, 6)
    yield (
        "　　主要做法："
        + "；".join(f"{item}是{draw.choice(_VERBS)}{draw.choice(_THINGS)}" for item in "一二三四五")
        + "。"
    )


def _sentences(draw: random.Random, count: int) -> str:
    return "".join(_sentence(draw) for _ in range(count))


def _sentence(draw: random.Random) -> str:
    flaw = draw.choice(_FLAWS) if draw.random() < 0.03 else ""
    figures = f"{draw.randint(2, 980)}{draw.choice(_UNITS)}"
    return (
        f"{draw.choice(_PLACES)}镇{draw.choice(_VERBS)}{draw.choice(_THINGS)}，{flaw}"
        f"全年完成{figures}，同比增长{draw.randint(1, 30)}.{draw.randint(0, 9)}%，"
        f"{draw.choice(_ENDS)}，{draw.choice(_VERBS)}《{draw.choice(_THINGS)}实施方案》。"
    )


def worst(size: int, anchors: list[str]) -> Iterator[tuple[str, str]]:
    """Texts of about so many code points that try every rule over and over, by name."""
    openers = ["（", "“", "《", "(", '"', "【", "〔", "‘", "<", "[", "{{", "##", "<!--"]
    others = [
        "XX",
        "X",
        "，",
        "。",
        " ",
        "　",
        "一是",
        "；一是",
        "一、\n",
        "1.\n",
        "（一）",
        "\n",
        "…",
        "—",
    ]
    others += [
        "中",
        "，\n",
        "“”",
        "（）",
        "目录\n",
        "一、甲\n",
        "20XX年",
        "&nbsp;",
        "9",
        "，一是，二是",
    ]
    for unit in [*openers, *others, *anchors]:
        yield unit, (unit * (size // len(unit) + 1))[:size]
    yield "openers in turn", "".join(openers) * (size // sum(map(len, openers)))
    yield "nested quotes", "“" * 5000 + "”" * 5000
    yield "words and openers", "工作（完成“部署" * (size // 9)
