"""A query explained to who typed it: how it was read, what was searched for too, what was odd."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from recommendations.index.bitmaps import Bitmap
from recommendations.names.labels import language_name
from recommendations.pages.browse.label_offers import LabelOffer, label_offers
from recommendations.search import LONGEST
from recommendations.search import fields as names
from recommendations.search.engine import SearchResult
from recommendations.search.expansion import Expansion, literal_query
from recommendations.search.interpretation import describe_query, warning_messages
from recommendations.search.matching import Matcher
from recommendations.search.partial_matches import PartialMatches
from recommendations.search.query import Field, Term
from recommendations.selection.filters import RecommendationFilter
from recommendations.texts.folding import fold_text

#: Facets whose values are clearer as somebody typed them than by their names.
SHOWN_AS_TYPED = frozenset({"article", "document"})


@dataclass(frozen=True)
class Translation:
    """A word with the words of the texts that it means, and how many records have these."""

    expansion: Expansion
    count: int


class QueryExplanation:
    """The explanation of one query of a list."""

    def __init__(self, filters: RecommendationFilter, hits: SearchResult, among: Bitmap) -> None:
        self.filters = filters
        self.search_result = hits
        #: The records of the list.
        self.among = among
        self._known: dict[str, names.LabelsByValue] = {}

    @cached_property
    def in_words(self) -> str:
        """The query in words; empty if it has none."""
        return describe_query(self.search_result.query, self._field_labels)

    @cached_property
    def hints(self) -> list[str]:
        """Warnings, also of fields whose value means nothing here."""
        return [
            *warning_messages(self.search_result.query),
            *map(self._warning, self.unknown_fields),
        ]

    @property
    def is_changed(self) -> bool:
        """True if the query was not read as it was typed."""
        return self.search_result.analysis.is_question or self.partial is not None

    @property
    def left_out(self) -> Sequence[str]:
        """Function words that were not searched for."""
        return self.search_result.analysis.left_out

    @property
    def partial(self) -> PartialMatches | None:
        """The matches of some of the words, if those of all are too few."""
        return self.search_result.partial

    @property
    def expansions(self) -> list[Expansion]:
        """Other names that were searched for beside the words."""
        return [each for each in self.search_result.expansions if each.alternatives]

    @property
    def has_text_words(self) -> bool:
        """True if words of the texts were searched for beside those typed."""
        return any(each.text_words for each in self.search_result.expansions)

    @property
    def is_in_texts(self) -> bool:
        """True if all records have the words that were typed, or forms of them, in their texts."""
        matcher = Matcher(self.search_result.index)
        found = matcher.query_bitmap(self.search_result.expanded_query, in_labels=False)
        return not (self.has_text_words or self.among & ~found)

    @cached_property
    def translation(self) -> Translation | None:
        """The words of the texts that the one word searched for means; None of several words."""
        expansions = self.search_result.expansions
        if len(self.search_result.expanded_query.clauses) > 1 or len(expansions) != 1:
            return None
        if not expansions[0].text_words:
            return None
        terms = [Term(fold_text(word), typed=word) for word in expansions[0].alternatives]
        matcher = Matcher(self.search_result.index)
        forms = (term for term in terms if term.typed not in expansions[0].text_words)
        if any(map(matcher.text_bitmap, (*self.search_result.query.positive_terms, *forms))):
            return None
        found = reduce(or_, (matcher.text_bitmap(term) for term in terms), 0)
        return Translation(expansions[0], (found & self.among).bit_count())

    @cached_property
    def other_languages(self) -> str:
        """``English (2), Chinese (9)``: where the words are, if no text in the reader's has them.

        Empty if one has, if none is held in it, or if the words are in no text at all.
        """
        index, tree = self.search_result.index, self.search_result.expanded_query.tree
        reader = self.filters.names.language
        if len(index.texts) < 2 or reader not in index.texts or tree is None or self.partial:
            return ""
        matcher = Matcher(index)
        counts = {
            each: (
                matcher.condition_bitmap_in(each, tree, in_labels=False) & self.among
            ).bit_count()
            for each in index.languages
        }
        if counts[reader]:
            return ""
        return pgettext("list", ", ").join(
            _("%(language)s (%(count)s)") % {"language": language_name(each), "count": count}
            for each, count in counts.items()
            if count
        )

    @property
    def reader_language(self) -> str:
        """The name of the reader's language."""
        return language_name(self.filters.names.language)

    @cached_property
    def labels(self) -> list[LabelOffer]:
        """The labels that the words name, each with the list of its records."""
        return label_offers(self.filters, self.search_result)

    @cached_property
    def literal_address(self) -> str:
        """The address of the list that has nothing but the words; empty if they grow too long."""
        query = str(literal_query(self.search_result.typed))
        return self.filters.address(q=query) if len(query) <= LONGEST else ""

    @cached_property
    def unknown_fields(self) -> list[Field]:
        """The fields whose value means nothing here; of codes, nobody is told which there are."""
        return [
            field
            for field in self.search_result.query.fields
            if names.facet_of(field.name) and not self._means(field)
        ]

    def _warning(self, field: Field) -> str:
        label = names.query_fields()[field.name].label
        return _("This site has no %(field)s “%(value)s”.") % {
            "field": label,
            "value": field.typed,
        }

    def _field_labels(self, field: Field) -> Sequence[str]:
        """The names of the values that a field asks for; of symbols, codes and articles, itself."""
        facet, means = names.facet_of(field.name), self._means(field)
        if facet is None or (means and facet.parameter in SHOWN_AS_TYPED):
            return [field.typed]
        return [
            value.label for value in self.filters.values(facet.parameter) if value.value in means
        ]

    def _means(self, field: Field) -> frozenset[str]:
        facet = names.facet_of(field.name)
        if facet is None:
            return frozenset({field.value})
        parameter = facet.parameter
        if parameter not in self._known:
            self._known[parameter] = self.search_result.index.labels_by_value(parameter)
        return names.matching_values(field, self._known[parameter])
