"""Source code that a text shows without marking it: it is no prose, as marked code is none.

A line is code by itself if it can hardly be anything else: a statement with its semicolon, a
prompt of a shell, a key of JSON. Among such lines others are code too: comments, markup, lines
without Chinese, the text of a button.
"""

from __future__ import annotations

from itertools import pairwise

from kanwu.document import BLANK, Block
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    Kind = Literal["code", "program", "tag", "aside", "latin", "empty", "label", "prose"]

_IN = f"[ \t\u3000\u00a0{BLANK}]*+"
# Every text with code has one of these at the start or the end of a line.
_SIGN = (
    rf"(?m)[;{{}})(>]{_IN}\r?$|^{_IN}(?:[$<@\"']|>>>|#\w|[A-Z]:\\|(?:import|from|const|let|var)\b"
    r"|(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP)\b|[\w$.\[\]]{1,60}[ ]?[-+*/|&:]?=)"
)
_QUOTED = r""""(?:[^"\n\\]|\\.){0,300}"|'(?:[^'\n\\]|\\.){0,300}'|`[^`\n]{0,300}`"""
_COMMENT = r"(?<![:\w])//.*|/\*.*|(?<=\s)\#\s.*|<!--.*"
_ALIAS = r"\bAS[ ][\w]{1,20}"
_HAN = r"[\u3400-\u9fff]"
_SENTENCE = r"[\u3400-\u9fff][，。；：！？]|[。；！？]"
# Of a line without its quoted texts and comments, and without Chinese characters.
_STATEMENT = r"""(?x)
    ^ (?= .* [=(){}\[\].<>:+-] ) .* ; $                     # ends with a semicolon
  | ^ (?: return | break | continue | throw | exit ) \b .* ; $
  | [\w$.)\]>] \s* \{ $ | => \s* [{(]? $                     # opens a block
  | ^ \} \s* (?: else | catch | finally | while ) \b .* $
  | ^ [A-Za-z_]\w+ \( [^()"]* "" [^()]* \) ;? $                     # a call with a text
  | ^ print \( .* \) $
  | ^ (?: \$ | (?: "" | [\w$]+ ) (?: \.[A-Za-z_$][\w$]* )+ | [a-z]+ (?: [A-Z_] [a-z\d]+ )+ ) \( .* \)  # a call
    \s* (?: [;{,] | \. [\w$]+ .* )? $
  | ^ (?: \$ | >>> | [A-Z]:\\\S*> | \[ \w+ @ [^\]]+ \] [$\#] ) \s+ [a-z] [\w.-]* (?: \s .* )? $  # a prompt
  | ^ (?: public | private | protected | static | final | abstract ) \s+ [\w<>\[\],\s]+ \s* [({=;]
  | ^ (?: if | for | while | switch | catch | elif ) \s* \( .* [){;]  $
  | ^ (?: if | elif | for | while | with | def | class | try | else | except ) \b [^.]* : $
  | ^ import \s+ [\w.*]+ (?: \s+ as \s+ \w+ )? $ | ^ import \s .* \s from \s+ ["'] | ^ from \s+ [\w.]+ \s+ import \s+ \S
  | ^ (?: export \s+ )? (?: const | let | var ) \s+ [\w{\[,\s\]}$]+ =
  | ^ (?: int | char | void | float | double | bool | boolean | [sS]tring ) \s+ [\w*]+ \s* [=(\[]
  | ^ (?: async \s+ )? function \b .* \(
  | ^ (?: SELECT | INSERT | UPDATE | DELETE | CREATE | ALTER | DROP ) \s .* \b (?: FROM | INTO | SET | TABLE | INDEX | DATABASE | VIEW ) \b
  | ^ (?: SELECT | FROM | WHERE | VALUES | SET | (?: LEFT | RIGHT | INNER | OUTER | CROSS | NATURAL )[ ]JOIN | JOIN | AND | OR | (?: GROUP | ORDER )[ ]BY | HAVING | CASE ) \s+ [\w`*.("]
  | (?i: \b (?: not[ ]null | primary[ ]key | varchar \( \d | comment[ ]"" ) )
  | \b (?: WHEN | THEN | ELSE ) [ ] (?: "" | \d ) | ^ [\w`*.(), ]+ \b AS ,? $
  | ^ \#\s* (?: include | define | ifdef | ifndef | endif | pragma ) \b
  | ^ ["'] [\w.-]* ["'] \s* : \s* (?: ["'\[{\d-] | true | false | null )   # a key and its value
  | ^ @ [A-Z] \w* (?: \( .* \) )? $
  | [\w)\]"'] \s* (?: [=!~]= | && | \|\| ) \s* [\w("'!]      # a comparison
  | ^ (?: ["']["'] \s+ )+ ["']["'] ; $
  | ^ [\w$.\[\]"]+ (?: \( [\w,\s]+ \) )? \s* (?: [-+*/|&]? = | := ) \s* (?: ["'`\[{] | \( "" | [\w$.]+ \( | new \s ) .* $
  | ^ [.\#]? [a-z] [\w.:\#\s>,-]* \{ .* \} $
"""
# An item or a heading is told by its number, whatever it is about.
_ORDINAL = r"[（(]?(?:\d{1,2}(?:\.\d{1,2}){1,4}(?![\d.])|[\d一二三四五六七八九十]{1,3}[）)、.．](?!\d))|第[\d一二三四五六七八九十]{1,3}[章节条]"
# Lines that are code only beside code: comments, in any words, brackets, and what is left out.
_ASIDE = r'''^(?:[rbfu]?(?:"""|\'\'\')|//|/\*|\*(?:[ @/]|$)|\*/|<!--|#[ ]|--[ ]|(?:[(){}\[\],; ]+|[+,]?[ ]?["'].*["'][ ]?[,;)+]+|[(\[{]["'].*[)\]}],?|[<>|]{7}[ ].*|…+|\.{3,}|={7,})$)'''
_BLOCK_COMMENT = r"""^(?:(/\*)(?!.*\*/)|[rbfu]?(\"{3})(?!.*\"{3}))"""
_LONGEST_COMMENT = 40  # lines
_TAGS = r"^</?[A-Za-z!?%][^\n]*>$|^/?>$"
# Markup of a program, which nobody pastes with a text by mistake.
_PROGRAM = (
    r"<(?:script|template|style|html|head|body|input|form|button|select|!DOCTYPE|\?xml|\?php|%)"
    r"|[\s<](?:v-|ng-|th:|wx:|@click|:key|onclick=)"
)
_FEWEST_TAGS = 3  # lines of markup that are code, if one of them is of a program
_FEWEST_LINES = 5  # of code in a text, that show that all lines of markup in it are code
_MOST_BETWEEN = 12  # lines between two that are code by themselves
_WHITE_SPACE = " \t\u3000\u00a0\r"
_LONGEST_LABEL = 20  # code points of a line that may stand between two of code, as on a button


def without_code(prose: str, blocks: Sequence[Block] = ()) -> tuple[str, tuple[Block, ...]]:
    """The prose with BLANK for source code, and the blocks, of which code is one."""
    spans = list(stretches(prose))
    if not spans:
        return prose, tuple(blocks)
    parts, end = list[str](), 0
    for span in spans:
        parts += [prose[end : span.start], compiled("[^\n]").sub(BLANK, prose[slice(*span)])]
        end = span.end
    others = [block for block in blocks if not any(_meet(block.span, span) for span in spans)]
    code = [Block("code", span) for span in spans]
    shown = tuple(sorted((*others, *code), key=lambda block: block.span))
    return "".join((*parts, prose[end:])), shown


def stretches(prose: str) -> Iterator[Span]:
    """The stretches of lines that are code, in order, each without its last line end."""
    if not any(_kind(line) in ("code", "program") for line in _signed(prose)):
        return
    starts = [0, *(match.end() for match in compiled("\n").finditer(prose)), len(prose) + 1]
    lines = [prose[start : end - 1] for start, end in pairwise(starts)]
    for first, last in _runs(_kinds(lines)):
        yield Span(starts[first], starts[last + 1] - 1)


def _signed(prose: str) -> Iterator[str]:
    """The lines with a sign, without white space at the ends."""
    end = -1
    for match in compiled(_SIGN).finditer(prose):
        if match.start() > end:
            start = prose.rfind("\n", 0, match.end()) + 1
            end = prose.find("\n", match.end() - 1)
            end = len(prose) if end < 0 else end
            yield _bare(prose[start:end])


def _bare(line: str) -> str:
    return line.replace(BLANK, "").strip(_WHITE_SPACE)


def _kinds(lines: Sequence[str]) -> list[Kind]:
    kinds: list[Kind] = []
    comment, end = 0, ""  # lines that the block comment may still have, and what ends it
    for line in lines:
        text = _bare(line)
        if comment:
            comment = 0 if text.endswith(end) else comment - 1
            kinds.append("aside")
            continue
        kinds.append(_kind(text))
        if kinds[-1] == "aside" and (opening := compiled(_BLOCK_COMMENT).match(text)):
            comment, end = _LONGEST_COMMENT, "*/" if opening[1] else opening[2]
    _take_markup(kinds)
    return kinds


def _kind(text: str) -> Kind:
    """The kind of a line, whose white space at the ends is gone."""
    if not text:
        return "empty"
    if compiled(_ORDINAL).match(text):
        return "prose"
    if compiled(_ASIDE).match(text):
        return "aside"
    whole = compiled(_ALIAS).sub("AS", compiled(_QUOTED).sub('""', text))
    bare = compiled(_COMMENT).sub("", whole).rstrip()
    is_latin = not compiled(_HAN).search(bare)
    has_comment = bare != whole and compiled(r"[=()\[\]{}.$;]").search(bare)
    if is_latin and (has_comment or compiled(_STATEMENT).search(bare)):
        return "code"
    if compiled(_TAGS).match(text) and not compiled(_SENTENCE).search(text):
        return "program" if compiled(_PROGRAM).search(text) else "tag"
    if is_latin and bare == text:
        return "latin"
    is_label = len(text) <= _LONGEST_LABEL and not compiled(_SENTENCE).search(text)
    return "label" if is_label else "prose"


def _take_markup(kinds: list[Kind]) -> None:
    """Make code of lines of markup that belong to a program."""
    is_technical = kinds.count("code") >= _FEWEST_LINES
    start = 0
    for at in range(len(kinds) + 1):
        if at < len(kinds) and kinds[at] in ("program", "tag", "empty", "label"):
            continue
        tags = [place for place in range(start, at) if kinds[place] in ("program", "tag")]
        if tags and (is_technical or _is_program([kinds[place] for place in tags])):
            for place in tags:
                kinds[place] = "code"
        start = at + 1


def _is_program(tags: Sequence[Kind]) -> bool:
    return "program" in tags and len(tags) >= _FEWEST_TAGS


def _runs(kinds: Sequence[Kind]) -> Iterator[tuple[int, int]]:
    """The first and the last line of each stretch of code."""
    first = last = -1
    for at, kind in enumerate(kinds):
        if kind != "code":
            continue
        if first >= 0 and not _are_code(kinds[last + 1 : at]):
            yield _grown(kinds, first, last)
            first = -1
        first = at if first < 0 else first
        last = at
    if first >= 0:
        yield _grown(kinds, first, last)


def _are_code(kinds: Sequence[Kind]) -> bool:
    """Whether the lines between two of code are code too."""
    return len(kinds) <= _MOST_BETWEEN and "prose" not in kinds and kinds.count("label") <= 1


def _grown(kinds: Sequence[Kind], first: int, last: int) -> tuple[int, int]:
    """The stretch with the comments, brackets and markup that stand next to it."""
    beside = ("aside", "tag", "program")
    while first > 0 and kinds[first - 1] in beside:
        first -= 1
    while last + 1 < len(kinds) and kinds[last + 1] in beside:
        last += 1
    return first, last


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
