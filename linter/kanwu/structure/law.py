"""Laws and regulations, which have their own drafting rules: whether a document is one."""

from __future__ import annotations

from itertools import islice

from kanwu.document import Document
from kanwu.expressions import compiled

_ARTICLE = r"[ \t\u3000\ufffc]*第[一二三四五六七八九十百千零〇]{1,8}条[ \u3000\ufffc]"
_FEWEST_ARTICLES = 3


def is_law(document: Document) -> bool:
    """Whether the document has articles, 第一条; ask for it by `document.once(is_law)`."""
    articles = islice(compiled(r"\n" + _ARTICLE).finditer(document.prose), _FEWEST_ARTICLES)
    first = compiled(_ARTICLE).match(document.prose)
    return sum(1 for _ in articles) + (first is not None) >= _FEWEST_ARTICLES
