"""What a sentence of each language asks, and of whom.

The tables beside this file hold sentences in the style of the United Nations, with the class, the
word and the addressees that a person reads in them, and sentences that only seem to ask something.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from recommendations.models import Addressee, Strength
from recommendations.texts.modality import modal_places, read_modality
from recommendations.texts.modality.examples import EXAMPLES
from recommendations.texts.modality.readers import PHRASE_READERS
from smuggling_kb.languages import LANGUAGES

TABLES = sorted(Path(__file__).parent.glob("*.txt"))
SENTENCES = [
    (table.stem, *(cell.strip() for cell in line.split("|")))
    for table in TABLES
    for line in table.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(
    ("language", "strength", "modal", "addressees", "sentence"),
    SENTENCES,
    ids=[f"{each[0]}-{at}" for at, each in enumerate(SENTENCES)],
)
def test_a_sentence_is_read_as_a_person_reads_it(
    language: str, strength: str, modal: str, addressees: str, sentence: str
) -> None:
    read = read_modality(sentence, "", language)
    assert (read.strength, read.modal.lower(), " ".join(read.addressees)) == (
        strength,
        modal.lower(),
        addressees,
    )
    assert sentence[read.start : read.end] == read.modal
    if read.modal:
        assert modal_places(sentence, "", read.modal, language) == ([], [(read.start, read.end)])


def test_every_language_has_a_reader_and_a_table_with_every_class() -> None:
    assert set(PHRASE_READERS) == {language.code for language in LANGUAGES}
    for table in TABLES:
        read = [each for each in SENTENCES if each[0] == table.stem]
        assert len(read) >= 60, table.stem
        assert {each[1] for each in read} == set(Strength.values), table.stem
        named = {slug for each in read for slug in each[3].split()}
        assert named == set(Addressee.values), table.stem


def test_every_example_of_the_codebook_is_read_with_its_class() -> None:
    read = {(language, strength, modal.lower()) for language, strength, modal, *_rest in SENTENCES}
    for strength, words in EXAMPLES.items():
        assert {(language, strength, word) for language, word in words.items()} <= read
