"""The `characters` check: characters that do not belong in a text, each with its replacement."""

from __future__ import annotations

from kanwu.check import Edit, Hit, LocalCheck
from kanwu.checks.general.pattern import Pattern
from kanwu.values import TYPE_CHECKING, cached_property

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from re import Match
    from typing import Literal

    from kanwu.document import Document

# The names of categories of Unicode, for characters that the rule does not name.
_KINDS = {"Cc": "控制字符", "Cf": "格式字符", "Cn": "未定义字符", "Co": "私用区字符"}
_MOST_NAMES = 3  # in a message


class Characters(LocalCheck):
    """Each of some characters; with `run`, characters in a row are one hit.

    `characters` is written like the inside of [ ] in a regular expression. A row of `table` maps
    the characters of its key to the characters of its text, one by one; a row of `names` gives
    all characters of its key one name. A character that `table` does not have is replaced as
    `convert` says: by nothing, or by its NFKC form if that is one letter, digit or ideograph.
    Without `convert` it is left for the author. Edits of `doubtful` characters may change the
    meaning. The other options are those of `pattern`.
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
        character = f"[{self.characters}]"
        # `re` finds a class three times as fast as a repeated class.
        return f"{character}{character}*+" if self.run else character

    @property
    def expressions(self) -> tuple[str, ...]:
        return self._pattern.expressions

    def hit(self, document: Document, match: Match[str]) -> Hit | None:
        hit = self._pattern.hit(document, match)
        if hit is None:
            return None
        kinds = dict.fromkeys(match[0])
        instead = self._instead(match[0])
        if instead and not instead.strip("\n"):
            instead = "" if _is_beside_line_end(match) else "\n"
        values = {
            "code": _listed([f"U+{ord(character):04X}" for character in kinds]),
            "name": _listed(map(self._name, kinds)),
            "instead": instead or "",
        }
        edits = () if instead is None else (Edit(hit.span, instead),)
        doubtful = any(character in self.doubtful for character in kinds)
        return Hit(hit.span, values, edits, doubtful)

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
        """The text to write instead; None if a character has no replacement."""
        characters = [self._table.get(char, self._converted(char)) for char in text]
        known = [character for character in characters if character is not None]
        return "".join(known) if len(known) == len(characters) else None

    def _converted(self, character: str) -> str | None:
        if self.convert == "delete":
            return ""
        if self.convert is None:
            return None
        from unicodedata import normalize

        form = normalize("NFKC", character)
        return form if form != character and len(form) == 1 and form.isalnum() else None


def _listed(words: Iterable[str]) -> str:
    """Each word once, and no more words than fit into a message."""
    distinct = list(dict.fromkeys(words))
    return "、".join(distinct[:_MOST_NAMES]) + ("等" if len(distinct) > _MOST_NAMES else "")


def _is_beside_line_end(match: Match[str]) -> bool:
    text, start, end = match.string, *match.span()
    return start == 0 or text[start - 1] == "\n" or text[end : end + 1] in ("", "\n")
