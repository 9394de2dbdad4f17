"""The `characters` check: characters that do not belong in a text, each with what to write."""

from __future__ import annotations

from kanwu.check import Edit, Hit, LocalCheck
from kanwu.checks.general.pattern import Pattern
from kanwu.values import TYPE_CHECKING, cached_property

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from re import Match
    from typing import Literal

    from kanwu.document import Document

# How a character is called that has no name in the rule.
_KINDS = {"Cc": "控制字符", "Cf": "格式字符", "Cn": "未定义字符", "Co": "私用区字符"}
_MOST = 3  # names in a message


class Characters(LocalCheck):
    """Each of some characters; with `run`, all of them that stand in a row as one.

    `characters` is written as between the [ and ] of a regular expression. The rows of `table`
    and `names` hold for every character of their key: what to write in place of the first is the
    first of the row's text, and so on; a name is the same for all. What `table` leaves out is
    deleted, or becomes its NFKC form if that is one letter, digit or ideograph, as `convert`
    says, or is left for the author. Edits of `doubtful` characters might change the meaning.
    The other options are those of `pattern`.
    """

    characters: str
    run: bool = False
    convert: Literal["delete", "nfkc"] | None = None
    table: Mapping[str, str] = {}
    doubtful: str = ""
    names: Mapping[str, str] = {}
    unless: tuple[str, ...] = ()
    unless_paragraph: str | None = None
    unless_document: str | None = None

    @property
    def expression(self) -> str:
        one = f"[{self.characters}]"
        # `re` looks for a class three times as fast as for a repeated one.
        return f"{one}{one}*+" if self.run else one

    @property
    def expressions(self) -> tuple[str, ...]:
        return self._pattern.expressions

    def hit(self, document: Document, match: Match[str]) -> Hit | None:

        found = self._pattern.hit(document, match)
        if found is None:
            return None
        kinds = dict.fromkeys(match[0])
        instead = self._instead(match[0])
        if instead and not instead.strip("\n"):
            instead = "" if _is_beside_line_end(match) else "\n"
        values = {
            "code": _listed([f"U+{ord(one):04X}" for one in kinds]),
            "name": _listed([self._name(one) for one in kinds]),
            "instead": instead or "",
        }
        edits = () if instead is None else (Edit(found.span, instead),)
        return Hit(found.span, values, edits, any(one in self.doubtful for one in kinds))

    @cached_property
    def _pattern(self) -> Pattern:
        return Pattern(
            pattern=self.expression,
            unless=self.unless,
            unless_paragraph=self.unless_paragraph,
            unless_document=self.unless_document,
        )

    @cached_property
    def _table(self) -> dict[str, str]:
        return {
            character: instead
            for row, texts in self.table.items()
            for character, instead in zip(row, texts, strict=True)
        }

    def _name(self, character: str) -> str:
        from unicodedata import category

        return self._names.get(character) or _KINDS.get(category(character), "")

    @cached_property
    def _names(self) -> dict[str, str]:
        return {character: name for row, name in self.names.items() for character in row}

    def _instead(self, text: str) -> str | None:
        """What to write for the text; None if that is not known of every character."""
        written = [self._table.get(one, self._converted(one)) for one in text]
        known = [one for one in written if one is not None]
        return "".join(known) if len(known) == len(written) else None

    def _converted(self, character: str) -> str | None:
        if self.convert == "delete":
            return ""
        if self.convert is None:
            return None
        from unicodedata import normalize

        form = normalize("NFKC", character)
        return form if form != character and len(form) == 1 and form.isalnum() else None


def _listed(words: Iterable[str]) -> str:
    """Each word once, and no more than fit into a message."""
    distinct = list(dict.fromkeys(words))
    return "、".join(distinct[:_MOST]) + ("等" if len(distinct) > _MOST else "")


def _is_beside_line_end(match: Match[str]) -> bool:
    text, start, end = match.string, *match.span()
    return start == 0 or text[start - 1] == "\n" or text[end : end + 1] in ("", "\n")
