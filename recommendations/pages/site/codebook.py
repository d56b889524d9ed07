"""The codebook of the site: what every column, field, filter, format and modal word means.

What there is comes from the registries that the site itself works by; only the meanings of
parameters and fields are written here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from recommendations.index import FacetLabels
from recommendations.index.facets import FACETS, FacetValue
from recommendations.index.passages import PassageIndex
from recommendations.index.passages.facets import PASSAGE_FACETS
from recommendations.models import Strength
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.list_params import LAYOUT
from recommendations.selection.passage_filter import PassageFilter
from recommendations.texts.modality.examples import EXAMPLES
from recommendations.texts.modality.zh_hans import STRENGTHS
from smuggling_kb.languages import BY_CODE, Language

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

#: What each parameter of a list's address asks for, beside the facets.
MEANINGS: dict[str, StrPromise] = {
    "q": _(
        "Words to find in the text or in its labels, which are the names of its themes, "
        "subjects, addressees, session and articles. All of them must occur; function words "
        "are ignored. In quotation marks: exactly these words in the text. OR between two "
        "words: either of them. A minus sign before a word: not that word. An asterisk after "
        "letters: words that begin with them. On the page, a code, symbol or citation on its "
        "own opens what it cites."
    ),
    "sort": _(
        "The order of the list. “newest” puts adopted recommendations first, the newest session"
        " first and each in its printed order, then those adopted at an unspecified session,"
        " then what was not adopted, newest first. “relevance” is the default; without a search"
        " for words it is the same as “newest”."
    ),
    "group": _("The headings that divide the list."),
    "view": _("Whether the page shows full texts or a table."),
    "columns": _(
        "The columns of the table on the page and of CSV and XLSX, in the order given, by the names"
        " below. The table always begins with the code; files have all columns if none are named."
    ),
    "size": _("How many records a page of the list has; 25 without this parameter."),
    "text": _(
        "The language of the text to show, wherever it is held. “original” asks for the text that"
        " the document itself prints, without any translation. Without this parameter, or where"
        " that text is not held: the language of the interface; else English for readers of"
        " French, Spanish, Russian and Arabic; else the original."
    ),
    "page": _("The page of the list."),
}

#: The fields that the JSON of one record has beyond the columns.
FIELDS: dict[str, StrPromise] = {
    "items": _("The lettered items of its text: the letter and text of each."),
    "texts": _(
        "Its text in every language held, in the order of the language bar: language, text_status,"
        " chapeau, modal word, text and items; the document of an official text that is not"
        " compared with a passage; and, if the text differs from its source passage, the words of"
        " that passage. An unofficial text is a translation made for this site."
    ),
    "occurrences": _(
        "Every place it is printed: document, anchor, and whether it is the source or a "
        "restatement."
    ),
    "linked_articles": _(
        "Treaty articles and chapters that an editor linked to it; its text does not cite them."
    ),
    "citations": _(
        "What its text cites: kind, label, target (where it can be read; null if it is not in"
        " this knowledge base) and the words as written."
    ),
    "relations": _(
        "How it relates to other recommendations: type, code, who says so (origin), how "
        "certain that is (confidence), and a note."
    ),
    "similar": _(
        "Recommendations that a program found similar in words, themes, subjects and "
        "articles: code and score (0 to 1), best first, at most 10. These are suggestions, "
        "not facts. Recommendations listed under “relations” or rejected by an editor are "
        "left out."
    ),
    "notes": _("Editorial notes on its passage, on the headings above it and on the symbol."),
    "data_version": _("The version of the public data it belongs to."),
    "data_date": _("The day of the last change of the public data."),
    "date": _("The day on which the file was made."),
    "terms": _("On what terms the texts and the data may be used."),
    "disclaimer": _("What this site is not, and which texts prevail."),
}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a list's address: what it asks for, and the values that it can have."""

    name: str
    label: StrPromise | str
    meaning: StrPromise
    values: list[FacetValue]
    is_repeatable: bool


def parameters(names: FacetLabels) -> list[Parameter]:
    """Every parameter, in the order in which addresses name them"""
    return [
        Parameter(
            name,
            FACETS[name].label if name in FACETS else "",
            FACETS[name].meaning if name in FACETS else MEANINGS[name],
            list(_values(name, names)),
            is_repeatable=RecommendationFilter.is_repeatable(name),
        )
        for name in RecommendationFilter.param_names()
    ]


#: What each parameter of the passages asks for, beside the facets.
PASSAGE_MEANINGS: dict[str, StrPromise] = {
    "q": _("Words, as for recommendations, but searched for only in the text of passages."),
    "page": _("The page of the list."),
}


def passage_parameters(passages: PassageIndex) -> list[Parameter]:
    """Every parameter of the list of passages, likewise."""
    return [
        Parameter(
            name,
            PASSAGE_FACETS[name].label if name in PASSAGE_FACETS else "",
            PASSAGE_FACETS[name].meaning if name in PASSAGE_FACETS else PASSAGE_MEANINGS[name],
            PASSAGE_FACETS[name].values(passages) if name in PASSAGE_FACETS else [],
            is_repeatable=PassageFilter.is_repeatable(name),
        )
        for name in PassageFilter.param_names()
    ]


def _values(name: str, names: FacetLabels) -> Iterator[FacetValue]:
    if name in FACETS:
        yield from (value for value in names.values[name] if value.is_offered)
    for value, label in LAYOUT.get(name, {}).items():
        yield FacetValue(value, str(label))


@dataclass(frozen=True)
class ModalWord:
    """A modal word as printed, and how strong a recommendation is by it."""

    word: str
    strength: Strength


def modal_words() -> list[ModalWord]:
    """The words that are read, the strongest first."""
    order = {strength: place for place, strength in enumerate(Strength)}
    found = [ModalWord(word, Strength(strength)) for word, strength in STRENGTHS.items()]
    return sorted(found, key=lambda each: order[each.strength])


@dataclass(frozen=True)
class StrengthExamples:
    """Examples of the modal words of a strength, one in each language."""

    strength: Strength
    words: list[tuple[str, str]]


def example_languages() -> list[Language]:
    """The languages that examples are in, in the order of the language bar."""
    return [BY_CODE[code] for code in EXAMPLES[Strength.SHOULD]]


def modal_examples() -> list[StrengthExamples]:
    """The examples of modal words, the strongest first."""
    return [
        StrengthExamples(strength, list(EXAMPLES[strength].items()))
        for strength in Strength
        if strength in EXAMPLES
    ]
