"""Markup and variables that a sentence speaks of, instead of leaving them behind: 用<br>换行."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.text import Span

_NEAR = 80  # code points on either side
# Tags and character references; variables and format specifiers.
_MARKUP = r"(?:</?[A-Za-z!][^<>\n]{0,60}>|&(?:amp;)?\#?[A-Za-z0-9]{2,8};)"
_VARIABLE = r"(?:[$\#]?\{\{?[^{}\n]{0,40}\}\}?|\{%[^%\n]{0,40}%\}|<%[^%\n]{0,40}%>|\[%[^%\n]{0,40}%\]|%[a-z])"
# Others may stand in between, in quotation marks or not: 用<ul>、“<li>”列出.
_BETWEEN = "[ “”‘’\"'（）()「」、和或与及到至]{0,4}"
_FIRST = frozenset("<&$#{[%")  # their first characters
_JOINING = tuple("、和或与及到至")
_QUOTES = ("“”", "‘’", "「」")
# Words in front, of which it is the object or the name.
_TAKES = r"""(?x: [使采]用 | (?<![使作利应费占信公录租借引])用 | [加写换改标放]上?[入为成作到在]? | 插入 | 添加 | 输入 | 键入
  | 替换[为成] | 删[去除] | 去掉 | 缺少 | 漏[写了掉] | 定位 | 读取 | 点击 | 匹配 | 转义[为成]? | [例比形]?如 | 叫做? | 称[为作] | 记作
  | 嵌套 | 闭合 | 渲染 | 解析 | 过滤 | 提取 | [以把将给由] | 标签 | 标记 | 元素 | 节点 | 属性 | 实体 | 占位符 | 转义符
  | 格式符 | 通配符 | 变量 | 参数 | 语法 | 指令 | 符号 | 字符 )"""
# Words behind that name its kind, and words that say something of it.
_NAMED = r"""(?x: 是?[一二三两]?[个种类对层]? (?: 标签 | 标记 | 元素 | 节点 | 属性 | (?:字符)?实体 | 转义 | 占位 | 语法 | 指令 | 变量
  | 参数 | 格式[符化] | 通配 ) | 等标签 )"""
_SAYS = r"""(?x: [来可则以只仅]{0,2} (?: 表示 | 代表 | 标识 | 换行 | 分段 | 分隔 | 隔开 | 输出 | 打印 | 绑定 | 控制 | 开头 | 结尾 | 包裹
  | 包围 | 括起 | 触发 | 提交 | 闭合 | 必填 ) | [会被将由]{1,2} (?: 替换 | 转义 | 渲染 | 解析 | 换成 | 当作 | 忽略 | 过滤 | 脚本 )
  | 替换 | 代替 | 即可 | 嵌套 | [一二三两]层 | 放[在到入] | 之[前后间内外] | 里面? | 的(?: 内容 | 文本 | 属性 | 值 | 前面 | 后面 ) )"""
_STOP = r"(?:[，。；、）]|的|是|会|(?<=[、和或与及到至]))"
_PARTICLE = r"(?:[的和是有为由从到在对即或与及个种按里中过](?:的|面|间)?)"
_NOTATION = r"(?:占位|格式|写法|记号|通配)[^。；，\n]{0,12}"  # 占位写法为%s
# Words of a paragraph that is about markup or variables.
_MARKUP_TOPIC = r"(?i)(?<![a-z])(?:X?HTML|XML|CSS|JS|JavaScript|JSP|JSX|Vue|DOM|Markdown)(?![a-z])|网页代码|标签|转义|爬虫|富文本|浏览器"
_VARIABLE_TOPIC = r"变量|占位|格式[符化]|模板(?:里|中|引擎|语法)|语法|参数|赋值|绑定|脚本|转义|接口|函数|字符串|通配|插值"


def is_mentioned_code(document: Document, span: Span) -> bool:
    """Whether the span is markup or a variable that its sentence speaks of."""
    prose = document.prose
    if prose[span.start : span.start + 1] not in _FIRST:
        return False
    paragraph = document.paragraph(span.start)
    if compiled(_MARKUP).fullmatch(prose, *span):
        takes, says = _takes(prose, span, _MARKUP), _says(prose, span, _MARKUP)
        if (takes and says) or _is_quoted(prose, span):
            return True
        if document.once(_holds, _MARKUP_TOPIC, *paragraph):
            return takes or says or _takes(prose, span, _MARKUP, _PARTICLE)
        is_last = prose[span.start - 1 : span.start] in _JOINING  # of a row
        stops = takes and (is_last or _says(prose, span, _MARKUP, _STOP))
        named = _says(prose, span, _MARKUP, _NAMED)
        return (stops or named) and not _is_closed(prose, span, paragraph)
    if compiled(_VARIABLE).fullmatch(prose, *span):
        if _takes(prose, span, _VARIABLE, _NOTATION):
            return True
        is_topic = document.once(_holds, _VARIABLE_TOPIC, *paragraph)
        words = f"(?:{_SAYS}|{_NAMED})"
        return is_topic and (_takes(prose, span, _VARIABLE) or _says(prose, span, _VARIABLE, words))
    return False


def _takes(prose: str, span: Span, kind: str, words: str = _TAKES) -> bool:
    """Whether one of the words stands in front of the span, or of the row that the span ends."""
    source = rf"{words}{_BETWEEN}(?:{kind}{_BETWEEN}){{0,6}}\Z"
    return bool(compiled(source).search(prose, max(0, span.start - _NEAR), span.start))


def _says(prose: str, span: Span, kind: str, words: str = _SAYS) -> bool:
    """Whether one of the words stands behind the span, or behind the row that the span begins."""
    source = rf"[A-Za-z0-9_/.-]{{0,30}}{_BETWEEN}(?:{kind}{_BETWEEN}){{0,6}}{words}"
    return bool(compiled(source).match(prose, span.end, span.end + _NEAR))


def _is_quoted(prose: str, span: Span) -> bool:
    return prose[span.start - 1 : span.start] + prose[span.end : span.end + 1] in _QUOTES


def _is_closed(prose: str, span: Span, paragraph: Span) -> bool:
    """Whether the span is half of a pair of tags around text, which it marks up."""
    tag = compiled(r"<(/?)([A-Za-z][\w:]*)").match(prose, span.start)
    if not tag:
        return False
    start, end = (paragraph.start, span.start) if tag[1] else (span.end, paragraph.end)
    return prose.find(f"<{tag[2]}" if tag[1] else f"</{tag[2]}", start, end) >= 0


def _holds(document: Document, source: str, start: int, end: int) -> bool:
    return compiled(source).search(document.prose, start, end) is not None
