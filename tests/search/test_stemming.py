"""Words with the same stem."""

import pytest

from recommendations.search.vocabulary.stemming import distinct_words, variants
from recommendations.texts.folding import fold_text

TEXT = (
    "Investigations, investigating, an investigation; 2012, migrants’ émigrés. 海上 INTERPOL 执法"
)


def test_words_are_those_of_scripts_with_spaces() -> None:
    assert distinct_words([fold_text(TEXT)]) >= {
        "investigations",
        "migrants",
        "emigres",
        "interpol",
    }
    assert not distinct_words([fold_text(TEXT)]) & {"2012", "海上"}


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
    assert variants(word, language, distinct_words([fold_text(TEXT)])) == found


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
