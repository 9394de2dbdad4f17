"""The `markup` check: Markdown, BBCode and LaTeX in a text whose format does not read them."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from re import Match


class _Syntax(NamedTuple):
    """One kind of mark. A text without one of the literals, tried in order, has no match."""

    language: str
    literals: tuple[str, ...]  # the first one is a single character, which is searched fastest
    source: str


# Nouns behind a blank that is written **: two blanks with such nouns are no pair of marks.
_NOUN = r"""(?: [余多]? [万亿]? [元亩户吨件次个人名项处台家座条所号%％] | [万亿余年月日]
  | 公里 | 平方 | 立方 | [省市县区镇乡村局州] | 公司 | 单位 | 同志 | 街道 | 社区 | 有限 )"""
_BOLD = rf"""(?x)
(?P<bold> \*\* (?<! [*\d)）%]\*\* ) \*?+ ) (?! [\s*，、。；] | \d[^*\n]{{0,80}}[，。；] )
(?: (?! {_NOUN} ) [^*\n]{{1,80}} (?<! [\s，、（(] ) (?P=bold)
  | [^*\n]{{1,80}} (?<! [\s，、（(] ) (?P=bold) (?! {_NOUN} ) ) (?! \* )
"""
# `re` searches for the literal at the start ten times as fast as for ^.
_HEADING = r"""(?x)
(?P<mark> \# (?: (?<= ^\# ) | (?<= ^[ ]\# ) | (?<= ^[ \u3000]{2}\# ) | (?<= ^[ ]{4}\# ) ) \#{1,5}
  (?: [ \t]+ | (?= [一二三四五六七八九十（(第] | \d{1,2}[.．、] ) ) )
(?= [^\#\s][^\#\n]{0,80} $ ) (?= [^\n]{0,20} [\u3400-\u9fff] )
"""
_LINK = r"""(?x)
(?: \[ | !\[ ) (?P<label> [^\[\]\n]{0,80} ) \] \(
(?: (?: https?:// | mailto: | \.{0,2}/ | \# ) [^()\s]{1,300}
  | [^()\s:：]{1,100} \. (?: html? | md | pdf | docx? | xlsx? | png | jpe?g ) )
(?: [ ] "[^"\n]{0,60}" )? \)
"""
_STRUCK = r"(?P<bold>~~)(?![\s~])[^~\n]{1,60}(?<!\s)(?P=bold)(?!~)"
_FENCE = r"^[ ]{0,3}(?P<mark>```[A-Za-z+-]{0,20})[ ]{0,4}$"
_RULED = r"^[ ]{0,3}\|(?:[ ]?:?-{2,20}:?[ ]?\|){1,20}[ ]{0,4}$"
_NAMES = "b|i|u|s|url|img|color|size|font|align|quote|center|table|td|tr"
_TAG = rf"""(?xi)
(?P<mark> \[ (?P<name> {_NAMES} ) (?: = [^\[\]\n]{{1,100}} )? \] )
(?= [^\n]{{0,200}}? \[/ (?P=name) \] )
| (?P<end> \[/ (?: {_NAMES} ) \] )
"""
_COMMAND = r"""(?x)
\\ (?: text(?:bf|it)? | emph | underline | (?:sub){0,2}section | begin | end | footnote | cite
     | label | caption | mathrm ) \{ [^{}\n]{1,80} \}
"""
_MARKDOWN = (
    _Syntax("Markdown", ("*", "**"), _BOLD),
    _Syntax("Markdown", ("#", "##"), _HEADING),
    _Syntax("Markdown", ("]", "]("), _LINK),
    _Syntax("Markdown", ("`", "```"), _FENCE),
    _Syntax("Markdown", ("~", "~~"), _STRUCK),
    _Syntax("Markdown", ("|", "|-", "-|"), _RULED),
)
# Counts only beside other Markdown: people type such lines in plain text too.
_LINE_HEAD = _Syntax(
    "Markdown",
    (),
    r"^[ ]{0,8}(?P<mark>#[ ]+|[-*+][ ]+|>[ ]?)(?=[\u3400-\u9fff“《（*])",
)
_TITLE = r"\A(?P<mark>#[ ]+)(?=[\u3400-\u9fff])"
_STARS = r"^[ ]{0,3}\*[ ]+(?=[\u3400-\u9fff“《（])[^\n]{1,400}\n[ ]{0,3}\*[ ]+[\u3400-\u9fff“《（]"
_BBCODE = _Syntax("BBCode", ("]", "[/"), _TAG)
_LATEX = _Syntax("LaTeX", ("\\",), _COMMAND)
_ABOUT_MARKUP = r"(?i)(?<!`)markdown|bbcode|latex|标记语言|语法|星号|井号"


class Markup(Check):
    """Each mark of a markup language; in Markdown it belongs, and there are no hits.

    One edit removes both marks of bold text; of a link, the shown text stays.
    """

    sign = r"[*#`|~\\\]]"

    def __call__(self, document: Document) -> Iterator[Hit]:
        if document.format == "markdown":
            return
        prose = document.prose
        matches = list(_matches(_MARKDOWN, prose))
        line_heads = [_LINE_HEAD] if matches or _is_markdown(prose) else []
        matches += _matches([*line_heads, _BBCODE, _LATEX], prose)
        for language, match in matches:
            if not document.once(_is_about_markup, *document.paragraph(match.start())):
                yield from _hits(match, {"language": language})


def _matches(syntaxes: Iterable[_Syntax], prose: str) -> Iterator[tuple[str, Match[str]]]:
    """The matches, each with its language."""
    for syntax in syntaxes:
        if all(literal in prose for literal in syntax.literals):
            for match in compiled(syntax.source).finditer(prose):
                yield syntax.language, match


def _is_markdown(prose: str) -> bool:
    """Whether the text opens with a title of Markdown, or has a list with stars."""
    if compiled(_TITLE).match(prose):
        return True
    return "* " in prose and compiled(_STARS).search(prose) is not None


def _is_about_markup(document: Document, start: int, end: int) -> bool:
    return compiled(_ABOUT_MARKUP).search(document.prose, start, end) is not None


def _hits(match: Match[str], values: dict[str, str]) -> Iterator[Hit]:
    groups = match.groupdict()
    if "bold" in groups:
        start, end = match.span("bold")
        marks = Span(start, end), Span(match.end() - (end - start), match.end())
        edits = tuple(Edit(mark, "") for mark in marks)
        yield from (Hit(mark, values, edits) for mark in marks)
    elif "mark" in groups:
        mark = Span(*match.span("end" if groups.get("end") else "mark"))
        yield Hit(mark, values, (Edit(mark, ""),))
    elif "label" in groups:
        link = Span(*match.span())
        yield Hit(link, values, (Edit(link, groups["label"]),))
    else:
        yield Hit(Span(*match.span()), values)
