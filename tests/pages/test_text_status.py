"""What is not official word for word says so, wherever it is shown or taken away."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest
from django.db import connection
from django.test import Client

from recommendations.models import Recommendation, RecommendationText, ShownStatus
from sessions.models import Paragraph
from tests.builders import make_recommendation, make_relation
from tests.reading import Page

pytestmark = pytest.mark.django_db

PRINTED = "缔约国应当起到震慑作用。"
CHANGED = "缔约国应当起到震摄作用。"
ENGLISH = "States parties should act as a deterrent."

#: Every page that shows the text of 2012/5 beside others.
PAGES = (
    "recommendations/",
    "recommendations/?view=table",
    "recommendations/?q=缔约国",
    "recommendations/2012/5/",
    "recommendations/2013/7/",
    "brief/?year=2012",
    "compare/?code=2012/5&code=2013/7",
    "families/2012/5/",
    "families/",
    "documents/CTOC/COP/WG.7/2012/5/",
    "go/?ref=2012/5 2013/7",
    "themes/prevention/",
)
DIFFERS = ("Differs from its source", "differs from this passage")


@pytest.fixture
def record() -> Recommendation:
    record = make_recommendation("2012/5", PRINTED)
    make_relation(make_recommendation("2013/7"), record, "restates")
    return record


def update(text: RecommendationText) -> None:
    RecommendationText.objects.filter(pk=text.pk).update(text=CHANGED)


def save(text: RecommendationText) -> None:
    text.text = CHANGED
    text.save()


def bulk_update(text: RecommendationText) -> None:
    text.text = CHANGED
    RecommendationText.objects.bulk_update([text], ["text"])


def execute(text: RecommendationText) -> None:
    with connection.cursor() as cursor:
        table = RecommendationText._meta.db_table
        cursor.execute(f"UPDATE {table} SET text = %s WHERE id = %s", [CHANGED, text.pk])  # noqa: S608


def rewrite_chapeau(text: RecommendationText) -> None:
    RecommendationText.objects.filter(pk=text.pk).update(text=PRINTED, chapeau="缔约国：")


def rewrite_passage(text: RecommendationText) -> None:
    Paragraph.objects.filter(pk=text.source_id).update(text="缔约国应当起到威慑作用。")


def add_item(text: RecommendationText) -> None:
    assert text.source
    Paragraph.objects.create(
        version=text.source.version,
        parent=text.source,
        kind="item",
        label="a",
        anchor=f"{text.source.anchor}a",
        position=90,
        text="另一项。",
    )


WAYS = (update, save, bulk_update, execute, rewrite_chapeau, rewrite_passage, add_item)


def csv_row(client: Client, code: str = "2012/5") -> dict[str, Any]:
    content = b"".join(client.get("/en/recommendations.json"))
    return next(each for each in json.loads(content)["results"] if each["code"] == code)


@pytest.mark.parametrize("write", WAYS)
def test_whoever_changes_a_text_or_its_passage_it_is_said(
    client: Client, record: Recommendation, write: Callable[[RecommendationText], None]
) -> None:
    text = record.texts.select_related("source__version").get()
    assert csv_row(client)["text_status"] == "official"
    write(text)
    assert csv_row(client)["text_status"] == "differs"
    assert [each.pk for each in RecommendationText.objects.texts_unlike_passages()] == [text.pk]
    page = Page(client.get("/en/recommendations/2012/5/"))
    assert "Differs from its source" in page.text
    assert "Official text" not in page.text


def test_a_text_that_equals_its_passage_again_is_official_again(
    client: Client, record: Recommendation
) -> None:
    update(record.texts.get())
    record.texts.update(text=PRINTED)
    assert csv_row(client)["text_status"] == "official"


@pytest.mark.parametrize("address", PAGES)
def test_every_page_shows_both_wordings(
    client: Client, record: Recommendation, address: str
) -> None:
    update(record.texts.get())
    page = Page(client.get(f"/en/{address}", follow=True))
    assert any(words in page.text for words in DIFFERS), page.text
    assert "震慑" in page.text


def test_every_file_has_the_status_and_both_wordings(
    client: Client, record: Recommendation
) -> None:
    update(record.texts.get())
    row = csv_row(client)
    assert (row["text_status"], row["text"], row["source_text"]) == ("differs", CHANGED, PRINTED)
    single = client.get("/en/recommendations/2012/5.json").json()
    assert (single["text_status"], single["source_text"]) == ("differs", PRINTED)
    for ending in (".ris", ".bib"):
        file = client.get(f"/en/recommendations/2012/5{ending}").content.decode()
        assert "differs from the source passage" in file
        assert PRINTED in file
        assert CHANGED in file
    brief = docx.Document(BytesIO(client.get("/en/brief.docx?year=2012").content))
    words = "\n".join(paragraph.text for paragraph in brief.paragraphs)
    assert "Differs from its source" in words
    assert PRINTED in words
    assert CHANGED in words


def test_the_copied_citation_and_linked_data_say_that_the_text_differs(
    client: Client, record: Recommendation
) -> None:
    update(record.texts.get())
    page = client.get("/en/recommendations/2012/5/").content.decode()
    assert "[the text in this knowledge base differs from the source passage]" in page
    assert '"disambiguatingDescription": "Text in Chinese that differs from its source' in page


def add_english(record: Recommendation, **fields: str) -> RecommendationText:
    return RecommendationText.objects.create(
        recommendation=record,
        language="en",
        text=ENGLISH,
        **{"text_status": "unofficial", **fields},
    )


@pytest.mark.parametrize("address", [*PAGES[:2], *PAGES[3:6], *PAGES[10:12]])
def test_unofficial_is_said_wherever_the_text_is_shown(
    client: Client, record: Recommendation, address: str
) -> None:
    add_english(record)
    page = Page(client.get(f"/en/{address}", follow=True))
    assert "Unofficial translation" in page.text
    assert "word for word" not in page.text


def test_home_shows_the_status_of_the_text_of_the_newest_document(client: Client) -> None:
    record = make_recommendation("2013/7")
    update(record.texts.get())
    assert "与来源不同" in Page(client.get("/zh-hans/")).text
    add_english(record)
    assert "Unofficial translation into English" in Page(client.get("/en/")).text


def test_unofficial_words_are_set_apart(client: Client, record: Recommendation) -> None:
    add_english(record)
    [shown] = Page(client.get("/en/recommendations/?year=2012")).all("p.is-unofficial")
    assert shown.text == ENGLISH


def test_coverage_is_told_in_numbers(client: Client, record: Recommendation) -> None:
    add_english(record)
    home = Page(client.get("/en/")).text
    assert "Texts on this site: Chinese: 2 of 2; English: 1 of 2 (unofficial)." in home
    listed = Page(client.get("/en/recommendations/")).text
    assert "English: 1 of 2 (unofficial). 1 of 2 in Chinese only." in listed
    assert "texts in Chinese (1), English (1, unofficial)" in listed
    about = Page(client.get("/en/about/")).text
    assert "English: 1 of 2 (unofficial)" in about
    assert "only" not in Page(client.get("/zh-hans/recommendations/")).one("div.listhead").text


def test_a_text_without_a_passage_is_official_only_with_its_symbol(
    client: Client, record: Recommendation
) -> None:
    text = add_english(record, text_status="official")
    assert csv_row(client)["text_status"] == "unofficial"
    RecommendationText.objects.filter(pk=text.pk).update(document_symbol="CTOC/COP/WG.7/2012/5")
    assert csv_row(client)["text_status"] == "official"
    page = Page(client.get("/en/recommendations/2012/5/")).text
    form = (
        "Official text in English (CTOC/COP/WG.7/2012/5), not compared with a document on this site"
    )
    assert form in page


def test_a_passage_in_another_language_proves_nothing(record: Recommendation) -> None:
    text = add_english(record, text_status="official")
    text.source = record.texts.get(language="zh-hans").source
    text.save()
    assert text.status_mark.status == ShownStatus.UNOFFICIAL


@pytest.mark.usefixtures("knowledge_base")
def test_all_records_equal_their_passages() -> None:
    official = RecommendationText.objects.filter(text_status="official")
    texts = official.select_related("source__version", "source__parent")
    marks = [each.status_mark for each in texts.prefetch_related("source__items")]
    assert len(marks) >= 129
    assert {mark.status for mark in marks} == {ShownStatus.OFFICIAL}
    assert RecommendationText.objects.texts_unlike_passages() == []
