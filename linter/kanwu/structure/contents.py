"""The table of contents of a document: its entries, their pages and their paragraphs."""

from __future__ import annotations

from itertools import takewhile

from kanwu.document import BLANK, Document
from kanwu.expressions import compiled
from kanwu.structure.titles import (
    LONGEST_TITLE,
    comparable,
    level,
    number_length,
    plain,
    titles_behind,
)
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

_HEAD = r"目(?<![^\n \t\u3000\ufffc]目)[ \t\u3000]*[录次][ \t\u3000]*$"
_HEAD_AGAIN = rf"\n[ \t\u3000\ufffc\n]*{_HEAD}"  # of the field, and of the page
_PAGE = r"(?P<leader>[.…·．•_\-—\s\u3000]*)[（(]?(?P<page>\d{1,4}|(?<=[\t \u3000.…·])[IVXivxⅠ-Ⅻ]{1,5})[）)]?$"
_LEADER = ".…·．•_-—（( \t\u3000"
_MOST_ENTRIES = 400
_SHORTEST_IN_TEXT = 5  # code points of a title that running text does not hold by chance


class Entry(NamedTuple):
    """A line of a table of contents."""

    span: Span  # the line without its indent
    title: Span  # without its number, the leader and the page number
    page: Span | None  # the page number, unless it is Roman
    glued: bool  # the page number stands right behind the title
    body: Span | None  # the paragraph with this title


class Contents(NamedTuple):
    """A table of contents, from the word 目录 to the end of the last entry."""

    span: Span
    entries: tuple[Entry, ...]


def contents(document: Document) -> Contents | None:
    """The document's table of contents; ask for it by `document.once(contents)`."""
    heads = (
        match for match in compiled(_HEAD).finditer(document.prose) if _is_head(document, match)
    )
    head = next(heads, None)
    if head is None:
        return None
    start = head.end()
    while again := compiled(_HEAD_AGAIN).match(document.prose, start):
        start = again.end()
    lines = _with_pages(document, list(_entry_lines(document, start + 1)))
    end = lines[-1].end if lines else start
    bodies = titles_behind(document, end + 1)
    entries = tuple(_entry(document, line, bodies) for line in lines)
    return Contents(Span(head.start(), end), entries)


def is_in_text(document: Document, entry: Entry) -> bool:
    """Whether the number and title of an entry stand in the text, though no paragraph has them alone.

    They may be broken over two lines, or stand in front of other text.
    """
    text = "".join(document.prose[entry.span.start : entry.title.end].split())
    return len(text) >= _SHORTEST_IN_TEXT and text in document.once(_text_behind)


def titles(document: Document) -> dict[str, Span]:
    """The short paragraphs behind the table of contents, by their comparable and plain text."""
    listed = document.once(contents)
    return titles_behind(document, listed.span.end + 1 if listed else 0)


def is_above(document: Document, entry: Entry) -> bool:
    """Whether the title stands above the contents, as that of the part around, or 摘要."""
    return comparable(document.prose[slice(*entry.title)]) in document.once(_titles_above)


def _titles_above(document: Document) -> frozenset[str]:
    """The comparable text of the short paragraphs in front of the table of contents."""
    listed = document.once(contents)
    end = listed.span.start if listed else 0
    above = takewhile(lambda paragraph: paragraph.start < end, document.paragraphs(0))
    short = (span for span in above if span.end - span.start <= LONGEST_TITLE)
    return frozenset(comparable(document.prose[slice(*span)]) for span in short)


def _is_head(document: Document, match: Match[str]) -> bool:
    """Whether the word stands alone; in the cell of a table it names something else."""
    block = document.block(match.start())
    return block is None or block.kind != "cell"


def _text_behind(document: Document) -> str:
    """The text behind the table of contents in one line, without white space."""
    listed = document.once(contents)
    text = document.prose[listed.span.end if listed else 0 :]
    return "".join(text.replace(BLANK, "").split())


def _entry_lines(document: Document, start: int) -> Iterator[Span]:
    """The lines behind the head, up to one that repeats an entry or is longer.

    Sections of different parts may be alike; the first entry and those with its number are not.
    """
    seen = set[str]()
    outermost = ""
    count = 0
    for line in document.paragraphs(start):
        text = document.prose[line.start : line.end]
        if not text.strip(" \t\u3000\u00a0" + BLANK):
            continue
        whole, kind = plain(text), level(text)
        if len(text) > LONGEST_TITLE or text.rstrip().endswith(("。", "；", "，", "：")):
            return
        if whole in seen or count == _MOST_ENTRIES:
            return
        outermost = outermost or kind
        if not seen:  # its number may be of the list alone
            seen |= {comparable(text), _without_page(comparable(text))}
        if kind == outermost:
            seen |= {whole, _without_page(whole)}
        count += 1
        indent = len(text) - len(text.lstrip(" \t\u3000\u00a0" + BLANK))
        yield Span(line.start + indent, line.start + len(text.rstrip()))


def _with_pages(document: Document, lines: list[Span]) -> list[Span]:
    """The lines up to the last one with a page, if most lines up to there have one.

    A number behind a mark that no other line has in front of its page belongs to the title.
    """
    from collections import Counter  # few texts have a table of contents

    leaders = {
        number: frozenset(page["leader"])
        for number, line in enumerate(lines, 1)
        if (page := compiled(_PAGE).search(document.prose[slice(*line)])) and page["leader"]
    }
    counts = Counter(mark for leader in leaders.values() for mark in leader)
    paged = [number for number, leader in leaders.items() if any(counts[m] > 1 for m in leader)]
    return lines[: paged[-1]] if len(paged) > 2 and len(paged) * 2 > paged[-1] else lines


def _without_page(text: str) -> str:
    return compiled(_PAGE).sub("", text)


def _entry(document: Document, line: Span, bodies: dict[str, Span]) -> Entry:
    """The entry in the line; digits at the end are a page if the rest is the title of a body."""
    text = document.prose[line.start : line.end]
    start = line.start + number_length(text)
    if (body := _body(text, bodies)) is not None:
        return Entry(line, Span(start, line.end), None, False, body)
    digits = len(text) - len(text.rstrip("0123456789０１２３４５６７８９"))
    for length in range(1, min(digits, 4) + 1):
        title = text[: len(text) - length]
        bare = title.rstrip(_LEADER)
        if (body := _body(bare, bodies)) is not None:
            page = Span(line.end - length, line.end)
            return Entry(line, Span(start, line.start + len(bare)), page, bare == title, body)
    if (match := compiled(_PAGE).search(text)) and match["leader"]:
        page = Span(line.start + match.start("page"), line.start + match.end("page"))
        body = _body(text[: match.start()], bodies)
        own = Span(start, line.start + match.start())
        return Entry(line, own, page if match["page"].isdecimal() else None, False, body)
    return Entry(line, Span(start, line.end), None, False, None)


def _body(title: str, bodies: dict[str, Span]) -> Span | None:
    """The first paragraph with the title and its number, or else with the title."""
    return bodies.get(plain(title)) or bodies.get(comparable(title))
