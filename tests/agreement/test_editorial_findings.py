"""What editors found out about the translations: whole, and of what there is."""

from __future__ import annotations

import pytest

from recommendations.agreement.editorial_findings import deviation_reasons, translation_comparisons
from recommendations.pages.site.translation_figures import CHECKS, COMPARED
from smuggling_kb.languages import LANGUAGES
from smuggling_kb.preference import SOURCE

TRANSLATED = [language.code for language in LANGUAGES if language.code != SOURCE]


def test_every_language_of_translations_is_compared_in_the_order_of_the_language_bar() -> None:
    assert list(translation_comparisons()) == TRANSLATED


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_difference_is_settled_once(language: str) -> None:
    comparison = translation_comparisons()[language]
    settled = (comparison.second_right, comparison.first_right, comparison.unclear)
    assert sum(settled) == comparison.figures["differences"]
    assert comparison.figures.keys() == COMPARED.keys()


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_deviation_has_a_check_with_a_name_and_a_reason(language: str) -> None:
    reasons = deviation_reasons(language)
    assert {each.check for each in reasons} <= CHECKS.keys()
    assert all(each.reason.strip() and each.places for each in reasons)


def test_originals_deviate_from_nothing() -> None:
    assert deviation_reasons(SOURCE) == []
