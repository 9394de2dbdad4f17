"""The `duplicate-passage` check: sentences and paragraphs that a document has twice."""

from __future__ import annotations

from itertools import accumulate, compress

from kanwu.check import Check, Edit, Hit
from kanwu.document import BLANK, INDENT, Document
from kanwu.expressions import compiled
from kanwu.structure.enclosures import in_quotation
from kanwu.structure.outline import article_at
from kanwu.structure.running_text import LABEL
from kanwu.text import Span, pieces
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_STOP = "。"
_REFRAIN = 3  # times: a sentence that comes so often is repeated on purpose
_WIDEST_INDENT = 40  # code points
_WIDEST_GAP = 10  # code points between two paragraphs that follow on each other
_LONGEST_FIELD = 20  # code points of a label with its value
_NEAR = 3000  # code points within which no sentence is repeated on purpose
# The opening of another speech; what forms, rules and instructions say in each of their parts.
_ON_PURPOSE = r"^[ \t\u3000]*[^，。：\n]{2,30}：$|我方|甲方|乙方|投标人|供应商|本人郑重|责令|不得|(?:的|下|上)为[^，。\n]{2,12}[。；]"
# White space and rules between the columns of a form, a list or a table.
_GAPS = ("  ", "\t", "\u3000", "|")


class _Repeat(NamedTuple):
    """A passage and the earlier one with the same text."""

    first: Span
    span: Span


class DuplicatePassage(Check):
    """A passage with the text of an earlier one: a sentence, or several in a row.

    A whole paragraph of at least `paragraph` code points counts anywhere in the document; a
    sentence of at least `sentence` code points counts near the first one, in the same article.
    """

    paragraph: int = 40
    sentence: int = 25

    @property
    def sign(self) -> str:  # type: ignore[override]
        return f"[^{_STOP}\\n]{{{min(self.sentence, self.paragraph)}}}"

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
        shortest = min(self.sentence, self.paragraph)
        long = list(compress(sentences, map(shortest.__le__, lengths)))
        if len(long) == len(set(long)):
            return
        # Offsets without the stops; there is one for each sentence in front.
        starts = list(accumulate(lengths, initial=0))
        for first, second, count in _rows(sentences, _twice(long)):
            yield _Repeat(
                _span(prose, starts[first] + first, starts[first + count] + first + count),
                _span(prose, starts[second] + second, starts[second + count] + second + count),
            )

    def _counts(self, document: Document, repeat: _Repeat) -> bool:
        prose, (start, end) = document.prose, repeat.span
        # The text behind BLANK may differ.
        if prose.find(BLANK, start, end) >= 0:
            return False
        if document.block(start) or document.block(repeat.first.start):
            return False  # a form or a table in front may sum up what the text says
        if all(_is_in_entry(document, span) for span in repeat):
            return False
        if compiled(_ON_PURPOSE).search(prose, start, end) or _is_quoted(document, repeat.span):
            return False
        longest = max((len(text) for text in _running_text(prose[start:end])), default=0)
        if longest >= self.paragraph and all(_is_paragraph(document, span) for span in repeat):
            return True
        return (
            longest >= self.sentence
            and start - repeat.first.end < _NEAR
            and article_at(document, repeat.first.start) == article_at(document, start)
        )


def _sentences(prose: str) -> tuple[list[int], list[int]]:
    """The hash and the length of each stretch between full stops, line ends and indents.

    One of these divides two stretches. The stretches of a large text themselves take much memory.
    """
    sentences, lengths = list[int](), list[int]()
    for start, end in pieces(prose):
        texts = _divided(prose[start:end])
        if end < len(prose):
            texts.pop()  # the text behind the last line end, where the next piece begins
        sentences += map(hash, texts)
        lengths += map(len, texts)
    return sentences, lengths


def _divided(prose: str) -> list[str]:
    # Three replacements take a tenth of the time of a split by an expression.
    marked = prose.replace("\n\u3000\u3000", _STOP * 3).replace("\n", _STOP)
    if marked.startswith("\u3000\u3000"):
        marked = _STOP * 2 + marked[2:]
    return marked.split(_STOP)


def _running_text(passage: str) -> Iterator[str]:
    """The paragraphs without labels and columns."""
    for text in passage.split("\n"):
        bare = text.strip(INDENT)
        if not compiled(LABEL).match(bare) and not any(gap in bare for gap in _GAPS):
            yield bare


def _twice(sentences: list[int]) -> set[int]:
    """The sentences that come more than once, but are no refrain."""
    from collections import Counter

    return {sentence for sentence, count in Counter(sentences).items() if 1 < count < _REFRAIN}


def _rows(sentences: list[int], twice: set[int]) -> Iterator[tuple[int, int, int]]:
    """Rows of sentences that come twice: the start of each, by number, and the count."""
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
    """The stretch up to its last stop, without white space and stops in front."""
    text = prose[start : prose.rfind(_STOP, start, end) + 1]
    bare = text.lstrip(INDENT + "\n" + _STOP)
    return Span(start + len(text) - len(bare), start + len(text))


def _is_paragraph(document: Document, span: Span) -> bool:
    """Whether the span is one or several whole paragraphs."""
    prose = document.prose
    before = prose[max(0, span.start - _WIDEST_INDENT) : span.start].rstrip(INDENT)
    behind = prose[span.end : span.end + _WIDEST_INDENT].lstrip(INDENT)
    return (not before or before[-1] == "\n") and (not behind or behind[0] == "\n")


def _is_in_entry(document: Document, span: Span) -> bool:
    """Whether a label is next, as in the entries of a list of cases: 优先级：高."""
    following = next(document.paragraphs(document.paragraph(span.end - 1).end + 1), None)
    if following is None:
        return False
    text = document.prose[slice(*following)].strip(INDENT)
    return len(text) <= _LONGEST_FIELD and compiled(LABEL).match(text) is not None


def _is_quoted(document: Document, span: Span) -> bool:
    """Whether the passage stands in a quotation, as the new text of an article."""
    paragraph = document.paragraph(span.start)
    prose = document.prose
    opens = prose[slice(*paragraph)].lstrip(INDENT).startswith("“")
    return opens or prose.startswith("”", span.end) or in_quotation(prose, span.start)


def _edits(document: Document, repeat: _Repeat) -> tuple[Edit, ...]:
    """The deletion of the passage, if it stands right behind the earlier one."""
    start, end = repeat.span
    between = Span(repeat.first.end, start)
    if start - between.start > _WIDEST_GAP or document.prose[slice(*between)].strip(INDENT + "\n"):
        return ()
    if _is_paragraph(document, repeat.span) and _is_paragraph(document, repeat.first):
        last = document.paragraph(end - 1).end
        return (Edit(Span(document.paragraph(between.start - 1).end, last), ""),)
    return (Edit(Span(start, end), ""),) if between.start == start else ()
