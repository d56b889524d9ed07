"""Sessions of the Working Group, found by whatever words people have for them."""

import json

import pytest
from django.test import Client

from recommendations.models import Recommendation


def codes(client: Client, **query: str) -> set[str]:
    export = json.loads(b"".join(client.get("/en/recommendations.json", query)))
    return {record["code"] for record in export["results"]}


#: Records whose texts speak of a session of the Conference, or have both words apart.
OF_OTHERS = {"2013/89", "2019/22c"}


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    "typed",
    [
        *("7th session", "seventh session", "Seventh Session", "session 7"),
        *("7th meeting", "seventh meeting", "meeting 7", "recommendations of the seventh session"),
        *("第七次会议", "第7次会议"),
        *("7e session", "septième session", "recommandations de la septième session"),
        *("7ª reunión", "séptima reunión", "séptimo período de sesiones"),
        *("7-я сессия", "седьмая сессия", "рекомендации седьмой сессии"),
        *("الدورة السابعة", "الدورة ٧"),
    ],
)
def test_a_session_is_found_by_its_number_in_figures_and_in_words(
    client: Client, typed: str
) -> None:
    adopted = Recommendation.objects.adopted().filter(session__number=7)
    of_session = set(adopted.values_list("code", flat=True))
    assert set() != of_session <= codes(client, q=typed) <= of_session | OF_OTHERS


@pytest.mark.usefixtures("knowledge_base")
def test_the_word_recommendations_decides_nothing(client: Client) -> None:
    assert codes(client, q="recommendations on children") == codes(client, q="children") != set()
