"""The subject index: its entries in two levels, in the order of an alphabet, with their numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from recommendations.index import current_index
from recommendations.models import AdoptionStatus, Theme, ThemeName
from recommendations.names import collation
from recommendations.names.labels import Labels

#: How many records stand under each entry, by its slug: those adopted, and the others.
Numbers = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Entry:
    """An entry with how many records stand under it or under one below it."""

    slug: str
    name: str
    definition: str
    letter: str
    adopted: int
    others: int
    below: tuple[Entry, ...] = ()
    above: Entry | None = None

    @property
    def records(self) -> int:
        """All that stand there."""
        return self.adopted + self.others


@dataclass(frozen=True)
class Letter:
    """The entries, main ones and those below them, whose names begin with a letter."""

    letter: str
    entries: tuple[Entry, ...]


def main_entries(labels: Labels) -> list[Entry]:
    """The main entries in the order of the alphabet, each with those below it; a few queries."""
    children = defaultdict(list)
    for theme in Theme.objects.subjects():
        children[theme.parent_id].append(theme)
    found = numbers()
    return [
        _entry(
            theme,
            labels,
            found,
            tuple(_entry(each, labels, found) for each in _in_order(children[theme.pk], labels)),
        )
        for theme in _in_order(children[None], labels)
    ]


def letters(entries: Iterable[Entry], labels: Labels) -> list[Letter]:
    """Every entry under its letter, those below others too."""
    by_letter = defaultdict(list)
    for entry in sorted(flat(entries), key=lambda entry: collation.key(_name(entry.slug, labels))):
        by_letter[entry.letter].append(entry)
    return [Letter(letter, tuple(found)) for letter, found in sorted(by_letter.items())]


def numbers() -> Numbers:
    """What published records give: of each entry itself and, of main ones, of all below it too."""
    index = current_index()
    adopted = index.columns["status"].bitmap(AdoptionStatus.ADOPTED)
    return {
        slug: ((having & adopted).bit_count(), (having & ~adopted).bit_count())
        for slug, having in index.columns["topic"].bitmaps.items()
    }


def _entry(theme: Theme, labels: Labels, numbers: Numbers, below: tuple[Entry, ...] = ()) -> Entry:
    name = _name(theme.slug, labels)
    adopted, others = numbers.get(theme.slug, (0, 0))
    return Entry(
        theme.slug, name.name, name.description, collation.letter(name), adopted, others, below
    )


def _in_order(themes: Iterable[Theme], labels: Labels) -> list[Theme]:
    return sorted(themes, key=lambda theme: collation.key(_name(theme.slug, labels)))


def _name(slug: str, labels: Labels) -> ThemeName:
    """What an entry is called; its slug if it has no name in the language."""
    return labels.themes.get(slug) or ThemeName(name=slug)


def flat(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Main entries, each followed by those below it, which then know the one above them."""
    for entry in entries:
        yield entry
        for each in entry.below:
            yield replace(each, above=entry)
