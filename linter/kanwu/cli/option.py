"""A row of the table of commands: an option, and the kinds of value that options have."""

from __future__ import annotations

from kanwu.errors import ConfigError
from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def text(written: Sequence[str]) -> str:
    """The text; the last one of several."""
    return written[-1]


def texts(written: Sequence[str]) -> tuple[str, ...]:
    """All texts."""
    return tuple(written)


def selectors(written: Sequence[str]) -> tuple[str, ...]:
    """All selectors; a text may hold several, with commas between."""
    return tuple(selector for part in written for selector in part.split(",") if selector)


def samples(written: Sequence[str]) -> int:
    """The number of samples."""
    number = text(written)
    if not number.isdecimal():
        raise ConfigError(f"--samples 应为不小于零的整数，不是 {number}")
    return int(number)


def jobs(written: Sequence[str]) -> int:
    """The number of processes; 0 for as many as pay."""
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
    metavar: str = ""  # a flag has neither this nor `choices`
    choices: tuple[str, ...] = ()
    default: str | int | tuple[str, ...] | None = None
    kind: Callable[[Sequence[str]], object] = text  # from its texts to its value
    preset: Callable[[], str] | None = None  # the default, if the surroundings choose it

    @property
    def field(self) -> str:
        """The field for its value in the class of the command's options."""
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
        """The value without any text, whatever the surroundings."""
        if self.is_flag:
            return False
        return () if self.default is None and self.is_repeatable else self.default

    def value(self, written: Sequence[str] | None) -> object:
        """The value of the texts; they are None if the option was not given."""
        if written is None:
            return self.preset() if self.preset else self.usual
        return True if self.is_flag else self.kind(written)
