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
    "attachment-number": "kanwu.checks.attachments:AttachmentNumber",
    "blank-lines": "kanwu.checks.line_ends:BlankLines",
    "characters": "kanwu.checks.characters:Characters",
    "circled-sequence": "kanwu.checks.circled:CircledSequence",
    "clause-reference": "kanwu.checks.clauses:ClauseReference",
    "clause-sequence": "kanwu.checks.clauses:ClauseSequence",
    "collocation": "kanwu.checks.collocation:Collocation",
    "connector": "kanwu.checks.connector:Connector",
    "contents-mismatch": "kanwu.checks.contents_mismatch:ContentsMismatch",
    "corner-quote": "kanwu.checks.corner_quote:CornerQuote",
    "crossing-pair": "kanwu.checks.pair_places:CrossingPair",
    "deletion": "kanwu.checks.deletion:Deletion",
    "direction": "kanwu.checks.direction:Direction",
    "duplicate-passage": "kanwu.checks.duplicates:DuplicatePassage",
    "enumerated-count": "kanwu.checks.enumerated_count:EnumeratedCount",
    "figure-number": "kanwu.checks.figures:FigureNumber",
    "fullwidth": "kanwu.checks.fullwidth:FullWidth",
    "glued-page": "kanwu.checks.contents:GluedPage",
    "habitual": "kanwu.checks.habitual:Habitual",
    "halfwidth-bracket": "kanwu.checks.pairs:HalfwidthBracket",
    "hard-wrap": "kanwu.checks.hard_wrap:HardWrap",
    "heading-duplicate": "kanwu.checks.headings:HeadingDuplicate",
    "heading-end": "kanwu.checks.heading_end:HeadingEnd",
    "heading-gap": "kanwu.checks.headings:HeadingGap",
    "homoglyph": "kanwu.checks.homoglyph:Homoglyph",
    "html": "kanwu.checks.html:Html",
    "ideographs": "kanwu.checks.ideographs:Ideographs",
    "invalid-date": "kanwu.checks.dates:InvalidDate",
    "item-semicolon": "kanwu.checks.item_semicolon:ItemSemicolon",
    "latin-case": "kanwu.checks.latin_case:LatinCase",
    "level-inversion": "kanwu.checks.levels:LevelInversion",
    "level-skip": "kanwu.checks.levels:LevelSkip",
    "line-pitch": "kanwu.checks.line_pitch:LinePitch",
    "lone-heading": "kanwu.checks.levels:LoneHeading",
    "marker-punctuation": "kanwu.checks.markers:MarkerPunctuation",
    "markup": "kanwu.checks.markup:Markup",
    "merge-conflict": "kanwu.checks.merge_conflict:MergeConflict",
    "misnested": "kanwu.checks.pairs:Misnested",
    "missing-page-number": "kanwu.checks.page_field:MissingPageNumber",
    "mixed-dates": "kanwu.checks.date_forms:MixedDates",
    "mixed-indent": "kanwu.checks.mixed_indent:MixedIndent",
    "mixed-line-ends": "kanwu.checks.line_ends:MixedLineEnds",
    "mixed-marker": "kanwu.checks.markers:MixedMarker",
    "mixed-numeral": "kanwu.checks.mixed_numeral:MixedNumeral",
    "mixed-ordinals": "kanwu.checks.series_forms:MixedOrdinals",
    "mixed-separator": "kanwu.checks.lists:MixedSeparator",
    "mixed-units": "kanwu.checks.mixed_units:MixedUnits",
    "mixed-width": "kanwu.checks.pairs:MixedWidth",
    "mojibake": "kanwu.checks.mojibake:Mojibake",
    "name-consistency": "kanwu.checks.name_consistency:NameConsistency",
    "nested-bracket": "kanwu.checks.pair_places:NestedBracket",
    "nested-quote": "kanwu.checks.nested:NestedQuote",
    "nested-series": "kanwu.checks.series_forms:NestedSeries",
    "nested-title": "kanwu.checks.nested:NestedTitle",
    "number": "kanwu.checks.number:Number",
    "official": "kanwu.checks.official:OfficialPart",
    "open-list": "kanwu.checks.lists:OpenList",
    "outside-list": "kanwu.checks.outside_list:OutsideList",
    "page-margins": "kanwu.checks.paper:PageMargins",
    "page-number": "kanwu.checks.page_number:PageNumber",
    "page-number-form": "kanwu.checks.page_field:PageNumberForm",
    "paired-list": "kanwu.checks.paired_list:PairedList",
    "paper-size": "kanwu.checks.paper:PaperSize",
    "paragraph-end": "kanwu.checks.paragraph_end:ParagraphEnd",
    "part-exceeds-whole": "kanwu.checks.part_exceeds_whole:PartExceedsWhole",
    "pattern": "kanwu.checks.pattern:Pattern",
    "percent-anomaly": "kanwu.checks.percent:PercentAnomaly",
    "period-inversion": "kanwu.checks.periods:PeriodInversion",
    "personal-data": "kanwu.checks.personal:PersonalData",
    "phrases": "kanwu.checks.phrases:Phrases",
    "placeholder": "kanwu.checks.placeholder:Placeholder",
    "quote-consistency": "kanwu.checks.quote_consistency:QuoteConsistency",
    "rate-mismatch": "kanwu.checks.rate:RateMismatch",
    "reversed-quote": "kanwu.checks.quotes:ReversedQuote",
    "series-gap": "kanwu.checks.series:SeriesGap",
    "series-missing-shi": "kanwu.checks.series:SeriesMissingShi",
    "several-requests": "kanwu.checks.several_requests:SeveralRequests",
    "short-year": "kanwu.checks.date_forms:ShortYear",
    "signature-date": "kanwu.checks.signature_date:SignatureDate",
    "spacing": "kanwu.checks.spacing:Spacing",
    "stated-count": "kanwu.checks.stated_count:StatedCount",
    "straight-quote": "kanwu.checks.quotes:StraightQuote",
    "sum-mismatch": "kanwu.checks.sum_mismatch:SumMismatch",
    "terms": "kanwu.checks.terms:Terms",
    "thousands": "kanwu.checks.thousands:Thousands",
    "too-long": "kanwu.checks.lengths:TooLong",
    "trailing-space": "kanwu.checks.line_ends:TrailingSpace",
    "typeface": "kanwu.checks.typeface:Typeface",
    "units": "kanwu.checks.units:Units",
    "unpaired": "kanwu.checks.pairs:Unpaired",
    "weekday-mismatch": "kanwu.checks.dates:WeekdayMismatch",
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
