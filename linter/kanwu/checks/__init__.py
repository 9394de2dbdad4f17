"""The checks that rules can name: one module each, imported when a rule first needs it."""

from __future__ import annotations

from kanwu.check import Check
from kanwu.values import TYPE_CHECKING, imported

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.metadata import EntryPoint

# The name in a rule file, and the class that it stands for.
BUILTIN: Mapping[str, str] = {
    "attachment-number": "kanwu.checks.numbering.attachment_number:AttachmentNumber",
    "blank-lines": "kanwu.checks.layout.blank_lines:BlankLines",
    "characters": "kanwu.checks.general.characters:Characters",
    "circled-sequence": "kanwu.checks.numbering.circled_sequence:CircledSequence",
    "clause-reference": "kanwu.checks.numbering.clause_reference:ClauseReference",
    "clause-sequence": "kanwu.checks.numbering.clause_sequence:ClauseSequence",
    "collocation": "kanwu.checks.grammar.collocation:Collocation",
    "connector": "kanwu.checks.punctuation.connector:Connector",
    "contents-mismatch": "kanwu.checks.numbering.contents_mismatch:ContentsMismatch",
    "corner-quote": "kanwu.checks.pairing.corner_quote:CornerQuote",
    "crossing-pair": "kanwu.checks.pairing.crossing_pair:CrossingPair",
    "deletion": "kanwu.checks.residue.deletion:Deletion",
    "direction": "kanwu.checks.fact.direction:Direction",
    "duplicate-passage": "kanwu.checks.layout.duplicate_passage:DuplicatePassage",
    "enumerated-count": "kanwu.checks.fact.enumerated_count:EnumeratedCount",
    "figure-number": "kanwu.checks.numbering.figure_number:FigureNumber",
    "fullwidth": "kanwu.checks.punctuation.fullwidth:Fullwidth",
    "glued-page": "kanwu.checks.residue.glued_page:GluedPage",
    "habitual": "kanwu.checks.punctuation.habitual:Habitual",
    "halfwidth-bracket": "kanwu.checks.punctuation.halfwidth_bracket:HalfwidthBracket",
    "hard-wrap": "kanwu.checks.layout.hard_wrap:HardWrap",
    "heading-duplicate": "kanwu.checks.numbering.heading_duplicate:HeadingDuplicate",
    "heading-end": "kanwu.checks.numbering.heading_end:HeadingEnd",
    "heading-gap": "kanwu.checks.numbering.heading_gap:HeadingGap",
    "homoglyph": "kanwu.checks.term.homoglyph:Homoglyph",
    "html": "kanwu.checks.residue.html:Html",
    "ideographs": "kanwu.checks.term.ideographs:Ideographs",
    "invalid-date": "kanwu.checks.fact.invalid_date:InvalidDate",
    "item-semicolon": "kanwu.checks.punctuation.item_semicolon:ItemSemicolon",
    "latin-case": "kanwu.checks.term.latin_case:LatinCase",
    "level-inversion": "kanwu.checks.numbering.level_inversion:LevelInversion",
    "level-skip": "kanwu.checks.numbering.level_skip:LevelSkip",
    "line-pitch": "kanwu.checks.typesetting.line_pitch:LinePitch",
    "lone-heading": "kanwu.checks.numbering.lone_heading:LoneHeading",
    "marker-punctuation": "kanwu.checks.numbering.marker_punctuation:MarkerPunctuation",
    "markup": "kanwu.checks.residue.markup:Markup",
    "merge-conflict": "kanwu.checks.residue.merge_conflict:MergeConflict",
    "misnested": "kanwu.checks.pairing.misnested:Misnested",
    "missing-page-number": "kanwu.checks.typesetting.missing_page_number:MissingPageNumber",
    "mixed-dates": "kanwu.checks.fact.mixed_dates:MixedDates",
    "mixed-indent": "kanwu.checks.layout.mixed_indent:MixedIndent",
    "mixed-line-ends": "kanwu.checks.layout.mixed_line_ends:MixedLineEnds",
    "mixed-marker": "kanwu.checks.numbering.mixed_marker:MixedMarker",
    "mixed-numeral": "kanwu.checks.quantity.mixed_numeral:MixedNumeral",
    "mixed-ordinals": "kanwu.checks.numbering.mixed_ordinals:MixedOrdinals",
    "mixed-separator": "kanwu.checks.punctuation.mixed_separator:MixedSeparator",
    "mixed-units": "kanwu.checks.quantity.mixed_units:MixedUnits",
    "mixed-width": "kanwu.checks.pairing.mixed_width:MixedWidth",
    "mojibake": "kanwu.checks.residue.mojibake:Mojibake",
    "name-consistency": "kanwu.checks.term.name_consistency:NameConsistency",
    "nested-bracket": "kanwu.checks.pairing.nested_bracket:NestedBracket",
    "nested-quote": "kanwu.checks.pairing.nested_quote:NestedQuote",
    "nested-series": "kanwu.checks.numbering.nested_series:NestedSeries",
    "nested-title": "kanwu.checks.pairing.nested_title:NestedTitle",
    "number": "kanwu.checks.general.number:Number",
    "official": "kanwu.checks.gongwen.official:Official",
    "open-list": "kanwu.checks.punctuation.open_list:OpenList",
    "outside-list": "kanwu.checks.term.outside_list:OutsideList",
    "page-margins": "kanwu.checks.typesetting.page_margins:PageMargins",
    "page-number": "kanwu.checks.residue.page_number:PageNumber",
    "page-number-form": "kanwu.checks.typesetting.page_number_form:PageNumberForm",
    "paired-list": "kanwu.checks.punctuation.paired_list:PairedList",
    "paper-size": "kanwu.checks.typesetting.paper_size:PaperSize",
    "paragraph-end": "kanwu.checks.punctuation.paragraph_end:ParagraphEnd",
    "part-exceeds-whole": "kanwu.checks.fact.part_exceeds_whole:PartExceedsWhole",
    "pattern": "kanwu.checks.general.pattern:Pattern",
    "percent-anomaly": "kanwu.checks.fact.percent_anomaly:PercentAnomaly",
    "period-inversion": "kanwu.checks.fact.period_inversion:PeriodInversion",
    "personal-data": "kanwu.checks.personal.personal_data:PersonalData",
    "phrases": "kanwu.checks.general.phrases:Phrases",
    "placeholder": "kanwu.checks.placeholder.placeholder:Placeholder",
    "quote-consistency": "kanwu.checks.term.quote_consistency:QuoteConsistency",
    "rate-mismatch": "kanwu.checks.fact.rate_mismatch:RateMismatch",
    "reversed-quote": "kanwu.checks.pairing.reversed_quote:ReversedQuote",
    "series-gap": "kanwu.checks.numbering.series_gap:SeriesGap",
    "series-missing-shi": "kanwu.checks.numbering.series_missing_shi:SeriesMissingShi",
    "several-requests": "kanwu.checks.gongwen.several_requests:SeveralRequests",
    "short-year": "kanwu.checks.fact.short_year:ShortYear",
    "signature-date": "kanwu.checks.gongwen.signature_date:SignatureDate",
    "spacing": "kanwu.checks.punctuation.spacing:Spacing",
    "stated-count": "kanwu.checks.numbering.stated_count:StatedCount",
    "straight-quote": "kanwu.checks.pairing.straight_quote:StraightQuote",
    "sum-mismatch": "kanwu.checks.fact.sum_mismatch:SumMismatch",
    "terms": "kanwu.checks.term.terms:Terms",
    "thousands": "kanwu.checks.quantity.thousands:Thousands",
    "too-long": "kanwu.checks.layout.too_long:TooLong",
    "trailing-space": "kanwu.checks.layout.trailing_space:TrailingSpace",
    "typeface": "kanwu.checks.typesetting.typeface:Typeface",
    "units": "kanwu.checks.quantity.units:Units",
    "unpaired": "kanwu.checks.pairing.unpaired:Unpaired",
    "weekday-mismatch": "kanwu.checks.fact.weekday_mismatch:WeekdayMismatch",
    "words": "kanwu.checks.general.words:Words",
}


def named(name: str) -> type[Check]:
    """The check of that name, built in or of a plugin (entry points `kanwu.checks`)."""
    if name in BUILTIN:
        found: type[Check] = imported(BUILTIN[name])
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
