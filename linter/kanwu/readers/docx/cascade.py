"""The form of runs and paragraphs: their own settings, those of their styles, and the defaults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kanwu.readers.docx.ooxml import A, W, is_on, number
from kanwu.readers.docx.styles import Styles
from kanwu.readers.xml import Element

# The script by which a theme lists its faces, for the language that settings name.
_SCRIPTS = {"zh-CN": "Hans", "zh-SG": "Hans", "zh-TW": "Hant", "zh-HK": "Hant", "zh-MO": "Hant"}


class Type(NamedTuple):
    """Face and size; empty and 0 where nothing is said."""

    face: str = ""  # of Chinese characters
    latin: str = ""
    size: float = 0  # in points


class Spacing(NamedTuple):
    """The distance of lines, in 240ths of a line or 20ths of a point."""

    rule: str = "auto"  # or exact, atLeast
    line: int = 240  # 0 where it is said in other units
    in_grid: bool = True


class Cascade:
    """What holds for a run or a paragraph, wherever it is said."""

    def __init__(self, styles: Styles, defaults: Element | None, faces: Faces) -> None:
        self._styles = styles
        self._run_defaults = _found(defaults, "rPrDefault/rPr")
        self._paragraph_defaults = _found(defaults, "pPrDefault/pPr")
        self._faces = faces

    def type(self, run: Element, paragraph: Element) -> Type:
        """How the text of a run is set."""
        settings = list(self._of_run(run, paragraph))
        return Type(
            self._faces.named(settings, "eastAsia"),
            self._faces.named(settings, "ascii"),
            number(_said(settings, "sz", "val")) / 2,
        )

    def spacing(self, paragraph: Element) -> Spacing:
        """How far the lines of a paragraph are apart."""
        settings = list(self._of_paragraph(paragraph))
        grid = next((one for one in settings if one.find(W + "snapToGrid") is not None), None)
        rule, line = _said(settings, "spacing", "lineRule"), _said(settings, "spacing", "line")
        return Spacing(
            rule or "auto", number(line or "240"), grid is None or is_on(grid, "snapToGrid")
        )

    def _of_run(self, run: Element, paragraph: Element) -> Iterator[Element]:
        """The settings of a run, the nearest first."""
        own = _found(run, "rPr")
        named = _found(own, "rStyle")
        chains = [self._styles.of(paragraph)]
        if named is not None:
            chains.insert(0, self._styles.based(named.get(W + "val", "")))
        found = (_found(style, "rPr") for chain in chains for _, style in chain)
        yield from (one for one in (own, *found, self._run_defaults) if one is not None)

    def _of_paragraph(self, paragraph: Element) -> Iterator[Element]:
        found = (_found(style, "pPr") for _, style in self._styles.of(paragraph))
        every = (_found(paragraph, "pPr"), *found, self._paragraph_defaults)
        yield from (one for one in every if one is not None)


class Faces:
    """Faces by their names, and by the places that they have in the theme."""

    def __init__(self, theme: Element | None, settings: Element | None) -> None:
        self._schemes: dict[str, Element] = {}
        if theme is not None:
            tags = {f"{A}{kind}Font": kind for kind in ("major", "minor")}
            self._schemes = {tags[str(one.tag)]: one for one in theme.iter(*tags)}
        language = _found(settings, "themeFontLang")
        spoken = "" if language is None else language.get(W + "eastAsia", "")
        self._script = _SCRIPTS.get(spoken, "")

    def named(self, settings: Iterable[Element], characters: str) -> str:
        """The face that the nearest of the settings names for the characters."""
        for fonts in _first(settings, "rFonts"):
            # Of a name and a place in the theme, said at once, the place holds.
            if place := fonts.get(f"{W}{characters}Theme"):
                return self._in_theme(place)
            if name := fonts.get(W + characters):
                return name
        return ""

    def _in_theme(self, place: str) -> str:
        """The face at a place such as minorEastAsia or majorHAnsi."""
        scheme = self._schemes.get(place[:5])
        if scheme is None:
            return ""
        is_eastern = place.endswith("EastAsia")
        face = scheme.find(A + ("ea" if is_eastern else "latin"))
        if face is not None and (name := face.get("typeface")):
            return name
        listed = scheme.iterchildren(A + "font") if is_eastern and self._script else ()
        faces = (one for one in listed if one.get("script") == self._script)
        return next((one.get("typeface", "") for one in faces), "")


def _first(settings: Iterable[Element], tag: str) -> Iterator[Element]:
    """The children with the tag, those of the nearest settings first."""
    for one in settings:
        if (found := one.find(W + tag)) is not None:
            yield found


def _said(settings: Iterable[Element], tag: str, attribute: str) -> str:
    """What the nearest of the settings says that has the attribute."""
    said = (one.get(W + attribute) for one in _first(settings, tag))
    return next(filter(None, said), "")


def _found(element: Element | None, path: str) -> Element | None:
    if element is None:
        return None
    return element.find("/".join(W + name for name in path.split("/")))
