"""What the words of a search cite, offered above the results."""

import pytest
from django.test import Client

from tests.reading import Page

pytestmark = pytest.mark.usefixtures("knowledge_base")


def offers(client: Client, typed: str) -> list[str]:
    answer = client.get("/en/recommendations/", {"q": typed})
    assert answer.status_code == 200
    return [offer.label for offer in answer.context["listing"].citation_offers]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("UNTOC 37", ["Organized Crime Convention, art. 37"]),
        ("《公约》37", ["Organized Crime Convention, art. 37"]),
        ("Smuggling Protocol 16", ["Smuggling of Migrants Protocol, art. 16"]),
        (
            "protocol 16",
            [
                "Smuggling of Migrants Protocol, art. 16",
                "Trafficking in Persons Protocol, art. 16",
            ],
        ),
        ("third session", ["3rd session"]),
        ("session 3", ["3rd session"]),
        ("children 5", []),
        ("COVID-19", []),
        ("children", []),
    ],
)
def test_a_name_and_a_number_are_offered_as_what_they_cite(
    client: Client, typed: str, offered: list[str]
) -> None:
    assert offers(client, typed) == offered


def test_an_offer_leads_to_the_page_of_the_article(client: Client) -> None:
    page = Page(client.get("/en/recommendations/", {"q": "UNTOC 37"}))
    assert page.one("ul.cited").links() == ["/en/articles/untoc/37/"]
