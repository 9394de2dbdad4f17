"""The keys of a rule file, and their types."""

from __future__ import annotations

from re import compile
from typing import Any, Literal

import msgspec

from kanwu.errors import KanwuError

# Shown as a link: an address of the web, and nothing that a program would run.
_URL = compile(r"https?://[^\s\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\"'<>\\^`|]+")
Format = Literal["text", "markdown", "html", "docx", "odt", "pdf"]  # of a document
# A genre of documents, or a part; `kanwu.structure.regions` recognises them.
Region = Literal[
    "official",
    "tender",
    "form",
    "contract",
    "law",
    "thesis",
    "minutes",
    "specification",
    "news",
    "guide",
    "report",
    "page",
    "contents",
    "references",
    "attachment",
    "quoted-clause",
    "signature",
    "table",
    "code",
    "technical",
    "unknown",
]
# The class of a finding in the 差错率; `kanwu.measures.error_rate` has the weights.
CountsAs = Literal[
    "",
    "占位",
    "错别字",
    "多字漏字",
    "多字漏字（每处计1）",
    "数字差错",
    "书眉差错",
    "封面文字差错",
    "知识、逻辑、语法差错",
    "字母与符号混用",
    "繁体异体混用",
    "单位名称不规范",
    "单位符号差错",
    "标点差错",
    "图表序号差错",
    "格式差错",
]


class _TypesettingTable(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    paper: tuple[float, float] | None = None
    margins: tuple[float, float, float, float] | None = None
    type: dict[str, str] = {}
    pitch: float = 0


class ExampleTable(msgspec.Struct, forbid_unknown_fields=True):
    bad: str = ""
    good: str = ""
    fixed: str = ""
    note: str = ""
    format: Literal["text", "markdown", "html"] = "text"
    typesetting: _TypesettingTable | None = None
    options: dict[str, Any] | None = None
    beside: list[str] = []


class _English(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    message: str


class _Profiles(msgspec.Struct, forbid_unknown_fields=True):
    draft: dict[str, Any] = {}
    publish: dict[str, Any] = {}
    anonymised: dict[str, Any] = {}
    gongwen: dict[str, Any] = {}


class RuleTable(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    """A whole rule file."""

    title: str
    message: str
    why: str
    basis: str
    check: dict[str, Any]
    example: list[ExampleTable] = []
    severity: Literal["error", "warning", "info"] = "warning"
    counts_as: CountsAs = ""
    not_for: list[Format] = []
    info_for: list[Format] = []
    only_in: list[Region] = []
    not_in: list[Region] = []
    fix: Literal["safe", "unsafe", "none"] = "none"
    default: Literal["on", "off"] = "on"
    scope: Literal["prose", "text"] = "prose"
    masked: bool = False
    bars_writing: bool = False
    since: int = 0
    yields_to: list[str] = []
    url: str = ""
    profile: _Profiles = msgspec.field(default_factory=_Profiles)
    en: _English | None = None


def require_url(url: str, key: str, place: str, error_type: type[KanwuError]) -> None:
    """An error for a URL that cannot stand in reports as a link."""
    if url and not _URL.fullmatch(url):
        raise error_type(
            "{place}: {key} 应为 http:// 或 https:// 开头的网址，不是 {url}",
            place=place,
            key=key,
            url=url,
        )
