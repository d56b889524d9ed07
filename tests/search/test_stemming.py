"""Words with the same stem."""

import pytest

from recommendations.search.vocabulary.stemming import distinct_words, variants
from recommendations.texts.folding import fold_text

TEXT = (
    "Investigations, investigating, an investigation; 2012, migrants’ émigrés. 海上 INTERPOL 执法"
)


def test_words_are_those_of_scripts_with_spaces() -> None:
    assert distinct_words([TEXT]) >= {"investigations", "migrants", "émigrés", "interpol"}
    assert not distinct_words([TEXT]) & {"2012", "海上"}


@pytest.mark.parametrize(
    ("word", "language", "found"),
    [
        ("investigation", "en", {"investigations", "investigating"}),
        ("investigate", "en", {"investigations", "investigating", "investigation"}),
        ("migrant", "en", {"migrants"}),
        ("zebra", "en", set()),
        ("investigation", "zh-hans", set()),
        ("海上", "zh-hans", set()),
        ("2012", "en", set()),
        ("two words", "en", set()),
    ],
)
def test_words_of_one_stem_are_found(word: str, language: str, found: set[str]) -> None:
    assert variants(word, language, distinct_words([TEXT])) == found


@pytest.mark.parametrize(
    ("language", "word", "other"),
    [
        ("fr", "recommandation", "recommandations"),
        ("es", "migrante", "migrantes"),
        ("ru", "мигрант", "мигрантов"),
        ("ar", "مهاجر", "مهاجرون"),
    ],
)
def test_every_language_of_the_united_nations_that_inflects_has_stems(
    language: str, word: str, other: str
) -> None:
    assert variants(word, language, frozenset({word, other})) == {other}


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        ("es", "investigacion", "investigación investigaciones"),
        ("es", "ninos", "niño niños"),
        ("fr", "accompagnees", "accompagné accompagnées"),
        ("ru", "ребенок", "ребёнок"),
        ("ar", "اطفال", "الأطفال للأطفال والأطفال أَطْفال"),
    ],
)
def test_a_word_without_its_accents_has_the_stem_of_the_one_with_them(
    language: str, typed: str, printed: str
) -> None:
    words = printed.split()
    assert variants(typed, language, frozenset(words)) == {*map(fold_text, words)} - {typed}


def test_words_of_another_script_have_no_stems_of_a_language() -> None:
    assert variants("visas", "ru", frozenset({"visa", "виза"})) == set()
