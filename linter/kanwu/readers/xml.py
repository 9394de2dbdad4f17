"""XML read without its dangers, and written in the encoding that it had."""

from __future__ import annotations

from lxml import etree

from kanwu.errors import InputError

Element = etree._Element
Tree = etree._ElementTree


def parse(name: str, part: bytes) -> Tree:
    """The XML of a part; InputError if it declares entities, which Word refuses too."""
    if b"<!DOCTYPE" in part.replace(b"\0", b""):  # in UTF-16 too
        raise InputError("{name} 带有 DTD，不予读取", name=name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False, huge_tree=False
    )
    try:
        return etree.fromstring(part, parser).getroottree()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError("{name} 不是合格的 XML", name=name) from error


def serialise(tree: Tree) -> bytes:
    """The bytes of the XML, in the encoding that it was parsed from."""
    declaration = tree.docinfo
    xml = etree.tostring(
        tree,
        encoding=declaration.encoding or "UTF-8",
        xml_declaration=True,
        standalone=declaration.standalone is not False,
    )
    assert isinstance(xml, bytes)
    return xml
