"""The `signature-date` check: the signature of a document and the date under it."""

from __future__ import annotations

from itertools import islice

from kanwu.check import Check, Edit, Hit
from kanwu.document import Document
from kanwu.expressions import compiled
from kanwu.numerals import from_numeral
from kanwu.structure.contents import contents
from kanwu.structure.official import (
    DATE,
    DATE_LINE,
    OfficialDocument,
    Signed,
    is_name_of_body,
    lines_above,
    official,
    signed_before,
)
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# The kinds that a body signs; the others have no signature, or that of a person.
_SIGNED = ("通知", "通报", "报告", "请示", "批复", "函", "意见")
_FROM = (2012, 7)  # GB/T 9704—2012 came into force; before it, dates were in Chinese numerals
_PARTS = (
    r"(?P<year>[^年.．\-/]+)[年.．\-/](?P<month>[^月.．\-/]+)[月.．\-/]?(?P<day>[^日号]*)[日号]?$"
)
_LONGEST_HEAD = 100  # code points of the title, or of the signature
_COURT = r"法院|检察院|仲裁委|公证处"
_LONGEST_TAIL = 4  # lines behind the date
_LONGEST_LINE = 40  # code points of a line of the signature
_FEWEST_PIECES = 3  # of a compilation


class _Date(NamedTuple):
    year: int
    month: int
    day: int  # 0 if there is none

    @property
    def written(self) -> str:
        return f"{self.year}年{self.month}月{self.day}日"


class SignatureDate(Check):
    """A date under a signature in another form than 2023年10月30日, or one without the other.

    In a compilation, also the only piece with a signature and a date, and the only one without.
    """

    sign = r"[日月]|20[0-9][0-9][.．\-/]|关于|印发|转发|批转|公告|通告|公报|命令|纪要"

    def __call__(self, document: Document) -> Iterator[Hit]:
        if parts := document.once(official):
            yield from _of_official(document, parts)
        elif pieces := _pieces(document):
            for signed in pieces.values():
                yield from _of_report(document, signed)
            yield from _odd_one(pieces)
        else:
            last = _signed(document, len(document.prose))
            yield from _of_report(document, last)
            for signed in _signed_within(document):
                if last is None or signed.date != last.date:
                    yield from _of_report(document, signed)


def _of_official(document: Document, parts: OfficialDocument) -> Iterator[Hit]:
    signed = parts.signed
    if signed.date is None:
        if signed.names and parts.addressee:
            yield Hit(signed.names[-1], {"fault": "署名之后没有成文日期"})
        elif date_above := _above_name(document, parts):
            yield Hit(date_above, {"fault": "成文日期应在署名之下"})
        return
    date = _date(document, signed.date)
    if date is None or (date.year, date.month) < _FROM:
        return
    if date.day == 0:
        yield Hit(signed.date, {"fault": "成文日期应写明年、月、日"})
    elif hits := tuple(_written_otherwise(document, signed.date, date)):
        yield from hits
    elif not signed.names and parts.addressee and parts.title.kind in _SIGNED:
        yield Hit(signed.date, {"fault": "成文日期之上没有发文机关署名"})


def _above_name(document: Document, parts: OfficialDocument) -> Span | None:
    """The date above the name of a body, where these two lines end the text."""
    last = list(islice(lines_above(document, parts.body.end, parts.body.start), 2))
    texts = [document.prose[line.start : line.end] for line in last]
    if len(texts) < 2 or not is_name_of_body(texts[0]):
        return None
    return last[1] if compiled(DATE).fullmatch(texts[1]) else None


def _of_report(document: Document, signed: Signed | None) -> Iterator[Hit]:
    date = _date(document, signed.date) if signed and signed.date else None
    if signed and signed.date and date and date.day and (date.year, date.month) >= _FROM:
        yield from _written_otherwise(document, signed.date, date)


def _written_otherwise(document: Document, span: Span, date: _Date) -> Iterator[Hit]:
    text = document.prose[span.start : span.end].replace(" ", "")
    if text != date.written and not (_is_chinese(text) and _is_of_court(document, span)):
        fault = f"成文日期“{text}”应写作“{date.written}”"
        yield Hit(span, {"fault": fault}, (Edit(span, date.written),), "年" not in text)


def _is_chinese(text: str) -> bool:
    return not any(char.isdecimal() for char in text)


def _is_of_court(document: Document, date: Span) -> bool:
    """Whether a court may have issued it: courts write the date in Chinese numerals."""
    court, near = compiled(_COURT), max(0, date.start - _LONGEST_HEAD)
    in_head = court.search(document.prose, 0, _LONGEST_HEAD)
    return bool(in_head or court.search(document.prose, near, date.start))


def _date(document: Document, span: Span) -> _Date | None:
    text = document.prose[span.start : span.end].replace(" ", "")
    if not (match := compiled(_PARTS).match(text)):
        return None
    zeros = str.maketrans("○零oO0ＯΟ", "〇" * 7)
    year = match["year"] if match["year"].isdecimal() else match["year"].translate(zeros)
    month = match["month"].replace("元", "一")
    numbers = [from_numeral(part) for part in (year, month, match["day"] or "0")]
    if None in numbers:
        return None
    date = _Date(*(number or 0 for number in numbers))
    return date if 1 <= date.month <= 12 and date.day <= 31 else None


def _pieces(document: Document) -> dict[Span, Signed | None]:
    """The pieces of a compilation by their titles, each with the signature at its end."""
    listed = document.once(contents)
    titles = [entry.body for entry in listed.entries if entry.body] if listed else []
    if (
        listed is None
        or len(titles) < max(_FEWEST_PIECES, len(listed.entries))
        or titles != sorted(titles)
    ):
        return {}
    ends = [*(title.start for title in titles[1:]), len(document.prose)]
    return {
        title: _signed(document, end, title.end) for title, end in zip(titles, ends, strict=True)
    }


def _signed(document: Document, end: int, start: int = 0) -> Signed | None:
    """The signature of a body and the date that end the text."""
    for number, line in enumerate(lines_above(document, end, start)):
        if compiled(DATE).fullmatch(document.prose, *line):
            names = signed_before(document, line, start)
            if names and is_name_of_body(document.prose[slice(*names[-1])]):
                return Signed(names, line)
            return None
        if number == _LONGEST_TAIL or line.end - line.start > _LONGEST_LINE:
            return None
    return None


def _signed_within(document: Document) -> Iterator[Signed]:
    """The signatures of bodies with a date, each with an empty line below."""
    for match in compiled(DATE_LINE).finditer(document.prose):
        date = Span(*match.span("date"))
        if compiled(r"\n[ \t\u3000\r]*\n").match(document.prose, match.end()) is None:
            continue
        names = signed_before(document, date)
        if names and is_name_of_body(document.prose[slice(*names[-1])]):
            yield Signed(names, date)


def _odd_one(pieces: dict[Span, Signed | None]) -> Iterator[Hit]:
    """The only piece that is signed, or the only one that is not."""
    signed = [signature for signature in pieces.values() if signature]
    others = len(pieces) - 1
    if len(signed) == 1:
        yield Hit(
            signed[0].names[0], {"fault": f"只有这一篇有署名和日期，其余{others}篇没有，应取舍一致"}
        )
    elif len(signed) == others:
        title = next(title for title, signature in pieces.items() if signature is None)
        yield Hit(title, {"fault": f"这一篇没有署名和日期，其余{others}篇都有，应取舍一致"})
