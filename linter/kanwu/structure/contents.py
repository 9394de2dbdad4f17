"""The table of contents of a document: its entries, their pages and their paragraphs."""

from __future__ import annotations

from itertools import takewhile

from kanwu.document import BLANK, Document
from kanwu.expressions import compiled
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

_HEAD = r"目(?<![^\n \t\u3000\ufffc]目)[ \t\u3000]*[录次][ \t\u3000]*$"
_HEAD_AGAIN = rf"\n[ \t\u3000\ufffc\n]*{_HEAD}"  # of the field, and of the page
_MARK = (
    r"^(?:第[一二三四五六七八九十百零〇\d]+[编章节条部篇]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[.、)](?!\d(?!\d{3}年)))"
)
_PAGE = r"(?P<leader>[.…·．•_\-—\s\u3000]*)[（(]?(?P<page>\d{1,4}|(?<=[\t \u3000.…·])[IVXivxⅠ-Ⅻ]{1,5})[）)]?$"
_LEADER = ".…·．•_-—（( \t\u3000"
_RUN_IN = r"[ \t\u3000\ufffc【\[]*(?P<title>[^：:。，；\n]{2,12})[：:]"  # 摘要：本文……
_LONGEST_ENTRY = 80  # code points
_MOST_ENTRIES = 400
_SHORTEST_IN_TEXT = 6  # code points of a title that running text does not hold by chance


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
    bodies = _titles(document, end + 1)
    entries = tuple(_entry(document, line, bodies) for line in lines)
    return Contents(Span(head.start(), end), entries)


def is_in_text(document: Document, entry: Entry) -> bool:
    """Whether the number and title of an entry stand in the text, though no paragraph has them alone.

    They may be broken over two lines, or stand in front of other text.
    """
    text = "".join(document.prose[entry.span.start : entry.title.end].split())
    return len(text) >= _SHORTEST_IN_TEXT and text in document.once(_text_behind)


def titles(document: Document) -> dict[str, Span]:
    """The short paragraphs behind the table of contents, by their comparable text."""
    listed = document.once(contents)
    return _titles(document, listed.span.end + 1 if listed else 0)


def titles_above(document: Document) -> frozenset[str]:
    """The comparable text of the short paragraphs in front of the table of contents."""
    listed = document.once(contents)
    end = listed.span.start if listed else 0
    above = takewhile(lambda paragraph: paragraph.start < end, document.paragraphs(0))
    short = (span for span in above if span.end - span.start <= _LONGEST_ENTRY)
    return frozenset(comparable(document.prose[slice(*span)]) for span in short)


def comparable(text: str) -> str:
    """The text of a title without its number, white space and differences of width."""
    from unicodedata import is_normalized, normalize

    if not is_normalized("NFKC", text):  # a quick question, and most texts are
        text = normalize("NFKC", text)
    bare = "".join(text.replace(BLANK, "").split())
    return compiled(_MARK).sub("", bare)


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
    """The lines behind the head, up to the second place of the first title or a longer line."""
    first = ""
    count = 0
    for line in document.paragraphs(start):
        text = document.prose[line.start : line.end]
        if not text.strip(" \t\u3000\u00a0" + BLANK):
            continue
        bare = comparable(text)
        if len(text) > _LONGEST_ENTRY or text.rstrip().endswith(("。", "；", "，", "：")):
            return
        if (count and (bare == first or _without_page(first) == bare)) or count == _MOST_ENTRIES:
            return
        first = first or bare
        count += 1
        indent = len(text) - len(text.lstrip(" \t\u3000\u00a0" + BLANK))
        yield Span(line.start + indent, line.start + len(text.rstrip()))


def _with_pages(document: Document, lines: list[Span]) -> list[Span]:
    """The lines up to the last one with a page, if most lines up to there have one."""
    paged = [
        number
        for number, line in enumerate(lines, 1)
        if (page := compiled(_PAGE).search(document.prose[slice(*line)])) and page["leader"]
    ]
    return lines[: paged[-1]] if len(paged) > 2 and len(paged) * 2 > paged[-1] else lines


def _without_page(text: str) -> str:
    return compiled(_PAGE).sub("", text)


def _titles(document: Document, start: int) -> dict[str, Span]:
    """The short paragraphs from an offset on, by their comparable text; the first of each."""
    first: dict[str, Span] = {}
    for paragraph in document.paragraphs(start):
        ended = document.prose[paragraph.end - 1] in "。；"
        if run_in := compiled(_RUN_IN).match(document.prose, *paragraph):
            first.setdefault(comparable(run_in["title"]), paragraph)
        if not ended and paragraph.end - paragraph.start <= _LONGEST_ENTRY:
            text = document.prose[paragraph.start : paragraph.end]
            first.setdefault(comparable(text), paragraph)
    return first


def _entry(document: Document, line: Span, bodies: dict[str, Span]) -> Entry:
    """The entry in the line; digits at the end are a page if the rest is the title of a body."""
    text = document.prose[line.start : line.end]
    mark = compiled(_MARK).match(text)
    start = line.start + (mark.end() if mark else 0)
    if (body := bodies.get(comparable(text))) is not None:
        return Entry(line, Span(start, line.end), None, False, body)
    digits = len(text) - len(text.rstrip("0123456789０１２３４５６７８９"))
    for length in range(1, min(digits, 4) + 1):
        title = text[: len(text) - length]
        bare = title.rstrip(_LEADER)
        if (body := bodies.get(comparable(bare))) is not None:
            page = Span(line.end - length, line.end)
            return Entry(line, Span(start, line.start + len(bare)), page, bare == title, body)
    if (match := compiled(_PAGE).search(text)) and match["leader"]:
        page = Span(line.start + match.start("page"), line.start + match.end("page"))
        body = bodies.get(comparable(text[: match.start()]))
        own = Span(start, line.start + match.start())
        return Entry(line, own, page if match["page"].isdecimal() else None, False, body)
    return Entry(line, Span(start, line.end), None, False, None)
