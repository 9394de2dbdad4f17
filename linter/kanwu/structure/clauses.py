"""The articles of laws, 第一条 and so on, law by law."""

from __future__ import annotations

from kanwu.document import Document
from kanwu.structure.outline import Heading, outline
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    pass

_FEWEST = 3  # articles of a law


class Law(NamedTuple):
    """The articles of one law, 第一条 and so on; a document may hold several."""

    articles: tuple[Heading, ...]

    @property
    def starts(self) -> bool:
        """Whether it has its first article, and is long enough to be a law."""
        return self.articles[0].number == 1 and len(self.articles) >= _FEWEST


def laws(document: Document) -> tuple[Law, ...]:
    """The laws in the document; ask for them by `document.once(laws)`."""
    found: list[list[Heading]] = []
    for heading in document.once(outline):
        if heading.style == "第条":
            if heading.number == 1 or not found or found[-1][-1].article != heading.article:
                found.append([])
            found[-1].append(heading)
    return tuple(Law(tuple(articles)) for articles in found)
