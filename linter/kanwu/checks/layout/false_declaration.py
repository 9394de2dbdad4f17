"""The `false-declaration` check: a page that declares another encoding than its own."""

from __future__ import annotations

from kanwu.check import Check, Hit
from kanwu.document import BLANK, Document
from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class FalseDeclaration(Check):
    """The name of the encoding, where it is declared; the file's own is the value `encoding`."""

    sign = BLANK  # a declaration is markup

    def __call__(self, document: Document) -> Iterator[Hit]:
        if declaration := document.false_declaration:
            yield Hit(declaration.span, {"encoding": declaration.encoding})
