"""The articles of laws, 第一条 and so on, law by law."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.structure.outline import Heading, outline
from kanwu.values import NamedTuple

_FEWEST_ARTICLES = 3  # of a law


class Law(NamedTuple):
    """The articles of one law, 第一条 and so on; a document may hold several."""

    articles: tuple[Heading, ...]

    @property
    def starts(self) -> bool:
        """Whether the first article is there, and enough of them for a law."""
        return self.articles[0].number == 1 and len(self.articles) >= _FEWEST_ARTICLES


def laws(document: Document) -> tuple[Law, ...]:
    """The laws in the document; ask for them by `document.once(laws)`."""
    every: list[list[Heading]] = []  # the articles of each law
    for heading in document.once(outline):
        if heading.style == "第条":
            if heading.number == 1 or not every or every[-1][-1].article != heading.article:
                every.append([])
            every[-1].append(heading)
    return tuple(Law(tuple(articles)) for articles in every)
