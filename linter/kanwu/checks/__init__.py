"""The checks that rules can name: one module each, imported when a rule first needs it."""

from __future__ import annotations

from kanwu import late
from kanwu.rule import Check
from kanwu.value import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.metadata import EntryPoint

# The name in a rule file, and the class that it stands for.
BUILTIN: Mapping[str, str] = {
    "characters": "kanwu.checks.characters:Characters",
    "contents-mismatch": "kanwu.checks.contents_mismatch:ContentsMismatch",
    "deletion": "kanwu.checks.deletion:Deletion",
    "fullwidth": "kanwu.checks.fullwidth:FullWidth",
    "glued-page": "kanwu.checks.contents:GluedPage",
    "halfwidth-bracket": "kanwu.checks.pairs:HalfwidthBracket",
    "heading-duplicate": "kanwu.checks.headings:HeadingDuplicate",
    "heading-gap": "kanwu.checks.headings:HeadingGap",
    "html": "kanwu.checks.html:Html",
    "item-semicolon": "kanwu.checks.item_semicolon:ItemSemicolon",
    "marker-punctuation": "kanwu.checks.headings:MarkerPunctuation",
    "misnested": "kanwu.checks.pairs:Misnested",
    "mixed-marker": "kanwu.checks.headings:MixedMarker",
    "mixed-width": "kanwu.checks.pairs:MixedWidth",
    "mojibake": "kanwu.checks.mojibake:Mojibake",
    "nested-quote": "kanwu.checks.nested:NestedQuote",
    "nested-title": "kanwu.checks.nested:NestedTitle",
    "paired-list": "kanwu.checks.paired_list:PairedList",
    "paragraph-end": "kanwu.checks.paragraph_end:ParagraphEnd",
    "pattern": "kanwu.checks.pattern:Pattern",
    "placeholder": "kanwu.checks.placeholder:Placeholder",
    "reversed-quote": "kanwu.checks.quotes:ReversedQuote",
    "series-gap": "kanwu.checks.series:SeriesGap",
    "series-missing-shi": "kanwu.checks.series:SeriesMissingShi",
    "stated-count": "kanwu.checks.stated_count:StatedCount",
    "straight-quote": "kanwu.checks.quotes:StraightQuote",
    "terms": "kanwu.checks.terms:Terms",
    "unpaired": "kanwu.checks.pairs:Unpaired",
    "words": "kanwu.checks.words:Words",
}


def named(name: str) -> type[Check]:
    """The check of that name, built in or of a plugin (entry points `kanwu.checks`)."""
    if name in BUILTIN:
        found: type[Check] = late.named(BUILTIN[name])
        return found
    for entry in _plugins():
        if entry.name == name:
            plugin: type[Check] = entry.load()
            return plugin
    raise KeyError(name)


def names() -> list[str]:
    """The names of all checks, built in or of plugins."""
    return [*BUILTIN, *(entry.name for entry in _plugins())]


def _plugins() -> Iterable[EntryPoint]:
    from importlib.metadata import entry_points

    return entry_points(group="kanwu.checks")
