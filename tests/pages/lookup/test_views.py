"""The page that leads from a citation to what it cites, and the places that lead to it."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.citations.lookup.parser import parse_typed_citation
from recommendations.citations.lookup.resolver import look_up
from recommendations.models import Recommendation, WorkflowStage
from recommendations.pages.lookup.views import EXAMPLES
from tests.builders import make_document, make_paragraph, make_provision, make_recommendation
from tests.languages import EACH_LANGUAGE
from tests.reading import Page

REPORT = "CTOC/COP/WG.7/2020/4"


def asked(client: Client, ref: str, language: str = "en") -> HttpResponse:
    answer = client.get(f"/{language}/go/?{urlencode({'ref': ref})}")
    assert isinstance(answer, HttpResponse)
    return answer


def main(answer: HttpResponse) -> str:
    """The words of the page itself."""
    return " ".join(Page(answer).one("main").text.split())


# One thing: straight there


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    ("ref", "address"),
    [
        ("2013/92", "recommendations/2013/92/"),
        ("2020年建议18", "recommendations/2020/18/"),
        (f"{REPORT}, para. 4", f"documents/{REPORT}/#p4"),
        ("《偷运移民议定书》第16条第5款", "articles/som-protocol/16/"),
        ("第二届会议", "sessions/2/"),
    ],
)
@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_a_citation_of_one_thing_redirects_to_it(
    client: Client, language: str, ref: str, address: str
) -> None:
    answer = asked(client, ref, language)
    assert answer.status_code == 302
    assert answer["Location"] == f"/{language}/{address}"


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    ("ref", "told"),
    [
        (f"Ministry of X, remarks on {REPORT}", "Not recognized: Ministry, X, remarks"),
        ("rec 5", "Which of these do you mean?"),
        ("建议18", "Which of these do you mean?"),
        ("article 16", "Which of these do you mean?"),
    ],
)
def test_what_was_not_understood_is_told_before_it_leads_anywhere(
    client: Client, ref: str, told: str
) -> None:
    answer = asked(client, ref)
    assert answer.status_code == 200
    assert told in main(answer)


@pytest.mark.parametrize(("tongue", "language"), [("en", "en"), ("zh-CN", "zh-hans")])
@pytest.mark.django_db
def test_without_a_language_it_leads_to_the_visitors(
    client: Client, tongue: str, language: str
) -> None:
    answer = client.get("/go/?ref=2013/92", headers={"accept-language": tongue})
    assert answer.status_code == 302
    assert answer["Location"] == f"/{language}/go/?ref=2013/92"


@pytest.mark.usefixtures("knowledge_base")
def test_what_was_withdrawn_is_answered_by_its_own_address(client: Client) -> None:
    Recommendation.objects.filter(code="2013/92").update(publication=WorkflowStage.ARCHIVED)
    answer = client.get("/en/go/?ref=2013/92", follow=True)
    assert answer.status_code == 410


# Several: a choice


@pytest.mark.usefixtures("knowledge_base")
def test_several_things_are_a_choice_with_the_beginning_of_each(client: Client) -> None:
    answer = asked(client, "CTOC/COP/WG.7/2022/2，第61(b)至(d)段")
    assert answer.status_code == 200
    words = main(answer)
    for code in ("2022/61b", "2022/61c", "2022/61d"):
        assert code in words
    assert "Seek to establish contact with relevant law enforcement" in words
    assert 'name="robots" content="noindex"' in answer.content.decode()


@pytest.mark.usefixtures("knowledge_base")
def test_a_code_that_is_also_short_for_a_symbol_offers_the_record_first(client: Client) -> None:
    answer = asked(client, "2020/4")
    words = main(answer)
    assert answer.status_code == 200
    assert words.index("2020/4 Recommendation, 7th session, 2020") < words.index(REPORT)


@pytest.mark.usefixtures("knowledge_base")
def test_of_an_article_of_a_generic_protocol_the_treaties_are_offered(client: Client) -> None:
    words = main(asked(client, "article 16 of the Protocol"))
    assert "Smuggling of Migrants Protocol, art. 16" in words
    assert "Trafficking in Persons Protocol, art. 16" in words


@pytest.mark.usefixtures("knowledge_base")
def test_what_of_it_is_not_held_or_not_understood_is_said_beside_the_choice(client: Client) -> None:
    words = main(asked(client, "2013/92, 2013/500 and partnerships"))
    assert "No record here has the code 2013/500." in words
    assert "Not recognized: partnerships" in words


@pytest.mark.django_db
def test_places_too_many_to_list_ask_for_more(client: Client) -> None:
    for number in range(1, 103):
        make_paragraph(5, document=make_document(f"CTOC/COP/WG.7/2019/{number}", year=2019))
    assert "It matches too many places to list." in main(asked(client, "第5段"))


# None: not held


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    ("ref", "said"),
    [
        ("2013/500", "No record here has the code 2013/500."),
        (
            "2018/3",
            (
                "If you mean the document CTOC/COP/WG.7/2018/3, it is not in this knowledge base "
                "either."
            ),
        ),
        (
            "CTOC/COP/WG.7/2018/3, para. 8",
            "The document CTOC/COP/WG.7/2018/3 is not in this knowledge base.",
        ),
        (f"{REPORT}, para. 500", f"{REPORT} is in this knowledge base, but has no para. 500."),
        ("第四届会议第7段", "is numbered para. 7."),
        (
            "第四届会议报告",
            "Nothing in this knowledge base is from that session or year, or of that kind.",
        ),
        ("A/RES/73/195", "Resolution A/RES/73/195 itself is not in this knowledge base."),
        ("article 399", "No treaty that the documents cite has that article"),
        ("https://documents.un.org/doc/undoc/gen/v20/055/61/pdf/v2005561.pdf", "number V.20-05561"),
        ("https://digitallibrary.un.org/record/3886253", "only its server"),
        ("儿童", "No code, symbol, paragraph, recommendation"),
        ("2013/92" + " " * 500 + "x", "It is longer than 500 characters"),
    ],
)
def test_what_is_not_held_is_said_plainly(client: Client, ref: str, said: str) -> None:
    answer = asked(client, ref)
    assert answer.status_code == (200 if ref.startswith("2013/92") else 404)
    assert said in main(answer)


@pytest.mark.usefixtures("knowledge_base")
def test_it_shows_where_the_united_nations_have_it_who_cites_it_and_what_is_near(
    client: Client,
) -> None:
    html = asked(client, "CTOC/COP/WG.7/2018/3, para. 8", "zh-hans").content.decode()
    assert 'href="https://docs.un.org/zh/CTOC/COP/WG.7/2018/3"' in html
    assert 'href="/zh-hans/documents/CTOC/COP/WG.7/2019/2/#fn5"' in html
    assert 'href="/zh-hans/sessions/5/"' in html


@pytest.mark.django_db
def test_it_offers_to_search_for_the_words(client: Client) -> None:
    html = asked(client, "儿童").content.decode()
    assert 'href="/en/recommendations/?q=%E5%84%BF%E7%AB%A5"' in html


@pytest.mark.usefixtures("knowledge_base")
def test_what_may_be_chosen_from_is_searched_for_literally(client: Client) -> None:
    html = asked(client, "2020/4").content.decode()
    assert 'href="/en/recommendations/?q=%222020/4%22"' in html
    assert client.get("/en/recommendations/?q=%222020/4%22").status_code == 200


@pytest.mark.django_db
def test_what_is_asked_for_is_text_on_the_page(client: Client) -> None:
    html = asked(client, "<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in html


@pytest.mark.django_db
def test_drafts_are_as_if_they_were_not(client: Client) -> None:
    make_recommendation("2012/7", publication=WorkflowStage.DRAFT)
    answer = asked(client, "2012/7")
    assert answer.status_code == 404
    assert "/recommendations/2012/7/" not in answer.content.decode()


# The form


@pytest.mark.usefixtures("knowledge_base")
def test_asked_for_nothing_it_is_a_form_with_examples(client: Client) -> None:
    for query in ("", "?ref=", "?ref=%20"):
        answer = client.get(f"/en/go/{query}")
        assert answer.status_code == 200
        page = Page(answer)
        for example in EXAMPLES:
            assert example in " ".join(page.one("main").text.split())


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_leads_somewhere(example: str) -> None:
    assert look_up(parse_typed_citation(example)).candidates


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ref", "most"), [("2012/5-6", 9), ("第5段", 9), ("2013/5", 20), ("WG.7/2018/3", 16), ("x", 3)]
)
def test_it_asks_as_many_queries_for_little_and_for_much(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, ref: str, most: int
) -> None:
    for number in (5, 6):
        make_recommendation(f"2012/{number}")
    make_paragraph(5, document=make_recommendation("2015/4").occurrences.get().document)
    asked(client, ref)
    with django_assert_max_num_queries(most) as few:
        asked(client, ref)
    for number in range(7, 30):
        make_recommendation(f"2012/{number}")
        make_paragraph(
            5, document=make_recommendation(f"19{number:02}/4").occurrences.get().document
        )
    with django_assert_max_num_queries(len(few)) as many:
        asked(client, ref)
    assert len(many) == len(few)


# The ways to it


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/en/", "/zh-hans/nothing/"])
def test_the_home_page_and_the_error_page_lead_to_it(client: Client, address: str) -> None:
    assert f'href="{address[: address.index("/", 1)]}/go/"' in client.get(address).content.decode()


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("recommendations/2022/61/", "recommendations/2022/61b/"),
        ("recommendations/2012/92/", "recommendations/2013/92/"),
        ("recommendations/2018/1/", "sessions/5/"),
        ("recommendations/1999/1/", "recommendations/2020/1/"),
        ("documents/ctoc-cop-wg.7-2020-4/", f"documents/{REPORT}/"),
        ("documents/CTOC/COP/WG.7/2020/5/", "recommendations/?year=2020"),
    ],
)
def test_an_address_of_no_record_or_document_asks_whether_another_was_meant(
    client: Client, path: str, meant: str
) -> None:
    answer = client.get(f"/en/{path}")
    assert answer.status_code == 404
    html = answer.content.decode()
    assert "Did you mean" in html
    assert f'href="/en/{meant}"' in html


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("recommendations/2022/61a/", "recommendations/2013/92/"),
        ("recommendations/2022/61e/", "recommendations/2020/18/"),
        ("recommendations/2022/61a.json", "recommendations/2013/92.json"),
        ("recommendations/2022/61a.ris", "recommendations/2013/92.ris"),
        ("recommendations/2013/092/", "recommendations/2013/92/"),
    ],
)
def test_a_number_under_which_a_record_is_printed_again_leads_to_it(
    client: Client, path: str, leads_to: str
) -> None:
    answer = client.get(f"/en/{path}")
    assert (answer.status_code, answer["Location"]) == (302, f"/en/{leads_to}")


# The search box


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("rest", ["", "&theme=&page=", "&utm_source=x"])
def test_a_citation_in_the_search_box_leads_straight(client: Client, rest: str) -> None:
    answer = client.get(f"/en/recommendations/?q=2020/18{rest}", follow=True)
    assert answer.redirect_chain[-1] == ("/en/recommendations/2020/18/", 302)


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize(
    "query",
    [
        "q=2020/18&theme=prevention",
        "q=2020/18&page=1",
        "q=建议18",
        "q=“建议18”",
        'q="2020/18"',
        "q=儿童",
    ],
)
def test_anything_else_is_a_search(client: Client, query: str) -> None:
    assert client.get(f"/en/recommendations/?{query}").status_code == 200


@pytest.mark.usefixtures("knowledge_base")
def test_downloads_are_never_redirected(client: Client) -> None:
    answer = client.get("/en/recommendations.csv?q=2020/18")
    assert answer.status_code == 200


@pytest.mark.usefixtures("knowledge_base")
def test_a_search_that_finds_nothing_offers_to_look_for_a_citation(client: Client) -> None:
    html = client.get("/en/recommendations/?q=2018/3").content.decode()
    assert 'href="/en/go/?ref=2018/3"' in html


@pytest.mark.django_db
def test_an_article_of_a_treaty_in_the_box_is_searched_for(client: Client) -> None:
    make_provision()
    assert client.get("/en/recommendations/?q=som-protocol article 16").status_code == 200
