"""The texts of every record by language: held or missing, official or not, and like the original.

All is computed once for an index. What grammars read of a text is kept for longer, so that after a
change of the data only texts that changed are read again: two milliseconds each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from recommendations.agreement.comparison import DifferenceKind, TextDifference, compare_facts
from recommendations.agreement.editorial_findings import reasons_at
from recommendations.agreement.text_facts import RecordText, TextFacts, read_text_facts
from recommendations.citations.context import TreatyNames
from recommendations.index import RecommendationIndex, bitmaps
from recommendations.index.bitmaps import Bitmap
from recommendations.models import RecommendationText, ShownStatus
from smuggling_kb.database.key_sets import key_set
from smuggling_kb.preference import SOURCE, language_rank

#: Records whose texts are compared; of larger data the first ones in the order of codes.
MOST_COMPARED = 2000
#: Texts whose facts are kept.
KEPT = 12_000

#: Differences by the places of their records.
Differences = Mapping[int, Sequence[TextDifference]]


class AlignmentStatus(TextChoices):
    """The statuses of a record's text in one language; it may be missing."""

    OFFICIAL = "official", _("Official")
    DIFFERS = "differs", _("Differs from its source passage")
    UNOFFICIAL = "unofficial", _("Unofficial translation")
    MISSING = "missing", _("Missing")


@dataclass(frozen=True)
class AlignedText:
    """The text of a record in one language, as far as it is held.

    ``differences`` are those from the original text; ``original`` is the language of that, empty if
    the text was compared with none.
    """

    language: str
    status: AlignmentStatus
    original: str = ""
    differences: Sequence[TextDifference] = ()

    @property
    def kinds(self) -> list[DifferenceKind]:
        """The kinds of its differences, each once."""
        return list(dict.fromkeys(each.kind for each in self.differences))


@dataclass(frozen=True)
class TextAlignment:
    """The texts of all published records, by language and place."""

    index: RecommendationIndex
    #: The language of the original text of each record that was compared.
    originals: Mapping[int, str]
    differences: Mapping[str, Differences]
    #: The number of records that have texts in several languages.
    comparable: int

    @cached_property
    def compared_languages(self) -> frozenset[str]:
        """The languages in which any text was compared with an original."""
        compared = bitmaps.from_places(self.originals, self.index.size)
        originals = Counter(self.originals.values())
        return frozenset(
            language
            for language in self.index.languages
            if (self.index.language_bitmap(language) & compared).bit_count() > originals[language]
        )

    def status_bitmap(self, language: str, status: str) -> Bitmap:
        """Return the bitmap of the records whose text in a language has a status."""
        held = self.index.language_bitmap(language) if language in self.index.texts else 0
        if status == AlignmentStatus.MISSING:
            return self.index.everything & ~held
        unofficial = self.index.unofficial_bitmap(language) & held
        if status == AlignmentStatus.UNOFFICIAL:
            return unofficial
        differing = self._differing_bitmap(language)
        return differing if status == AlignmentStatus.DIFFERS else held & ~unofficial & ~differing

    def difference_bitmap(self, language: str, kind: str) -> Bitmap:
        """Return the bitmap of the records whose text in a language has differences of a kind."""
        found = (
            place
            for place, differences in self.differences.get(language, {}).items()
            if any(each.kind == kind for each in differences)
        )
        return bitmaps.from_places(found, self.index.size)

    def text(self, place: int, language: str) -> AlignedText:
        """Return what is known of the text of a record in a language."""
        status = self._status(place, language)
        original = self.originals.get(place, "")
        if status == AlignmentStatus.MISSING or original == language:
            return AlignedText(language, status)
        differences = self.differences.get(language, {}).get(place, ())
        return AlignedText(language, status, original, differences)

    def _status(self, place: int, language: str) -> AlignmentStatus:
        if language not in self.index.texts or not self.index.texts[language][place]:
            return AlignmentStatus.MISSING
        mark = self.index.statuses.mark(place, language)
        return AlignmentStatus(mark.status.codebook_value)

    def _differing_bitmap(self, language: str) -> Bitmap:
        found = (
            place
            for (place, code), mark in self.index.statuses.marks.items()
            if code == language and mark.status == ShownStatus.DIFFERS
        )
        return bitmaps.from_places(found, self.index.size)


def text_alignment(index: RecommendationIndex) -> TextAlignment:
    """Return the alignment of the texts of an index; the first time a query."""
    return index.bulk_cache.get_or_compute(("alignment",), lambda: _compare_texts(index))


def _compare_texts(index: RecommendationIndex) -> TextAlignment:
    several = _held_in_several(index)
    texts = _read_texts(index, list(islice(bitmaps.places(several), MOST_COMPARED)))
    names = _treaty_names(index)
    originals: dict[int, str] = {}
    differences: defaultdict[str, dict[int, Sequence[TextDifference]]] = defaultdict(dict)
    for place, records in texts.items():
        original = min(records, key=lambda each: _originality(index, place, each.language))
        originals[place] = original.language
        facts = _text_facts(original, names)
        for record in records:
            found = compare_facts(facts, _text_facts(record, names))
            if record is not original and found:
                differences[record.language][place] = found
    return TextAlignment(index, originals, differences, several.bit_count())


def _held_in_several(index: RecommendationIndex) -> Bitmap:
    """Return the bitmap of the records that have texts in more languages than one."""
    once = several = 0
    for language in index.languages:
        held = index.language_bitmap(language)
        several |= once & held
        once |= held
    return several


def _originality(index: RecommendationIndex, place: int, language: str) -> tuple[bool, int]:
    """Return a rank that is the smallest for the original: official, and in the first language."""
    mark = index.statuses.mark(place, language)
    return mark.status == ShownStatus.UNOFFICIAL, language_rank(language, SOURCE)


def _read_texts(
    index: RecommendationIndex, places: Sequence[int]
) -> Mapping[int, Sequence[RecordText]]:
    """Return the texts of the records at some places, in the order of these; one query."""
    by_key = {index.pks[place]: place for place in places}
    rows = RecommendationText.objects.published().filter(recommendation__in=key_set(by_key))
    found: dict[int, list[RecordText]] = {place: [] for place in places}
    fields = rows.order_by("language").values_list("recommendation", "language", "text", "chapeau")
    for key, *words in fields:
        found[by_key[key]].append(RecordText(*words))
    return {place: texts for place, texts in found.items() if texts}


@lru_cache(maxsize=KEPT)
def _text_facts(record: RecordText, names: TreatyNames) -> TextFacts:
    return read_text_facts(record, names)


def _treaty_names(index: RecommendationIndex) -> TreatyNames:
    """Return the Chinese names of treaties, by which citations in all languages are told alike."""
    return _names_by_slug(
        tuple(
            (slug, tuple(name for language, name in names if language == SOURCE))
            for slug, names in sorted(index.aliases.items())
        )
    )


@lru_cache(maxsize=2)
def _names_by_slug(names: tuple[tuple[str, tuple[str, ...]], ...]) -> TreatyNames:
    return TreatyNames(dict(names))


def text_reasons(code: str, text: AlignedText) -> list[str]:
    """Return why a translation differs from its original in what it does, as editors say it."""
    if text.status != AlignmentStatus.UNOFFICIAL:
        return []
    return [reason for kind in text.kinds for reason in reasons_at(text.language, code, kind)]
