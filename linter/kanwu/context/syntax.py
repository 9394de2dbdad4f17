"""Syntax: source code and data that stand in a text, such as tuples, JSON and XML."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.expressions import compiled

_SYNTAX = r"""(?x)
# keys and attributes, calls, escapes, prefixes of strings
["'] [ ]? : [ ]? ["'\[{\d] | [A-Za-z_] = [ ]? ["'] | \w = ["'] | [A-Za-z_] \( (?: ["'] | [A-Za-z0-9_]{1,12} ,) | \\ ["'] | (?<![A-Za-z]) [rbfu] ["']
| => [ ]? ["'] | \b (?: return | print | echo | case | import | from | SELECT | IN | LIKE ) [ ] ["'(]
| ^ [ \t\ufffc]* [A-Za-z_][\w.-]{0,40} [ ]? [:=] [ ]? ["']
# fields in quotes: a line of them, and two with a comma between
| ^ [ ]* "[^"\n]{0,200}" (?: [,|;\t]"[^"\n]{0,200}" )+ [ ]* $
| [^,\s] ["'] , [ ]? ["'] [^,\s]
# tuples and lists: a bracket, a first element, a comma
| [(\[{] [ ]? (?: "[^"\n]{0,60}" | '[^'\n]{0,60}' | [-A-Za-z0-9_.]{1,20} ) [ ]? , [ ]? ["'\[({]
# tags and operators of code
| <[A-Za-z][\w:-]{0,30} (?: [ ] [^<>\n]{0,200} )? /?> | </[A-Za-z][\w:-]{0,30}> | (?: [=!]= | && | \|\| | :: | -> | => ) [ ]? [A-Za-z"'(]
"""
# Every text with source code has one of these, and most paragraphs have none.
_SIGN = r"""["'(\[{<>=&|:]"""


def is_syntax(document: Document, offset: int) -> bool:
    """Whether the paragraph around the offset holds source code or data."""
    return document.once(_holds_syntax, *document.paragraph(offset))


def _holds_syntax(document: Document, start: int, end: int) -> bool:
    prose = document.prose
    if not compiled(_SIGN).search(prose, start, end):
        return False
    return compiled(_SYNTAX).search(prose, start, end) is not None
