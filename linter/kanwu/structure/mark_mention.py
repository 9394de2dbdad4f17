"""Marks that a sentence speaks of, instead of setting them: “（”与“）”成对，默认的分隔符是;。"""

from __future__ import annotations

from kanwu.expressions import compiled
from kanwu.structure.enclosures import in_quotation
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwu.text import Span

_NEAR = 12  # code points on either side
_SIGNS = r"!#$%&*+,./:;<=>?@\\^_`|~\-"  # of ASCII, without quotes and brackets
_MARK = rf"[{_SIGNS}\"'()\[\]{{}}，。、；：？！（）［］｛｝〔〕【】《》〈〉—…～·]"
_NAME = "(?:运算|操作|占位|分隔|终止|结束|定界|通配|转义|修饰)符"
_FULL = "(?:逗|句|顿|分|冒|问|叹|感叹|引|括|书名|省略|破折|连接|间隔|斜杠|井)号"
_MENTION = rf"""(?x)
  # in quotation marks of its own, or in brackets behind its name
  [“‘「『] (?: {_MARK}{{1,3}} | “” | ‘’ | 「」 ) [”’」』]
| (?<= 号 | 符 ) [（(] {_MARK}{{1,3}} [）)]
  # its name in front of it, or behind it
| (?: {_NAME} (?: [是为即] | 写作 )? | {_FULL} (?: [是为即] | 写作 ) ) [ ]? {_MARK}{{1,3}} (?= [ ]? (?: [，。；、）] | $ ) )
| (?<= 引号 ) ["'] (?= [和或、括包] )
| {_NAME} [ ]? [{_SIGNS}]{{2,3}}
| {_NAME} [是为即] [ ]? {_MARK}{{1,3}}
| {_MARK}{{1,3}} [ ]? (?: {_NAME} | 符号 )
| (?<= [用加写和与、以的由按带含个文角] ) {_MARK} (?= 号 [括分隔引开结划拆切连拼，。、] )
| (?<! [A-Za-z\d{_SIGNS}] ) (?: [a-z]{{2,8}}: (?= 协议 ) | \#! (?= 命令 ) )
  # typed, or used for something
| (?<! [使作利应费占采信公录租借引享专通适任启雇聘填书编] ) (?: 使用 | [用写按以由带含] | 输入 | 键入 ) [ ]? (?: 英文 | 半角 )? [ ]? [{_SIGNS}，。、；：？！…—]{{1,3}}
  (?= [ ]? [来作以进行]{{0,2}} (?: 作为? | 分[隔割开] | 隔开 | [划拆切]分 | 拼接 | 连接 | 表示 | 结尾 | 开头 | 括起 | 包[裹围] | 代[替表] | 匹配 | 进入 | 获取 | [前后]面的 ) )
| [把将] [\u3400-\u9fff]{{0,6}} {_MARK} [都全]? (?: 替换 | 改 | 换 ) [为成] {_MARK}
  # several of them side by side
| (?= [{_SIGNS}"'()\[\]{{}}]{{0,8}} [\#$@^&] ) [{_SIGNS}"'()\[\]{{}}]{{5,40}} (?= [等这的] )
| (?<! [A-Za-z\d] ) (?: [{_SIGNS}]{{1,3}} [、和或与] ){{2,12}} [{_SIGNS}]{{1,3}}
"""

# The first characters of marks that are asked about, and the characters next to a mention.
_MARKS = frozenset("!$%&'(),./:;<=>?@[]^{}\"，。、；：？！（）［］｛｝〔〕【】《》〈〉“”‘’「」…")
_BESIDE = _MARKS | frozenset(
    "+-号符是为即作用加写入按文角成把将的和或与以运操占分终结定通转修协命替改换都全"
)


def is_mentioned_mark(prose: str, span: Span) -> bool:
    """Whether the span is marks that their sentence speaks of, or such a mark and the next one."""
    if prose[span.start : span.start + 1] not in _MARKS:
        return False
    start, end = max(0, span.start - _NEAR), span.end + _NEAR
    before, behind = prose[start : span.start].rstrip(" "), prose[span.end : end].lstrip(" ")
    if not _BESIDE.intersection((before[-1:], behind[:1])):
        return False
    return any(
        match.start() <= span.start < match.end() and span.end <= match.end() + 1
        for match in compiled(_MENTION).finditer(prose, start, end)
        if not in_quotation(prose, match.start())
    )
