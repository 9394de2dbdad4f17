"""The parts of a Word file, found by their relationships, and the reason why it is read-only."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from posixpath import dirname, join, normpath
from typing import NamedTuple

from kanwu.errors import InputError, Sentence
from kanwu.readers.archive import Archive
from kanwu.readers.docx.ooxml import CONTENT_TYPES, RELATIONSHIPS, STRICT, parse
from kanwu.readers.xml import Element, Tree

CONTENT_TYPES_PART = "[Content_Types].xml"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_MICROSOFT_KINDS = "http://schemas.microsoft.com/office/"
_STRICT_KINDS = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
_MAIN_TYPES = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
_MACRO_TYPES = ("document.macroenabled.main+xml", "template.macroenabledtemplate.main+xml")

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_MAGIC = {
    b"{\\rtf": "RTF 文件",
    b"%PDF": "PDF 文件",
    b"\x1f\x8b": "gzip 压缩文件",
    b"Rar!": "RAR 压缩文件",
    b"7z\xbc\xaf": "7z 压缩文件",
}


class Relationship(NamedTuple):
    """A part that another part refers to, and the id by which it does."""

    id: str
    kind: str  # header, styles, comments: the last word of the relationship's type
    part: str


class Package:
    """A Word file; a part is unpacked and parsed at first use."""

    def __init__(self, data: bytes) -> None:
        _require_zip(data)
        self.data = data
        self.archive = Archive(data)
        if CONTENT_TYPES_PART not in self.archive.names:
            raise InputError("不是 Word 文件：压缩包里没有 [Content_Types].xml")
        self._trees: dict[str, Tree] = {}
        relationships = self.relationships("")
        mains = [target.part for target in relationships if target.kind == "officeDocument"]
        if not mains:
            raise InputError("不是 Word 文件：压缩包里没有正文")
        self.main = mains[0]
        if not self._main_type.endswith((*_MAIN_TYPES, *_MACRO_TYPES)):
            raise InputError("不是 Word 文件：正文是别的格式")

    def tree(self, name: str) -> Tree:
        """The XML of a part; the caller must not change it."""
        if name not in self._trees:
            self._trees[name] = parse(name, self.archive.read(name))
        return self._trees[name]

    def relationships(self, name: str) -> list[Relationship]:
        """The part's relationships to parts that are in the archive; the archive's own for ""."""
        source = relationships_part(name)
        if source not in self.archive.names:
            return []
        return list(_relationships(self.tree(source), dirname(name), frozenset(self.archive.names)))

    def parts_of_kind(self, kind: str) -> list[str]:
        """The parts of the kind that the main part refers to, each once."""
        relationships = self.relationships(self.main)
        return list(dict.fromkeys(target.part for target in relationships if target.kind == kind))

    def root_of_kind(self, kind: str) -> Element | None:
        """The root of the first part of the kind, if there is one."""
        for part in self.parts_of_kind(kind):
            return self.tree(part).getroot()
        return None

    @cached_property
    def read_only_reason(self) -> str:
        """Why the file must not be changed; empty if it may be."""
        if self._main_type.endswith(_MACRO_TYPES):
            return "含宏的文件（.docm）只读"
        if STRICT in self.archive.read(self.main):
            return "Strict Open XML 格式只读，请另存为普通的 .docx"
        if any(name.startswith("_xmlsignatures/") for name in self.archive.names):
            return "文件有数字签名，改动会使签名失效"
        return ""

    @cached_property
    def _main_type(self) -> str:
        """The content type of the main part, in lower case."""
        root = self.tree(CONTENT_TYPES_PART).getroot()
        for override in root.iterchildren(CONTENT_TYPES + "Override"):
            if override.get("PartName", "").lower() == f"/{self.main}".lower():
                return override.get("ContentType", "").lower()
        for default in root.iterchildren(CONTENT_TYPES + "Default"):
            if self.main.lower().endswith("." + default.get("Extension", "").lower()):
                return default.get("ContentType", "").lower()
        return ""


def relationships_part(name: str) -> str:
    """The name of the part that lists the part's relationships; the archive's own for ""."""
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels".removeprefix("/")


def _relationships(tree: Tree, folder: str, names: frozenset[str]) -> Iterator[Relationship]:
    for element in tree.getroot().iterchildren(RELATIONSHIPS + "Relationship"):
        target = element.get("Target", "")
        part = normpath(join("/", folder, target)).lstrip("/")
        kinds = (_KINDS, _STRICT_KINDS, _MICROSOFT_KINDS)
        is_known = element.get("Type", "").startswith(kinds)
        if is_known and element.get("TargetMode") != "External" and part in names:
            kind = element.get("Type", "").rpartition("/")[2]
            yield Relationship(element.get("Id", ""), kind, part)


def _require_zip(data: bytes) -> None:
    """Refuse bytes that do not begin as a zip does, and name the format that they begin."""
    if data.startswith(b"PK\3\4"):
        return
    if data.startswith(_OLE_MAGIC):
        # An encrypted .docx is packed into the same container as a .doc.
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise InputError("文件已加密，请先在 Word 中取消密码")
        raise InputError("旧格式的 Word 文件（.doc），请另存为 .docx")
    for magic, kind in _OTHER_MAGIC.items():
        if data.startswith(magic):
            raise InputError("不是 .docx，而是 {kind}", kind=Sentence(kind))
    raise InputError("不是 .docx" if data else "文件是空的")
