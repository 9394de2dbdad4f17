"""XML read without its dangers, and written as it was read."""

from __future__ import annotations

from lxml import etree

from kanwu.errors import InputError

Element = etree._Element
Tree = etree._ElementTree


def parsed(name: str, part: bytes) -> Tree:
    """The XML of a part; what declares entities is refused, as Word refuses it."""
    if b"<!DOCTYPE" in part.replace(b"\0", b""):  # UTF-16 too
        raise InputError(f"{name} 带有 DTD，不予读取")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False, huge_tree=False
    )
    try:
        return etree.fromstring(part, parser).getroottree()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{name} 不是合格的 XML") from error


def serialised(tree: Tree) -> bytes:
    """The XML in the encoding that it was read in."""
    about = tree.docinfo
    xml = etree.tostring(
        tree,
        encoding=about.encoding or "UTF-8",
        xml_declaration=True,
        standalone=about.standalone is not False,
    )
    assert isinstance(xml, bytes)
    return xml
