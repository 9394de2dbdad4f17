"""The `several-requests` check: a 请示 that asks for more than one thing."""

from __future__ import annotations

from itertools import combinations, pairwise

from kanwu.check import Check, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.structure.official import official
from kanwu.structure.outline import Heading, outline
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ASKS = (
    r"^(?:(?:恳请|请求|申请|提请|拟申请|请予)(?:上级|县|市|省|批准|同意|帮助|给予|予以|协调)*"
    r"|关于(?:请求|申请|解决|增加|增设|调整|安排|拨付|划拨|追加|核增|购置|新建|设立))"
    r"(?P<object>[^，。；：]{3,40})"
)
_EMPTY = r"问题|事项|事宜|项目|工作|解决|增加|安排|批准|同意|请求|申请|方面|有关|相关|建设|万元|[的和与及]|\d"


class SeveralRequests(Check):
    """Top headings of a 请示 that ask for different things: no two of them have a word in common."""

    sign = "关于"

    def __call__(self, document: Document) -> Iterator[Hit]:
        parts = document.once(official)
        if parts is None or parts.title.kind != "请示":
            return
        requests = [
            (heading, match["object"])
            for heading in _top(document, parts.body)
            if (match := compiled(_ASKS).match(heading.title(document)))
        ]
        words = [_words(object) for _, object in requests]
        if len(requests) < 2 or not all(words) or any(a & b for a, b in combinations(words, 2)):
            return
        for (_, before), (heading, object) in pairwise(requests):
            start = document.prose.index(object, heading.span.end)
            yield Hit(Span(start, start + len(object)), {"before": before})


def _top(document: Document, body: Span) -> list[Heading]:
    """The headings 一、二、三、 of the body."""
    return [
        heading
        for heading in document.once(outline)
        if heading.style == "一"
        and not heading.inline
        and body.start <= heading.span.start < body.end
    ]


def _words(text: str) -> set[str]:
    """The pairs of neighbouring characters, but for those of words that say nothing."""
    parts = compiled(_EMPTY).sub(" ", text).split()
    return {a + b for part in parts for a, b in pairwise(part)}
