"""The `placeholder` check: a pattern for blanks, which may count only before certain words."""

from __future__ import annotations

from kanwu.checks.general.pattern import Pattern
from kanwu.expressions import compiled
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from re import Match
    from typing import Literal

    from kanwu.check import Hit
    from kanwu.document import Document

    Kind = Literal["quantity", "place"]


class Placeholder(Pattern):
    """The matches of `pattern` in front of a word of the kinds in `before`; without kinds, all.

    `quantity` is a measure word or a unit, `place` the last noun in a name of a place or a body.
    """

    before: tuple[Literal["quantity", "place"], ...] = ()

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        if self.before and not any(_stands_before(kind, match) for kind in self.before):
            return None
        return super().hit(document, match)


def _stands_before(kind: Kind, match: Match[str]) -> bool:
    return compiled(_WORDS[kind]).match(match.string, match.end()) is not None


# U+FFFC stands for markup: **X**个.
_QUANTITY = r"""(?x)
    \ufffc{0,4}
    (?: [.．～~—–-] [\dXxＸｘ×]{1,6} )?           # decimals, or the other end of a range
    [余多]? [十百千]? [万亿]?
    (?: (?<= [万亿] ) (?! [\u4e00-\u9fff] )       # 投资X亿，
      | (?! 个[体别性数] | 户[籍外数均] | 人[民大社事才武行防均口员数] | 名[称单录] | 项目 | 年[^级]
          | 次[序要数方] | 件数 | 台[风湾账阶] | 头[部条] | 只[有要能是] | 处[理于在置长室罚处]
          | 所[有在属需示] | 家[庭长具园] | 场[镇所地景馆] | 座谈 | 条[例件款] | 批[准复示发]
          | 起[草到来] | 例[会如] | 份[子额] | 天[然津线数] | 位[于置移] | 间[隔接] | 层[面级]
          | 口岸 | 张家 | 支[部行队持撑付] | 本[身地市级科校院] | 米[业粉] | 日[报常用]
          | 号[召称线] | 期[间待望限货末权] | 轮[廓换值流岗作胎椅候] | 组[织成合长员建装态] | 类[似型别比推]
          | 步[骤行入伐道] | 届[时满] | 幅[度员] | 门[类诊户店牌口前槛] | 遍[布及地历]
          | [亩吨台天月米][数均] | 年[限均度] (?<= [x×] .. ) )
        (?: (?<= 第[XxＸｘ] ) [\u4e00-\u9fff] | [元亩户人名个台头只处件项家所辆座场条批起例宗笔份套篇天次吨斤倍岁间栋幢层株棵盏枚架]
          | [支张本册顶匹箱瓶袋桶口眼孔块位米年日号期轮组类步届幅门遍艘趟粒%％‰℃] | 公[里斤顷] | [平立]方 | [千厘毫]米
          | [千兆]瓦 | 季度 | 小时 | 分钟
          | (?: [kchdm]? m [²³23]? | kg | k[WV] | MW | t ) (?! [A-Za-z] ) ) )
"""
_PLACE = r"""(?x)
    \ufffc{0,4}
    (?: 省 (?! [道略] ) | 市 (?! [场值盈] ) | 县 (?! 道 ) | 区 (?! [间域分别块] )
      | 局 (?! [部限面] ) | 镇 (?! [静定痛] ) | 乡 (?! 道 ) | 旗 (?! 帜 ) | [村州厅] | 街道 | 社区
      | 单位 | 部门 | 人[民大] | [政府委办党财教卫组宣统纪农水建交安环信法监] [\u4e00-\u9fff]{0,3} [〔\[] )  # X政办发〔2023〕
"""
_WORDS: Mapping[Kind, str] = {"quantity": _QUANTITY, "place": _PLACE}
