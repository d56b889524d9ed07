"""Themes by headings: what a heading clearly names, and nothing else."""

import re

import pytest

from recommendations.importing.batches.heading_themes import themes_of_headings
from recommendations.importing.batches.proposals import record_proposals
from recommendations.models import RecommendationText, Theme, ThemeName
from tests.batches import bring_in, next_report

CLEAR = {
    "en": [
        ("Recommendations in the area of prevention and awareness-raising", "prevention"),
        ("Recommendations on protecting smuggled migrants and assisting them", "protection"),
        ("Investigating and prosecuting the smuggling of migrants", "criminal-justice"),
        ("Coordination and cooperation, including international cooperation", "cooperation"),
        ("Data collection", "research"),
    ],
    "zh-hans": [
        ("关于预防和提高意识领域的建议", "prevention"),
        ("保护被偷运移民权利和援助被偷运移民领域的建议", "protection"),
        ("偷运移民的刑事定罪、调查及起诉领域的建议", "criminal-justice"),
        ("包括国际合作在内的伙伴关系、协调努力及合作领域的建议", "cooperation"),
        ("研究、数据收集和分析领域的建议", "research"),
        ("关于缔约方大会、工作组和联合国毒品和犯罪问题办公室工作的其他建议", "institutional"),
    ],
    "fr": [("Recommandations dans le domaine de la prévention", "prevention")],
    "ru": [("Рекомендации в области предупреждения", "prevention")],
    "ar": [("توصيات في مجال المنع وإذكاء الوعي", "prevention")],
}
NAMES = {
    "fr": "Prévention et sensibilisation",
    "ru": "Предупреждение и повышение осведомленности",
    "ar": "المنع وإذكاء الوعي",
}


@pytest.mark.parametrize("language", CLEAR)
def test_a_heading_proposes_the_theme_that_it_names(knowledge_base: None, language: str) -> None:
    if language in NAMES:
        ThemeName.objects.update_or_create(
            theme=Theme.objects.get(slug="prevention"),
            language=language,
            defaults={"name": NAMES[language]},
        )
    found = themes_of_headings([heading for heading, _theme in CLEAR[language]], language)
    assert {heading: each.slug for heading, each in found.items()} == dict(CLEAR[language])


@pytest.mark.parametrize(
    ("heading", "language"),
    [
        ("Recommendations", "en"),
        ("Recommendations adopted by the Working Group at its first session", "en"),
        ("Prevention, and the protection of migrants", "en"),
        ("建议", "zh-hans"),
        ("在维也纳举行的工作组第一届会议通过的建议", "zh-hans"),
        ("关于被偷运移民的返回和数据的建议", "zh-hans"),
    ],
)
def test_a_heading_that_names_none_or_several_proposes_none(
    knowledge_base: None, heading: str, language: str
) -> None:
    assert themes_of_headings([heading], language) == {}


def test_a_record_like_no_other_takes_the_theme_of_its_heading(knowledge_base: None) -> None:
    """The nearest heading that names one; where records are alike these have the say."""
    RecommendationText.objects.exclude(recommendation__code="2020/2").delete()
    text, count = re.subn(r"(?m)^- A\. .*", "- A. 预防和提高意识领域的建议", next_report())
    assert count == 1
    batch = bring_in(text)
    proposed = {
        each.code: record_proposals(each).themes for each in batch.records.order_by("position")
    }
    assert proposed["2026/2"][0].codes == ["2020/2"]
    assert [(each.slug, each.named) for each in proposed["2026/3"]] == [
        ("prevention", ["prevention"])
    ]
