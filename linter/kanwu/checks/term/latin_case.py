"""The `latin-case` check: Latin words in several spellings, App and APP, Wi-Fi and wifi."""

from __future__ import annotations

from kanwu.check import Check, Edit, Hit
from kanwu.expressions import compiled
from kanwu.structure.marks import HAN
from kanwu.text import Span, pieces
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from re import Match

    from kanwu.document import Document

# A word by itself in Chinese text: no digit, sign of code or Latin word stands next to it.
_SIDE = rf"[{HAN}“”‘’（）《》、，。；：！？…—\n]"
_WORD = rf"""(?x)
[A-Za-z]{{2,}}+ (?> (?: - [A-Za-z]++ )? )
(?= {_SIDE} | [ ] [{HAN}“（《] | \Z )
"""
_BEFORE = rf"(?:\A|{_SIDE}|[{HAN}”）》，。；：、] )\Z"
_SENTENCE = rf"[{HAN}]{{3}}"
# Each byte as a, if it is a letter: a search for aa takes a tenth of the time of `re`.
_LETTERS = bytes(b"a"[0] if chr(code).isalpha() else b" "[0] for code in range(128)).ljust(256)
_TWO = b"aa"
_NO_WORD = "[xXivIV]{1,9}"  # placeholders and Roman numerals
_AT_START = r"(?:\A|[\n。！？：])[ ]?\Z"  # any word may have a capital at the start of a sentence


class LatinCase(Check):
    """The rarer spellings of a word, each once; the edits fix all its places.

    Of two equally frequent spellings, the later one is the hit. The words of `ignore` are
    different words in capitals and in small letters: Co and CO.
    """

    ignore: tuple[str, ...] = ()
    sign = "[a-z]|[A-Z]-[A-Z]"  # of two spellings, one has a small letter or a hyphen

    def __call__(self, document: Document) -> Iterator[Hit]:
        words: dict[str, dict[str, list[Span]]] = {}
        for span, text in _words(document.prose):
            if not _is_in_sentence(document, span):
                continue
            words.setdefault(text.casefold().replace("-", ""), {}).setdefault(text, []).append(span)
        for word, spellings in words.items():
            if len(spellings) > 1 and word not in self.ignore:
                yield from _rarer(spellings)


def _words(prose: str) -> Iterator[tuple[Span, str]]:
    for base, stop in pieces(prose):
        letters = prose[base:stop].encode("ascii", "replace").translate(_LETTERS) + b" "
        end = 0
        while (start := letters.find(_TWO, end)) >= 0:
            end = letters.find(b" ", start)
            run, behind = prose[base + start : base + end], prose[base + end : base + end + 1]
            if not run.strip("xX") and behind != "-":
                continue  # a placeholder: some reports are full of them
            if match := compiled(_WORD).match(prose, base + start):
                end = match.end() - base
                if _stands_by_itself(match):
                    yield Span(*match.span()), match[0]


def _is_in_sentence(document: Document, span: Span) -> bool:
    """Whether Chinese text stands around the word: alone in a line, it may name a field."""
    paragraph = document.paragraph(span.start)
    return bool(compiled(_SENTENCE).search(document.prose, *paragraph))


def _stands_by_itself(match: Match[str]) -> bool:
    prose, start = match.string, match.start()
    if compiled(_NO_WORD).fullmatch(match[0]):
        return False
    before = max(0, start - 2), start
    if not compiled(_BEFORE).search(prose, *before):
        return False
    return not (match[0].istitle() and compiled(_AT_START).search(prose, *before))


def _rarer(spellings: dict[str, list[Span]]) -> Iterable[Hit]:
    usual = max(spellings, key=lambda spelling: len(spellings[spelling]))
    values = {"usual": usual, "count": str(len(spellings[usual]))}
    for spelling, spans in spellings.items():
        if spelling != usual:
            yield Hit(spans[0], values, tuple(Edit(span, usual) for span in spans))
