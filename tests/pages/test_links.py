"""No page leads to a list that cannot be shown."""

import pytest
from django.http import QueryDict
from django.test import Client

from recommendations.selection.filters import RecommendationFilter
from tests.public_pages import ALL, STATUSES
from tests.reading import Page


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("page", sorted(set(ALL) - set(STATUSES)))
def test_every_list_that_a_page_leads_to_can_be_shown(client: Client, page: str) -> None:
    answer = client.get(f"/en/{page}", follow=True)
    asked = {
        link.partition("?")[2].partition("#")[0]
        for link in Page(answer).links()
        if link.startswith(("/en/recommendations/?", "/en/recommendations.", "/en/brief/?"))
    }
    faulty = [query for query in asked if not RecommendationFilter(QueryDict(query)).is_valid()]
    assert faulty == []
