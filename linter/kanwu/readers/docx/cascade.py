"""The form of runs and paragraphs: their own settings, their styles', and the defaults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kanwu.readers.docx.ooxml import A, W, is_on, whole_number
from kanwu.readers.docx.styles import Styles
from kanwu.readers.xml import Element

# The script under which a theme lists its faces for a language of the settings.
_SCRIPTS = {"zh-CN": "Hans", "zh-SG": "Hans", "zh-TW": "Hant", "zh-HK": "Hant", "zh-MO": "Hant"}


class Type(NamedTuple):
    """The face and size of a text; empty or 0 where the file does not say."""

    face: str = ""  # of Chinese characters
    latin: str = ""
    size: float = 0  # in points


class Spacing(NamedTuple):
    """The distance of lines, in 240ths of a line or 20ths of a point, as the rule says."""

    rule: str = "auto"  # or exact, atLeast
    line: int = 240  # 0 where the file uses other units
    in_grid: bool = True


class Cascade:
    """The settings of a run or paragraph, the nearest first."""

    def __init__(self, styles: Styles, defaults: Element | None, faces: Faces) -> None:
        self._styles = styles
        self._run_defaults = _descendant(defaults, "rPrDefault/rPr")
        self._paragraph_defaults = _descendant(defaults, "pPrDefault/pPr")
        self._faces = faces

    def type(self, run: Element, paragraph: Element) -> Type:
        """The face and size of a run."""
        settings = list(self._of_run(run, paragraph))
        return Type(
            self._faces.face(settings, "eastAsia"),
            self._faces.face(settings, "ascii"),
            whole_number(_nearest(settings, "sz", "val")) / 2,
        )

    def spacing(self, paragraph: Element) -> Spacing:
        """The distance of a paragraph's lines."""
        settings = list(self._of_paragraph(paragraph))
        rule = _nearest(settings, "spacing", "lineRule") or "auto"
        line = whole_number(_nearest(settings, "spacing", "line") or "240")
        with_grid = (s for s in settings if s.find(W + "snapToGrid") is not None)
        grid = next(with_grid, None)
        return Spacing(rule, line, grid is None or is_on(grid, "snapToGrid"))

    def _of_run(self, run: Element, paragraph: Element) -> Iterator[Element]:
        direct = _descendant(run, "rPr")
        style = _descendant(direct, "rStyle")
        chains = [self._styles.of_paragraph(paragraph)]
        if style is not None:
            chains.insert(0, self._styles.chain(style.get(W + "val", "")))
        of_styles = (_descendant(style, "rPr") for chain in chains for _, style in chain)
        yield from _present((direct, *of_styles, self._run_defaults))

    def _of_paragraph(self, paragraph: Element) -> Iterator[Element]:
        direct = _descendant(paragraph, "pPr")
        of_styles = (_descendant(s, "pPr") for _, s in self._styles.of_paragraph(paragraph))
        yield from _present((direct, *of_styles, self._paragraph_defaults))


class Faces:
    """The faces that settings name, directly or by a place in the theme."""

    def __init__(self, theme: Element | None, settings: Element | None) -> None:
        self._schemes: dict[str, Element] = {}
        if theme is not None:
            kinds = {f"{A}{kind}Font": kind for kind in ("major", "minor")}
            self._schemes = {kinds[str(scheme.tag)]: scheme for scheme in theme.iter(*kinds)}
        theme_language = _descendant(settings, "themeFontLang")
        language = "" if theme_language is None else theme_language.get(W + "eastAsia", "")
        self._script = _SCRIPTS.get(language, "")

    def face(self, settings: Iterable[Element], characters: str) -> str:
        """The face that the nearest of the settings names for eastAsia or ascii characters."""
        for fonts in _children(settings, "rFonts"):
            # A place in the theme overrides a name beside it.
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
        font = scheme.find(A + ("ea" if is_eastern else "latin"))
        if font is not None and (name := font.get("typeface")):
            return name
        fonts = scheme.iterchildren(A + "font") if is_eastern and self._script else ()
        faces = (font.get("typeface", "") for font in fonts if font.get("script") == self._script)
        return next(faces, "")


def _present(elements: Iterable[Element | None]) -> Iterator[Element]:
    return (element for element in elements if element is not None)


def _children(settings: Iterable[Element], tag: str) -> Iterator[Element]:
    """The children with the local name, the nearest settings' first."""
    return _present(element.find(W + tag) for element in settings)


def _nearest(settings: Iterable[Element], tag: str, attribute: str) -> str:
    """The attribute's value in the nearest settings that have it; empty if none have."""
    values = (child.get(W + attribute) for child in _children(settings, tag))
    return next(filter(None, values), "")


def _descendant(element: Element | None, path: str) -> Element | None:
    if element is None:
        return None
    return element.find("/".join(W + name for name in path.split("/")))
