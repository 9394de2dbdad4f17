"""An option of a command, as the table of commands has it: from it all readings are made."""

from __future__ import annotations

from kanwu.errors import ConfigError
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def text(written: Sequence[str]) -> str:
    """The text; of several the last."""
    return written[-1]


def texts(written: Sequence[str]) -> tuple[str, ...]:
    """Every text, from every time that the option was given."""
    return tuple(written)


def selectors(written: Sequence[str]) -> tuple[str, ...]:
    """Every selector; commas separate them too."""
    return tuple(selector for part in written for selector in part.split(",") if selector)


def samples(written: Sequence[str]) -> int:
    """A number of samples."""
    number = text(written)
    if not number.isdecimal():
        raise ConfigError(f"--samples 应为不小于零的整数，不是 {number}")
    return int(number)


def jobs(written: Sequence[str]) -> int:
    """A number of processes; 0 for as many as are worth it."""
    number = text(written)
    if number == "auto":
        return 0
    if number.isdecimal() and int(number):
        return int(number)
    raise ConfigError(f"--jobs 应为正整数或 auto，不是 {number}")


class Option(NamedTuple):
    """An argument: with dashes an option, without them a path or the like."""

    name: str
    help: str
    metavar: str = ""  # of its text; a flag, which takes none, has neither this nor `choices`
    choices: tuple[str, ...] = ()
    default: str | int | tuple[str, ...] | None = None
    kind: Callable[[Sequence[str]], object] = text  # what the texts given for it come to
    preset: Callable[[], str] | None = None  # the default, where the surroundings choose it

    @property
    def field(self) -> str:
        """The name of its value in the class of the command's options."""
        return self.name.lstrip("-").replace("-", "_")

    @property
    def is_flag(self) -> bool:
        return not (self.metavar or self.choices)

    @property
    def is_repeatable(self) -> bool:
        return self.kind in (texts, selectors)

    @property
    def is_positional(self) -> bool:
        return not self.name.startswith("-")

    @property
    def usual(self) -> object:
        """Its value where it is not given."""
        if self.is_flag:
            return False
        return () if self.default is None and self.is_repeatable else self.default

    def value(self, written: Sequence[str] | None) -> object:
        """The value of the texts that were given for it; None where it was not given."""
        if written is None:
            return self.preset() if self.preset else self.usual
        return True if self.is_flag else self.kind(written)
