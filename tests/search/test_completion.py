"""What search boxes offer while somebody types."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from recommendations.index import current_index
from recommendations.models import Instrument, InstrumentName, WorkflowStage
from recommendations.search import lexicon as lexicons
from recommendations.search.completion import MOST, suggestions
from recommendations.search.lexicon import lexicon
from recommendations.search.vocabulary import phrases
from recommendations.search.vocabulary.phrasebook import CHINESE
from tests.builders import make_recommendation

ADDRESS = "/en/recommendations/suggest/"


def offered(client: Client, typed: str, language: str = "en") -> dict[str, Any]:
    """The suggestions by their texts."""
    answer = client.get(f"/{language}/recommendations/suggest/", {"q": typed})
    assert answer.status_code == 200
    return {each["text"]: each for each in answer.json()}


def test_phrases_are_what_several_texts_say_whole() -> None:
    texts = [
        "保护儿童权利",
        "尊重儿童的权利",
        "打击偷运移民",
        "防止偷运移民,",
        "关于偷运移民的儿童",
    ]
    found = phrases.frequent_phrases(texts)
    assert found == {"偷运移民": 3, "儿童": 3, "权利": 2}


def test_words_of_other_scripts_are_whole_words() -> None:
    found = phrases.frequent_words(["the covid-19 pandemic 2020", "因covid-19而", "a covid"])
    assert found == {"the": 1, "covid-19": 2, "pandemic": 1, "covid": 1}


@pytest.mark.usefixtures("knowledge_base")
def test_names_and_words_are_offered_with_the_number_of_their_records(client: Client) -> None:
    answer = client.get("/en/recommendations/suggest/", {"q": "儿"}).json()
    children = [each for each in answer if each["text"] == "儿童"]
    assert [(each["kind"], each["count"]) for each in children] == [("word", 6), ("topic", 5)]
    assert children[0]["label"] == "children, 6 records"
    themes = offered(client, "prot")
    assert themes["Protection and assistance"]["address"].endswith("?theme=protection")
    treaties = offered(client, "smuggling of migrants prot")
    assert treaties["Smuggling of Migrants Protocol"]["kind"] == "instrument"
    assert "1st session, 2012" in offered(client, "1st")
    assert "CTOC/COP/WG.7/2020/4" in offered(client, "ctoc/cop")
    assert offered(client, "2022/61")["2022/61b"]["address"] == "/en/recommendations/2022/61b/"
    assert list(offered(client, "covid")) == ["COVID-19"]
    assert "儿童" in offered(client, "child")
    assert "儿童" in offered(client, "兒", "zh-hans")


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    "typed", ["儿", "证", "保护", "prot", "返还 儿", "-儿", "16", "theme:crim"]
)
def test_each_leads_to_as_many_records_as_it_says(
    client: Client, typed: str, language: str
) -> None:
    for each in offered(client, typed, language).values():
        page = client.get(each["address"])
        assert page.context["listing"].selection.count == each["count"] > 0


@pytest.mark.usefixtures("knowledge_base")
def test_what_was_typed_before_is_kept(client: Client) -> None:
    assert "返还 儿童" in offered(client, "返还 儿")
    assert 'theme:"Protection and assistance"' in offered(client, "theme:prot")
    assert '"儿童' in offered(client, '"儿')


def grouped(client: Client, typed: str, language: str = "en") -> dict[str, dict[str, Any]]:
    """The options of each group by their texts."""
    address = f"/{language}/recommendations/suggest/"
    answer = client.get(address, {"q": typed, "form": "grouped"}).json()
    options = {
        group["label"]: {option["text"]: option for option in group["options"]}
        for group in answer["groups"]
    }
    assert answer["message"].startswith(str(sum(map(len, options.values()))))
    return options


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    ("typed", "group", "text", "address"),
    [
        ("2022/61", "Recommendations", "2022/61b", "/en/recommendations/2022/61b/"),
        ("unaccompanied", "Subjects", "Unaccompanied and separated children", "/en/index/"),
        ("prot", "Themes", "Protection and assistance", "/en/themes/protection/"),
        ("article 10", "Articles", "Smuggling of Migrants Protocol, art. 10", "/en/articles/"),
        ("第10条", "Articles", "Smuggling of Migrants Protocol, art. 10", "/en/articles/"),
        ("ctoc/cop/wg.7/2020", "Documents", "CTOC/COP/WG.7/2020/4", "/en/documents/"),
        ("1st", "Sessions", "1st session, 2012", "/en/sessions/1/"),
    ],
)
def test_what_has_a_page_of_its_own_is_opened_by_its_pick(
    client: Client, typed: str, group: str, text: str, address: str
) -> None:
    option = grouped(client, typed)[group][text]
    assert option["address"].startswith(address)
    assert client.get(option["address"]).status_code == 200


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("typed", ["article", "art", "articles"])
def test_articles_are_offered_before_a_number_is_typed(client: Client, typed: str) -> None:
    assert len(grouped(client, typed)["Articles"]) > 1


@pytest.mark.usefixtures("knowledge_base")
def test_nothing_is_written_into_the_box_in_a_script_that_was_not_typed(client: Client) -> None:
    for typed in ("child", "minor", "rescue", "border"):
        texts = [text for options in grouped(client, typed).values() for text in options]
        assert all(text.isascii() for text in texts)
    for language in ("en", "zh-hans"):
        options = grouped(client, "儿", language)
        assert any("儿童" in texts for texts in options.values())


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    ("language", "typed"), [("fr", "frontiè"), ("es", "niñ"), ("ru", "дет"), ("ar", "الأطفال")]
)
def test_words_of_no_other_script_are_offered_nor_taken_for_chinese(
    client: Client, language: str, typed: str
) -> None:
    address = f"/{language}/recommendations/suggest/"
    groups = client.get(address, {"q": typed, "form": "grouped"}).json()["groups"]
    options = [option for group in groups for option in group["options"]]
    assert any(not option["text"].isascii() for option in options)
    assert [option for option in options if CHINESE.search(option["text"])] == []
    assert {option["lang"] for option in options} == {""}


@pytest.mark.usefixtures("knowledge_base")
def test_a_word_after_others_is_searched_for_with_them(client: Client) -> None:
    [option, *_others] = grouped(client, "返还 儿")["Words"].values()
    assert (option["text"], option["address"], option["lang"]) == ("返还 儿童", "", "zh-Hans")


@pytest.mark.usefixtures("knowledge_base")
def test_of_nothing_to_offer_the_number_is_told(client: Client) -> None:
    assert grouped(client, "zebra") == {}


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("typed", ["", "  ", "zebra", "***", "儿童等弱势移民"])
def test_nothing_goes_on_with_this(client: Client, typed: str) -> None:
    assert offered(client, typed) == {}


@pytest.mark.django_db
def test_nothing_unpublished_is_offered(client: Client) -> None:
    make_recommendation("2012/5", "保护儿童。")
    for number, text in enumerate(("秘密行动。", "开展秘密行动。"), start=6):
        make_recommendation(f"2012/{number}", text, publication=WorkflowStage.DRAFT)
    assert offered(client, "秘") == {}
    assert list(offered(client, "2012/")) == ["2012/5", "CTOC/COP/WG.7/2012/5"]


@pytest.mark.django_db
def test_a_change_of_the_data_changes_what_is_offered(client: Client) -> None:
    assert offered(client, "Zam") == {}
    treaty = Instrument.objects.create(slug="treaty", position=1)
    InstrumentName.objects.create(instrument=treaty, language="en", kind="short", name="Zambezi")
    assert offered(client, "Zam") == {}, "nothing cites it"
    make_recommendation("2012/5", "Zambezi 条约。")
    assert list(offered(client, "zam")) == ["zambezi"]


@pytest.mark.usefixtures("knowledge_base")
def test_browsers_are_answered_in_their_own_form(client: Client) -> None:
    answer = client.get(ADDRESS, {"q": "儿", "form": "opensearch"})
    assert answer["Content-Type"] == "application/x-suggestions+json"
    typed, texts, labels, addresses = answer.json()
    assert typed == "儿"
    assert (texts[0], labels[0]) == ("儿童", "children, 6 records")
    assert addresses[0].startswith("http://testserver/en/recommendations/?q=")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["q=" + "x" * 201, "q=a&q=b", "p=a", "form=x", "q=a&form=opensearch&form=opensearch"]
)
def test_what_is_asked_for_wrongly_is_refused(client: Client, query: str) -> None:
    answer = client.get(f"{ADDRESS}?{query}")
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.usefixtures("knowledge_base")
@given(typed=st.text(max_size=40))
def test_anything_can_be_typed(typed: str) -> None:
    known = lexicon(current_index(), "en")
    assert all(each.typed.startswith(each.before) for each in suggestions(typed, known))


@pytest.mark.django_db
def test_of_many_records_no_words_are_learned_and_none_is_counted(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexicons, "COUNTED", 10)
    for number in range(1, 31):
        make_recommendation(f"2012/{number}", f"保护儿童{'权利' if number % 2 else '等'}。")
    known = lexicon(current_index(), "en")
    texts = {each.text for each in known.words if each.kind == lexicons.WORD}
    assert "儿童" in texts  # Editors know it.
    assert "儿童权利" not in texts
    assert "引渡" not in texts  # They know it too, but no text says it.
    assert offered(client, "儿")["儿童"]["count"] is None
    assert offered(client, "Prev")["Prevention"]["count"] == 30
    assert len(offered(client, "2012/")) == MOST


@pytest.mark.django_db
def test_it_asks_the_database_nothing_beside_the_index(
    client: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    make_recommendation()
    client.get(ADDRESS, {"q": "儿"})
    with django_assert_max_num_queries(1):  # For the version of the data.
        client.get(ADDRESS, {"q": "缔约"})
