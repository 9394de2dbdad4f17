"""Source code, data and names of files within a sentence: 调用save(文件名, 编码)保存。"""

from __future__ import annotations

from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

_HAN = r"[\u3400-\u9fff]"
_W = "A-Za-z0-9_"
_COMMANDS = (
    "git|npm|npx|yarn|pip3?|conda|python3?|node|javac?|docker|kubectl|mvn|go|cargo|gcc|curl|wget|ssh|scp|sudo|apt(?:-get)?"
    "|yum|ls|cd|cat|grep|sed|awk|find|echo|chmod|chown|mkdir|rm|cp|mv|tar|ps|kill|systemctl|mysql|redis-cli|vim?|export"
)
_CODE = rf"""(?x)
  # a call, with its object and its semicolon
  (?P<name> (?<! [{_W}$] ) (?: (?<= {_HAN} ) \. )? [A-Za-z_$] [{_W}$]{{0,40}} (?: \. [A-Za-z_] [{_W}]{{0,40}} ){{0,6}} )
  \( (?P<arguments> [^()\n。；]{{0,100}} (?: \( [^()\n。；]{{0,60}} \) [^()\n。；]{{0,60}} ){{0,4}} ) \) ;?
  # the head of a function in Chinese
| (?<! [A-Za-z] ) (?: public | private | protected | static | void | def | function | func ) [ ] [^()\n，。；：]{{1,40}} \( [^()\n。；]{{0,100}} \)
  # a command with an option or a text in quotation marks
| (?<! [A-Za-z.] ) (?: {_COMMANDS} ) (?= [ ] [!-~ ]{{0,60}}? (?: [ ]-{{1,2}}[a-z] | ["'|] ) )
  (?: [ ]{{1,2}} (?: "[^"\n]{{0,80}}" | '[^'\n]{{0,80}}' | [!#-&(-~]{{1,80}} ) ){{1,20}}
  # the end of a statement, a declaration of a style, an option of a virtual machine
| (?<! [A-Za-z] ) (?: true | false | null | undefined | break | continue ) [ ]? ;
| (?P<quote> ["'] ) (?: [!-~]{{1,40}} (?P=quote) ; | \\ [!-~]{{1,5}} (?P=quote) )
| (?P<literal> ["'] [!-~]{{1,60}} ["'] )
| (?<! [{_W}-] ) [a-z]{{2,20}} (?: - [a-z]{{2,20}} ){{1,4}} [ ]? : [ ]? [^:;。，\n]{{1,40}} ;
| (?<! [{_W}-] ) -XX: [+A-Za-z-] [{_W}]*
  # what grave accents mark, unless it is to be filled in
| ` (?! [XxＸｘ×]{{1,9}} ` ) [^`\n]{{1,80}} `
  # elements in square brackets and braces; a tuple behind its name
| \[ [^\[\]\n，。；、（]{{1,40}} , [^\[\]\n。；]{{0,80}} \]
| \{{ [^{{}}\n，。；、（]{{1,60}} , [^{{}}\n。；]{{0,80}} \}}
| (?<= 元组 | 列表 | 数组 | 坐标 | 值对 | 向量 | 数对 | 字典 | 返回 | 形如 ) [ ]? \( [^()\n。；]{{1,40}} , [^()\n。；]{{1,60}} \)
  # the name of a file
| [(（] [^()（）\n，。；]{{1,20}} [)）] [{_W}.-]{{0,12}} \. (?: docx? | xlsx? | pptx? | pdf | txt | csv | zip | rar | jpe?g | png | mp4 | wps | ofd | md ) (?! [{_W}] )
"""
# Every piece of inline code has one of these characters.
_MARK = r"[(\[{;'\"`-]"
# A paragraph without a match of this has no inline code.
_SIGN = (
    r"[A-Za-z0-9_$]\(|[\[{][^\]}\n]{0,40},|['\"`]|[a-z][ ]?;|-[a-z]{2,20}[ ]?:|-XX:"
    r"|[^\x00-\x7f]\([^()\n]{0,40},|[)）][A-Za-z0-9_.-]{0,12}\.[a-z]|[a-z][ ][^()\n]{1,40}\("
)
# A call is told by its name, by its arguments, or by the words around it.
_CODE_NAME = (
    r"\.[A-Za-z_]|^\.|^(?:get|set|is|has|add|put|new|to|on|find|load|save|read|write|open|make|init|show"
    r"|run|create|update|delete|remove|select|insert|query|check|parse)[A-Z_]"
)
_CODE_ARGUMENTS = r"^$|[\"'=]|^[A-Za-z0-9_.]{1,20},[ ]?[A-Za-z0-9_.]{1,20}(?:,|$)"
# Words of a paragraph that speaks of a program, whose texts stand in quotation marks.
_TOPIC = "字符串|字符集|变量|函数|转义|数组|元组|关键字|语句|返回值|运算符|编译|代码[中里]"
_NEAR = 6  # code points in front of a call
_BEFORE = r"(?:调用|执行|函数|方法|语句|接口|构造器?|[如即用以])[ “]{0,2}\Z"
_BEHIND = r"[ ”]{0,2}(?:函数|方法|语句|构造|接口|返回|即可|的返回值)"


def is_inline_code(document: Document, span: Span) -> bool:
    """Whether the span lies in source code within its paragraph, or one mark at the edge of it."""
    paragraph = document.paragraph(span.start)
    return any(
        code.start - 1 <= span.start and span.end <= code.end + 1
        for code in document.once(_inline_code, *paragraph)
        if span.start < code.end and code.start < span.end
    )


def _inline_code(document: Document, start: int, end: int) -> tuple[Span, ...]:
    prose = document.prose
    if not (
        compiled(_MARK).search(prose, start, end) and compiled(_SIGN).search(prose, start, end)
    ):
        return ()
    matches = list(compiled(_CODE).finditer(prose, start, end))
    has_call = any(match["name"] and _is_call(match) for match in matches)
    has_code = has_call or compiled(_TOPIC).search(prose, start, end) is not None
    return tuple(Span(*match.span()) for match in matches if _is_code(match, has_call, has_code))


def _is_code(match: Match[str], has_call: bool, has_code: bool) -> bool:
    """Whether the match is code in a paragraph that surely has a call, or speaks of code."""
    if match["name"]:
        return (has_call and match["name"].islower()) or _is_call(match)
    return has_code or not match["literal"]


def _is_call(match: Match[str]) -> bool:
    """Whether the match is a call, and no abbreviation with its meaning: GDP(生产总值)."""
    name, prose = match["name"], match.string
    if compiled(_CODE_NAME).search(name) or compiled(_CODE_ARGUMENTS).search(match["arguments"]):
        return True
    if not name.islower():
        return False
    before = prose[max(0, match.start() - _NEAR) : match.start()]
    return bool(compiled(_BEFORE).search(before) or compiled(_BEHIND).match(prose, match.end()))
