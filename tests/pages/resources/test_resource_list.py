"""Questions, mechanisms, tools and guides that the documents list."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sessions.models import Resource, ResourceKind
from tests.builders import make_document, make_paragraph
from tests.reading import Page

pytestmark = pytest.mark.django_db

ADDRESS = "/en/resources/"
EARLIER, LATER = "CTOC/COP/WG.7/2019/2", "CTOC/COP/WG.7/2022/2"


def list_resource(
    kind: str, title: str, number: int = 1, symbol: str = EARLIER, text: str = "", url: str = ""
) -> None:
    """A resource that a paragraph of a document describes."""
    document = make_document(symbol, year=int(symbol.split("/")[3]))
    paragraph = make_paragraph(number, text=text or title, document=document)
    Resource.objects.create(paragraph=paragraph, kind=kind, title=title, url=url)


@pytest.fixture
def resources() -> None:
    list_resource(ResourceKind.TOOL, "《工具箱》", 9, LATER, text="《工具箱》供各国使用。")
    list_resource(ResourceKind.TOOL, "《指南》", 27, text="《指南》供检察官使用。")
    list_resource(ResourceKind.QUESTION, "有哪些差距？", 2)
    list_resource(ResourceKind.MECHANISM, "数据中心", 19, text="数据中心收集信息。")


def counts(page: Page) -> list[str]:
    """The filters with how many resources each would give."""
    return [label.text for label in page.one("form.facets").all("label")]


def titles(page: Page) -> list[str]:
    return [row.all("p.voice")[0].text for row in page.all("article.rec")]


@pytest.mark.usefixtures("resources")
def test_they_are_listed_by_kind_and_document(client: Client) -> None:
    page = Page(client.get(ADDRESS))
    assert page.one("p.count").text == "4 resources"
    assert page.one("p.count").get("role") == "status"
    assert [heading.text for heading in page.all("h2")] == [
        "Questions for discussion",
        "Information-sharing mechanisms",
        "Tools and guides",
    ]
    assert [part.text for part in page.all("h3")] == [EARLIER, EARLIER, EARLIER, LATER]
    assert titles(page) == ["有哪些差距？", "数据中心", "《指南》", "《工具箱》"]
    assert {words.lang for words in page.all("p.voice")} == {"zh-Hans"}


@pytest.mark.usefixtures("resources")
def test_each_leads_to_its_place_in_the_document(client: Client) -> None:
    page = Page(client.get(ADDRESS))
    assert page.link(f"/en/documents/{EARLIER}/#p27").text == "para. 27"
    assert page.link(f"/en/documents/{LATER}/").text == LATER


@pytest.mark.usefixtures("resources")
def test_what_the_document_says_is_folded_unless_the_title_says_it_all(client: Client) -> None:
    question, mechanism, *_tools = Page(client.get(ADDRESS)).all("article.rec")
    assert not question.all("details")
    assert mechanism.one("details").all("p")[0].text == "数据中心收集信息。"


def test_a_link_to_another_website_says_so(client: Client) -> None:
    address = "https://sherloc.unodc.org/cld/en/v3/som/"
    list_resource(ResourceKind.TOOL, "判例法数据库", url=address)
    page = Page(client.get(ADDRESS))
    assert page.link(address).text == "sherloc.unodc.org"
    assert page.link(address).get("rel") == "external"
    assert "(leads to another website)" in page.text


@pytest.mark.usefixtures("resources")
def test_filters_count_under_each_other(client: Client) -> None:
    assert counts(Page(client.get(ADDRESS))) == [
        "Questions for discussion1",
        "Information-sharing mechanisms1",
        "Tools and guides2",
        f"{EARLIER}3",
        f"{LATER}1",
    ]
    page = Page(client.get(f"{ADDRESS}?kind=tool&document=&document={LATER}"))
    assert page.one("p.count").text == "1 of 4 resources"
    assert titles(page) == ["《工具箱》"]
    assert counts(page) == [
        "Questions for discussion0",
        "Information-sharing mechanisms0",
        "Tools and guides1",
        f"{EARLIER}1",
        f"{LATER}1",
    ]


@pytest.mark.usefixtures("resources")
def test_several_values_of_a_filter_are_any_of_them(client: Client) -> None:
    page = Page(client.get(f"{ADDRESS}?kind=question&kind=mechanism"))
    assert titles(page) == ["有哪些差距？", "数据中心"]
    chips = page.one("p.chips").all("a")
    assert [(chip.text, chip.get("href")) for chip in chips] == [
        ("Kind: Questions for discussion, remove", f"{ADDRESS}?kind=mechanism"),
        ("Kind: Information-sharing mechanisms, remove", f"{ADDRESS}?kind=question"),
        ("Clear all", ADDRESS),
    ]
    checked = [box.get("value") for box in page.all("input") if "checked" in box.element.attrib]
    assert checked == ["question", "mechanism"]


@pytest.mark.usefixtures("resources")
def test_titles_of_pages_say_what_is_asked_for(client: Client) -> None:
    title = Page(client.get(f"{ADDRESS}?kind=tool")).one("title").text
    assert title.startswith("Resources, Kind: Tools and guides — ")


@pytest.mark.usefixtures("resources")
def test_an_empty_list_says_what_to_drop(client: Client) -> None:
    page = Page(client.get(f"{ADDRESS}?kind=mechanism&document={LATER}"))
    assert page.one("p.count").text == "0 of 4 resources"
    without = page.link(f"{ADDRESS}?kind=mechanism")
    assert without.text.startswith("Document: ")
    drops = page.one("div.results").all("li")
    assert [drop.text for drop in drops] == [
        "Kind: Information-sharing mechanisms: 1 resource",
        f"Document: {LATER}: 1 resource",
    ]
    for drop in drops:
        [link] = drop.all("a")
        assert Page(client.get(link.get("href"))).one("p.count").text == "1 of 4 resources"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("kind=tols", "kind=tols: This filter has no such value. Did you mean tool?"),
        (
            "kind=x",
            "This filter has no such value. Valid values: question, mechanism, tool.",
        ),
        ("kinds=tool", "kinds=tool: There is no filter with this name. Did you mean kind?"),
        ("q=1", "q=1: There is no filter with this name. Valid values: kind, document."),
        ("document=A/1", "document=A/1: This filter has no such value."),
    ],
)
@pytest.mark.usefixtures("resources")
def test_what_is_not_known_is_refused_with_help(client: Client, query: str, said: str) -> None:
    answer = client.get(f"{ADDRESS}?{query}")
    assert answer.status_code == 400
    page = Page(answer)
    assert said in page.one("div.halt").text
    assert page.one("main").link(ADDRESS).text == ADDRESS


def test_tracking_names_are_stripped(client: Client) -> None:
    answer = client.get(f"{ADDRESS}?utm_source=x&kind=tool")
    assert answer.headers["Location"] == f"{ADDRESS}?kind=tool"
    assert client.get(f"{ADDRESS}?fbclid=x").headers["Location"] == ADDRESS


@pytest.mark.parametrize("resources", [2, 20])
def test_the_page_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, resources: int
) -> None:
    for number in range(resources):
        symbol = f"CTOC/COP/WG.7/{2000 + number}/2"
        list_resource(list(ResourceKind)[number % 3], f"资源 {number}", symbol=symbol)
    with django_assert_num_queries(7):
        client.get(f"{ADDRESS}?kind=question&kind=mechanism&kind=tool")


@pytest.mark.usefixtures("knowledge_base")
def test_the_documents_list_54(client: Client) -> None:
    page = Page(client.get(ADDRESS))
    assert page.one("p.count").text == "54 resources"
    assert len(page.html.encode()) < 100_000
