"""Words for the user, and the errors of the user's input; other errors are bugs and crash.

Each sentence is a Chinese template and the values of its fields; so the command line can say it in
English, and no other part of kanwu knows of languages.
"""

from __future__ import annotations

from kanwu.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_MOST_LISTED = 14  # words; of more, only the nearest are shown


class Sentence:
    """Words for the user: a Chinese template, and the value of each field.

    A value may be a sentence too, or a tuple, which is shown with commas.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        self.template = template
        self.values = values

    def __bool__(self) -> bool:
        return bool(self.template)

    def __str__(self) -> str:
        return self.translated(str, "、")

    def translated(self, translate: Callable[[str], str], comma: str) -> str:
        """The words in another language, with its comma; `translate` gives that of a template."""
        values = {name: _shown(value, translate, comma) for name, value in self.values.items()}
        return translate(self.template).format_map(values)


class KanwuError(Sentence, Exception):
    """An error of one line for the user, place first, with exit status 2."""


class ConfigError(KanwuError):
    """An error in a configuration or on the command line."""


class RuleError(KanwuError):
    """An error in a rule file."""


class InputError(KanwuError):
    """A report that cannot be read or decoded; other reports are still checked."""

    def __init__(self, template: str, line: int = 0, /, **values: object) -> None:
        super().__init__(template, **values)
        self.line = line  # of the cause, from 1; 0 if it is in no line

    def of(self, path: str) -> InputError:
        """The same error with its place in front: the path, and the line if there is one."""
        place = f"{path}:{self.line}" if self.line else path
        return type(self)("{place}: {error}", place=place, error=self)


class WritingError(InputError):
    """A report that was checked, and is not written after its fixes."""


def suggestion(unknown: str, known: Iterable[object]) -> Sentence:
    """ "; did you mean …?" with the nearest known words, and all of them if they are few."""
    from difflib import get_close_matches

    words = {str(word).lower(): str(word) for word in known}
    is_short = len(words) <= _MOST_LISTED
    near = get_close_matches(unknown.lower(), words, n=1 if is_short else 3)
    every, nearest = tuple(words.values()), either([words[word] for word in near])
    if not near:
        return Sentence("；有 {every}", every=every) if is_short else Sentence("")
    if is_short:
        return Sentence("；是否要写 {nearest}？（有 {every}）", nearest=nearest, every=every)
    return Sentence("；是否要写 {nearest}？", nearest=nearest)


def either(words: Sequence[str]) -> Sentence:
    """The words, "or" before the last."""
    if len(words) < 2:
        return Sentence("{word}", word="".join(words))
    return Sentence("{front} 或 {last}", front=tuple(words[:-1]), last=words[-1])


def _shown(value: object, translate: Callable[[str], str], comma: str) -> object:
    if isinstance(value, Sentence):
        return value.translated(translate, comma)
    if isinstance(value, tuple):
        return comma.join(str(_shown(part, translate, comma)) for part in value)
    return value
