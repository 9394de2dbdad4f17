"""The `html` check: tags and character references of a web page in a text."""

from __future__ import annotations

from kanwu.check import Edit, Hit
from kanwu.checks.general.pattern import Pattern
from kanwu.expressions import compiled
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

    from kanwu.document import Document

# Tags behind which a web page begins a new line.
_LINE_END = r"(?i)[<＜](?:br|/(?:p|div|li|tr|h[1-6]))\b"
_MOST_ESCAPES = 4  # &amp;amp;nbsp; was escaped three times
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2002\u2009"), " ") | {0x2003: "\u3000"}
_INDENT = "\u3000\u3000"


class Html(Pattern):
    """Every match of `pattern`: a tag, or a row of references with the text that they stand for.

    In Markdown, where both are lawful, only whole matches of `in_markdown` are hits. The author
    decides whether a tag may go. `replace` is not used.
    """

    in_markdown: str = ""

    @property
    def expressions(self) -> tuple[str, ...]:
        return (*super().expressions, self.in_markdown)

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        if document.format == "markdown" and not compiled(self.in_markdown).fullmatch(match[0]):
            return None
        hit = super().hit(document, match)
        if hit is None:
            return None
        plain = _unescaped(match[0].replace("；", ";"))
        if len(plain) > 2 and plain[0] in "<＜" and plain[-1] in ">＞":
            edit = Edit(hit.span, _instead_of_tag(plain, match))
            return Hit(hit.span, {"kind": "标签"}, (edit,), doubtful=True)
        text = _instead_of_references(plain, match)
        edits = () if text is None else (Edit(hit.span, text),)
        is_shown_as_blank = document.format == "markdown"
        return Hit(hit.span, {"kind": "字符实体"}, edits, doubtful=is_shown_as_blank)


def _unescaped(text: str) -> str:
    from html import unescape

    for _ in range(_MOST_ESCAPES):
        text = unescape(text)
    return text


def _instead_of_tag(tag: str, match: Match[str]) -> str:
    ends_line = compiled(_LINE_END).match(tag) and not _is_last(match)
    return "\n" if ends_line and not _is_first(match) else ""


def _instead_of_references(plain: str, match: Match[str]) -> str | None:
    """The text of the references; a blank at the edge of a paragraph is an indent or nothing."""
    from unicodedata import category

    kinds = {category(character) for character in plain}
    if plain == match[0] or "\ufffd" in plain or kinds & {"Cc", "Cn", "Co"}:
        return None
    text = "".join(char for char in plain.translate(_SPACES) if category(char) != "Cf")
    if text.strip():
        return text
    if _is_last(match):
        return ""
    if _is_first(match):
        return _INDENT if len(text) > 1 else ""
    return text[:1]


def _is_first(match: Match[str]) -> bool:
    return match.start() == 0 or match.string[match.start() - 1] == "\n"


def _is_last(match: Match[str]) -> bool:
    return match.end() == len(match.string) or match.string[match.end()] == "\n"
