"""Which of a recommendation's texts to show, and in which languages there are any."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import pgettext

from recommendations.models import Recommendation, RecommendationText
from smuggling_kb.languages import LanguageCode
from smuggling_kb.preference import lacking, rank


def in_order(recommendation: Recommendation, language: str) -> list[RecommendationText]:
    """Its texts, the one to show to a reader of ``language`` first; reads ``texts``."""
    return sorted(recommendation.texts.all(), key=lambda text: rank(text.language, language))


def preferred(recommendation: Recommendation, language: str) -> RecommendationText:
    """The text to show to a reader of ``language``; reads ``texts``."""
    return in_order(recommendation, language)[0]


def languages_lacking(recommendation: Recommendation) -> list[str]:
    """The languages that it has no text in; reads ``texts``."""
    return lacking(recommendation.texts.all())


def said(codes: Iterable[str]) -> str:
    """``Chinese, English``, in the active language."""
    return pgettext("list", ", ").join(str(LanguageCode(code).label) for code in codes)
