"""The recognition of records that are held: printed in another language, or printed again.

What a file prints of them adds a text or a place to the record, and changes nothing else of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from recommendations.importing.editorial_data import DocumentFacts, EditorialData
from recommendations.importing.reading.parsed_document import (
    ParsedDocument,
    ParsedRecommendation,
)
from recommendations.importing.rows.groups import Row, group_name, row, row_model
from recommendations.importing.rows.row_builder import record_code
from recommendations.models import Occurrence, RecommendationText
from recommendations.texts.likeness import wording_likeness
from recommendations.texts.wording import Wording
from sessions.genres import genre_by_slug
from sessions.models import Document, LanguageVersion
from smuggling_kb.languages import TextStatus

#: The likeness of words from which a passage reprints the record of its number, and from which
#: it reprints one of another number.
SAME_NUMBER, OTHER_NUMBER = 0.6, 0.9


def is_other_language(facts: DocumentFacts) -> bool:
    """Return whether the document is held, but not in the language of the file."""
    held = LanguageVersion.objects.filter(document__symbol=facts.symbol)
    languages = set(held.values_list("language", flat=True))
    return bool(languages) and facts.language not in languages


def align_language_version(rows: Iterable[Row], facts: DocumentFacts) -> list[Row]:
    """Return the rows of a document that is held in another language.

    Its records are those of the same numbers and items: of these its rows have the words, and the
    place that they were read from, by which a record is known to be held.
    """
    sources = Occurrence.objects.sources().filter(document__symbol=facts.symbol)
    places = {
        f"recommendation {code}": occurrence_row(code, facts.symbol, anchor, "source")
        for code, anchor in sources.values_list("recommendation__code", "anchor")
    }
    wanted = [each for each in rows if row_model(each) is not Document]
    printed = {group_name(each) for each in wanted}
    kept = [each for each in wanted if group_name(each) not in places]
    return [*kept, *(each for name, each in places.items() if name in printed)]


def occurrence_row(code: str, symbol: str, anchor: str, relation: str) -> Row:
    return row(
        Occurrence, recommendation=[code], document=[symbol], anchor=anchor, relation=relation
    )


def reprinted_records(
    facts: DocumentFacts, parsed: ParsedDocument, editorial: EditorialData
) -> dict[str, str]:
    """Return the codes of held records that a document prints again, by the passages' anchors.

    Editors know some; others are known by number and wording. A report prints what its own meeting
    adopted, so it reprints nothing.
    """
    if genre_by_slug(facts.genre).reports_adoption:
        return {}
    texts = (
        RecommendationText.objects.filter(language=facts.language, text_status=TextStatus.OFFICIAL)
        .exclude(source__version__document__symbol=facts.symbol)
        .select_related("recommendation")
    )
    held = {text.recommendation.code: text.wording.words for text in texts}
    found = ((each, reprinted_code(facts, each, held)) for each in parsed.recommendations)
    by_words = {each.passage: code for each, code in found if code}
    by_editors = {
        anchor: table["record"]
        for table in editorial.tables("restatement")
        for symbol, _hash, anchor in [table["place"].partition("#")]
        if symbol == facts.symbol and table["record"] in held
    }
    return by_words | by_editors


def reprinted_code(
    facts: DocumentFacts, parsed: ParsedRecommendation, held: Mapping[str, str]
) -> str:
    """Return the code of the held record that a passage prints again; empty if it is new."""
    words, code = Wording(parsed.chapeau, parsed.text).words, record_code(facts, parsed)
    if code in held and wording_likeness(words, held[code]) >= SAME_NUMBER:
        return code
    likeness = {other: wording_likeness(words, text, OTHER_NUMBER) for other, text in held.items()}
    best = max(likeness, key=lambda other: likeness[other], default="")
    return best if best and likeness[best] >= OTHER_NUMBER else ""


def without_records(parsed: ParsedDocument, reprinted: Mapping[str, str]) -> ParsedDocument:
    """Return a document without those of its records that it prints again."""
    new = [each for each in parsed.recommendations if each.passage not in reprinted]
    return replace(parsed, recommendations=new)


def restatement_rows(facts: DocumentFacts, reprinted: Mapping[str, str]) -> list[Row]:
    """Return the rows of the places at which a document prints held records again."""
    return [
        occurrence_row(code, facts.symbol, anchor, "restatement")
        for anchor, code in reprinted.items()
    ]
