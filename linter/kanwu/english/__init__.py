"""Words for the user in the language of a run: Chinese, or English by tables of the Chinese."""

from __future__ import annotations

from kanwu.errors import Sentence


def worded(sentence: Sentence, language: str) -> str:
    """The sentence in a language, zh or en."""
    if language != "en":
        return str(sentence)
    from kanwu.english.table import ENGLISH

    return sentence.translated(lambda template: ENGLISH.get(template, template), ", ")


def said(language: str, template: str, /, **values: object) -> str:
    """The words of a template with values, in a language."""
    return worded(Sentence(template, **values), language)
