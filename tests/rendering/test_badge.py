"""The badge that says how strongly a recommendation speaks."""

from typing import Any

import pytest
from django.test import Client

from recommendations.models import Provenance, Recommendation, Strength
from tests.builders import make_recommendation
from tests.reading import Page

pytestmark = pytest.mark.django_db


def badge(client: Client, language: str, recommendation: Recommendation) -> str:
    page = Page(client.get(f"/{language}/recommendations/{recommendation.code}/"))
    return page.one("aside").one("span.force").text


def speaking(strength: Strength, modal: str, **fields: Any) -> Recommendation:
    recommendation = make_recommendation("2012/5", strength=strength, **fields)
    recommendation.texts.update(modal=modal)
    return recommendation


def test_in_english_the_printed_word_follows_in_its_language(client: Client) -> None:
    recommendation = speaking(Strength.MAY, "可考虑")
    assert badge(client, "en", recommendation) == "may 可考虑"
    page = Page(client.get("/en/recommendations/2012/5/"))
    [_whole, word] = page.one("aside").one("span.force").all("span")
    assert (word.text, word.lang) == ("可考虑", "zh-Hans")


@pytest.mark.parametrize(
    ("strength", "modal"),
    [(Strength.SHOULD, "应"), (Strength.MAY, "可考虑"), (Strength.INVITE, "请")],
)
def test_in_the_language_of_the_text_the_printed_word_is_enough(
    client: Client, strength: Strength, modal: str
) -> None:
    assert badge(client, "zh-hans", speaking(strength, modal)) == modal


def test_where_an_editor_decided_the_class_is_named_too(client: Client) -> None:
    decision = {"strength_origin": Provenance.EDITOR, "strength_reason": "The whole paper urges."}
    recommendation = speaking(Strength.URGE, "应", **decision)
    assert badge(client, "zh-hans", recommendation) == "促请 应"
    recommendation.texts.update(modal="促请")
    assert badge(client, "zh-hans", recommendation) == "促请"


def test_without_a_printed_word_the_class_is_named(client: Client) -> None:
    assert badge(client, "zh-hans", speaking(Strength.NONE, "")) == "无"
