"""The `duplicate-passage` check: sentences and paragraphs that stand twice in a document."""

from __future__ import annotations

from itertools import accumulate, compress

from kanwu.check import Check, Edit, Hit
from kanwu.document import BLANK, INDENT, Document
from kanwu.expressions import compiled
from kanwu.structure.law import is_law
from kanwu.structure.outline import article_at
from kanwu.structure.running_text import LABEL
from kanwu.text import Span, pieces
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_STOP = "。"
_REFRAIN = 3  # times; what comes again that often is meant to
_INDENTS = 40  # code points that are looked at for what stands in front of an indent
_CLOSE = 10  # code points between two paragraphs that follow on each other
_NEAR = 3000  # code points within which no sentence comes twice on purpose
# What a form, a list or a table repeats: labels, columns.
_GAPS = ("  ", "\t", "\u3000", "|")


class _Repeat(NamedTuple):
    """A passage, and the one before it that reads the same."""

    first: Span
    span: Span


class DuplicatePassage(Check):
    """A passage that reads as one before: sentences in a row, each as it stood there.

    It is a whole paragraph of at least `paragraph` code points, anywhere in the document, or
    sentences of at least `sentence`, not far from the first and in the same article.
    """

    paragraph: int = 40
    sentence: int = 25

    def __call__(self, document: Document) -> Iterator[Hit]:
        for repeat in self._repeats(document):
            if not self._counts(document, repeat):
                continue
            whole = _is_paragraph(document, repeat.span)
            values = {
                "what": "这一段" if whole else "这句话",
                "line": str(document.position(repeat.first.start).line),
            }
            yield Hit(repeat.span, values, _edits(document, repeat))

    def _repeats(self, document: Document) -> Iterator[_Repeat]:
        prose = document.prose
        sentences, lengths = _sentences(prose)
        least = min(self.sentence, self.paragraph)
        long = list(compress(sentences, map(least.__le__, lengths)))
        if len(long) == len(set(long)) or document.once(is_law):
            return
        # Without the stops between: one for each sentence in front.
        starts = list(accumulate(lengths, initial=0))
        for first, second, count in _rows(sentences, _twice(long)):
            yield _Repeat(
                _span(prose, starts[first] + first, starts[first + count] + first + count),
                _span(prose, starts[second] + second, starts[second + count] + second + count),
            )

    def _counts(self, document: Document, repeat: _Repeat) -> bool:
        prose, (start, end) = document.prose, repeat.span
        # What is blank here may differ.
        if prose.find(BLANK, start, end) >= 0:
            return False
        if document.block(start):
            return False
        longest = max((len(text) for text in _running_text(prose[start:end])), default=0)
        if longest >= self.paragraph and all(_is_paragraph(document, one) for one in repeat):
            return True
        return (
            longest >= self.sentence
            and start - repeat.first.end < _NEAR
            and article_at(document, repeat.first.start) == article_at(document, start)
        )


def _sentences(prose: str) -> tuple[list[int], list[int]]:
    """The hash and the length of each stretch between full stops, line ends and indents.

    Each of these is one between two. Of a large text the stretches themselves take much memory.
    """
    sentences, lengths = list[int](), list[int]()
    for start, end in pieces(prose):
        texts = _divided(prose[start:end])
        if end < len(prose):
            texts.pop()  # behind the last line end, where the next piece begins
        sentences += map(hash, texts)
        lengths += map(len, texts)
    return sentences, lengths


def _divided(prose: str) -> list[str]:
    # Three replacements in a row take a tenth of the time of a split by an expression.
    marked = prose.replace("\n\u3000\u3000", _STOP * 3).replace("\n", _STOP)
    if marked.startswith("\u3000\u3000"):
        marked = _STOP * 2 + marked[2:]
    return marked.split(_STOP)


def _running_text(passage: str) -> Iterator[str]:
    """The paragraphs that belong to no form and no table."""
    for text in passage.split("\n"):
        bare = text.strip(INDENT)
        if not compiled(LABEL).match(bare) and not any(gap in bare for gap in _GAPS):
            yield bare


def _twice(sentences: list[int]) -> set[int]:
    """What stands there more than once, but is no refrain."""
    from collections import Counter

    return {one for one, count in Counter(sentences).items() if 1 < count < _REFRAIN}


def _rows(sentences: list[int], twice: set[int]) -> Iterator[tuple[int, int, int]]:
    """Where sentences in a row stand twice: the numbers of the first of each, and how many."""
    seen: dict[int, int] = {}
    done = 0
    for number in compress(range(len(sentences)), map(twice.__contains__, sentences)):
        first, second = seen.setdefault(sentences[number], number), number
        if first == second or second < done:
            continue
        while second > done and first and sentences[first - 1] == sentences[second - 1]:
            first, second = first - 1, second - 1
        done = number + 1
        while (
            done < len(sentences)
            and done - second + first < second
            and sentences[done - second + first] == sentences[done]
        ):
            done += 1
        yield first, second, done - second


def _span(prose: str, start: int, end: int) -> Span:
    """The stretch up to its last stop, without the white space and the stops in front."""
    text = prose[start : prose.rfind(_STOP, start, end) + 1]
    bare = text.lstrip(INDENT + "\n" + _STOP)
    return Span(start + len(text) - len(bare), start + len(text))


def _is_paragraph(document: Document, span: Span) -> bool:
    """Whether nothing else stands in the paragraph, or paragraphs."""
    prose = document.prose
    before = prose[max(0, span.start - _INDENTS) : span.start].rstrip(INDENT)
    behind = prose[span.end : span.end + _INDENTS].lstrip(INDENT)
    return (not before or before[-1] == "\n") and (not behind or behind[0] == "\n")


def _edits(document: Document, repeat: _Repeat) -> tuple[Edit, ...]:
    """The passage struck out, where it stands right behind the other."""
    start, end = repeat.span
    between = Span(repeat.first.end, start)
    if start - between.start > _CLOSE or document.prose[slice(*between)].strip(INDENT + "\n"):
        return ()
    if _is_paragraph(document, repeat.span) and _is_paragraph(document, repeat.first):
        last = document.paragraph(end - 1).end
        return (Edit(Span(document.paragraph(between.start - 1).end, last), ""),)
    return (Edit(Span(start, end), ""),) if between.start == start else ()
