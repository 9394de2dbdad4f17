"""What was recognised of a document: its genre, by which line, and its parts with their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kanwu.document import Document
from kanwu.reporters.json_text import json_array
from kanwu.reporters.terminal import visible
from kanwu.structure.genre import genre
from kanwu.structure.regions import PARTS, genre_name, parts
from kanwu.text import Span

# The name of each region in words.
REGION_NAMES: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "official": "公文",
        "tender": "招标投标文件",
        "form": "表单",
        "contract": "合同",
        "law": "法规",
        "thesis": "论文",
        "minutes": "会议记录",
        "specification": "规格说明书",
        "news": "新闻",
        "guide": "讲写法的文稿",
        "report": "报告",
        "page": "网页",
        "contents": "目录",
        "references": "参考文献",
        "attachment": "附件",
        "quoted-clause": "引用的条文",
        "signature": "落款",
        "table": "表格",
        "code": "程序",
        "technical": "写出程序的文稿",
        "unknown": "体裁不明的文稿",
    },
    "en": {
        "official": "official document",
        "tender": "tender",
        "form": "form",
        "contract": "contract",
        "law": "law",
        "thesis": "thesis",
        "minutes": "minutes",
        "specification": "specification",
        "news": "news",
        "guide": "guide to writing",
        "report": "report",
        "page": "web page",
        "contents": "contents",
        "references": "references",
        "attachment": "attachment",
        "quoted-clause": "quoted clauses",
        "signature": "signature",
        "table": "table",
        "code": "code",
        "technical": "text with programs",
        "unknown": "unknown genre",
    },
}
_LONGEST_SIGN = 40  # code points


def region_names(names: Iterable[str], language: str = "zh") -> str:
    """The regions in words."""
    separator = ", " if language == "en" else "、"
    return separator.join(REGION_NAMES[language][name] for name in names)


def lines(documents: Iterable[Document], language: str) -> Iterator[str]:
    """A line on the genre of each document, and one on each kind of its parts."""
    colon, stroke = (": ", "-") if language == "en" else ("：", "—")
    for document in documents:
        names = REGION_NAMES[language]
        yield f"{visible(document.name)}{colon}{names[genre_name(document)]}{_by(document, language)}"
        for name in PARTS:
            spans = _line_spans(document, name)
            shown = (
                str(first) if first == last else f"{first}{stroke}{last}" for first, last in spans
            )
            if text := ("、" if language == "zh" else ", ").join(shown):
                yield f"  {names[name]}{colon}{f'第 {text} 行' if language == 'zh' else f'lines {text}'}"


def array(documents: Iterable[Document]) -> Iterator[str]:
    """The same as a JSON array, a document a line."""
    return json_array(map(_object, documents))


def _object(document: Document) -> dict[str, Any]:
    found = document.once(genre)
    return {
        "path": document.name,
        "genre": genre_name(document),
        "sign": _sign(document, found.sign) if found else None,
        "parts": [
            {"part": name, "line": first, "end_line": last}
            for name in PARTS
            for first, last in _line_spans(document, name)
        ],
    }


def _by(document: Document, language: str) -> str:
    """The line by which the genre is known, in words."""
    found = document.once(genre)
    if found is None:
        return ""
    sign = _sign(document, found.sign)
    if language == "en":
        return f" (line {sign['line']}, “{visible(sign['text'])}”)"
    return f"（第 {sign['line']} 行“{visible(sign['text'])}”）"


def _sign(document: Document, span: Span) -> dict[str, Any]:
    text = " ".join(document.quote(span).split())
    shown = text if len(text) <= _LONGEST_SIGN else f"{text[:_LONGEST_SIGN]}…"
    return {"line": document.position(span.start).line, "text": shown}


def _line_spans(document: Document, name: str) -> Iterator[tuple[int, int]]:
    """The first and the last line of each part; neighbours, such as the cells of a table, as one."""
    first = last = 0
    for span in parts(document, name):
        start, end = (
            document.position(at).line for at in (span.start, max(span.start, span.end - 1))
        )
        if first and start <= last + 1:
            last = max(last, end)
            continue
        if first:
            yield first, last
        first, last = start, end
    if first:
        yield first, last
