"""Matching: the records that contain the words of a query, or belong to what is named so.

The folded words of every record are in memory, so that to search is to look into them: nothing can
be missed, nothing found that is not there, and there is no index that could fall behind.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial, reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy, override

from recommendations.index import FacetLabels, RecommendationIndex, bitmaps
from recommendations.index.bitmaps import Bitmap
from recommendations.index.facets import FACETS, NONE, UNKNOWN
from recommendations.index.folded_texts import FoldedTexts
from recommendations.names.labels import session_name_and_year
from recommendations.search import fields
from recommendations.search.expansion import ExpandedQuery, Vocabularies, expand_query
from recommendations.search.query import And, Field, Label, Node, Not, Query, Term
from recommendations.search.vocabulary import stemming
from recommendations.search.vocabulary.function_words import is_function_word
from recommendations.search.vocabulary.glossary import GlossaryEntry, glossary_entries
from recommendations.search.vocabulary.phrasebook import NamedValue, Phrasebook
from recommendations.search.vocabulary.synonyms import SynonymGroup, Synonyms, curated_synonyms
from recommendations.texts.codes import CODE_PARTS
from recommendations.texts.folding import fold_text
from recommendations.texts.treaty_names import TreatyNames, treaty_names
from smuggling_kb.languages import INTERFACE
from smuggling_kb.preference import SOURCE

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

#: The kind of a name of a treaty, and where words were found in one.
INSTRUMENT = "instrument"
FOUND_IN_TREATY = gettext_lazy("a name of the treaty cited, %(name)s")


@dataclass(frozen=True)
class SearchableName:
    """A name in a language, folded, and the bitmap of the records that belong to what it names.

    ``printed`` is the name before folding; ``kind`` the parameter of a facet or ``instrument``; and
    ``value`` what it is the name of: a value of that facet, or an instrument's slug.
    """

    language: str
    name: str
    bitmap: Bitmap
    printed: str = ""
    kind: str = ""
    value: str = ""

    @property
    def found_in(self) -> StrPromise:
        """A form that says where words were found that this name has: ``the theme %(name)s``."""
        facet = FACETS.get(self.kind)
        return facet.found_in if facet and facet.found_in else FOUND_IN_TREATY


class Matcher:
    """Matches in one index, each computed once."""

    def __init__(self, index: RecommendationIndex) -> None:
        self.index = index

    def expand(self, query: Query) -> ExpandedQuery:
        """Return the query with other forms of its words and synonyms."""
        return expand_query(query, self.equivalents(), self.vocabularies(), self.phrasebook())

    def query_bitmap(self, query: Query, *, in_labels: bool = True) -> Bitmap:
        """Return the records that match a query; none if it is empty."""
        return self.condition_bitmap(query.tree, in_labels=in_labels) if query.tree else 0

    def condition_bitmap(self, node: Node, *, in_labels: bool = True) -> Bitmap:
        """Return the records that meet a condition, in texts and codes alone or in labels too."""
        found = (
            self.condition_bitmap_in(language, node, in_labels=in_labels)
            for language in self.index.texts or ("",)
        )
        return reduce(or_, found, 0)

    def condition_bitmap_in(self, language: str, node: Node, *, in_labels: bool = True) -> Bitmap:
        """Return the records whose text in one language meets a condition, with what is beside it.

        What is excluded must be in no text of a record.
        """
        return condition_bitmap(
            node,
            self.index.everything,
            partial(self._leaf, language, in_labels),
            self.label_bitmap if in_labels else _no_label,
            partial(self._leaf, "", in_labels),
        )

    def _leaf(self, language: str, in_labels: bool, leaf: Term | Field) -> Bitmap:
        """Return the records with a term or a field, in a text of one language or of any."""
        if isinstance(leaf, Field):
            return self.field_bitmap(leaf)
        in_texts = self.language_bitmap(leaf, language) if language else self.text_bitmap(leaf)
        if leaf.phrase:
            return in_texts
        return in_texts | (self.name_bitmap(leaf) if in_labels else 0) | self.code_bitmap(leaf)

    def label_bitmap(self, label: Label) -> Bitmap:
        """Return the records that have a value of a facet."""
        return self.index.columns[label.parameter].bitmap(label.value)

    def field_bitmap(self, field: Field) -> Bitmap:
        """Return the records that have a value of a facet, or a code."""
        if facet := fields.facet_of(field.name):
            values = fields.matching_values(field, self.index.labels_by_value(facet.parameter))
            return self.index.facet_bitmap(facet.parameter, values)
        return self.index.cache.get_or_compute(
            ("code", field.value, field.prefix), lambda: self._codes_bitmap(field)
        )

    def _codes_bitmap(self, field: Field) -> Bitmap:
        """Return the records of the codes that a field matches."""
        places = {self.index.code(place): place for place in range(self.index.size)}
        meant = fields.matching_values(field, dict.fromkeys(places, ()))
        return bitmaps.from_places((places[code] for code in meant), self.index.size)

    def text_bitmap(self, term: Term) -> Bitmap:
        """Return the records whose texts contain a term."""
        return self.index.cache.get_or_compute(
            ("texts", term.needle, term.prefix), lambda: self._scan_texts(term)
        )

    def name_bitmap(self, term: Term) -> Bitmap:
        """Return the records that belong to something whose name contains a term, or a chapeau."""
        return self.index.cache.get_or_compute(
            ("labels", term.needle, term.prefix), lambda: self._scan_names(term)
        )

    def code_bitmap(self, term: Term) -> Bitmap:
        """Return the record whose code a term is."""
        parts = CODE_PARTS.fullmatch(term.needle)
        if not parts:
            return 0
        place = self.index.place(int(parts[1]), int(parts[2]), parts[3])
        return 0 if place is None else bitmaps.single_place(place)

    def _scan_texts(self, term: Term) -> Bitmap:
        return reduce(or_, (self.language_bitmap(term, each) for each in self.index.texts), 0)

    def language_bitmap(self, term: Term, language: str) -> Bitmap:
        """Return the records whose text in a language contains a term."""
        if not term.needle:
            return 0
        return self.index.cache.get_or_compute(
            ("texts", language, term.needle, term.prefix),
            lambda: matching_texts(self.index.texts[language], term),
        )

    def _scan_names(self, term: Term) -> Bitmap:
        found = 0
        for name in self.names_with(term):
            found |= name.bitmap
        for chapeau, having in self.index.chapeaux.bitmaps.items():
            if term.occurs_in(chapeau):
                found |= having
        return found

    def names_with(self, term: Term) -> list[SearchableName]:
        """Return the names that contain a term, or else those whose descriptions do.

        None for a function word, which says nothing of what a record is about.
        """
        if is_function_word(term.needle):
            return []
        names = [name for name in self.names() if term.occurs_in(name.name)]
        if names or self._is_form_of_name(term):
            return names
        return [name for name in self._descriptions() if term.occurs_in(name.name)]

    def _is_form_of_name(self, term: Term) -> bool:
        """Return whether a word is another form of one that names have."""
        words = self.index.cache.get_or_compute(("words of names",), self._read_name_words)
        return any(stemming.variants(term.words, each, words[each]) for each in words)

    def _read_name_words(self) -> Vocabularies:
        names = self.names()
        return {
            language: stemming.distinct_words(
                name.printed for name in names if name.language == language
            )
            for language in stemming.ALGORITHMS
        }

    def _descriptions(self) -> list[SearchableName]:
        """Return the names of what has a description, with that in place of the folded name."""
        return self.index.cache.get_or_compute(
            ("descriptions",), lambda: list(self._all_descriptions())
        )

    def _all_descriptions(self) -> Iterator[SearchableName]:
        for language in INTERFACE:
            for parameter, values in self.index.facet_labels(language).values.items():
                for value in values:
                    having = self.index.columns[parameter].bitmap(value.value)
                    # What follows a semicolon says what belongs elsewhere.
                    description = re.split("[;；]", value.description)[0]
                    if description and having:
                        yield SearchableName(
                            language,
                            fold_text(description),
                            having,
                            value.label,
                            parameter,
                            value.value,
                        )

    def names(self) -> list[SearchableName]:
        """Return every name by which a record can be found, in every language of the interface."""
        return self.index.cache.get_or_compute(("all labels",), lambda: list(self._all_names()))

    def _all_names(self) -> Iterator[SearchableName]:
        for language in INTERFACE:
            with override(language):
                yield from list(self._in_language(self.index.facet_labels(language)))
        for slug, aliases in self.index.aliases.items():
            if having := self.index.instruments.get(slug):
                for language, alias in aliases:
                    yield SearchableName(
                        language, fold_text(alias), having, alias, INSTRUMENT, slug
                    )

    def _in_language(self, names: FacetLabels) -> Iterator[SearchableName]:
        for parameter in (facet.parameter for facet in FACETS.values() if facet.found_in):
            for value in names.values[parameter]:
                if value.value in (NONE, UNKNOWN):
                    continue
                name = session_name_and_year(value.session) if value.session else value.label
                if having := self.index.columns[parameter].bitmap(value.value):
                    yield SearchableName(
                        names.language, fold_text(name), having, name, parameter, value.value
                    )

    def phrasebook(self) -> Phrasebook:
        """Return the glossary with the treaties, and the names of the values of facets."""
        return self.index.cache.get_or_compute(
            ("phrasebook",),
            lambda: Phrasebook(
                (*glossary_entries(), *self._treaties()), tuple(self._named_values())
            ),
        )

    def _treaties(self) -> Iterator[GlossaryEntry]:
        """Yield the Chinese names of each treaty, with the others."""
        for aliases in self.index.aliases.values():
            by_language: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
            for language, name in aliases:
                by_language[language] += (name,)
            if chinese := by_language.pop(SOURCE, ()):
                yield GlossaryEntry(chinese, by_language)

    def _named_values(self) -> Iterator[NamedValue]:
        for name in self.names():
            if name.kind in FACETS:
                yield NamedValue(Label(name.kind, name.value), name.printed, name.language)
        for language in INTERFACE:
            for parameter, values in self.index.facet_labels(language).values.items():
                having = self.index.columns[parameter]
                for value in values:
                    if value.synonyms and having.bitmap(value.value):
                        label = Label(parameter, value.value)
                        yield from (NamedValue(label, word, language) for word in value.synonyms)

    def treaty_names(self) -> TreatyNames:
        """Return the treaty by each of its names, in every language."""
        return self.index.cache.get_or_compute(
            ("treaty names",),
            lambda: treaty_names(
                (name, slug)
                for slug, aliases in self.index.aliases.items()
                for _language, name in aliases
            ),
        )

    def equivalents(self) -> Synonyms:
        """Return the names of each instrument as synonyms, and the synonyms that editors know."""
        return self.index.cache.get_or_compute(("equivalents",), self._read_equivalents)

    def _read_equivalents(self) -> Synonyms:
        treaties = (
            SynonymGroup(tuple(dict.fromkeys(alias for _language, alias in aliases)))
            for aliases in self.index.aliases.values()
        )
        return Synonyms([*treaties, *curated_synonyms()])

    def vocabularies(self) -> Vocabularies:
        """Return the words of all texts and names in each language that has a stemmer."""
        return self.index.cache.get_or_compute(("vocabularies",), self._read_vocabularies)

    def _read_vocabularies(self) -> Vocabularies:
        return {
            language: stemming.distinct_words(
                [
                    *self.index.words.get(language, ()),
                    *(label.printed for label in self.names() if label.language == language),
                ]
            )
            for language in stemming.ALGORITHMS
        }


def _no_label(label: Label) -> Bitmap:
    """Return nothing: what is searched belongs to no label."""
    return 0


def condition_bitmap(
    node: Node,
    everything: Bitmap,
    leaf_bitmap: Callable[[Term | Field], Bitmap],
    label_bitmap: Callable[[Label], Bitmap] = _no_label,
    excluded_bitmap: Callable[[Term | Field], Bitmap] | None = None,
) -> Bitmap:
    """Return what meets a condition; ``leaf_bitmap`` says what a term or a field finds.

    ``excluded_bitmap`` says it of those that must not be found, if these find other things.
    """
    if isinstance(node, Term | Field):
        return leaf_bitmap(node)
    if isinstance(node, Label):
        return label_bitmap(node)
    if isinstance(node, Not):
        excluded = excluded_bitmap or leaf_bitmap
        return everything & ~condition_bitmap(node.part, everything, excluded, label_bitmap)
    parts = (
        condition_bitmap(part, everything, leaf_bitmap, label_bitmap, excluded_bitmap)
        for part in node.parts
    )
    return reduce(and_ if isinstance(node, And) else or_, parts)


def matching_texts(texts: FoldedTexts, term: Term) -> Bitmap:
    """Return the bitmap of the texts that contain a term."""
    holding = texts.bitmap_containing(term.needle)
    if term.is_anywhere:
        return holding
    whole = (place for place in bitmaps.places(holding) if term.pattern.search(texts[place]))
    return bitmaps.from_places(whole, len(texts))
