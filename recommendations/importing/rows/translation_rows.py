"""The rows of translations, which editors made of what the documents print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recommendations.citations.context import CitationContext, TreatyNames
from recommendations.citations.grammar import parse_citations
from recommendations.importing.editorial_data import Translations
from recommendations.importing.rows.citation_resolution import CitationResolver, citation_row
from recommendations.importing.rows.groups import Key, Row, row, row_key, row_model
from recommendations.models import RecommendationText
from recommendations.texts.codes import code_parts
from recommendations.texts.modality import read_modality
from sessions.models import (
    DocumentTitle,
    NameOrigin,
    Resource,
    ResourceTranslation,
    Section,
    SectionTranslation,
)
from smuggling_kb.languages import TextStatus


def translation_rows(
    translations: Translations,
    originals: Sequence[Row],
    *,
    names: TreatyNames,
    resolver: CitationResolver,
) -> Iterator[Row]:
    """Yield all that is translated into one language.

    ``originals`` are the rows of what is translated. Raises ``KeyError`` where a file translates
    what there is not.
    """
    yield from title_rows(translations)
    yield from heading_rows(translations, originals)
    yield from resource_title_rows(translations, originals)
    printed = {
        each["fields"]["recommendation"][0]: each["fields"]
        for each in originals
        if row_model(each) is RecommendationText
    }
    for code, text in translations.text.items():
        chapeau = translations.chapeau[paragraph_code(code)] if printed[code]["chapeau"] else ""
        yield from text_rows(code, translations.language, chapeau, text, names, resolver)


def paragraph_code(code: str) -> str:
    """Return the code of an item without its letter: ``2022/61`` of ``2022/61b``."""
    year, number, _letter = code_parts(code)
    return f"{year}/{number}"


def text_rows(
    code: str,
    language: str,
    chapeau: str,
    text: str,
    names: TreatyNames,
    resolver: CitationResolver,
) -> Iterator[Row]:
    """Yield the translation of a record with what it cites."""
    yield row(
        RecommendationText,
        recommendation=[code],
        language=language,
        text_status=TextStatus.UNOFFICIAL,
        chapeau=chapeau,
        text=text,
        modal=read_modality(text, chapeau, language).modal,
        source=None,
    )
    for cited in parse_citations(text, CitationContext(names, language=language)):
        yield citation_row("text", [code, language], cited, resolver.fields(cited))


def title_rows(translations: Translations) -> Iterator[Row]:
    for symbol, title in translations.title.items():
        yield row(
            DocumentTitle,
            document=[symbol],
            language=translations.language,
            title=title,
            origin=NameOrigin.EDITOR,
        )


def heading_rows(translations: Translations, originals: Sequence[Row]) -> Iterator[Row]:
    sections = keys_by_place(originals, Section)
    for place, heading in translations.heading.items():
        [section] = sections[place]
        yield row(
            SectionTranslation,
            section=list(section),
            language=translations.language,
            heading=heading,
        )


def resource_title_rows(translations: Translations, originals: Sequence[Row]) -> Iterator[Row]:
    """Yield the titles of resources; of a paragraph that lists several, in their order."""
    resources = keys_by_place(originals, Resource)
    for place, titles in translations.resource.items():
        for resource, title in zip(resources[place], titles, strict=True):
            yield row(
                ResourceTranslation,
                resource=list(resource),
                language=translations.language,
                title=title,
            )


def keys_by_place(
    rows: Sequence[Row], model: type[Section] | type[Resource]
) -> dict[str, list[Key]]:
    """Return the keys of headings or resources by symbol and anchor: ``A/CONF.213/7#s1``."""
    keys: dict[str, list[Key]] = {}
    for each in rows:
        if row_model(each) is model:
            symbol, _language, anchor, *_title = key = row_key(each)
            keys.setdefault(f"{symbol}#{anchor}", []).append(key)
    return keys
