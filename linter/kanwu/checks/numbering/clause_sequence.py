"""The `clause-sequence` check: gaps in the articles, chapters and sections of laws."""

from __future__ import annotations

from itertools import pairwise

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.numerals import to_numeral
from kanwu.structure.clauses import laws
from kanwu.structure.outline import Heading, outline
from kanwu.structure.titles import comparable
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARTICLES_A_SLIP = 10  # with more wrong numbers than one in so many, the law is an excerpt


class ClauseSequence(Check):
    """Articles, chapters and sections whose number is not the next one."""

    sign = r"第[^\n]{1,9}[条章节编分]"

    def __call__(self, document: Document) -> Iterator[Hit]:
        for law in document.once(laws):
            wrong = list(_wrong_articles(law.articles))
            if law.starts and len(wrong) <= max(1, len(law.articles) // _ARTICLES_A_SLIP):
                for before, heading, number in wrong:
                    if not heading.inline:
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


def _wrong_chapters(document: Document) -> Iterator[tuple[Heading, Heading]]:
    headings = document.once(outline)
    for heading in headings:
        if heading.style in ("第编", "第部分", "第章", "第节") and heading.before is not None:
            before = headings[heading.before]
            if (
                heading.number not in (1, before.number + 1)
                and not heading.inline
                and not _is_again(document, heading)
            ):
                yield before, heading


def _is_again(document: Document, heading: Heading) -> bool:
    """Whether the chapter was named before: in an overview, a running head or at its end."""
    title = comparable(heading.title(document))
    return any(
        title.startswith(earlier)
        for other in document.once(outline)
        if (other.style, other.number) == (heading.style, heading.number)
        and other.span < heading.span
        and (earlier := comparable(other.title(document)))
    )


def _hit(document: Document, before: Heading, heading: Heading, number: int) -> Hit:
    text, other = document.quote(heading.span), document.quote(before.span)
    unit = heading.style[1:]
    numeral = text.removeprefix("第").removesuffix(unit)
    expected = f"第{to_numeral(number, like=numeral)}{unit}"
    return Hit(heading.span, {"before": other, "expected": expected})
