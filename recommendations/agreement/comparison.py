"""The differences between two texts of one record in what grammars read of them, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from recommendations.agreement.text_facts import RecordText, TextFacts, read_text_facts
from recommendations.citations.context import TreatyNames
from smuggling_kb.languages import BY_CODE


class DifferenceKind(TextChoices):
    """The respects in which grammars can find two texts of one record to differ."""

    STRENGTH = "strength", _("Strength")
    ADDRESSEES = "addressees", _("Addressees")
    ARTICLES = "articles", _("Articles")
    DOCUMENTS = "documents", _("Symbols and resolutions")
    DATES = "dates", _("Dates")
    NUMBERS = "numbers", _("Numbers")
    ITEMS = "items", _("Items")


@dataclass(frozen=True)
class TextDifference:
    """A difference between two texts of one record: its kind, and an English form with values.

    ``language`` and ``other`` are those of the texts; what is quoted of them stands in ``quoted``.
    """

    kind: DifferenceKind
    template: str
    language: str
    other: str
    quoted: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return self.template % self.values

    @property
    def values(self) -> dict[str, str]:
        """The values of its form, by name: languages are called by their own names."""
        names = {"language": self.language, "other": self.other}
        return dict(self.quoted) | {name: BY_CODE[code].native_name for name, code in names.items()}

    @property
    def words(self) -> str:
        """The difference in the active language."""
        return gettext(self.template) % self.values


#: Classes that the words of a language do not tell apart, or that its texts render by one word.
INDISTINCT = {
    "ar": ({"invite", "call-upon"},),
    "zh-hans": ({"invite", "request"},),
    "fr": ({"urge", "call-upon"},),
    "ru": ({"encourage", "recommend", "call-upon"}, {"invite", "request"}),
    "es": ({"urge", "call-upon"},),
}
#: In words, that one text addresses somebody and the other does not.
ADDRESSED = {
    "states-parties": gettext_noop(
        "States parties are addressed in %(language)s, but not in %(other)s."
    ),
    "states": gettext_noop("States are addressed in %(language)s, but not in %(other)s."),
    "conference": gettext_noop(
        "The Conference of the Parties is addressed in %(language)s, but not in %(other)s."
    ),
    "working-group": gettext_noop(
        "The Working Group is addressed in %(language)s, but not in %(other)s."
    ),
    "secretariat": gettext_noop(
        "The Secretariat is addressed in %(language)s, but not in %(other)s."
    ),
    "unodc": gettext_noop("UNODC is addressed in %(language)s, but not in %(other)s."),
    "international-organizations": gettext_noop(
        "International organizations are addressed in %(language)s, but not in %(other)s."
    ),
    "states-not-party": gettext_noop(
        "States that are not parties are addressed in %(language)s, but not in %(other)s."
    ),
    "member-states": gettext_noop(
        "Member States are addressed in %(language)s, but not in %(other)s."
    ),
}
CITED = gettext_noop("“%(words)s” is cited in %(language)s, but not in %(other)s.")
DAY = gettext_noop("The date %(date)s is given in %(language)s, but not in %(other)s.")
NUMBER = gettext_noop("The number %(number)s is given in %(language)s, but not in %(other)s.")
ITEMS = gettext_noop(
    "The numbers of items differ: %(count)s in %(language)s, %(other_count)s in %(other)s."
)
STRENGTH = gettext_noop(
    "The modal words differ in strength: “%(word)s” in %(language)s, “%(other_word)s” in %(other)s."
)
NO_MODAL = gettext_noop("A modal word, “%(word)s”, is read in %(language)s, but not in %(other)s.")


def text_differences(
    first: RecordText, second: RecordText, names: TreatyNames
) -> list[TextDifference]:
    """Return what two texts of one record differ in; ``names`` are the Chinese ones of treaties.

    Empty if they agree in all that is read. Languages are called by their own names.
    """
    one, other = read_text_facts(first, names), read_text_facts(second, names)
    return compare_facts(one, other)


def compare_facts(one: TextFacts, other: TextFacts) -> list[TextDifference]:
    """Return what two texts of one record differ in, by the facts that were read of them."""
    return [
        *strength_differences(one, other),
        *missing_facts(one, other),
        *missing_facts(other, one),
        *item_differences(one, other),
    ]


def strength_differences(one: TextFacts, other: TextFacts) -> Iterator[TextDifference]:
    """Yield how two modal words differ in strength."""
    if not one.modality.modal and other.modality.modal:
        one, other = other, one
    word, other_word = one.modality.modal, other.modality.modal
    if word and not other_word:
        yield _difference(DifferenceKind.STRENGTH, NO_MODAL, one, other, word=word)
    elif not is_same_strength(one, other):
        words = {"word": word, "other_word": other_word}
        yield _difference(DifferenceKind.STRENGTH, STRENGTH, one, other, **words)


def is_same_strength(one: TextFacts, other: TextFacts) -> bool:
    """Return whether two texts may be equally strong, in so far as their languages can tell."""
    classes = {one.modality.strength, other.modality.strength}
    groups = (*INDISTINCT.get(one.language, ()), *INDISTINCT.get(other.language, ()))
    return len(classes) == 1 or any(classes <= group for group in groups)


def missing_facts(one: TextFacts, other: TextFacts) -> Iterator[TextDifference]:
    """Yield what is in the first text, but not in the second."""
    for slug in one.modality.addressees:
        if slug not in other.modality.addressees:
            yield _difference(DifferenceKind.ADDRESSEES, ADDRESSED[slug], one, other)
    for cited, words in one.citations.items():
        if cited not in other.citations:
            kind = DifferenceKind.ARTICLES if cited.is_article else DifferenceKind.DOCUMENTS
            yield _difference(kind, CITED, one, other, words=words)
    for day in sorted(one.days - other.days):
        yield _difference(DifferenceKind.DATES, DAY, one, other, date=day)
    for number in sorted(one.numbers - other.numbers, key=float):
        yield _difference(DifferenceKind.NUMBERS, NUMBER, one, other, number=number)


def item_differences(one: TextFacts, other: TextFacts) -> Iterator[TextDifference]:
    """Yield that two texts have different numbers of items."""
    if one.items != other.items:
        counts = {"count": one.items, "other_count": other.items}
        yield _difference(DifferenceKind.ITEMS, ITEMS, one, other, **counts)


def _difference(
    kind: DifferenceKind, template: str, one: TextFacts, other: TextFacts, **values: object
) -> TextDifference:
    quoted = tuple((name, str(value)) for name, value in values.items())
    return TextDifference(kind, template, one.language, other.language, quoted)
