"""Fields: text that Word computes; the file holds an instruction and the last result."""

from __future__ import annotations

from typing import Literal

# A person typed "typed" text. Word computes the others anew, "page" numbers only when it lays out
# the document.
Result = Literal["typed", "computed", "page"]

_TYPED = ("HYPERLINK", "FORMTEXT", "QUOTE", "MACROBUTTON", "GOTOBUTTON", "EQ", "ADVANCE")
_PAGE = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION")


class Fields:
    """The fields that are open at a place of a story, the outermost first."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    def begin(self, instruction: str = "", *, simple: bool = False) -> None:
        """Open a field; a simple one has its whole instruction, and its result follows."""
        self._open.append(_Field(instruction, in_result=simple))

    def instruct(self, instruction: str) -> None:
        """Add to the instruction of the innermost field."""
        if self._open:
            self._open[-1].instruction += instruction

    def separate(self) -> None:
        """End the instruction of the innermost field; its result follows."""
        if self._open:
            self._open[-1].in_result = True

    def end(self) -> Result:
        """Close the innermost field, and return the kind of its result."""
        return self._open.pop().result if self._open else "typed"

    @property
    def is_hidden(self) -> bool:
        """Whether text at this place is an instruction, or an old page number."""
        return any(not field.in_result or field.result == "page" for field in self._open)

    @property
    def is_computed(self) -> bool:
        """Whether Word computes text at this place, so that no change would last."""
        return any(field.result != "typed" for field in self._open)


class _Field:
    __slots__ = ("in_result", "instruction")

    def __init__(self, instruction: str, in_result: bool) -> None:
        self.instruction = instruction
        self.in_result = in_result

    @property
    def result(self) -> Result:
        command = self.instruction.split(maxsplit=1)[:1]
        name = command[0].upper() if command else ""
        return "page" if name in _PAGE else "typed" if name in _TYPED else "computed"
