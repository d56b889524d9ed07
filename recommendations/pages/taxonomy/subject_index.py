"""The subject index: its entries in two levels, in alphabetical order, with record counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from recommendations.index import current_index
from recommendations.models import AdoptionStatus, Theme, ThemeName
from recommendations.names import collation
from recommendations.names.labels import Labels

#: The records under each entry by its slug: the number of those adopted, and of the others.
RecordCounts = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class SubjectEntry:
    """An entry with the number of records under it or under one of its children."""

    slug: str
    name: str
    #: That of the name and the definition: another than the reader's where they lack one in it.
    language: str
    definition: str
    letter: str
    adopted: int
    others: int
    children: tuple[SubjectEntry, ...] = ()
    parent: SubjectEntry | None = None

    @property
    def is_in_other_language(self) -> bool:
        """Return whether the active language is another than that of its name."""
        return self.language != get_language()

    @property
    def records(self) -> int:
        return self.adopted + self.others


@dataclass(frozen=True)
class SubjectLetter:
    """The entries of both levels whose names begin with a letter."""

    letter: str
    entries: tuple[SubjectEntry, ...]


def main_entries(language: str) -> Sequence[SubjectEntry]:
    """Return the main entries in alphabetical order, each with its children.

    A few queries, once in a version of the data.
    """
    index = current_index()
    labels = index.facet_labels(language).labels
    return index.cache.get_or_compute(
        ("subject index", language), lambda: tuple(_read_main_entries(labels))
    )


def entries_by_letter(language: str) -> Sequence[SubjectLetter]:
    """Return the entries of both levels under their letters; like ``main_entries``."""
    index = current_index()
    labels = index.facet_labels(language).labels
    return index.cache.get_or_compute(
        ("letters of the subject index", language),
        lambda: tuple(_group_by_letter(main_entries(language), labels)),
    )


def _read_main_entries(labels: Labels) -> Iterator[SubjectEntry]:
    children = defaultdict(list)
    for theme in Theme.objects.subjects():
        children[theme.parent_id].append(theme)
    counts = record_counts()
    for theme in _sorted_themes(children[None], labels):
        below = _sorted_themes(children[theme.pk], labels)
        yield _subject_entry(
            theme, labels, counts, tuple(_subject_entry(each, labels, counts) for each in below)
        )


def _group_by_letter(entries: Iterable[SubjectEntry], labels: Labels) -> Iterator[SubjectLetter]:
    by_letter = defaultdict(list)
    for entry in sorted(
        all_entries(entries),
        key=lambda entry: collation.collation_key(_theme_name(entry.slug, labels)),
    ):
        by_letter[entry.letter].append(entry)
    for letter, found in by_letter.items():
        yield SubjectLetter(letter, tuple(found))


def record_counts() -> RecordCounts:
    """Count the published records of each entry; those of a main entry include its children's."""
    index = current_index()
    adopted = index.columns["status"].bitmap(AdoptionStatus.ADOPTED)
    return {
        slug: ((having & adopted).bit_count(), (having & ~adopted).bit_count())
        for slug, having in index.columns["topic"].bitmaps.items()
    }


def _subject_entry(
    theme: Theme, labels: Labels, counts: RecordCounts, children: tuple[SubjectEntry, ...] = ()
) -> SubjectEntry:
    name = _theme_name(theme.slug, labels)
    adopted, others = counts.get(theme.slug, (0, 0))
    return SubjectEntry(
        theme.slug,
        name.name,
        name.language,
        name.description,
        collation.initial_letter(name),
        adopted,
        others,
        children,
    )


def _sorted_themes(themes: Iterable[Theme], labels: Labels) -> list[Theme]:
    return sorted(
        themes, key=lambda theme: collation.collation_key(_theme_name(theme.slug, labels))
    )


def _theme_name(slug: str, labels: Labels) -> ThemeName:
    """Return the name of an entry; its slug if it has no name in any language."""
    return labels.themes.get(slug) or ThemeName(name=slug, language=labels.language)


def all_entries(entries: Iterable[SubjectEntry]) -> Iterator[SubjectEntry]:
    """Yield main entries, each followed by its children, which then have it as ``parent``."""
    for entry in entries:
        yield entry
        for each in entry.children:
            yield replace(each, parent=entry)
