"""The parts of an official document (公文), from the title to the imprint."""

from __future__ import annotations

from itertools import islice

from kanwu.document import INDENT, Document
from kanwu.expressions import compiled
from kanwu.structure.kind import KINDS, Title, is_addressee, text_lines, title
from kanwu.text import Span
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from re import Match

# Every official document matches this.
SIGN = "关于|印发|转发|批转|公告|通告|公报|命令|纪要"

_IN = f"[{INDENT}\r]*+"
_YEAR = r"(?:\d{4}|[一二][〇○零oO0ＯΟ一二三四五六七八九]{3})"
DATE = (
    rf"(?:{_YEAR}[ ]?年[ ]?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}}|元)[ ]?月(?:[ ]?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[ ]?[日号])?"
    r"|\d{4}(?P<separator>[.．\-/])\d{1,2}(?P=separator)\d{1,2})"
)
DATE_LINE = rf"\n{_IN}(?P<date>{DATE}){_IN}$"

_NOTE = rf"\n{_IN}(?P<note>附[ \u3000]?件[ \u3000]?[:：])"
_NOTE_ITEM = r"\d{1,2}[.．、]"
# The end of a document without a signature: an attachment, or the title of another document.
_ANOTHER = rf"""(?x) \n{_IN} (?:
    附[ \u3000]?件 (?: [ \u3000]? [\d一二三四五六七八九十]{{1,3}} [：:]? )?
  | (?! [（(\d] | [一二三四五六七八九十]+[、是] | 第 ) [^\n。；：，]{{0,40}}? 关于 [^\n。；：]{{2,80}}? 的 [\u4e00-\u9fff]{{0,4}}? (?: {"|".join(KINDS)} )
  ){_IN}$"""
_COPIES = rf"\n{_IN}(?P<copies>抄[ \u3000]{{0,2}}送[ \u3000]?[:：][^\n]*)"

_STOPPED = "。！？；…”）)"
_SIGNATURE = r"^(?!附|抄|主送|联系|签发|电话|[一二三四五六七八九十]+、|[（(\d①-⑳])[^，。；：:！？、《》\n]{2,32}$"
# The end of the name of a body, which makes a signature certain.
_BODY = r"(?:政府|委员会|党委|党组|纪委|监委|办公室|办公厅|指挥部|领导小组|支部|总支|公司|中心|学校|医院|兵团|法院|检察院|街道|办事处|[省市县区州镇乡]委|[\u4e00-\u9fff]{2,14}[局厅委办院校馆])(?:（.{1,8}）)?$"
_MOST_ATTACHMENTS = 30
_LONGEST_SALUTATION = 30  # code points of a line that addresses no body: 各位委员：
_LONGEST_NUMBER = 80  # code points of the document's number, or the date of its adoption
_MOST_SIGNATURES = 5  # lines of bodies that sign together


class Signed(NamedTuple):
    """The end of a text: the names of the bodies that sign it, and the date."""

    names: tuple[Span, ...]
    date: Span | None


class OfficialDocument(NamedTuple):
    """The parts of an official document at the start of a text; other texts may follow it."""

    title: Title
    head: Span  # all text in front of the title
    addressee: Span | None
    body: Span  # from the addressee to the next part
    note: tuple[Span, ...]  # the lines of 附件：
    signed: Signed
    copies: Span | None  # the paragraph 抄送：……


def official(document: Document) -> OfficialDocument | None:
    """The parts of an official document; ask for them by `document.once(official)`."""
    heading = document.once(title)
    if heading is None:
        return None
    addressee, start = _addressee(document, heading.span.end)
    signed, end = _signed(document, start)
    note = _note(document, start, end)
    body = Span(start, note[0].start if note else end)
    head = Span(0, heading.span.start)
    copies = _copies(document, start)
    return OfficialDocument(heading, head, addressee, body, note, signed, copies)


def loose_parts(document: Document) -> tuple[Span | None, Span | None]:
    """The note of attachments and the line of copies in a text without an official title."""
    notes, copies = _lines(document, _NOTE), _lines(document, _COPIES)
    note = None
    if len(notes) == 1:
        first, *lines = islice(text_lines(document, notes[0].start("note")), _MOST_ATTACHMENTS)
        note = first
        for line in lines:
            if not compiled(_NOTE_ITEM).match(document.prose, line.start):
                break
            note = Span(first.start, line.end)
    copy = None
    if len(copies) == 1:
        rest = islice(text_lines(document, copies[0].start("copies")), 2)
        copy = Span(copies[0].start("copies"), max(line.end for line in rest))
    return note, copy


def _lines(document: Document, source: str) -> list[Match[str]]:
    """All matches of an expression with a line end in front; the first one may lack it."""
    first = compiled(source.removeprefix(r"\n")).match(document.prose)
    return [*([first] if first else []), *compiled(source).finditer(document.prose)]


def is_name_of_body(text: str) -> bool:
    """Whether a line is certainly the name of a body that signs."""
    match = compiled(_SIGNATURE).match(text) and compiled(_BODY).search(text)
    return match is not None


def signed_before(document: Document, date: Span, start: int = 0) -> tuple[Span, ...] | None:
    """The names between the running text and the date, perhaps none.

    None if the date does not belong to a signature.
    """
    names: list[Span] = []
    for line in lines_above(document, date.start, start):
        text = document.prose[line.start : line.end]
        if text.endswith(tuple(_STOPPED)):
            return tuple(reversed(names))
        if _is_note(text):
            return _behind_note(document, names[::-1])
        if len(names) == _MOST_SIGNATURES or not compiled(_SIGNATURE).match(text):
            return None
        names.append(line)
    return None


def _behind_note(document: Document, lines: list[Span]) -> tuple[Span, ...]:
    """The lines of names, without a rest of an attachment's name in front."""
    for at, line in enumerate(lines):
        if is_name_of_body(document.prose[line.start : line.end]):
            return tuple(lines[at:])
    return tuple(lines)


def lines_above(document: Document, offset: int, start: int = 0) -> Iterator[Span]:
    """The lines with text above the line that starts at the offset, the nearest first."""
    prose, end = document.prose, offset
    while end > start:
        begin = prose.rfind("\n", start, end) + 1 or start
        if bare := prose[begin:end].strip(INDENT + "\r"):
            first = begin + prose[begin:end].index(bare[0])
            yield Span(first, first + len(bare))
        end = begin - 1


def _is_note(text: str) -> bool:
    return compiled(rf"附[ \u3000]?件[ \u3000]?[:：]|{_NOTE_ITEM}(?!\d)").match(text) is not None


def _addressee(document: Document, start: int) -> tuple[Span | None, int]:
    """The line of the addressee, and the start of the body."""
    for line in islice(text_lines(document, start + 1), 4):
        text = document.prose[line.start : line.end]
        if is_addressee(text) or (text.endswith(("：", ":")) and len(text) <= _LONGEST_SALUTATION):
            return line, line.end
        if text[-1] in "号）)" and len(text) <= _LONGEST_NUMBER:
            continue
        return None, line.start - 1
    return None, start


def _signed(document: Document, start: int) -> tuple[Signed, int]:
    """The signature, and the end of the text above it."""
    other = compiled(_ANOTHER).search(document.prose, start)
    limit = other.start() if other else len(document.prose)
    for match in compiled(DATE_LINE).finditer(document.prose, start, limit):
        date = Span(*match.span("date"))
        names = signed_before(document, date, start)
        if names is not None and (_is_signed(document, names) or _is_last(document, date)):
            return Signed(names, date), names[0].start if names else date.start
    return _unsigned(document, start, limit)


def _is_signed(document: Document, names: tuple[Span, ...]) -> bool:
    return any(is_name_of_body(document.prose[slice(*name)]) for name in names)


def _is_last(document: Document, date: Span) -> bool:
    """Whether only notes, attachments or the imprint follow the date."""
    line = next(text_lines(document, date.end), None)
    return (
        line is None or compiled(r"[（(附抄印\-—_]").match(document.prose, line.start) is not None
    )


def _unsigned(document: Document, start: int, limit: int) -> tuple[Signed, int]:
    """The names without a date at the end of the text."""
    if copies := compiled(_COPIES).search(document.prose, start, limit):
        limit = copies.start()
    for line in lines_above(document, limit, start):
        if document.prose[line.start] in "（(-—_=*":  # a note, or a rule across the page
            continue
        names = signed_before(document, Span(line.end, line.end), start) or ()
        if names and all(is_name_of_body(document.prose[slice(*name)]) for name in names):
            return Signed(names, None), names[0].start
        break
    return Signed((), None), limit


def _note(document: Document, start: int, end: int) -> tuple[Span, ...]:
    """The lines of the note of attachments at the end of the text."""
    *_, match = None, *compiled(_NOTE).finditer(document.prose, start, end)
    if match is None:
        return ()
    lines: list[Span] = []
    for line in text_lines(document, match.start() + 1):
        if line.end > end:
            break
        lines.append(line)
    return tuple(lines) if len(lines) <= _MOST_ATTACHMENTS else ()


def _copies(document: Document, start: int) -> Span | None:
    *_, match = None, *compiled(_COPIES).finditer(document.prose, start)
    if match is None:
        return None
    text = match["copies"].rstrip(INDENT + "\r")
    return Span(match.start("copies"), match.start("copies") + len(text))
