"""The findings of the charts: true for one leader, for several, for one value and for none."""

import pytest
from django.test import Client
from django.utils.translation import override

from recommendations.models import AdoptionStatus, Strength
from recommendations.pages.charts.grid import AxisValue, Grid, GridCell, GridRow
from recommendations.pages.charts.registry import CHARTS
from tests.builders import make_recommendation, make_session
from tests.languages import EACH_LANGUAGE
from tests.reading import Page

pytestmark = pytest.mark.django_db


def finding(client: Client, slug: str) -> str:
    return Page(client.get(f"/en/explore/{slug}/")).one("p.finding").text


def test_one_theme_has_the_most(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_recommendation("2012/6", session=make_session(1))
    make_recommendation("2012/7", session=make_session(1), theme="research")
    page = Page(client.get("/en/explore/matrix/"))
    assert page.one("p.finding").text == (
        "“Prevention” has 2 of the 3 adopted recommendations, more than any other theme."
    )
    assert [each.text for each in page.one("p.finding").all("b")] == ["2", "3"]
    assert "“Prevention” has " in client.get("/en/explore/matrix.svg").content.decode()


def test_no_theme_that_shares_its_place_has_more_than_any_other(client: Client) -> None:
    for number, theme in enumerate(("prevention", "research", "protection"), start=5):
        if number == 7:
            assert finding(client, "matrix") == (
                "“Prevention” and “Research” have the most adopted recommendations, 1 each of 2."
            )
        make_recommendation(f"2012/{number}", session=make_session(1), theme=theme)
    assert finding(client, "matrix") == (
        "3 themes have the most adopted recommendations, 1 each of 3."
    )


def test_the_strongest_word_is_compared_between_sessions(client: Client) -> None:
    first = make_session(1, start="2012-05-30", end="2012-06-01")
    make_recommendation("2012/5", session=first)
    assert finding(client, "strength") == (
        "1 of 1 recommendations of the 1st session (2012) say “should”."
    )
    second = make_session(2, start="2013-05-30", end="2013-06-01")
    make_recommendation("2013/5", session=second)
    make_recommendation("2013/6", session=second, strength=Strength.MAY)
    make_recommendation("2013/7")  # At a session not named.
    assert finding(client, "strength") == (
        "1 of 1 recommendations of the 1st session (2012) say “should”;"
        " of the 2nd session (2013), 1 of 2 do."
    )


def test_gaps_are_counted_in_the_texts_held(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_recommendation("2012/6", session=make_session(1), theme="research", strength=Strength.MAY)
    assert finding(client, "gaps").endswith(
        "pairs shown have no adopted recommendation:"
        " not found in the texts of the 1 session on this site."
    )


@pytest.mark.parametrize("language", EACH_LANGUAGE)
@pytest.mark.parametrize("slug", CHARTS)
def test_where_nothing_is_adopted_no_finding_says_more(slug: str, language: str) -> None:
    head, nothing = AxisValue("theme", ("x",), "X"), GridCell(0)
    row = GridRow(head, [nothing], nothing, nothing)
    empty = Grid("", "", [head], [row], row)
    with override(language):
        assert not CHARTS[slug].state(empty).values


def test_what_was_not_adopted_is_no_leader(client: Client) -> None:
    make_recommendation("2010/54a", status=AdoptionStatus.PROPOSED)
    assert finding(client, "timeline") == (
        "No adopted recommendation is published in this knowledge base."
    )


@pytest.mark.parametrize("language", EACH_LANGUAGE)
@pytest.mark.parametrize("slug", CHARTS)
@pytest.mark.usefixtures("knowledge_base")
def test_every_picture_states_its_finding_and_what_it_rests_on(
    client: Client, slug: str, language: str
) -> None:
    page = Page(client.get(f"/{language}/explore/{slug}/"))
    overview = Page(client.get(f"/{language}/explore/"))
    sentence = page.one("p.finding").text
    assert page.one("p.finding").all("b")[0].text.isdigit()
    assert sentence in [each.text for each in overview.all("p.finding")]
    assert "%(" not in sentence


def test_the_steps_of_a_scale_are_named_as_they_are_used() -> None:
    head = AxisValue("theme", ("x",), "X")

    def steps(largest: int, *thresholds: int) -> list[str]:
        row = GridRow(head, [GridCell(largest, "/")], GridCell(0), GridCell(0))
        return list(map(str, Grid("", "", [head], [row], row, thresholds).scale))

    assert steps(18, 1, 4, 7, 11, 16) == ["1–3", "4–6", "7–10", "11–15", "16 or more"]
    assert steps(3) == ["1", "2", "3"]
    assert steps(100) == ["1–20", "21–40", "41–60", "61–80", "81 or more"]


def test_the_most_is_darkest_and_nothing_has_no_shade() -> None:
    head = AxisValue("theme", ("x",), "X")
    cells = [GridCell(count, "/") for count in (0, 1, 50, 100)] + [GridCell(None)]
    row = GridRow(head, cells, GridCell(151), GridCell(0))
    grid = Grid("", "", [head] * 5, [row], row)
    assert [grid.level(cell) for cell in cells] == [0, 1, 3, 5, 0]
    assert grid.gap_count == 1


@pytest.mark.parametrize("largest", [1, 2, 3, 7, 100])
def test_the_steps_of_the_scale_divide_the_numbers_evenly(largest: int) -> None:
    head = AxisValue("theme", ("x",), "X")
    cells = [GridCell(count, "/") for count in range(1, largest + 1)]
    row = GridRow(head, cells, GridCell(0), GridCell(0))
    grid = Grid("", "", [head] * largest, [row], row)
    assert [grid.level(cell) for cell in cells] == [1 + 5 * n // largest for n in range(largest)]
