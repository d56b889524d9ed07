"""The articles of treaties, and the page of all that cites one."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.models import (
    AdoptionStatus,
    Citation,
    CitationKind,
    Instrument,
    InstrumentName,
    Provision,
    ProvisionKind,
    ProvisionLinkReason,
    ProvisionName,
    Recommendation,
    WorkflowStage,
)
from recommendations.pages.treaties import views
from sessions.models import Footnote, Paragraph
from tests.builders import (
    assign,
    make_citation,
    make_document,
    make_footnote,
    make_link,
    make_paragraph,
    make_provision,
    make_recommendation,
    make_session,
    make_subject,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

PROTOCOL = "som-protocol"
WORDS = "《议定书》第 16 条"
TEXT = f"缔约国应当执行{WORDS}。"


def name(instrument: str, kind: str, language: str, words: str) -> None:
    InstrumentName.objects.create(
        instrument=Instrument.objects.get(slug=instrument),
        kind=kind,
        language=language,
        name=words,
    )


def entitle(provision: Provision, **titles: str) -> Provision:
    """Give a provision its titles, by language: ``en`` or ``zh_hans``."""
    for language, words in titles.items():
        ProvisionName.objects.create(
            provision=provision, language=language.replace("_", "-"), name=words
        )
    return provision


def cite(
    place: Recommendation | Paragraph | Footnote,
    cited: Provision | Instrument,
    words: str = WORDS,
) -> None:
    """Words that cite a provision, or an instrument as a whole, in one of the three places."""
    text = place.texts.get() if isinstance(place, Recommendation) else place
    field = next(name for name, model in Citation.PLACES.items() if isinstance(text, model))
    provision = cited if isinstance(cited, Provision) else None
    Citation.objects.create(
        **{field: text},
        start=text.text.index(words),
        as_written=words,
        kind=CitationKind.ARTICLE,
        reference=cited.slug,
        instrument=cited.instrument if isinstance(cited, Provision) else cited,
        provision=provision,
    )


def citing(code: str, cited: Provision | Instrument, text: str = TEXT, **fields: object) -> None:
    cite(make_recommendation(code, text=text, **fields), cited)  # type: ignore[arg-type]


def test_a_treaty_is_listed_under_all_its_names(client: Client) -> None:
    make_provision()
    name(PROTOCOL, "full", "en", "Protocol against the Smuggling of Migrants")
    name(PROTOCOL, "short", "en", "Smuggling Protocol")
    name(PROTOCOL, "short", "zh-hans", "《偷运移民议定书》")
    name(PROTOCOL, "alias", "zh-hans", "《议定书》")
    english, chinese = (
        Page(client.get(f"/{language}/articles/")).one("main") for language in ("en", "zh-hans")
    )
    assert english.one("h2").text == "Smuggling Protocol"
    assert english.one("section").all("p")[0].text == "Protocol against the Smuggling of Migrants"
    assert "Also known as: 《偷运移民议定书》, 《议定书》" in english.text
    assert [part.lang for part in english.all("span")] == ["en", "zh-Hans", "zh-Hans"]
    assert chinese.one("h2").text == "《偷运移民议定书》"


def test_an_article_counts_what_cites_it_in_words_the_adopted_apart(client: Client) -> None:
    article = entitle(make_provision(), en="Protection and assistance measures")
    citing("2012/5", article)
    citing("2010/54a", article, status=AdoptionStatus.PROPOSED)
    citing("2012/6", article, publication=WorkflowStage.DRAFT)
    paragraph = make_paragraph(7, text=TEXT)
    cite(paragraph, article)
    cite(make_footnote(paragraph, "1", 3, text=f"见{WORDS}。"), article)
    page = Page(client.get("/en/articles/"))
    assert page.link("/en/articles/som-protocol/16/").text == "Article 16"
    assert "Protection and assistance measures" in page.one("tbody").text
    list_ = "/en/recommendations/"
    assert page.link(f"{list_}?status=adopted&article=som-protocol-16").text == "1"
    assert page.link(f"{list_}?session=none&article=som-protocol-16").text == "1"
    assert page.link("/en/articles/som-protocol/16/#documents").text == "2"


def test_articles_that_nothing_cites_are_said_to_be_so(client: Client) -> None:
    citing("2012/5", entitle(make_provision(16), en="Protection"))
    entitle(make_provision(17), en="Agreements")
    main = Page(client.get("/en/articles/")).one("main")
    assert main.one("h3").text == "Articles that no text in this knowledge base cites"
    assert main.one("ul").text == "Article 17 Agreements"
    assert main.one("tbody").all("a")[0].text == "Article 16"


def test_articles_whose_titles_are_not_held_are_listed_by_their_numbers(client: Client) -> None:
    citing("2012/5", make_provision(98, "unclos"))
    make_provision(99, "unclos")
    page = Page(client.get("/en/articles/"))
    assert page.one("tbody").one("th").text == "Article 98"
    assert (
        page.one("details.more").one("summary").text
        == "1 article whose title is not in this knowledge base"
    )
    assert page.link("/en/articles/unclos/99/").text == "99"


def test_an_editors_links_are_counted_apart_from_what_cites_in_words(client: Client) -> None:
    article = make_provision()
    citing("2012/5", article)
    for code in ("2012/5", "2012/6"):
        record = Recommendation.objects.filter(code=code).first() or make_recommendation(code)
        link = make_link(record, article)
        ProvisionLinkReason.objects.create(link=link, language="en", text=f"Why {code}.")
    draft = make_recommendation("2012/7", publication=WorkflowStage.DRAFT)
    make_link(draft, article)
    index = Page(client.get("/en/articles/"))
    assert index.link("/en/articles/som-protocol/16/#linked").text == "1"
    page = Page(client.get("/en/articles/som-protocol/16/"))
    assert page.one("#linked").text == "Linked by editors"
    assert [row.text for row in page.all("h3")] == ["2012/5", "2012/6"]
    assert "Reason: Why 2012/6." in page.one("main").text
    assert "2012/7" not in page.text
    answer = client.get("/en/recommendations.csv?article=som-protocol-16")
    assert b"2012/6" not in b"".join(answer)


def test_an_article_that_only_an_editor_linked_is_not_among_those_nothing_cites(
    client: Client,
) -> None:
    article = entitle(make_provision(), en="Protection")
    make_link(make_recommendation(), article)
    page = Page(client.get("/en/articles/"))
    assert page.one("tbody").one("th").text.startswith("Article 16")
    assert "nothing in this knowledge base cites" not in page.text


def test_a_treaty_of_which_no_article_is_cited_may_be_cited_as_a_whole(client: Client) -> None:
    protocol = make_provision().instrument
    citing("2012/5", protocol)
    page = Page(client.get("/en/articles/"))
    assert "A citation of its articles was not found in the texts of" in page.text
    whole = page.link("/en/articles/som-protocol/#whole")
    assert whole.text == "Cited without an article"
    assert "Cited without an article: 1 adopted recommendation" in page.text
    assert len(Page(client.get("/en/articles/som-protocol/")).all("article.rec")) == 1


def test_an_article_shows_the_records_that_cite_it_by_meeting_with_their_words(
    client: Client,
) -> None:
    article = entitle(make_provision(), en="Protection", zh_hans="保护")
    citing("2020/1", article, session=make_session(3))
    citing("2012/5", article, session=make_session(1))
    citing("2022/61b", article)
    citing("2010/54a", article, status=AdoptionStatus.PROPOSED)
    citing("2012/7", make_provision(17))
    make_session(2)
    page = Page(client.get("/en/articles/som-protocol/16/"))
    assert page.one("h1").text == "Article 16"
    assert page.one("title").text.startswith("som-protocol, art. 16: Protection — ")
    assert [heading.text for heading in page.all("h2")] == [
        "1st session",
        "3rd session",
        "Adopted at an unspecified session",
        "Not adopted by the Working Group",
    ]
    assert [row.text for row in page.all("h3")] == ["2012/5", "2020/1", "2022/61b", "2010/54a"]
    assert [words.text for words in page.all("u")] == [WORDS] * 4
    assert "3 adopted recommendations, 1 other not adopted" in page.one("p.count").text
    assert "Texts not in this knowledge base: 2nd session." in page.text
    assert page.link("/en/recommendations/?article=som-protocol-16").text == "Search and filter"
    link = page.link("/en/recommendations/?session=1&article=som-protocol-16")
    assert link.text == "1 record"
    assert "保护" in Page(client.get("/zh-hans/articles/som-protocol/16/")).one("main").text


def test_the_passage_of_a_draft_is_shown_as_one_that_is_no_record(client: Client) -> None:
    article = make_provision()
    draft = make_recommendation("2012/5", text=TEXT, publication=WorkflowStage.DRAFT)
    make_citation(
        draft.texts.get().source,
        provision=article,
        start=0,
        as_written=WORDS,
        reference="som-protocol-16",
    )
    page = Page(client.get("/en/articles/som-protocol/16/"))
    assert WORDS in page.one("main").text
    assert "/en/recommendations/2012/5/" not in [link.get("href") for link in page.all("a")]


def test_a_treaty_has_a_page_with_its_articles_and_what_cites_it_without_one(
    client: Client,
) -> None:
    article = entitle(make_provision(), en="Protection")
    protocol = article.instrument
    name(PROTOCOL, "full", "en", "Protocol against the Smuggling of Migrants")
    name(PROTOCOL, "short", "en", "Smuggling Protocol")
    entitle(make_provision(17), en="Agreements")
    citing("2012/5", article)
    citing("2012/6", protocol)
    citing("2010/54a", protocol, status=AdoptionStatus.PROPOSED)
    cite(make_paragraph(7, text=TEXT), protocol)
    page = Page(client.get("/en/articles/som-protocol/"))
    assert page.one("title").text.startswith("Smuggling Protocol — ")
    assert page.one("h1").text == "Smuggling Protocol"
    assert "Protocol against the Smuggling of Migrants" in page.one("main").text
    assert "2 adopted recommendations cite it or one of its articles, 1 other" in page.text
    assert page.link("/en/articles/som-protocol/16/").text == "Article 16"
    assert "Article 17 Agreements" in page.text
    assert [row.text for row in page.all("h3") if "/" in row.text][:2] == ["2012/6", "2010/54a"]
    assert page.link("/en/documents/CTOC/COP/WG.7/2015/5/#p7").text == "para. 7"


def test_treaty_and_articles_lead_to_each_other_and_to_the_treaty_collection(
    client: Client,
) -> None:
    citing("2012/5", make_provision())
    address = "https://treaties.un.org/pages/ViewDetails.aspx?mtdsg_no=XVIII-12-b"
    Instrument.objects.update(treaty_collection=address)
    for path in ("/en/articles/som-protocol/", "/en/articles/som-protocol/16/"):
        link = Page(client.get(path)).one("main").link(address)
        assert link.text.endswith("United Nations Treaty Collection")
    article = Page(client.get("/en/articles/som-protocol/16/"))
    assert article.one("ol.crumbs").links() == ["/en/articles/", "/en/articles/som-protocol/"]
    assert Page(client.get("/en/articles/")).one("h2").all("a")[0].get("href") == (
        "/en/articles/som-protocol/"
    )


def test_only_addresses_of_the_treaty_collection_are_taken() -> None:
    make_provision()
    with pytest.raises(IntegrityError), transaction.atomic():
        Instrument.objects.update(treaty_collection="https://example.org/treaties.un.org/")


def test_an_article_names_the_subjects_of_what_cites_it_or_is_linked_with_it(
    client: Client,
) -> None:
    article = make_provision()
    record, linked = make_recommendation("2012/5", text=TEXT), make_recommendation("2012/6")
    cite(record, article)
    make_link(linked, article)
    children, rescue = make_subject("children"), make_subject("rescue")
    assign(record, children, rescue)
    assign(linked, rescue)
    side = Page(client.get("/en/articles/som-protocol/16/")).one("aside.side")
    found = [link for link in side.links() if link.startswith("/en/index/")]
    assert found == ["/en/index/rescue/", "/en/index/children/"]


def test_a_title_that_a_cover_prints_twice_is_shown_once(client: Client) -> None:
    article = make_provision()
    cite(make_paragraph(7, text=TEXT), article)
    cite(make_paragraph(8, text=TEXT.replace("缔约国", "缔约国 ")), article)
    page = Page(client.get("/en/articles/som-protocol/16/"))
    assert len(page.all("p.voice")) == 1
    assert page.link("/en/documents/CTOC/COP/WG.7/2015/5/#p8").text == "again: para. 8"


def test_every_count_leads_to_a_list_of_that_length(client: Client) -> None:
    article = make_provision()
    citing("2012/5", article, session=make_session(1))
    citing("2022/61b", article)
    citing("2010/54a", article, status=AdoptionStatus.PROPOSED)
    page = Page(client.get("/en/articles/som-protocol/16/"))
    for group in page.all("div.group"):
        [link] = group.all("a")
        rows = Page(client.get(link.get("href"))).all("article.rec")
        assert link.text.startswith(f"{len(rows)} ")


def test_a_long_article_says_that_the_list_has_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "SHOWN", 1)
    article = make_provision()
    citing("2012/5", article, session=make_session(1))
    citing("2012/6", article, session=make_session(1))
    page = Page(client.get("/en/articles/som-protocol/16/"))
    assert len(page.all("article.rec")) == 1
    assert "The first 1 of 2 are shown here; the list has all." in page.text
    assert page.link("/en/recommendations/?session=1&article=som-protocol-16").text.startswith("2")
    for code in ("2013/5", "2013/6"):
        citing(code, article.instrument)
    whole = Page(client.get("/en/articles/som-protocol/"))
    assert "The first 1 of 2 are shown here." in whole.text


def test_passages_of_documents_lead_to_their_place(client: Client) -> None:
    article = make_provision()
    paragraph = make_paragraph(7, "b", text=TEXT)
    cite(paragraph, article)
    cite(make_footnote(paragraph, "3", 2, text=f"另见{WORDS}。"), article)
    page = Page(client.get("/en/articles/som-protocol/16/"))
    address = "/en/documents/CTOC/COP/WG.7/2015/5/"
    assert page.link(f"{address}#p7b").text == "para. 7 (b)"
    assert page.link(f"{address}#fn3").text == "footnote 3"
    assert [words.text for words in page.all("u")] == [WORDS, WORDS]
    assert [words.lang for words in page.all("p.voice")] == ["zh-Hans", "zh-Hans"]


def test_a_passage_that_is_a_record_is_not_shown_twice(client: Client) -> None:
    article = make_provision()
    record = make_recommendation("2012/5", text=TEXT)
    cite(record, article)
    source = record.texts.get().source
    assert source is not None
    cite(source, article)
    item = make_paragraph(5, "a", text=TEXT, document=make_document("CTOC/COP/WG.7/2012/5"))
    cite(item, article)
    page = Page(client.get("/en/articles/som-protocol/16/"))
    assert len(page.all("u")) == 1
    assert not page.all("#documents")


def test_an_article_that_nothing_cites_has_a_page_that_says_so(client: Client) -> None:
    make_provision(15)
    make_provision(16)
    make_provision(17)
    page = Page(client.get("/en/articles/som-protocol/16/"))
    assert "not found in the texts of the 0 sessions on this site" in page.one("p.absent").text
    assert "0 adopted recommendations" in page.one("p.count").text
    assert page.link("/en/articles/som-protocol/15/").text == "Previous: Article 15"
    assert page.link("/en/articles/som-protocol/17/").text == "Next: Article 17"


def test_a_chapter_has_a_page(client: Client) -> None:
    protocol = make_provision().instrument
    chapter = Provision.objects.create(
        instrument=protocol, kind=ProvisionKind.CHAPTER, number=2, slug="som-protocol-chapter-2"
    )
    citing("2012/5", chapter)
    assert Page(client.get("/en/articles/som-protocol/chapter-2/")).one("h1").text == "Chapter II"
    assert client.get("/en/articles/som-protocol/2/").status_code == 404


@pytest.mark.parametrize(
    "path", ["vccr/", "vccr/1/", "som-protocol/99/", "som-protocol/016/", "som-protocol/chapter/"]
)
def test_what_is_not_held_is_not_found(client: Client, path: str) -> None:
    make_provision()
    assert client.get(f"/en/articles/{path}").status_code == 404


@pytest.mark.parametrize("records", [2, 20])
@pytest.mark.parametrize(
    ("path", "queries"),
    [("", 9), ("som-protocol/16/", 17), ("som-protocol/", 17)],
)
def test_the_pages_ask_a_fixed_number_of_questions(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    records: int,
    path: str,
    queries: int,
) -> None:
    for number in range(1, records + 1):
        article = entitle(make_provision(15 + number), en=f"Title {number}")
        for cited in (make_provision(), article.instrument):
            place = f"{number}{'a' if cited == article.instrument else ''}"
            citing(f"2012/{place}", cited, session=make_session(1))
            paragraph = make_paragraph(100 + number, place[-1:].strip("0123456789"), text=TEXT)
            cite(paragraph, cited)
            cite(make_footnote(paragraph, f"{place}", 1, text=TEXT), cited)
        linked = make_recommendation(f"2013/{number}")
        link = make_link(linked, make_provision())
        ProvisionLinkReason.objects.create(link=link, language="en", text="Why.")
    with django_assert_num_queries(queries):
        client.get(f"/en/articles/{path}")


@pytest.mark.usefixtures("knowledge_base")
def test_article_16_of_the_protocol_is_cited_by_one_recommendation(client: Client) -> None:
    page = Page(client.get("/en/articles/som-protocol/16/"))
    assert page.all("h3")[0].text == "2012/24"
    assert page.link("/en/documents/CTOC/COP/WG.7/2022/2/#p40").text == "para. 40"
