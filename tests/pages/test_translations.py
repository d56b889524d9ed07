"""An unofficial translation says what it is wherever it stands, and leads to the official text."""

import re

import pytest
from django.test import Client
from django.utils.translation import gettext, override

from sessions.models import (
    Document,
    DocumentTitle,
    NameOrigin,
    Resource,
    ResourceKind,
    ResourceTranslation,
    Section,
    SectionTranslation,
)
from smuggling_kb.languages import BY_CODE
from tests.builders import (
    assign,
    make_citation,
    make_paragraph,
    make_provision,
    make_recommendation,
    make_relation,
    make_session,
    make_subject,
    make_translation,
)
from tests.reading import Page, Part

pytestmark = pytest.mark.django_db

SYMBOL = "CTOC/COP/WG.7/2012/5"
#: Languages of readers who are shown translations.
READERS = ("en", "fr", "es", "ru", "ar")
#: Every kind of page that shows texts of records.
PAGES = (
    "",
    "recommendations/",
    "recommendations/?view=table",
    "recommendations/?group=theme",
    "recommendations/?q=2012",
    "recommendations/print/",
    "recommendations/2012/5/",
    "recommendations/2013/7/",
    "themes/prevention/",
    "index/children/",
    "sessions/1/",
    "articles/som-protocol/16/",
    "brief/",
    "compare/?code=2012/5&code=2013/7",
    "families/",
    "families/2012/5/",
    "go/?ref=2012/5 2013/7",
)
#: Every kind of page that shows titles, headings or resources of documents.
DOCUMENT_PAGES = (
    "",
    "documents/",
    f"documents/{SYMBOL}/",
    f"documents/{SYMBOL}/citations/",
    "resources/",
    "sessions/1/",
    "recommendations/2012/5/",
    "passages/",
    "about/",
)


@pytest.fixture(autouse=True)
def records() -> None:
    """Make two records that are connected in every way, with translations into five languages."""
    session = make_session(1)
    first = make_recommendation("2012/5", session=session)
    second = make_recommendation("2013/7", session=session)
    make_relation(second, first, "restates")
    children = make_subject("children")
    for record in (first, second):
        assign(record, children)
        make_citation(record, provision=make_provision(16))
        for language in READERS:
            make_translation(record, language, f"Translation of {record.code}, 2012.")
    document = Document.objects.get(symbol=SYMBOL)
    document.session = session
    document.save()
    DocumentTitle.objects.update(origin=NameOrigin.DOCUMENT)
    resource = Resource.objects.create(
        paragraph=make_paragraph(5, document=document), kind=ResourceKind.QUESTION, title="问题"
    )
    section = Section.objects.get(version__document=document)
    for language in READERS:
        for each in Document.objects.all():
            DocumentTitle.objects.create(
                document=each, language=language, title="Translated", origin=NameOrigin.EDITOR
            )
        SectionTranslation.objects.create(section=section, language=language, heading="Heading")
        ResourceTranslation.objects.create(resource=resource, language=language, title="Question")


def marks(page: Page, language: str) -> list[Part]:
    """The marks of unofficial translations on a page."""
    with override(language):
        words = [gettext("Unofficial translation"), gettext("[unofficial translation]")]
        words.append(gettext("Unofficial translation into %(language)s").partition("%")[0])
    return [part for part in page.all(".translated") if any(each in part.text for each in words)]


@pytest.mark.parametrize(
    ("address", "language"),
    [(address, READERS[place % len(READERS)]) for place, address in enumerate(PAGES)],
)
def test_texts_of_records_say_that_they_are_translations(
    client: Client, address: str, language: str
) -> None:
    page = Page(client.get(f"/{language}/{address}", follow=True))
    shown = [part for part in page.all(".is-unofficial") if "Translation of" in part.text]
    assert shown
    for part in shown:
        assert (part.lang, part.get("dir")) == (language, BY_CODE[language].direction)
    found = marks(page, language)
    assert found
    official = [link for part in found for link in part.links()]
    assert official
    assert all(link.endswith("#original") or "text=original" in link for link in official)


@pytest.mark.parametrize(
    ("address", "language"),
    [(address, READERS[place % len(READERS)]) for place, address in enumerate(DOCUMENT_PAGES)],
)
def test_titles_headings_and_resources_say_that_they_are_translations(
    client: Client, address: str, language: str
) -> None:
    page = Page(client.get(f"/{language}/{address}", follow=True))
    assert any(words in page.text for words in ("Translated", "Heading", "Question"))
    assert marks(page, language)


@pytest.mark.parametrize("address", ["recommendations/", "brief/", f"documents/{SYMBOL}/"])
def test_originals_alone_show_no_translation(client: Client, address: str) -> None:
    page = Page(client.get(f"/en/{address}?text=original"))
    assert not page.all(".is-unofficial")
    assert "Translat" not in page.one("main").text.replace("Show translations", "")


@pytest.mark.parametrize(
    "address",
    [
        "recommendations/",
        "themes/prevention/",
        "index/children/",
        "articles/som-protocol/16/",
    ],
)
def test_links_keep_the_texts_that_are_asked_for(client: Client, address: str) -> None:
    usual = Page(client.get(f"/en/{address}"))
    assert any(link.endswith("?text=original") for link in usual.one("main").links())
    page = Page(client.get(f"/en/{address}?text=original"))
    links = page.one("main").links()
    assert not page.all(".is-unofficial")
    to_records = [each for each in links if "/recommendations/2012/5/" in each]
    to_lists = [each for each in links if re.match(r"/en/recommendations/\?(theme|article)=", each)]
    assert to_records
    assert all("text=original" in each for each in (*to_records, *to_lists))
    assert any(each.partition("#")[0] == f"/en/{address}" for each in links)


def test_suggestions_keep_the_texts_that_are_asked_for(client: Client) -> None:
    suggest = "/en/recommendations/suggest/?q=preven&text=original"
    (plain,) = client.get(suggest).json()
    assert plain["address"] == "/en/recommendations/?theme=prevention&text=original"
    grouped = client.get(f"{suggest}&form=grouped").json()["groups"]
    addresses = [option["address"] for group in grouped for option in group["options"]]
    assert addresses == ["/en/themes/prevention/?text=original"]


def test_readers_of_the_original_see_no_mark(client: Client) -> None:
    for address in ("recommendations/", "recommendations/2012/5/", f"documents/{SYMBOL}/"):
        page = Page(client.get(f"/zh-hans/{address}"))
        assert not page.all(".is-unofficial")


def test_a_list_says_once_at_its_head_that_all_are_translations(client: Client) -> None:
    head = Page(client.get("/en/recommendations/")).one("div.listhead")
    assert head.one("p.translated").text == (
        "All texts shown are unofficial translations made for this site. Show originals only"
    )
    assert head.one("p.translated").links() == ["/en/recommendations/?text=original"]


def test_the_words_that_are_copied_from_a_row_say_in_their_language_what_they_are(
    client: Client,
) -> None:
    page = Page(client.get("/en/recommendations/?text=fr"))
    [copied, _other] = filter(None, (each.get("data-citation") for each in page.all("button")))
    with override("fr"):
        form = gettext("[unofficial translation into %(language)s]").partition("%")[0]
    assert form in copied
    assert SYMBOL in copied or "2013/5" in copied


def test_differences_between_translations_are_said_to_be_theirs(client: Client) -> None:
    page = Page(client.get("/en/compare/?code=2012/5&code=2013/7"))
    assert "between unofficial translations" in page.text
    original = next(link for link in page.links() if "text=original" in link)
    page = Page(client.get(original))
    assert "unofficial" not in page.one("main").text
    assert page.link("/en/compare/?code=2012/5&code=2013/7").text == "Show translations"
