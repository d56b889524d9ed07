"""The alignment of languages: what is held in which, official or not, and unlike the original."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from recommendations.models import Recommendation, RecommendationText, TextStage
from recommendations.pages.alignment import alignment_page, text_alignment
from smuggling_kb.languages import LANGUAGES, LanguageCode, TextStatus
from tests.builders import make_recommendation
from tests.reading import Page, file_content

pytestmark = pytest.mark.django_db

CHINESE = "缔约国应当援助 25 人。"
ALIKE = "States parties should assist 25 persons."
UNLIKE = "Les États parties sont encouragés à aider 52 personnes."
HEADER = [
    *("code", "language", "text_status", "compared_with", "differences", "details"),
    "reasons",
]


def add_text(record: Recommendation, language: str, text: str, **fields: str) -> RecommendationText:
    status = {"text_status": TextStatus.UNOFFICIAL}
    return RecommendationText.objects.create(
        recommendation=record, language=language, text=text, **status | fields
    )


@pytest.fixture
def records() -> None:
    """Two in Chinese, one of them with an English text like it and a French one unlike it."""
    first = make_recommendation("2012/5", CHINESE)
    add_text(first, LanguageCode.ENGLISH, ALIKE)
    add_text(first, LanguageCode.FRENCH, UNLIKE)
    make_recommendation("2012/6", "缔约国应当加强合作。")


def table(page: Page, number: int) -> list[list[str]]:
    """Return the cells of the bodies of a table."""
    return [
        [cell.text for cell in (*row.all("th"), *row.all("td"))]
        for body in page.all("table")[number].all("tbody")
        for row in body.all("tr")
    ]


def lines(client: Client, address: str) -> list[list[str]]:
    """Return the rows of a file without its header."""
    content = file_content(client.get(address)).decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(content))
    assert header == HEADER
    return rows


@pytest.mark.usefixtures("records")
def test_each_text_is_counted_by_language_and_status(client: Client) -> None:
    assert table(Page(client.get("/en/alignment/")), 0) == [
        ["Official", "0", "2", "0", "0", "0", "0"],
        ["Differs from its source passage", "0", "0", "0", "0", "0", "0"],
        ["Unofficial translation", "0", "0", "1", "1", "0", "0"],
        ["Missing", "2", "0", "1", "1", "2", "2"],
        ["Difference from the original"],
        ["Strength", "–", "–", "0", "1", "–", "–"],
        ["Addressees", "–", "–", "0", "0", "–", "–"],
        ["Articles", "–", "–", "0", "0", "–", "–"],
        ["Symbols and resolutions", "–", "–", "0", "0", "–", "–"],
        ["Dates", "–", "–", "0", "0", "–", "–"],
        ["Numbers", "–", "–", "0", "1", "–", "–"],
        ["Items", "–", "–", "0", "0", "–", "–"],
    ]


@pytest.mark.usefixtures("records")
def test_each_record_has_a_row_with_a_cell_for_each_language(client: Client) -> None:
    page = Page(client.get("/en/alignment/"))
    missing, unofficial = "Missing", "Unofficial translation"
    assert table(page, 2) == [
        [
            *("2012/5", missing, "Official", unofficial),
            *(f"{unofficial}StrengthNumbers", missing, missing),
        ],
        ["2012/6", missing, "Official", missing, missing, missing, missing],
    ]
    assert page.link("/en/recommendations/2012/5/")


@pytest.mark.usefixtures("records")
def test_of_one_language_the_differences_are_said_in_words(client: Client) -> None:
    page = Page(client.get("/en/alignment/?language=fr&difference=numbers"))
    [[code, status, words]] = table(page, 2)
    assert (code, status) == ("2012/5", "Unofficial translation")
    assert words == (
        "The modal words differ in strength: “应当” in 中文, “sont encouragés” in Français."
        "The number 25 is given in 中文, but not in Français."
        "The number 52 is given in Français, but not in 中文."
    )
    quoted = {(part.lang, part.text) for part in page.all("table")[2].all("span")}
    assert {("zh-Hans", "应当"), ("fr", "sont encouragés"), ("fr", "Français")} <= quoted


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["2012/5", "2012/6"]),
        ("language=en&status=missing", ["2012/6"]),
        ("language=en&language=fr&status=unofficial", ["2012/5"]),
        ("status=official", ["2012/5", "2012/6"]),
        ("difference=strength", ["2012/5"]),
        ("difference=items", []),
        ("language=en&difference=strength", []),
        ("language=fr&status=missing&difference=strength", []),
    ],
)
def test_the_list_is_narrowed_by_language_status_and_difference(
    client: Client, query: str, codes: list[str]
) -> None:
    page = Page(client.get(f"/en/alignment/?{query}"))
    rows = table(page, 2) if codes else []
    assert [row[0] for row in rows] == codes
    assert f"{len(codes)} " in page.one("p.count").text
    assert [*dict.fromkeys(row[0] for row in lines(client, f"/en/alignment.csv?{query}"))] == codes


@pytest.mark.usefixtures("records")
def test_every_number_leads_to_as_many_records(client: Client) -> None:
    counts = Page(client.get("/en/alignment/")).all("table")[0]
    links = [link for row in counts.all("tr") for cell in row.all("td") for link in cell.all("a")]
    assert links
    for link in links:
        listed = Page(client.get(link.get("href").removesuffix("#list")))
        assert listed.one("p.count").text.startswith(f"{link.text} of 2 ")


@pytest.mark.usefixtures("records")
def test_the_file_has_a_row_for_each_record_and_language(client: Client) -> None:
    rows = lines(client, "/en/alignment.csv")
    languages = [language.code for language in LANGUAGES]
    assert [row[:2] for row in rows] == [
        [code, language] for code in ("2012/5", "2012/6") for language in languages
    ]
    statuses = ["missing", "official", "unofficial", "unofficial", "missing", "missing"]
    assert [row[2] for row in rows[:6]] == statuses
    assert [row[3:5] for row in rows[:4]] == [
        ["", ""],
        ["", ""],
        ["zh-hans", ""],
        ["zh-hans", "strength; numbers"],
    ]
    assert rows[3][5].endswith("The number 52 is given in Français, but not in 中文.")


def test_the_official_text_is_the_original_whatever_its_language(client: Client) -> None:
    record = make_recommendation("2012/5", ALIKE, language=LanguageCode.ENGLISH)
    add_text(record, LanguageCode.CHINESE, "缔约国应当援助 52 人。")
    [row] = lines(client, "/en/alignment.csv?difference=numbers")
    assert row[:5] == ["2012/5", "zh-hans", "unofficial", "en", "numbers"]


def test_a_text_that_differs_from_its_passage_is_said_to(client: Client) -> None:
    make_recommendation("2012/5", CHINESE)
    RecommendationText.objects.update(text="缔约国应当援助 52 人。")
    [row] = lines(client, "/en/alignment.csv?status=differs")
    assert row[:3] == ["2012/5", "zh-hans", "differs"]


@pytest.mark.usefixtures("records")
def test_a_reason_for_a_difference_stands_beside_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        text_alignment,
        "reasons_at",
        lambda language, place, check: [f"{language} {place} {check}"] * (check == "numbers"),
    )
    page = Page(client.get("/en/alignment/?language=fr&difference=numbers"))
    assert "Reason: fr 2012/5 numbers" in page.text
    [row] = lines(client, "/en/alignment.csv?difference=numbers")
    assert row[-1] == "fr 2012/5 numbers"
    RecommendationText.objects.filter(language="fr").update(
        text_status=TextStatus.OFFICIAL, document_symbol="CTOC/COP/WG.7/2012/5"
    )
    [row] = lines(client, "/en/alignment.csv?difference=numbers")
    assert row[-1] == ""


def test_words_of_documents_are_counted_by_language(client: Client) -> None:
    record = make_recommendation("2012/5", CHINESE)
    text = record.texts.get()
    assert text.source
    assert text.source.section
    text.source.section.translations.create(language="fr", heading="Titre")
    assert table(Page(client.get("/en/alignment/")), 1) == [
        ["Titles of documents"],
        ["As printed", "0", "0", "0", "0", "0", "0"],
        ["Unofficial translation", "0", "1", "0", "0", "0", "0"],
        ["Headings"],
        ["As printed", "0", "1", "0", "0", "0", "0"],
        ["Unofficial translation", "0", "0", "0", "1", "0", "0"],
        ["Questions, mechanisms and tools"],
        ["As printed", "0", "0", "0", "0", "0", "0"],
        ["Unofficial translation", "0", "0", "0", "0", "0", "0"],
    ]


def test_drafts_are_no_texts(client: Client) -> None:
    record = make_recommendation("2012/5", CHINESE)
    add_text(record, LanguageCode.FRENCH, UNLIKE, stage=TextStage.DRAFT)
    [row] = lines(client, "/en/alignment.csv?language=fr")
    assert row == ["2012/5", "fr", "missing", "", "", "", ""]


def test_a_correction_is_compared_at_once(client: Client) -> None:
    record = make_recommendation("2012/5", CHINESE)
    text = add_text(record, LanguageCode.FRENCH, UNLIKE)
    assert lines(client, "/en/alignment.csv?difference=numbers")
    text.text = "Les États parties devraient aider 25 personnes."
    text.save()
    assert lines(client, "/en/alignment.csv?difference=numbers") == []


def test_of_many_records_the_first_are_compared_and_that_is_said(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_alignment, "MOST_COMPARED", 1)
    for number in (5, 6):
        add_text(make_recommendation(f"2012/{number}", CHINESE), LanguageCode.FRENCH, UNLIKE)
    assert len(lines(client, "/en/alignment.csv?difference=numbers")) == 1
    page = Page(client.get("/en/alignment/"))
    assert "Compared: 1 of 2 recommendations with texts in several languages." in page.text


def test_a_long_alignment_has_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment_page, "SIZE", 1)
    make_recommendation("2012/5")
    make_recommendation("2012/6")
    page = Page(client.get("/en/alignment/?status=official"))
    assert page.link("/en/alignment/?status=official&page=2")
    past = client.get("/en/alignment/?status=official&page=7")
    assert past.headers["Location"] == "/en/alignment/?status=official&page=2"


@pytest.mark.parametrize("query", ["language=xx", "status=x", "difference=x", "code=2012/5"])
@pytest.mark.parametrize("address", ["alignment/", "alignment.csv"])
def test_nothing_is_shown_because_a_filter_is_wrong(
    client: Client, address: str, query: str
) -> None:
    assert client.get(f"/en/{address}?{query}").status_code == 400


def test_it_asks_as_many_queries_for_little_and_for_much(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def add(numbers: range) -> None:
        for number in numbers:
            record = make_recommendation(f"2012/{number}", CHINESE)
            for language in ("en", "fr", "es", "ru", "ar"):
                add_text(record, language, ALIKE)

    def count(address: str) -> int:
        client.get("/en/about/")
        with django_assert_max_num_queries(10) as queries:
            file_content(client.get(address))
        return len(queries)

    addresses = ("/en/alignment/", "/en/alignment.csv")
    add(range(2))
    few = [count(address) for address in addresses]
    add(range(2, 20))
    assert [count(address) for address in addresses] == few
