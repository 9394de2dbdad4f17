"""The parts of a Word file, found by how they are related, and why it may not be written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from posixpath import dirname, join, normpath
from typing import NamedTuple

from kanwu.errors import InputError
from kanwu.readers.archive import Archive
from kanwu.readers.docx.ooxml import CONTENT_TYPES, RELATIONSHIPS, STRICT, parsed
from kanwu.readers.xml import Element, Tree

_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATED_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
TYPES = "[Content_Types].xml"
_MAIN_TYPES = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
_MACRO_TYPES = ("document.macroenabled.main+xml", "template.macroenabledtemplate.main+xml")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {
    b"{\\rtf": "RTF 文件",
    b"%PDF": "PDF 文件",
    b"\x1f\x8b": "gzip 压缩文件",
    b"Rar!": "RAR 压缩文件",
    b"7z\xbc\xaf": "7z 压缩文件",
}


class Related(NamedTuple):
    """A part that another names: how it is related, and under which id."""

    id: str
    kind: str  # header, styles, comments: the last word of its type
    part: str


class Package:
    """A Word file unpacked as far as it was asked for."""

    def __init__(self, data: bytes) -> None:
        _refuse_others(data)
        self.data = data
        self.archive = Archive(data)
        if TYPES not in self.archive.names:
            raise InputError("不是 Word 文件：压缩包里没有 [Content_Types].xml")
        self._trees: dict[str, Tree] = {}
        mains = [one.part for one in self.related("") if one.kind == "officeDocument"]
        if not mains:
            raise InputError("不是 Word 文件：压缩包里没有正文")
        self.main = mains[0]
        if not self._type.endswith((*_MAIN_TYPES, *_MACRO_TYPES)):
            raise InputError("不是 Word 文件：正文是别的格式")

    def tree(self, name: str) -> Tree:
        """The XML of a part; not to be changed."""
        if name not in self._trees:
            self._trees[name] = parsed(name, self.archive.read(name))
        return self._trees[name]

    def related(self, name: str) -> list[Related]:
        """What the part is related to within the archive; what is not there is passed over."""
        source = relationships_of(name)
        if source not in self.archive.names:
            return []
        return list(_related(self.tree(source), dirname(name), frozenset(self.archive.names)))

    def of_kind(self, kind: str) -> list[str]:
        """The parts of a kind that the main part names, each once."""
        found = (one.part for one in self.related(self.main) if one.kind == kind)
        return list(dict.fromkeys(found))

    def root_of(self, kind: str) -> Element | None:
        """The root of the first part of the kind, if there is one."""
        for part in self.of_kind(kind):
            return self.tree(part).getroot()
        return None

    @cached_property
    def read_only(self) -> str:
        """Why the file is not to be changed; nothing if it may be."""
        if self._type.endswith(_MACRO_TYPES):
            return "含宏的文件（.docm）只读"
        if STRICT in self.archive.read(self.main):
            return "Strict Open XML 格式只读，请另存为普通的 .docx"
        if any(name.startswith("_xmlsignatures/") for name in self.archive.names):
            return "文件有数字签名，改动会使签名失效"
        return ""

    @cached_property
    def _type(self) -> str:
        """The content type of the main part, in lower case."""
        root = self.tree(TYPES).getroot()
        for override in root.iterchildren(CONTENT_TYPES + "Override"):
            if override.get("PartName", "").lower() == f"/{self.main}".lower():
                return override.get("ContentType", "").lower()
        for default in root.iterchildren(CONTENT_TYPES + "Default"):
            if self.main.lower().endswith("." + default.get("Extension", "").lower()):
                return default.get("ContentType", "").lower()
        return ""


def relationships_of(name: str) -> str:
    """The part that tells what the part is related to; of the whole archive for no name."""
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels".removeprefix("/")


def _related(tree: Tree, folder: str, names: frozenset[str]) -> Iterator[Related]:
    for one in tree.getroot().iterchildren(RELATIONSHIPS + "Relationship"):
        target = one.get("Target", "")
        part = normpath(join("/", folder, target)).lstrip("/")
        known = one.get("Type", "").startswith((_RELATED, _RELATED_STRICT))
        if known and one.get("TargetMode") != "External" and part in names:
            yield Related(one.get("Id", ""), one.get("Type", "").rpartition("/")[2], part)


def _refuse_others(data: bytes) -> None:
    """Refuse by its first bytes what is no zip."""
    if data.startswith(b"PK\3\4"):
        return
    if data.startswith(_OLE):
        # An encrypted .docx is packed into the container that .doc is.
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise InputError("文件已加密，请先在 Word 中取消密码")
        raise InputError("旧格式的 Word 文件（.doc），请另存为 .docx")
    for magic, kind in _OTHERS.items():
        if data.startswith(magic):
            raise InputError(f"不是 .docx，而是 {kind}")
    raise InputError("不是 .docx" if data else "文件是空的")
