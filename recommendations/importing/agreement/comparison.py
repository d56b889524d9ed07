"""The differences between two texts of one record in what grammars read of them, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recommendations.citations.context import TreatyNames
from recommendations.importing.agreement.text_facts import RecordText, TextFacts, read_text_facts
from recommendations.importing.inquiries.questions import Message, gettext_noop, message
from smuggling_kb.languages import BY_CODE

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


def text_differences(first: RecordText, second: RecordText, names: TreatyNames) -> list[Message]:
    """Return what two texts of one record differ in; ``names`` are the Chinese ones of treaties.

    Empty if they agree in all that is read. Languages are called by their own names.
    """
    one, other = read_text_facts(first, names), read_text_facts(second, names)
    return [
        *strength_differences(one, other),
        *missing_facts(one, other),
        *missing_facts(other, one),
        *item_differences(one, other),
    ]


def strength_differences(one: TextFacts, other: TextFacts) -> Iterator[Message]:
    """Yield how two modal words differ in strength."""
    if not one.modality.modal and other.modality.modal:
        one, other = other, one
    word, other_word = one.modality.modal, other.modality.modal
    if word and not other_word:
        yield message(NO_MODAL, word=word, **native_names(one, other))
    elif not is_same_strength(one, other):
        yield message(STRENGTH, word=word, other_word=other_word, **native_names(one, other))


def is_same_strength(one: TextFacts, other: TextFacts) -> bool:
    """Return whether two texts may be equally strong, in so far as their languages can tell."""
    classes = {one.modality.strength, other.modality.strength}
    groups = (*INDISTINCT.get(one.language, ()), *INDISTINCT.get(other.language, ()))
    return len(classes) == 1 or any(classes <= group for group in groups)


def missing_facts(one: TextFacts, other: TextFacts) -> Iterator[Message]:
    """Yield what is in the first text, but not in the second."""
    names = native_names(one, other)
    for slug in one.modality.addressees:
        if slug not in other.modality.addressees:
            yield message(ADDRESSED[slug], **names)
    for key, words in one.citations.items():
        if key not in other.citations:
            yield message(CITED, words=words, **names)
    for day in sorted(one.days - other.days):
        yield message(DAY, date=day, **names)
    for number in sorted(one.numbers - other.numbers, key=float):
        yield message(NUMBER, number=number, **names)


def item_differences(one: TextFacts, other: TextFacts) -> Iterator[Message]:
    """Yield that two texts have different numbers of items."""
    if one.items != other.items:
        names = native_names(one, other)
        yield message(ITEMS, count=one.items, other_count=other.items, **names)


def native_names(one: TextFacts, other: TextFacts) -> Mapping[str, str]:
    """Return the two languages by their own names."""
    return {
        "language": BY_CODE[one.language].native_name,
        "other": BY_CODE[other.language].native_name,
    }
