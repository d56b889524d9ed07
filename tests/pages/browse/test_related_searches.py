"""What the page of results offers beside them: what was probably meant, longer phrases, reasons."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from recommendations.index import current_index
from recommendations.search import lexicon as lexicons
from recommendations.search import spelling
from recommendations.search.lexicon import lexicon
from tests.builders import make_recommendation
from tests.reading import Page


def beside(client: Client, query: str, language: str = "en") -> str:
    """What the page offers beside its results."""
    page = Page(client.get(f"/{language}/recommendations/?{query}"))
    return " ".join(nav.text for nav in page.all("nav") if nav.label == "Other searches")


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("protection", "protection", 0),
        ("proteciton", "protection", 1),
        ("smugling", "smuggling", 1),
        ("儿重", "儿童", 1),
        ("童儿", "儿童", 1),
        ("", "儿童", 2),
        ("kitten", "sitting", 3),
    ],
)
def test_edits_are_counted(one: str, other: str, count: int) -> None:
    assert spelling.edit_distance(one, other) == spelling.edit_distance(other, one) == count


@given(one=st.text(max_size=12), other=st.text(max_size=12))
def test_edits_are_at_least_what_lengths_differ_by(one: str, other: str) -> None:
    count = spelling.edit_distance(one, other)
    assert abs(len(one) - len(other)) <= count <= max(len(one), len(other))
    assert (count == 0) == (one == other)


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("proteciton", "protection"),
        ("smugling", "smuggling"),
        ("民间会社", "民间社会 – civil society (8)"),
        ("民社会", "民间社会 – civil society (8)"),
        ("权力", "权利"),
        ("尔童", "儿童 – children (6)"),
        ("儿童 权力", "权利"),
    ],
)
def test_a_word_that_finds_nothing_was_meant_for_another(
    client: Client, typed: str, meant: str
) -> None:
    assert f"Did you mean: {meant}" in beside(client, f"q={typed}")


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("typed", ["儿童", '"儿重"', "-儿重", "儿重*", "孩子", "zebra", "***"])
def test_of_this_nothing_else_was_meant(client: Client, typed: str) -> None:
    assert "Did you mean" not in beside(client, f"q={typed}")


@pytest.mark.usefixtures("knowledge_base")
def test_longer_phrases_with_the_word_are_offered(client: Client) -> None:
    assert "Related searches: 妇女和儿童 (2), 儿童等弱势移民 (2)" in beside(client, "q=儿童")
    assert beside(client, "theme=protection") == ""


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    "query", ["q=移民", "q=证据&theme=cooperation", "q=返还 OR 权力&session=1"]
)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_leads_to_as_many_records_as_it_says_under_the_same_filters(
    client: Client, query: str, language: str
) -> None:
    answer = client.get(f"/{language}/recommendations/?{query}")
    offers = answer.context["listing"].related_searches
    assert offers.near or offers.longer
    for offer in (*offers.near, *offers.longer):
        selection = client.get(offer.address).context["listing"].selection
        assert selection.count == offer.count > 0
        asked = answer.context["listing"].filters.params()
        assert selection.filters.params() | {"q": asked["q"]} == asked


@pytest.mark.django_db
def test_of_many_records_only_words_that_editors_know_are_offered(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexicons, "COUNTED", 2)
    make_recommendation("2012/5", "保护儿童权利。")
    make_recommendation("2012/6", "保护儿童权利。", theme="protection")
    make_recommendation("2012/7", "保护儿童和妇女。")
    assert "Related searches" not in beside(client, "q=儿童")
    assert "Did you mean: 儿童" in beside(client, "q=尔童")
    assert "(3)" in beside(client, "q=尔童")


@pytest.mark.usefixtures("knowledge_base")
@given(needle=st.text(max_size=20))
def test_any_word_can_be_compared(needle: str) -> None:
    known = lexicon(current_index(), "en")
    assert len(spelling.similar_words(needle, known)) <= spelling.MOST
    assert all(word.needle in needle for word in spelling.known_parts(needle, known))


def reasons(client: Client, query: str, language: str = "en") -> set[str]:
    """Why rows say that they were found."""
    page = Page(client.get(f"/{language}/recommendations/?{query}"))
    return {line.text for line in page.all("p") if line.text.startswith("Found in: ")}


@pytest.mark.usefixtures("knowledge_base")
def test_a_row_says_which_name_has_the_words_that_it_does_not_show(client: Client) -> None:
    in_chinese = "Found in: Official text in Chinese"
    assert reasons(client, "q=保护 儿童") - {in_chinese} <= {
        "Found in: the theme 保护权利和提供援助"
    }
    treaty = "Found in: a name of the treaty cited, Smuggling of Migrants Protocol"
    assert treaty in reasons(client, "q=Smuggling Protocol")
    assert "Found in: the session 第一次会议，2012 年" in reasons(client, "q=第一次会议")


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("q=儿童", "zh-hans"),
        ("q=enfants", "fr"),
        ("q=-儿童", "en"),
        ("q=theme:protection", "en"),
        ("theme=research", "en"),
    ],
)
def test_a_row_that_shows_the_words_says_no_more(client: Client, query: str, language: str) -> None:
    assert reasons(client, query, language) == set()
