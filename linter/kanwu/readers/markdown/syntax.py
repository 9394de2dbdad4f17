"""The syntax of site generators, editors and TeX within Markdown: tables of patterns, by name.

All patterns are verbose. A pattern of a span begins with a literal character, since `re` then looks
for these characters only. No repetition reaches further than some thousand code points.
"""

from __future__ import annotations

from collections.abc import Mapping

_BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]{0,200}\}){0,300}\}){0,500}\}"
_TAG_ATTRIBUTE = rf"""
    (?: [A-Za-z_:@\#] [A-Za-z0-9_.:@\#\[\]()-]{{0,60}}
        (?: \s{{0,9}} = \s{{0,9}} (?: "[^"]{{0,1000}}" | '[^']{{0,1000}}' | {_BRACES} | [^\s"'=<>`{{}}]{{1,200}} ) )?
      | [^\W\d_] [\w-]{{0,60}} = "[^"]{{0,1000}}" | {_BRACES} )"""
# Of HTML, or with expressions as values, as in JSX and Vue.
_TAG = rf"<(?:/?[A-Za-z][A-Za-z0-9.-]{{0,60}}(?:\s{{1,99}}{_TAG_ATTRIBUTE}){{0,50}}\s{{0,99}}/?>)"
_COMPONENT = rf"<(?=/?[A-Z]){_TAG[1:]}"
_SHORTCODE = r"\{\{[<%](?:(?!\{\{[<%])[\s\S]){0,2000}?[>%]\}\}"
_TEMPLATE_TAG = r"\{%(?:(?!\{%)[\s\S]){0,2000}?%\}"
_TEMPLATE_COMMENT = r"\{\#(?:(?!\{\#|\#\})[\s\S]){0,2000}\#\}"
# Chinese words alone are no expression, but a blank of a form: {{单位名称}}
_IN_BLANK_OF_A_FORM = r"\{?[ \t]{0,9}[\#/^]?[\u4e00-\u9fff]{1,30}[ \t]{0,9}\}\}"
_EXPRESSION = rf"\{{\{{(?!{_IN_BLANK_OF_A_FORM})(?:(?!\{{\{{|\}}\}})[\s\S]){{1,1000}}\}}\}}\}}?"
_ATTRIBUTE = r"""(?:[\#.][^\s{}]{1,100}|[A-Za-z_:@][\w:.@-]{0,60}=(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'|[^\s"'{}]{1,200}))"""
_ATTRIBUTES = rf"\{{[ \t]{{0,9}}{_ATTRIBUTE}(?:\s{{1,9}}(?:{_ATTRIBUTE}|[A-Za-z][\w-]{{0,60}})){{0,30}}\s{{0,9}}\}}"

_ADDRESS = r"""
    (?: [A-Za-z0-9\-._~:/?\#@!$&'+,;=%] | \( [A-Za-z0-9\-._~:/?\#@!$&'+,;=%]{0,200} \) )+
    (?<= [A-Za-z0-9/_~=&\#+%\-)] )"""
# Signs of a formula, without which escaped brackets are brackets.
_IS_FORMULA = r"(?=[\s\S]{0,300}?(?:[=^_+<>|]|\\[A-Za-z{]|(?<=[\[(])[ -~]{1,300}?\\)"
# What these take is no text for readers.
_COMMANDS = r"(?:[A-Za-z]*cite[A-Za-z]*|[A-Za-z]*ref|newcommand|renewcommand|DeclareMathOperator|label|tag|index|url|href|input|include|includegraphics|usepackage|documentclass|bibliography|bibliographystyle|begin|end)"
# Environments of text, unlike those of formulas, drawings and listings.
_TEXT_ENVIRONMENTS = r"(?:document|abstract|center|flushleft|flushright|quote|quotation|verse|itemize|enumerate|description|theorem|lemma|proof|definition|example|remark)\b"
_KEY_YEAR = r"(?:1[89]|20)\d\d[A-Za-z0-9_]{0,30}"
_KEY = r'(?:[a-z0-9-]{1,30}|"[^"\n]{1,30}")'
_LABELS = "(?:fig|tbl|tab|eq|eqn|sec|lst|thm|lem|def|cor|prp|exm|exr|alg)"

# Spans within a paragraph, a heading or a cell. Of the words group, the text is shown.
SPANS: Mapping[str, str] = {
    # Code and comments are marko's: these two and escapes are only passed over.
    "code": r"`(?<!``)(?P<ticks>`*+)[\s\S]{1,5000}?(?<!`)`(?P=ticks)(?!`)",
    # A comment that is not closed ends at the next, so that no text is searched twice.
    "comment": r"<!--(?:(?!<!--)[\s\S]){0,5000}?(?:-->|(?=<!--))",
    "address": rf"https?://{_ADDRESS}",
    "address of files": rf"ftp://{_ADDRESS}",
    "address without scheme": rf"www\.(?<![\w.@/]www\.){_ADDRESS}",
    "displayed formula": r"\$\$[^$]{1,2000}\$\$",
    "formula": r"""\$(?<![\\$A-Za-z0-9]\$)(?![\s$])
        (?: [^$\n，。；、]{1,200} | [^$\n\u3400-\u9fff]{1,300} | (?=[^$]{0,300}?(?:\\[A-Za-z{]|\^|_\{|_[0-9a-z](?![0-9a-z]))) [^$]{1,500} )
        (?<![\s\\])\$(?![0-9$])""",
    "formula between spaces": r"\$(?<![\\$A-Za-z0-9]\$)[ ][^$\n，。；、]{1,300}(?<=[ ])\$(?![0-9$])",
    "environment": rf"\\begin\{{(?!{_TEXT_ENVIRONMENTS})(?P<environment>[A-Za-z]{{1,40}}\*?)\}}[\s\S]{{0,3000}}?\\end\{{(?P=environment)\}}",
    "formula in brackets": rf"\\\\?[(]{_IS_FORMULA})(?:(?!\\\\?[()])[\s\S]){{1,500}}\\\\?[)]",
    "displayed formula in brackets": rf"\\\\?\[{_IS_FORMULA})(?:(?!\\\\?[\[\]])[\s\S]){{1,2000}}\\\\?\]",
    "formula in doubled brackets": r"\\\\[(](?:(?!\\\\[()])[\s\S]){1,500}\\\\[)]|\\\\\[(?:(?!\\\\[\[\]])[\s\S]){1,2000}\\\\\]",
    "command": rf"\\\\?{_COMMANDS}\*?(?:\[[^\[\]\n]{{0,200}}\]){{0,3}}(?:\{{[^{{}}\n]{{0,300}}\}}){{1,3}}",
    "command of text": r"\\[A-Za-z]{2,30}\*?(?=[\[{])",
    "label of bookdown": r"\\@ref\([^()\n]{1,100}\)|\(ref:[^()\n]{1,60}\)|\(\\\#[a-z]{2,6}:[^()\n]{1,60}\)",
    "escape": r"\\[!-/:-@\[-`{-~]",
    "shortcode": _SHORTCODE,
    "template tag": _TEMPLATE_TAG,
    "template comment": _TEMPLATE_COMMENT,
    "template tag in angle brackets": r"<[%?](?:(?!<[%?])[\s\S]){0,2000}?[%?]>",
    "expression": _EXPRESSION,
    "attributes": _ATTRIBUTES,
    "attributes of kramdown": r"\{:[^{}\n]{1,300}\}",
    "raw attribute": r"\{=[a-z][\w-]{0,30}\}|\{-\}",
    "role": r"\{[A-Za-z][A-Za-z0-9_:+.-]{0,60}\}(?=`)",
    "citation in braces": r"\{@[^{}\n]{1,200}\}",
    "included file": r"\{![^{}\n]{1,300}!\}|!!!include\([^()\n]{1,300}\)!!!",
    "comment of MDX": r"\{/\*(?:(?!\{/\*)[\s\S]){0,2000}?\*/\}",
    "string of MDX": r"""\{[ ]{0,9}(?P<quote>["'`])[^\n{}]{0,300}?(?P=quote)[ ]{0,9}\}""",
    "comment of CriticMarkup": r"\{>>(?:(?!\{>>)[\s\S]){0,1000}?<<\}",
    "mark of CriticMarkup": r"\{(?:\+\+|--|==)|\+\+\}|--\}|==\}",
    "keys": rf"\+\+{_KEY}(?:\+{_KEY}){{0,9}}\+\+",
    "progress": r'\[=(?<![^\n]\[=)[ ]{0,9}[0-9./]{1,20}%?(?:[ ]{1,9}"[^"\n]{0,200}")?[ ]{0,9}\]',
    "embed": r"!\[\[[^\[\]\n]{1,400}\]\]",
    "wikilink": r"\[\[(?![\s\[])[^\[\]\n|]{1,300}(?:\|(?P<words>[^\[\]\n]{0,300}))?\]\]",
    "footnote": r"\[\^[^\]\[\s]{1,60}\]:?",
    "citation": r"\[(?:[^\[\]@\n]{0,60}[ ])?-?@[^\[\]\n]{1,300}\](?!\()",
    "callout": r"\[!(?<![^\n]\[!)[\w-]{1,30}(?:\|[^\[\]\n]{0,60})?\][+-]?(?=\s|\Z)",
    "abbreviation": r"\*\[(?<![^\n]\*\[)[^\[\]\n]{1,60}\]:",
    "label of an example": r"\(@[A-Za-z0-9_-]{0,60}\)|\((?<![^\n]\()@[\w-]{1,60}\)(?=[ ])",
    "citation in the text": rf"@(?<![A-Za-z0-9_@]@)(?:{_LABELS}[:-][\w-]{{1,40}}|\w{{1,20}}?[:_.-]?{_KEY_YEAR}|\{{[^{{}}\n]{{1,200}}\}})",
    "emoji": r":(?<![A-Za-z0-9:]:)(?:(?=[0-9_+-]{0,60}[a-z])[a-z0-9_+-]{2,60}|\+1|-1|100):(?![0-9:])",
    "definition": r":(?<![^\n]:)[ \t]{1,9}(?=\S)|~(?<![^\n]~)[ \t]{1,9}(?=\S)",
    "tip of docsify": r"!>(?<![^\n]!>)[ \t]{1,9}|\?>(?<![^\n]\?>)[ \t]{1,9}",
    "address in brackets": r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,500}>",
    "tag": _TAG,
}  # fmt: skip

_WORDS = r"""(?P<words>[^\n"`<$\[\]{}*_\\|]{0,300}?)"""
_LISTINGS = "(?:highlight|codeblock|code|raw|verbatim|mermaid|katex|math|latex|chart|echarts|plantuml|markmap|gantt|tikz)"
_WHOLE_TAGS = rf"(?:(?:{_SHORTCODE}|{_TEMPLATE_TAG}|{_TEMPLATE_COMMENT}|{_EXPRESSION}|{_COMPONENT}|<>|</>)[ \t]{{0,99}}){{1,20}}$"

# Lines that are a block of their own, from the first character to the end of the last line.
LINES: Mapping[str, str] = {
    "diagram": r":{3,9}[ \t]{0,9}(?:mermaid|plantuml|echarts|flowchart|chart|markmap)[ \t]*\n(?:[^\n]*\n){0,300}?[ \t>]{0,99}:{3,9}[ \t]*$",
    "directive": r":{3,}[ \t]*\{[^\n]*(?:\n[ \t>]{0,99}:[\w-]{1,60}:(?:[ \t][^\n]*)?$){0,30}",
    "container": r":{3,}[^\n]*$",
    "leaf directive": r"::[A-Za-z][\w-]{0,60}[\[{(][^\n]*$",
    "block": rf"""/{{3,}}(?:[ \t]*[A-Za-z][\w-]{{0,60}}(?:[ \t]*\|(?:[ \t]*"?{_WORDS}"?[ \t]*$|[^\n]*))?)?[ \t]*$""",
    "displayed formula": r"\$\$(?:(?!\$\$)[^\n])*(?:\n(?!\s*\n)(?:(?!\$\$)[^\n])*){0,200}\$\$[ \t]*(?:\{[^{}\n]*\}|\([\w:.-]{1,60}\))?[ \t]*$",
    "displayed formula with empty lines": r"\$\$[ \t]*\n(?:(?![^\n]*\$\$)[^\n]*\n){1,200}?[ \t>]*\$\$[ \t]*(?:\{[^{}\n]*\}|\([\w:.-]{1,60}\))?[ \t]*$",
    "formula in brackets": r"\\\\?\[[ \t]*\n(?:(?![^\n]*\\[\[\]])[^\n]*\n){1,200}?[ \t>]*\\\\?\][ \t]*$",
    "environment": rf"\\begin\{{(?!{_TEXT_ENVIRONMENTS})(?P<environment>[A-Za-z]{{1,40}}\*?)\}}(?:[^\n]*\n){{0,200}}?[^\n]*\\end\{{(?P=environment)\}}[^\n]*$",
    "listing": rf"""
          \{{\{{(?P<bracket>[<%])[ ]*(?P<shortcode>{_LISTINGS})\b(?:[^\n]*\n){{0,300}}?[^\n]*\{{\{{(?P=bracket)[ ]*/[ ]*(?P=shortcode)[ ]*[>%]\}}\}}[^\n]*$
        | \{{%-?[ ]*(?P<name>{_LISTINGS})\b(?:[^\n]*\n){{0,300}}?[^\n]*\{{%-?[ ]*end(?P=name)[ ]*-?%\}}[^\n]*$""",
    "data of a hook": r"\{\{[ ]*BEGIN_(?P<data>\w{1,40})[ ]*\}\}[^\n]*\n(?:[^\n]*\n){0,300}?[ \t>]{0,99}\{\{[ ]*END_(?P=data)[ ]*\}\}[ \t]*$",
    "tags": _WHOLE_TAGS,
    "comment of MDX": r"\{/\*(?:(?!\{/\*)[\s\S]){0,5000}?\*/\}[ \t]*$",
    "import of MDX": r"""import[ \t]+(?:[^\n"';]{0,200}\n){0,30}?[^\n"';]{0,200}["'][^"'\n]{1,300}["'][ \t]*;?[ \t]*$""",
    "export of MDX": r"""export[ \t]+(?:default|const|let|var|function|async|class|type|\{|\*)
        (?: [^\n]*[({\[][ \t]*\n (?:[^\n]*\n){0,200}? [)}\]][^\n]*$ | [^\n]*(?:\n(?!\s*$)[^\n]*){0,200}$ )""",
    "snippet": r"""
          ;*-{1,9}8<-{1,9}[ \t]+["'][^\n]*$
        | -{2,9}8<-{2,9}[ \t]*\n(?:[^\n]*\n){1,100}?[ \t>]{0,99}-{2,9}8<-{2,9}[ \t]*$""",
    "included code": r"<<<[ \t]*[@./~][^\n]*$|@\[[^\[\]\n]{1,100}\]\([^\n]{1,300}\)[ \t]*$|@include(?:-push)?\([^\n]{1,300}\)[ \t]*$",
    "target": r"\([^()\s][^()\n]{0,100}\)=[ \t]*$",
    "diagram of PlantUML": r"@start[a-z]{2,12}\b[^\n]*\n(?:[^\n]*\n){0,300}?[ \t>]{0,99}@end[a-z]{2,12}[ \t]*$",
    "front matter of a slide": r"---(?<![^\n]\n---)[ \t]*\n(?:[A-Za-z][\w-]{0,40}:(?:[ \t][^\n]*)?\n(?:[ ][^\n]*\n){0,20}){1,20}---[ \t]*$",
}  # fmt: skip

_KINDS = r"[\w-]{1,40}(?:[ ]{1,9}[\w-]{1,40}){0,6}"
_BODY_BELOW = r"(?=\n(?:[ \t>]*\n)?[ \t>]*(?:[ ]{4}|\t)[ \t]*\S)"
# Lines above a body that is indented by four spaces.
HEADS: Mapping[str, str] = {
    "admonition, or tab, with a title": rf"""
        (?: (?:!!!|\?\?\?\+?)[ \t]*(?:{_KINDS})? | ={{3}}[+!]{{0,2}} ) [ ]+"(?:{_WORDS}"|[^\n]*")[ \t]*$""",
    "admonition": rf"(?:!!!|\?\?\?\+?)[ \t]*(?:(?=[A-Za-z]){_KINDS}[ \t]*$|{_KINDS}[ \t]*{_BODY_BELOW})",
}  # fmt: skip

_BEGINS_ADDRESS = r"(?:https?://|ftp://|www\.|[A-Za-z0-9._+-]{1,60}@[A-Za-z0-9-]{1,60}\.[A-Za-z])"
_TO_THE_STOP = r"""[^\s<>"'`|，。；：、！？“”‘’《》（）【】]"""
# Spans that are read as text, and not edited: they may be names that stand elsewhere too.
NAMES: Mapping[str, str] = {
    "blank of a form": rf"\{{\{{{_IN_BLANK_OF_A_FORM}",
    "destination": r"\]\^?\((?:[^()\n]|\([^()\n]{0,200}\)){1,500}\)",
    "label": r"\]\[[^\[\]\n]{1,100}\]",
    # Next to an address another sign, or none, would make it longer, or no link, on some sites.
    "sign before an address": "|".join(rf"{sign}(?={_BEGINS_ADDRESS})" for sign in (r"\(", '"', ":[ ]?", ",[ ]?", ";[ ]?", "[ ]")),
    "address": rf"http[!-~]{{2,300}}(?<=[/=\#?&_%-])[\u4e00-\u9fff]{_TO_THE_STOP}{{0,200}}",
    "address without scheme": rf"www\.[!-~]{{2,300}}(?<=[/=\#?&_%-])[\u4e00-\u9fff]{_TO_THE_STOP}{{0,200}}",
    "sign after an address": rf"""http(?<!\]\(http)(?<![<'=`]http)s?://{_ADDRESS}[)"']{{0,2}}[,;:!?.]?[ ]?""",
    "sign after an address without scheme": rf"""www\.(?<![\w.@/]www\.){_ADDRESS}[)"']{{0,2}}[,;:!?.]?[ ]?""",
    # With the mark behind it: to Obsidian, a full-width mark is a part of the tag.
    "tag": r"(?:\#(?<![^\n(（]\#)|[ ]\#)[\w/-]{0,60}[^\W\d][\w/-]{0,60}[!-.:-@]?",
    "space before attributes": r"[ ](?=\{:?[ ]{0,9}[\#.:A-Za-z_-])",
    "key": r"::[ \t]|\([\w-]{1,40}::[ \t][^()\n]{1,200}\)",
    "definition": r"""\[(?<![^\n]\[)[^\[\]\n^][^\[\]\n]{0,100}\]:[ \t]{1,9}(?:<[^<>\n]{0,300}>|[^\s<>]{1,300})
        (?:[ \t]{1,9}(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'|\([^()\n]{0,300}\)))?[ \t]{0,9}$""",
    "placeholder": r"\$\{[^{}\n]{1,200}\}|\#\{[^{}\n]{1,200}\}|%\([^()\n]{1,60}\)[sdf]",
    "expression of MDX": r"""\{(?=[^{}\n]{0,200}?(?:=>|&&|\|\||[ ]\?[ ]|[\w$]\(["']))[^{}\n]{1,300}\}""",
    "vector of Logseq": r"\[:[a-z][\w.\#-]{0,30}[ ][^\[\]\n]{1,300}\]",
    "spoiler": r"!!(?<!!!!)(?![!\s])[^!\n]{1,200}(?<!\s)!!(?!!)",
    "mark of a slide": r"\(\*\*(?:(?!\*\*|\n\n)[\s\S]){1,1000}\*{2,3}\)|\(~~(?:(?!~~|\n\n)[\s\S]){1,1000}~~\)",
    "bracket of a formula": r"\\\\[()]",
    "hidden comment": r"%%(?<!\d%%)(?=[^%])[^%]{1,1000}%%",
    "grid table": r"\+(?<![^\n]\+)(?:[-=:]{2,300}\+){1,50}[ \t]*$(?:\n[|+][^\n]*[|+][ \t]*$){1,300}",
}  # fmt: skip


def one_of(patterns: Mapping[str, str]) -> str:
    """The expression that matches any of the patterns."""
    return "(?x)" + "|".join(f"\n  {pattern.strip()}" for pattern in patterns.values())


SPAN = one_of(SPANS)
LINE = rf"(?x)[ ]{{0,3}}(?:{one_of(LINES)[4:]})\n?"
HEAD = rf"(?x)[ ]{{0,3}}(?:{one_of(HEADS)[4:]})\n?"
NAME = one_of(NAMES)
