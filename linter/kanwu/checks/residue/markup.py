"""The `markup` check: Markdown, BBCode and LaTeX in a text whose format does not read it."""

from __future__ import annotations

from itertools import chain

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match


class _Syntax(NamedTuple):
    """One kind of mark. It is looked for only where all of the literals are, in that order."""

    language: str
    literals: tuple[str, ...]  # the first of one character, which is seen at a glance
    source: str


# What may follow a blank that is written **: two of them, each before one, are no pair.
_NOUN = r"""(?: [余多]? [万亿]? [元亩户吨件次个人名项处台家座条所号%％] | [万亿余年月日]
  | 公里 | 平方 | 立方 | [省市县区镇乡村局州] | 公司 | 单位 | 同志 | 街道 | 社区 | 有限 )"""
_BOLD = rf"""(?x)
(?P<bold> \*\* (?<! [*\d)）%]\*\* ) \*?+ ) (?! [\s*，、。；] | \d[^*\n]{{0,80}}[，。；] )
(?: (?! {_NOUN} ) [^*\n]{{1,80}} (?<! [\s，、（(] ) (?P=bold)
  | [^*\n]{{1,80}} (?<! [\s，、（(] ) (?P=bold) (?! {_NOUN} ) ) (?! \* )
"""
# Begins with a literal, for which `re` searches ten times as fast as for ^.
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
# Only where other Markdown is: people type such lines in plain text themselves.
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
    """Each mark of a markup language; nothing in Markdown, where it belongs.

    The two marks of bold text are mended together; of a link, what is shown stays.
    """

    sign = r"[*#`|~\\\]]"

    def __call__(self, document: Document) -> Iterator[Hit]:
        if document.format == "markdown":
            return
        prose = document.prose
        matches = [(one.language, match) for one in _MARKDOWN for match in _found(one, prose)]
        others = chain([_LINE_HEAD] if matches or _is_markdown(prose) else [], [_BBCODE, _LATEX])
        matches += [(one.language, match) for one in others for match in _found(one, prose)]
        for language, match in matches:
            if not document.once(_is_about_markup, *document.paragraph(match.start())):
                yield from _hits(match, {"language": language})


def _found(syntax: _Syntax, prose: str) -> Iterator[Match[str]]:
    if all(literal in prose for literal in syntax.literals):
        yield from compiled(syntax.source).finditer(prose)


def _is_markdown(prose: str) -> bool:
    """Whether the text opens with a title of Markdown, or has a list with its stars."""
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
