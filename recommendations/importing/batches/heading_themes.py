"""The themes that headings name: by the words of their names, or of subjects that go with them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field

from django.db.models import Count

from recommendations.importing.grammars import grammar_of_language
from recommendations.importing.grammars.grammar import Grammar
from recommendations.models import Recommendation, Scheme, ThemeAssignment, ThemeName, ThemeSynonym
from recommendations.search.vocabulary.function_words import is_function_word
from recommendations.search.vocabulary.stemming import ALGORITHMS, WORD, stem
from recommendations.texts.folding import fold_text

#: What stands between the words of a Chinese name, and whom all of them are about.
BETWEEN = re.compile("、|，|以及|被?偷运移民|[和及与的]")
#: Words of so many letters join others: most of the French and Spanish ones are.
SHORTEST = 2
#: The part of the records of a subject that stand under a theme which it speaks for.
CLEAR_SHARE = 0.5
#: How many times as much as for another theme must speak for the one that a heading names.
CLEAR_LEAD = 1.5


@dataclass(frozen=True)
class HeadingTheme:
    """The theme that a heading names; ``named`` are the slugs of the theme and subjects in it."""

    slug: str
    named: list[str]


@dataclass
class HeadingVocabulary:
    """The names of themes and subjects in one language, as terms that headings have."""

    grammar: Grammar
    #: The terms of each theme's name, any of which speaks for it.
    themes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: The names and synonyms of each subject, all of whose terms must stand in a heading.
    subjects: dict[str, list[frozenset[str]]] = field(default_factory=lambda: defaultdict(list))

    @property
    def is_spaced(self) -> bool:
        """Return whether the language sets spaces between words."""
        return self.grammar.language in ALGORITHMS

    def terms(self, words: str) -> frozenset[str]:
        """Return the terms of a name but for those that every heading may have."""
        everywhere = f"{self.grammar.example_body} {self.grammar.example}"
        if self.is_spaced:
            return self.every_term(words) - self.every_term(everywhere)
        return frozenset(term for term in self.every_term(words) if term not in everywhere)

    def every_term(self, words: str) -> frozenset[str]:
        """Return stems, without function words; of Chinese what stands between particles."""
        language = self.grammar.language
        if not self.is_spaced:
            return frozenset(part for part in BETWEEN.split(words) if len(part) > 1)
        return frozenset(stem(language, word) for word in WORD.findall(words) if self.tells(word))

    def tells(self, word: str) -> bool:
        """Return whether a word says something alone."""
        known = word.lower() in self.grammar.function_words or is_function_word(fold_text(word))
        return len(word) > SHORTEST and not known

    def named_in(self, heading: str) -> dict[str, frozenset[str]]:
        """Return the themes and subjects that a heading names, with the terms of it that do."""
        held = self.terms(heading)
        text = "" if self.is_spaced else BETWEEN.sub("", heading)

        def stands(term: str) -> bool:
            return term in held or term in text

        named = {slug: frozenset(filter(stands, terms)) for slug, terms in self.themes.items()}
        for slug, names in self.subjects.items():
            named[slug] = frozenset[str]().union(
                *(name for name in names if all(map(stands, name)))
            )
        return {slug: terms for slug, terms in named.items() if terms}


def read_vocabulary(language: str) -> HeadingVocabulary:
    """Return the names of themes and subjects in a language; two queries."""
    vocabulary = HeadingVocabulary(grammar_of_language(language))
    names = ThemeName.objects.filter(language=language).order_by("theme__position")
    for slug, scheme, name in names.values_list("theme__slug", "theme__scheme", "name"):
        terms = vocabulary.terms(name)
        if scheme == Scheme.CHAPTERS:
            vocabulary.themes[slug] |= terms
        elif terms:
            vocabulary.subjects[slug].append(terms)
    words = ThemeSynonym.objects.filter(language=language, theme__scheme=Scheme.SUBJECTS)
    for slug, word in words.values_list("theme__slug", "word"):
        if terms := vocabulary.terms(word):
            vocabulary.subjects[slug].append(terms)
    return vocabulary


def themes_of_headings(headings: Iterable[str], language: str) -> dict[str, HeadingTheme]:
    """Return the theme that each heading names, if it clearly names one; three queries."""
    vocabulary = read_vocabulary(language)
    named = {heading: vocabulary.named_in(heading) for heading in headings}
    shares = theme_shares({slug for each in named.values() for slug in each})
    own = {slug: {slug: 1.0} for slug in vocabulary.themes}
    found = {heading: clear_theme(each, shares | own) for heading, each in named.items()}
    return {heading: each for heading, each in found.items() if each}


def clear_theme(
    named: Mapping[str, Set[str]], shares: Mapping[str, Mapping[str, float]]
) -> HeadingTheme | None:
    """Return the theme for which many more terms speak than for any other."""
    terms: dict[str, set[str]] = defaultdict(set)
    slugs: dict[str, list[str]] = defaultdict(list)
    for slug, found in named.items():
        for theme, share in shares.get(slug, {}).items():
            if share >= CLEAR_SHARE:
                terms[theme] |= found
                slugs[theme].append(slug)
    best = Counter({theme: len(found) for theme, found in terms.items()}).most_common(2)
    if not best or (len(best) > 1 and best[0][1] < CLEAR_LEAD * best[1][1]):
        return None
    return HeadingTheme(best[0][0], slugs[best[0][0]])


def theme_shares(subjects: Collection[str]) -> dict[str, dict[str, float]]:
    """Return which part of the published records of each subject stands under each theme."""
    pairs = (
        ThemeAssignment.objects.subjects()
        .filter(
            theme__slug__in=subjects,
            recommendation__in=Recommendation.objects.published().order_by().values("pk"),
            recommendation__theme_assignments__theme__scheme=Scheme.CHAPTERS,
        )
        .order_by()
        .values_list("theme__slug", "recommendation__theme_assignments__theme__slug")
        .annotate(count=Count("pk"))
    )
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for subject, theme, count in pairs:
        counts[subject][theme] = count
    return {
        subject: {theme: count / held.total() for theme, count in held.items()}
        for subject, held in counts.items()
    }
