"""The `name-consistency` check: several names of one thing in one article."""

from __future__ import annotations

from itertools import chain

from kanwu.check import Check, Hit
from kanwu.expressions import compiled
from kanwu.structure.marks import HAN
from kanwu.structure.outline import article_at
from kanwu.text import Span, pieces
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kanwu.document import Document

_LEVEL = "(?:全国|国家级|全省|省级|全区|自治区级|全市|市级)"
_KIND = r"示范(?:[县市区镇乡村点户]|基地|园区|项目|工程|社区|单位|学校|企业)"
# 全国…示范县; or 全国示范县, with its name in front.
_AHEAD = rf"(?P<level>{_LEVEL})(?P<name>(?:(?!{_LEVEL})[{HAN}“”+]){{0,20}})\Z"
_LONGEST_NAME = 26  # code points of a name before its last part
_SHORTEST_NAME = 4

# Two companies do not have eight characters of their names in common.
_COMPANY = r"有限(?:责任)?公司"
_COMPANY_NAME = rf"[{HAN}]{{8}}\Z"

_LEVELS = frozenset("省市县区州旗")
_PLACE = rf"[{HAN}]{{2}}\Z(?<![由和与经向是在请报将对为及或会同各该本我全某被从给让局府委])"

_TITLE = r"《([^《》\n]{8,60})》"
_QUOTED = r"“([^“”\n，。；：！？]{4,20})”"
_LOOSE_IN_TITLE = "[的和与及、，“”‘’·]"
_LOOSE_IN_QUOTED = "[、·]"
_SPACES_AND_WIDTHS = r"[\s\u3000\ufffc（）()—－～~-]"  # differences for other rules


class _Mention(NamedTuple):
    """A name at its place; mentions of one thing have one key."""

    key: tuple[str, ...]
    name: str
    span: Span


class NameConsistency(Check):
    """The rarer names of one thing, each once in an article.

    Names of one thing are: a name, its level and 示范县 in another order; companies of another
    kind; titles and quoted terms that differ only in small words and marks; an old and a new name
    of an office in `renamed`.
    """

    sign = "示范|有限|局|[《“]"

    renamed: Mapping[str, str] = {}

    def __call__(self, document: Document) -> Iterator[Hit]:
        prose = document.prose
        mentions: dict[tuple[str, ...], list[_Mention]] = {}
        for mention in chain(
            _models(prose),
            _companies(prose),
            self._offices(prose),
            _marked(prose, _TITLE, _LOOSE_IN_TITLE),
            _marked(prose, _QUOTED, _LOOSE_IN_QUOTED),
        ):
            mentions.setdefault(mention.key, []).append(mention)
        for group in mentions.values():
            if any(mention.name != group[0].name for mention in group):
                yield from _rarer(document, group)

    def _offices(self, prose: str) -> Iterator[_Mention]:
        new_names = {**self.renamed, **{name: name for name in self.renamed.values()}}
        lengths = sorted({len(name) for name in new_names}, reverse=True)
        for match in compiled("局").finditer(prose):
            end = match.end()
            for start in (end - length for length in lengths):
                new = new_names.get(prose[start:end])
                if new and start > 0 and prose[start - 1] in _LEVELS:
                    place = compiled(_PLACE).search(prose, max(0, start - 3), start - 1)
                    key = (place[0] if place else "", prose[start - 1], new)
                    yield _Mention(key, prose[start - 1 : end], Span(start - 1, end))
                    break


def _models(prose: str) -> Iterator[_Mention]:
    known: dict[tuple[str, str], set[str]] = {}
    nameless: list[tuple[str, Span]] = []
    for match in compiled(_KIND).finditer(prose):
        near = max(0, match.start() - _LONGEST_NAME)
        ahead = compiled(_AHEAD).search(prose, near, match.start())
        if ahead is None:
            continue
        span, name = Span(ahead.start(), match.end()), _bare(ahead["name"])
        if not name:
            nameless.append((ahead["level"], span))
        elif len(name) >= _SHORTEST_NAME:
            known.setdefault((ahead["level"], match[0]), set()).add(name)
            yield _Mention((ahead["level"], name, match[0]), prose[slice(*span)], span)
    for level, span in nameless:
        kind = prose[span.start + len(level) : span.end]
        if names := known.get((level, kind)):
            first = max(0, span.start - _LONGEST_NAME)
            for start in range(first, span.start - _SHORTEST_NAME + 1):
                if (name := _bare(prose[start : span.start])) in names:
                    whole = Span(start, span.end)
                    yield _Mention((level, name, kind), prose[slice(*whole)], whole)
                    break


def _bare(name: str) -> str:
    return name.replace("“", "").replace("”", "")


def _companies(prose: str) -> Iterator[_Mention]:
    for match in compiled(_COMPANY).finditer(prose):
        name = compiled(_COMPANY_NAME).search(prose, max(0, match.start() - 8), match.start())
        if name:
            span = Span(name.start(), match.end())
            yield _Mention(("公司", name[0]), prose[slice(*span)], span)


def _marked(prose: str, source: str, loose: str) -> Iterator[_Mention]:
    """Titles or quoted terms that differ from others only in matches of `loose`."""
    spellings: dict[str, set[str]] = {}
    names: dict[str, tuple[str, str]] = {}
    find = compiled(source).findall
    for text in {text for span in pieces(prose) for text in find(prose, *span)}:
        name = compiled(_SPACES_AND_WIDTHS).sub("", text)
        key = compiled(loose).sub("", name)
        spellings.setdefault(key, set()).add(name)
        names[text] = key, name
    if all(len(several) == 1 for several in spellings.values()):
        return
    for match in compiled(source).finditer(prose):
        key, name = names[match[1]]
        if len(spellings[key]) > 1:
            yield _Mention((source, key), name, Span(*match.span(1)))


def _rarer(document: Document, group: Iterable[_Mention]) -> Iterator[Hit]:
    """The first mention of each rarer name in every article."""
    articles: dict[int, dict[str, list[Span]]] = {}
    for _, name, span in group:
        article = article_at(document, span.start)
        articles.setdefault(article, {}).setdefault(name, []).append(span)
    for names in articles.values():
        usual = max(names, key=lambda name: len(names[name]))
        for name, spans in names.items():
            if name != usual:
                other = document.quote(names[usual][0])
                yield Hit(spans[0], {"other": other, "count": str(len(names[usual]))})
