"""The admin's lists are searched as the public site is."""

import pytest
from django.db.models import Model
from django.test import Client

from recommendations.models import Recommendation, RecommendationText, Theme, WorkflowStage
from sessions.models import Document, Paragraph
from tests.builders import make_recommendation, make_subject
from tests.reading import Page

pytestmark = pytest.mark.django_db

TEXTS = {
    "2012/5": "各国应根据《议定书》第 16 条处理偷运移民和人权问题，包括 COVID-19 的影响。",
    "2022/61b": "各国应加强合作。",
}


@pytest.fixture(autouse=True)
def records() -> None:
    for stage, year in ((WorkflowStage.PUBLISHED, 0), (WorkflowStage.DRAFT, 10)):
        for code, text in TEXTS.items():
            moved = f"{int(code[:4]) + year}{code[4:]}"
            make_recommendation(moved, text=text, publication=stage)


def search(client: Client, model: type[Model], words: str) -> list[str]:
    """The first cells of the rows that the list of a model shows."""
    page = Page(
        client.get(f"/admin/{model._meta.app_label}/{model._meta.model_name}/", {"q": words})
    )
    found = [row for table in page.all("#result_list") for row in table.all("tr")[1:]]
    return [row.one("th").text for row in found]


def codes(client: Client, words: str) -> list[str]:
    return sorted(search(client, Recommendation, words))


@pytest.mark.parametrize(
    "words",
    [
        "第16条",
        "第 16 条",
        "偷運移民",
        "“偷运移民”",
        "「偷運移民」",
        "ＣＯＶＩＤ-19",
        "人权 偷运",
        "偷运移民 -合作",
        "海上 OR 偷运移民",
        "covid*",
    ],
)
def test_published_records_and_drafts_are_found_by_the_same_words(
    admin_client: Client, words: str
) -> None:
    assert codes(admin_client, words) == ["2012/5", "2022/5"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("２０１２／５", ["2012/5"]),
        ("2022/61(b)", ["2022/61b"]),
        ("2032/61b", ["2032/61b"]),
        ("2022/", ["2022/5", "2022/61b"]),
        ("CTOC/COP/WG.7/2012/5", ["2012/5"]),
        ("https://undocs.org/CTOC/COP/WG.7/2012/5", ["2012/5"]),
        ('"运移 民人"', []),
        ("没有这个词", []),
        ("-", []),
    ],
)
def test_codes_citations_and_what_is_not_there(
    admin_client: Client, words: str, found: list[str]
) -> None:
    assert codes(admin_client, words) == found


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (Document, "ctoc/cop/wg.7/2012/5"),
        (Paragraph, "偷運移民"),
        (RecommendationText, "第16条"),
        (Theme, "CHILD"),
    ],
)
def test_every_other_list_folds_words_alike(
    admin_client: Client, model: type[Model], words: str
) -> None:
    make_subject("children")
    assert search(admin_client, model, words)
