"""Findings as compilers print them: a line each, or the line quoted and the place underlined."""

from __future__ import annotations

from itertools import groupby

from kanwu.english import said
from kanwu.record import Record
from kanwu.reporters import FIX_MARKS, SEVERITY_NAMES, Style
from kanwu.text import Span, usual_width
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator

_MOST_OF_A_CODE = 10  # findings shown in one file
_COLORS = {"error": "\x1b[1;31m", "warning": "\x1b[1;35m", "info": "\x1b[1m"}
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_CLIPPED = "…"


def concise(records: Iterable[Record], style: Style) -> Iterator[str]:
    """`路径:行:列: 严重度 代码 说明`, one finding a line; its location in words comes last."""
    for record in records:
        place = _bold(f"{visible(record.path)}:{_position(record, style)}", style)
        place = linked(place, _file_url(record.path, style), style)
        location = _location(record, style)
        yield f"{place}: {_words(record, style)}" + (f" [{location}]" if location else "")


def full(records: Iterable[Record], style: Style) -> Iterator[str]:
    """Under the name of each file its findings, each with its line quoted.

    Of a code with many in one file, the first ten.
    """
    from collections import Counter

    for path, of_document in groupby(records, key=lambda record: record.path):
        yield linked(_bold(visible(path), style), _file_url(path, style), style)
        seen: Counter[str] = Counter()
        for record in of_document:
            seen[record.code] += 1
            if style.show_all or seen[record.code] <= _MOST_OF_A_CODE:
                yield f"  {_bold(_position(record, style), style)} {_words(record, style)}"
                if location := _location(record, style):
                    yield f"    {location}"
                yield from _excerpt(record, style)
                yield ""
        yield from _rest(seen, style)


def fix_mark(record: Record, style: Style) -> str:
    """The mark of a finding with a fix that can still be made; empty without one."""
    kind = record.applicability
    return FIX_MARKS[kind] if kind and kind in style.fixable else ""


def linked(text: str, url: str, style: Style) -> str:
    """The text as a link, where the output has links."""
    if not (style.folder_url and url):
        return text
    return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"


def visible(text: str) -> str:
    """The text; characters that a terminal would obey or hide are written out, as <U+200B>."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(char: str) -> str:
    from unicodedata import category

    if char == "\t" or char == "\u3000":
        return char
    hidden = category(char) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
    return f"<U+{ord(char):04X}>" if hidden else char


def _position(record: Record, style: Style) -> str:
    line, column, _, _ = record.place
    return f"{line}:{record.column(line, column, style.column_unit)}"


def _words(record: Record, style: Style) -> str:
    """The severity, the code, the mark of a fix and the message."""
    severity = SEVERITY_NAMES[style.language][record.severity]
    code = linked(record.code, record.rule.url, style)
    head = f"{severity} {code}"
    if style.color:
        head = f"{_COLORS[record.severity]}{head}{_PLAIN}"
    return " ".join(
        filter(None, (head, fix_mark(record, style), visible(record.message(style.language))))
    )


def _bold(text: str, style: Style) -> str:
    return f"{_BOLD}{text}{_PLAIN}" if style.color else text


def _file_url(path: str, style: Style) -> str:
    if not style.folder_url or path == "-":
        return ""
    from kanwu.reporters.place import file_url  # its imports take as long as a short report

    return file_url(path, style.folder_url)


def _location(record: Record, style: Style) -> str:
    """The location in words; empty if the line says it."""
    if record.location is None:
        return ""
    from kanwu.location import location_words  # a run of texts needs none

    return visible(location_words(record.location, style.language))


def _excerpt(record: Record, style: Style) -> Iterator[str]:
    """The line of the finding, clipped around the place, and the place underlined."""
    number, column, end_line, end_column = record.place
    line = record.lines[number].rstrip("\r\n")
    start = min(column - 1, len(line))
    end = end_column - 1 if end_line == number else len(line)
    gutter = f"{number:>5} | "
    span = Span(start, max(start, min(end, len(line))))
    before, inside, after = _clipped(line, span, style.width - len(gutter))
    under = " " * _width(before) + "^" * max(1, _width(inside))
    if style.color:
        paint = _COLORS[record.severity]
        inside, under = f"{paint}{inside}{_PLAIN}", f"{paint}{under}{_PLAIN}"
        yield f"{_DIM}{gutter}{_PLAIN}{before}{inside}{after}"
        yield f"{_DIM}{' ' * (len(gutter) - 2)}|{_PLAIN} {under}"
        return
    yield f"{gutter}{before}{inside}{after}"
    yield f"{' ' * (len(gutter) - 2)}| {under}"


def _clipped(line: str, span: Span, width: int) -> tuple[str, str, str]:
    """The text before, in and behind the span, clipped to the width in columns."""
    inside = _fitting(line[span.start : min(span.end, span.start + width)], width // 2)
    if len(inside) < span.end - span.start and not inside.endswith(_CLIPPED):
        inside += _CLIPPED
    room = width - _width(inside) - 2 * len(_CLIPPED)
    before = line[max(0, span.start - room) : span.start]
    after = line[span.end : span.end + room]
    # Each side takes the columns that the other leaves, and half of them at least.
    after = _fitting(after, max(room // 2, room - _width(before)))
    before = _fitting(before[::-1], room - _width(after))[::-1]
    if len(before) < span.start and not before.startswith(_CLIPPED):
        before = _CLIPPED + before
    if len(after) < len(line) - span.end and not after.endswith(_CLIPPED):
        after += _CLIPPED
    return _printable(before), _printable(inside), _printable(after)


def _fitting(text: str, width: int) -> str:
    """The beginning of the text that fits into the width in columns."""
    columns = 0
    for count, char in enumerate(text):
        columns += _width(char)
        if columns > width:
            return text[:count]
    return text


def _printable(text: str) -> str:
    return visible(text).replace("\t", " ")


def _width(text: str) -> int:
    if (width := usual_width(text)) is not None:
        return width
    from wcwidth import wcswidth  # importing it takes longer than checking a short report

    return int(wcswidth(_printable(text)))


def _rest(seen: Counter[str], style: Style) -> Iterator[str]:
    if style.show_all:
        return
    for code, count in sorted(seen.items()):
        if (rest := count - _MOST_OF_A_CODE) > 0:
            words = "  {code} 另有 {rest} 处，用 --show-all 全部列出"
            yield said(style.language, words, code=code, rest=rest)
            yield ""
