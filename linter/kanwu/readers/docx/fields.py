"""Fields: what Word works out by itself, of which the last result stands in the text."""

from __future__ import annotations

from typing import Literal

# Written by a person; worked out, and written anew some day; a number of pages, which is only
# known when the document is laid out.
Result = Literal["own", "computed", "page"]

_OWN = ("HYPERLINK", "FORMTEXT", "QUOTE", "MACROBUTTON", "GOTOBUTTON", "EQ", "ADVANCE")
_PAGE = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION")


class Fields:
    """The fields that are open at a place of a story, the outermost first."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    def begin(self, instruction: str = "", *, simple: bool = False) -> None:
        self._open.append(_Field(instruction, in_result=simple))

    def instruct(self, instruction: str) -> None:
        if self._open:
            self._open[-1].instruction += instruction

    def separate(self) -> None:
        if self._open:
            self._open[-1].in_result = True

    def end(self) -> Result:
        """Close the innermost field; what its result is."""
        return self._open.pop().result if self._open else "own"

    @property
    def hide(self) -> bool:
        """Whether what stands here is an instruction, or the last number of a page."""
        return any(not field.in_result or field.result == "page" for field in self._open)

    @property
    def fix(self) -> bool:
        """Whether what stands here is worked out, so that it would not stay changed."""
        return any(field.result != "own" for field in self._open)


class _Field:
    __slots__ = ("in_result", "instruction")

    def __init__(self, instruction: str, in_result: bool) -> None:
        self.instruction = instruction
        self.in_result = in_result

    @property
    def result(self) -> Result:
        command = self.instruction.split(maxsplit=1)[:1]
        name = command[0].upper() if command else ""
        return "page" if name in _PAGE else "own" if name in _OWN else "computed"
