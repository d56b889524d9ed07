"""Matching: the passages whose text contains the words of a query.

A word is looked for in the text of a passage alone, for passages have no names; of the fields,
those count that say something of a document.
"""

from __future__ import annotations

from recommendations.index import RecommendationIndex, bitmaps
from recommendations.index.bitmaps import Bitmap
from recommendations.search import fields
from recommendations.search.expansion import ExpandedQuery, Vocabularies, expand_query
from recommendations.search.matching import Matcher, condition_bitmap, matching_texts
from recommendations.search.query import Field, Query, Term
from recommendations.search.vocabulary import stemming
from smuggling_kb.languages import LanguageCode
from smuggling_kb.preference import SOURCE

#: The facets of records whose fields ask something of passages too, all by their documents.
FACETS_OF_DOCUMENTS = ("document", "year", "session")


class PassageMatcher:
    """Matches among the passages of one index, each computed once."""

    def __init__(self, index: RecommendationIndex) -> None:
        self.index = index
        self.passages = index.passages

    def expand(self, query: Query) -> ExpandedQuery:
        """Return the query with other forms of its words, synonyms and words of the texts."""
        records = Matcher(self.index)
        return expand_query(
            query, records.equivalents(), self._vocabularies(), records.phrasebook()
        )

    def query_bitmap(self, query: Query) -> Bitmap:
        """Return the passages that match a query; none if it asks for what passages have not."""
        if query.tree is None or unanswered_fields(query):
            return 0
        return condition_bitmap(query.tree, self.passages.everything, self._leaf)

    def _leaf(self, leaf: Term | Field) -> Bitmap:
        return self.text_bitmap(leaf) if isinstance(leaf, Term) else self._field_bitmap(leaf)

    def text_bitmap(self, term: Term) -> Bitmap:
        """Return the passages whose text contains a term."""
        if not term.needle:
            return 0
        return self.passages.cache.get_or_compute(
            ("texts", term.needle, term.prefix), lambda: self._scan_texts(term)
        )

    def _scan_texts(self, term: Term) -> Bitmap:
        """Look into each text once: those that records have too were looked into for these."""
        matcher, size = Matcher(self.index), self.index.size
        found, before = 0, 0
        for language in self.index.texts:
            found |= matcher.language_bitmap(term, language) << before
            before += size
        own_texts = self.passages.own_texts
        found |= matching_texts(own_texts, term) << before
        return bitmaps.gather(found, self.passages.text_numbers, before + len(own_texts))

    def _field_bitmap(self, field: Field) -> Bitmap:
        facet = fields.facet_of(field.name)
        return self.passages.facet_bitmap(facet.parameter, self.field_values(field)) if facet else 0

    def field_values(self, field: Field) -> frozenset[str]:
        """Return the values of documents that a field asks for; none if it means none of them."""
        facet = fields.facet_of(field.name)
        if facet is None or not is_answered_name(field.name):
            return frozenset()
        labels: fields.LabelsByValue = dict.fromkeys(
            self.passages.columns[facet.parameter].bitmaps, ()
        )
        if facet.parameter == "session":
            named = self.index.labels_by_value(facet.parameter)
            labels = {value: named.get(value, ()) for value in labels}
        return fields.matching_values(field, labels)

    def _vocabularies(self) -> Vocabularies:
        """Return the words of records and passages in each language that has a stemmer."""
        return self.passages.cache.get_or_compute(("vocabularies",), self._read_vocabularies)

    def _read_vocabularies(self) -> Vocabularies:
        words = dict(Matcher(self.index).vocabularies())
        for language in stemming.ALGORITHMS:
            places = self.passages.places_in(_languages_with_words_of(language))
            found = stemming.distinct_words(map(self.passages.texts.__getitem__, places))
            words[language] = words.get(language, frozenset()) | found
        return words


def _languages_with_words_of(language: str) -> tuple[str, ...]:
    """Return the languages of documents with words of one: Chinese ones have English lines."""
    return (language, SOURCE) if language == LanguageCode.ENGLISH else (language,)


def unanswered_fields(query: Query) -> list[Field]:
    """Return the fields of a query that ask for what passages do not have, such as a theme."""
    return [field for field in query.fields if not is_answered_name(field.name)]


def is_answered_name(name: str) -> bool:
    """Return whether passages have what the field of a name asks for."""
    facet = fields.facet_of(name)
    return facet is not None and facet.parameter in FACETS_OF_DOCUMENTS
