"""The `clause-sequence` check: gaps in the articles, chapters and sections of laws."""

from __future__ import annotations

from itertools import pairwise

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.numerals import to_numeral
from kanwu.structure.clauses import laws
from kanwu.structure.outline import Heading, outline
from kanwu.structure.siblings import numeral_like
from kanwu.structure.titles import LONGEST_TITLE, comparable
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHAPTERS = ("第编", "第部分", "第章", "第节")
_ARTICLES_A_SLIP = 10  # with more wrong numbers than one in so many, the law is an excerpt


class ClauseSequence(Check):
    """Articles, chapters and sections whose number is not the next one."""

    sign = r"第[^\n]{1,9}[条章节编分]"

    def __call__(self, document: Document) -> Iterator[Hit]:
        for law in document.once(laws):
            wrong = list(_wrong_articles(law.articles))
            if law.starts and len(wrong) <= max(1, len(law.articles) // _ARTICLES_A_SLIP):
                for before, heading, number in wrong:
                    if not heading.inline and not _is_written(document, before, heading, number):
                        yield _hit(document, before, heading, number)
        for before, heading in _wrong_chapters(document):
            yield _hit(document, before, heading, before.number + 1)


def _wrong_articles(articles: tuple[Heading, ...]) -> Iterator[tuple[Heading, Heading, int]]:
    """Each article with a wrong number: the one in front, the article, the right number."""
    expected = articles[0].number + 1
    numbers = [article.number for article in articles] + [0]
    for at, (before, article) in enumerate(pairwise(articles), 1):
        if article.number != expected:
            yield before, article, expected
            # One number may be a slip; then the next one goes on from the right number.
            if numbers[at + 1] != expected + 1:
                expected = article.number
        expected += 1


def _is_written(document: Document, before: Heading, article: Heading, number: int) -> bool:
    """Whether the number that is missing stands at the start of a line, with no blank behind."""
    if number > article.number:
        return False
    numeral = numeral_like(document, article, number)
    between = (before.span.end, article.span.start)
    return compiled(rf"^[ \t\u3000*-]*第{numeral}条").search(document.prose, *between) is not None


def _wrong_chapters(document: Document) -> Iterator[tuple[Heading, Heading]]:
    """Each chapter with a wrong number, with the one in front.

    A chapter may be named before it comes: in an overview, a running head or at its end.
    """
    headings = document.once(outline)
    chapters = [heading for heading in headings if heading.style in _CHAPTERS]
    titled = {heading.style for heading in chapters if heading.title(document).strip()}
    named: dict[tuple[str, int], set[str]] = {}
    for heading in chapters:
        title = comparable(heading.title(document)[:LONGEST_TITLE])
        if not title and heading.style in titled:
            continue  # in an overview, a table or a figure
        earlier = named.setdefault((heading.style, heading.number), set())
        before = _titled_before(document, heading) if heading.style in titled else heading.before
        if before is not None and not heading.inline:
            is_next = heading.number in (1, headings[before].number + 1)
            if not is_next and not _begins_with_one_of(title, earlier):
                yield headings[before], heading
        earlier.add(title)


def _titled_before(document: Document, heading: Heading) -> int | None:
    """The position of the nearest chapter in front that has a title."""
    headings = document.once(outline)
    before = heading.before
    while before is not None and not headings[before].title(document).strip():
        before = headings[before].before
    return before


def _begins_with_one_of(title: str, others: set[str]) -> bool:
    return any(title[:length] in others for length in range(1, len(title) + 1))


def _hit(document: Document, before: Heading, heading: Heading, number: int) -> Hit:
    text, other = document.quote(heading.span), document.quote(before.span)
    unit = heading.style[1:]
    numeral = text.removeprefix("第").removesuffix(unit)
    expected = f"第{to_numeral(number, like=numeral)}{unit}"
    return Hit(heading.span, {"before": other, "expected": expected})
