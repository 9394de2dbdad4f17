"""An option, as a row of the table of commands, and the kinds of its value."""

from __future__ import annotations

from kanwu.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def text(words: Sequence[str]) -> str:
    """The text; of several the last."""
    return words[-1]


def texts(words: Sequence[str]) -> tuple[str, ...]:
    """All texts."""
    return tuple(words)


def selectors(words: Sequence[str]) -> tuple[str, ...]:
    """All selectors; commas separate them within a text."""
    return tuple(selector for word in words for selector in word.split(",") if selector)


def samples(words: Sequence[str]) -> int:
    """The number of samples; ValueError with the words for what it should be."""
    number = text(words)
    if not number.isdecimal():
        raise ValueError("不小于零的整数")
    return int(number)


def jobs(words: Sequence[str]) -> int:
    """The number of processes, 0 for the best; ValueError with the words for what it should be."""
    number = text(words)
    if number == "auto":
        return 0
    if number.isdecimal() and int(number):
        return int(number)
    raise ValueError("正整数或 auto")


def port(words: Sequence[str]) -> int:
    """The number of a port; ValueError with the words for what it should be."""
    number = text(words)
    if number.isdecimal() and 0 < int(number) < 1 << 16:
        return int(number)
    raise ValueError("端口号")


class Option(NamedTuple):
    """An argument; its name begins with dashes, unless it is positional."""

    name: str
    help: str
    metavar: str = ""  # a flag has neither metavar nor choices
    choices: tuple[str, ...] = ()
    default: str | int | tuple[str, ...] | None = None
    kind: Callable[[Sequence[str]], object] = text  # from texts to a value
    preset: Callable[[], str] | None = None  # the default, if the environment decides it

    @property
    def field(self) -> str:
        """Its field in the class of the command's options."""
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
        """The value without texts in any environment."""
        if self.is_flag:
            return False
        return () if self.default is None and self.is_repeatable else self.default

    def value(self, words: Sequence[str] | None) -> object:
        """The value for the texts, which are None for an option that was not given."""
        if words is None:
            return self.preset() if self.preset else self.usual
        return True if self.is_flag else self.kind(words)
