"""What a query string asks for, what is refused, and what is offered instead."""

from urllib.parse import quote_plus

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from recommendations.index import current_index
from recommendations.models import Addressee, AdoptionStatus, Strength
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.invalid_query import InvalidQuery
from recommendations.selection.list_params import SORTS
from sessions.models import Document
from tests.builders import make_recommendation, make_session, make_theme
from tests.examples import examples
from tests.selection.oracle import records

LIST = "/en/recommendations/"


@pytest.fixture(name="records")
def five_records(db: None) -> None:
    """Two themes, three meetings of which two are held, and one record that none adopted."""
    for number in (1, 2, 3):
        make_session(number)
    make_recommendation("2012/5", theme="prevention", session=make_session(1))
    make_recommendation("2012/6", theme="protection", session=make_session(1))
    make_recommendation("2013/7", theme="protection", session=make_session(2))
    make_recommendation("2022/61b", theme="protection", session=None)
    make_recommendation("2010/54a", theme="prevention", status=AdoptionStatus.PROPOSED)


def asked(query: str) -> RecommendationFilter:
    return RecommendationFilter(QueryDict(query))


def selected(query: str) -> set[str]:
    return set(records(asked(query)).values_list("code", flat=True))


def faults(query: str) -> list[tuple[str, str, str]]:
    """Name and value of each fault, and what was probably meant."""
    hints = InvalidQuery(asked(query), LIST).hints
    return [(each.error.name, each.error.value, each.suggestion) for each in hints]


def offers(query: str) -> dict[str, int | None]:
    return {each.address: each.count for each in InvalidQuery(asked(query), LIST).suggestions()}


def test_every_facet_is_a_filter_and_every_filter_a_parameter() -> None:
    assert " ".join(RecommendationFilter.param_names()) == (
        "q theme topic session strength addressee status article document year sort group view"
        " columns size text page"
    )


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", {"2012/5", "2012/6", "2013/7", "2022/61b", "2010/54a"}),
        (
            "q=&theme=&session=&sort=&group=&page=",
            {"2012/5", "2012/6", "2013/7", "2022/61b", "2010/54a"},
        ),
        ("theme=protection", {"2012/6", "2013/7", "2022/61b"}),
        (
            "theme=protection&theme=prevention",
            {"2012/5", "2012/6", "2013/7", "2022/61b", "2010/54a"},
        ),
        ("theme=protection&session=1", {"2012/6"}),
        ("session=1&session=&session=2", {"2012/5", "2012/6", "2013/7"}),
        ("session=1&session=1", {"2012/5", "2012/6"}),
        ("session=3", set()),
        ("session=unknown", {"2022/61b"}),
        ("session=none", {"2010/54a"}),
        ("session=none&session=2", {"2010/54a", "2013/7"}),
        ("year=2012", {"2012/5", "2012/6"}),
        ("status=proposed&status=resolution", {"2010/54a"}),
        ("status=resolution", set()),
        ("strength=should", {"2012/5", "2012/6", "2013/7", "2022/61b", "2010/54a"}),
        ("strength=none", set()),
        ("addressee=none&year=2013", {"2013/7"}),
        ("addressee=states", set()),
        ("document=CTOC/COP/WG.7/2012/5", {"2012/5", "2012/6"}),
        ("q=2013/7", {"2013/7"}),
        ("page=7&sort=theme&group=session&year=2013", {"2013/7"}),
    ],
)
def test_records_are_selected(query: str, codes: set[str]) -> None:
    assert asked(query).is_valid()
    assert selected(query) == codes


@pytest.mark.usefixtures("knowledge_base")
def test_every_value_of_the_contract_is_accepted() -> None:
    values = {
        "theme": "prevention protection criminal-justice cooperation research institutional",
        "topic": "children financial-investigations migration-opportunities",
        "session": "1 2 3 4 5 6 7 8 9 10 11 12 unknown none",
        "year": "2010 2012 2013 2019 2020 2022",
        "status": "adopted proposed resolution",
        "addressee": "states-parties states conference working-group secretariat unodc"
        " international-organizations states-not-party member-states none",
        "strength": "should should-consider recommend urge call-upon encourage invite request"
        " may-wish may none",
        "article": "som-protocol-16 untoc-20 som-protocol-chapter-2",
        "document": "CTOC/COP/WG.7/2015/5 A/CONF.213/7 CTOC/COP/WG.7/2022/2",
        "group": "theme session strength",
        "size": "25 50 100 200",
        "sort": "newest code relevance session theme",
    }
    for parameter, accepted in values.items():
        for value in accepted.split():
            assert asked(f"{parameter}={value}").is_valid(), value
    for parameter in ("theme", "session", "status", "addressee", "strength"):
        known = {value.value for value in asked("").values(parameter)}
        assert known == set(values[parameter].split())


@pytest.mark.django_db
def test_the_contracts_words_are_the_models() -> None:
    known = current_index().facet_labels("en").by_value
    assert set(Addressee.values) | {"none"} == set(known["addressee"])
    assert Strength.values == list(known["strength"])


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sesion=1", [("sesion", "1", "session")]),
        ("topic=children", [("topic", "children", "")]),
        ("foo=", [("foo", "", "")]),
        ("session=999", [("session", "999", "")]),
        ("session=0", [("session", "0", "")]),
        ("session=01", [("session", "01", "1")]),
        ("session=1&session=x", [("session", "x", "")]),
        ("theme=Protection", [("theme", "Protection", "protection")]),
        ("theme=protction", [("theme", "protction", "protection")]),
        ("status=Adopted", [("status", "Adopted", "adopted")]),
        ("addressee=States parties", [("addressee", "States parties", "states-parties")]),
        ("year=1999", [("year", "1999", "")]),
        (
            "document=ctoc/cop/wg.7/2012/5",
            [("document", "ctoc/cop/wg.7/2012/5", "CTOC/COP/WG.7/2012/5")],
        ),
        ("article=som-protocol-16", [("article", "som-protocol-16", "")]),
        ("sort=codes", [("sort", "codes", "code")]),
        ("group=status", [("group", "status", "")]),
        ("sort=code&sort=theme", [("sort", "theme", "")]),
        ("q=a&q=b", [("q", "b", "")]),
        ("page=1&page=2", [("page", "2", "")]),
        ("page=0", [("page", "0", "")]),
        ("page=-1", [("page", "-1", "")]),
        ("page=abc", [("page", "abc", "")]),
        ("page=1.0", [("page", "1.0", "")]),
        ("page=%20%201", [("page", "  1", "")]),
        ("page=%EF%BC%91", [("page", "１", "")]),
        ("theme=x&session=y&z=1", [("theme", "x", ""), ("session", "y", ""), ("z", "1", "")]),
    ],
)
def test_faults_are_found_and_explained(query: str, found: list[tuple[str, str, str]]) -> None:
    assert not asked(query).is_valid()
    assert faults(query) == found


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("query", ["q=" + "x" * 201, "q=a%00b", "q=" + "%F0%9F%98%80" * 201])
def test_words_too_long_or_not_text_are_refused(query: str) -> None:
    assert not asked(query).is_valid()


@pytest.mark.usefixtures("records")
def test_two_hundred_characters_are_accepted() -> None:
    assert asked("q=" + "移" * 200).is_valid()


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        (
            "theme=protection&session=999&sesion=1",
            {"?theme=protection&session=1": 1, "?theme=protection": 3},
        ),
        ("sesion=1&sesion=2", {"?session=1&session=2": 3, "": 5}),
        ("sesion=999&theme=protection", {"?theme=protection": 3}),
        ("theme=protction", {"?theme=protection": 3, "": 5}),
        ("q=a&q=b", {"?q=a": 0}),
        ("sort=code&sort=code", {"?sort=code": 5}),
        ("page=0&theme=protection", {"?theme=protection": 3}),
        ("q=2013/7%00", {"?q=2013/7": 1, "": 5}),
        ("q=" + "x" * 300, {"?q=" + "x" * 200: 0, "": 5}),
    ],
)
def test_the_nearest_valid_lists_are_offered(query: str, nearest: dict[str, int]) -> None:
    assert offers(query) == {LIST + address: count for address, count in nearest.items()}


@pytest.mark.usefixtures("records")
def test_a_faulty_query_string_selects_nothing() -> None:
    with pytest.raises(ValueError, match="selects nothing"):
        records(asked("session=999"))


@pytest.mark.usefixtures("records")
def test_the_page_of_faults_says_each_with_its_value_and_shows_no_record(client: Client) -> None:
    response = client.get(LIST + "?theme=protection&session=999&sesion=1&q=<script>")
    assert response.status_code == 400
    page = response.content.decode()
    assert "<code>session=999</code>" in page
    assert "<code>sesion=1</code>" in page
    assert "<code>session</code>?" in page.replace(" ", "")
    assert "2013/7" not in page
    assert "<script>" not in page.replace('<script src="', "")


@pytest.mark.usefixtures("records")
def test_downloads_refuse_the_same_but_ignore_page_and_group(client: Client) -> None:
    for extension in ("csv", "json"):
        address = f"/en/recommendations.{extension}"
        assert client.get(address + "?session=999").status_code == 400
        assert client.get(address + "?sesion=1").status_code == 400
        assert client.get(address + "?page=x").status_code == 400
        assert client.get(address + "?page=7&group=session&view=table").status_code == 200


@pytest.mark.usefixtures("records")
def test_a_thousand_faults_make_a_short_page(client: Client) -> None:
    query = "&".join(f"f{number}=x" for number in range(900))
    response = client.get(f"{LIST}?{query}&session={'9' * 20_000}")
    assert response.status_code == 400
    _frame, main = response.content.decode().split("<main")
    assert len(main) < 8_000
    assert "889 more" in main


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("utm_source=x", ""),
        ("utm_source=x&theme=protection&fbclid=1&gclid=2", "?theme=protection"),
        ("theme=protection&session=1&utm_id=", "?theme=protection&session=1"),
        ("sesion=1&utm_campaign=x", "?sesion=1"),
    ],
)
def test_tracking_names_are_stripped_by_a_redirect(client: Client, query: str, kept: str) -> None:
    for path in (LIST, "/en/recommendations.csv"):
        response = client.get(f"{path}?{query}")
        assert response.status_code == 302
        assert response.headers["Location"] == path + kept


@pytest.mark.usefixtures("records")
def test_filters_describe_themselves_in_the_language_of_the_page() -> None:
    query = "q=应当&theme=prevention&theme=protection&session=1&status=adopted&sort=theme"
    assert asked(query).describe() == (
        "Words: 应当 · Theme: Prevention or Protection · Session: 1st · Status: Adopted"
    )
    with override("zh-hans"):
        assert "主题 prevention" in asked(query).describe()
    assert asked("").describe() == ""


@pytest.mark.usefixtures("records")
def test_each_condition_can_be_removed_by_itself() -> None:
    filters = asked("q=应当 行动&theme=prevention&theme=protection&year=2012&sort=theme&page=2")
    assert [(str(each), each.address_without) for each in filters.conditions] == [
        ("Words: 应当", address("q=行动&theme=prevention&theme=protection&year=2012&sort=theme")),
        ("Words: 行动", address("q=应当&theme=prevention&theme=protection&year=2012&sort=theme")),
        ("Theme: Prevention", address("q=应当 行动&theme=protection&year=2012&sort=theme")),
        ("Theme: Protection", address("q=应当 行动&theme=prevention&year=2012&sort=theme")),
        ("Year: 2012", address("q=应当 行动&theme=prevention&theme=protection&sort=theme")),
    ]


def address(query: str) -> str:
    return f"{LIST}?{quote_plus(query, safe='=&')}"


@pytest.mark.usefixtures("records")
def test_the_default_order_depends_on_whether_words_are_searched_for() -> None:
    assert asked("").sort == "newest"
    assert asked("sort=relevance").sort == "newest"
    assert asked("q=应当").sort == "relevance"
    assert asked("q=应当&sort=code").sort == "code"
    assert all(asked(f"q=应当&sort={sort}").sort == sort for sort in SORTS)


@pytest.mark.usefixtures("records")
def test_unknown_documents_and_provisions_are_told_from_unused_ones() -> None:
    Document.objects.create(symbol="A/1", symbol_origin="printed", genre="report", year=2001)
    assert selected("document=A/1") == set()
    assert not asked("document=A/2").is_valid()


@pytest.mark.usefixtures("records")
def test_themes_without_records_are_values_too() -> None:
    make_theme("research")
    assert selected("theme=research") == set()


@pytest.mark.django_db
@examples(30)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*RecommendationFilter.param_names(), "topic", "utm_x", "", "\0", "é"]),
            st.one_of(
                st.sampled_from(["1", "none", "unknown", "adopted", "code", "theme", "9" * 5000]),
                st.text(max_size=30),
            ),
        ),
        max_size=6,
    )
)
def test_no_query_string_breaks_the_list(pairs: list[tuple[str, str]]) -> None:
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value.encode(errors="replace").decode())
    response = Client().get(f"{LIST}?{query.urlencode()}")
    assert response.status_code in (200, 302, 400)


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("name", ["q", "session", "unknown", "utm_x"])
def test_fifteen_hundred_parameters_are_refused(client: Client, name: str) -> None:
    query = "&".join(f"{name}=1" for _number in range(1500))
    for path in (LIST, "/zh-hans/recommendations.json"):
        assert client.get(f"{path}?{query}").status_code == 400
