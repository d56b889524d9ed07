"""Lists taken away: whole files, cell by cell."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from urllib.parse import unquote

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext_lazy, override
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from recommendations.exports import FORMATS, ExportFormat
from recommendations.exports.columns import COLUMNS
from recommendations.exports.download import Download
from recommendations.exports.provenance import disclaimer, terms_of_use
from recommendations.models import (
    Addressee,
    AdoptionStatus,
    CitationKind,
    Confidence,
    DataVersion,
    Instrument,
    Provenance,
    Provision,
    ProvisionKind,
    PublicDigest,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    RelationOrigin,
    ThemeAssignment,
    WorkflowStage,
)
from sessions.models import Paragraph
from smuggling_kb.spreadsheets import FORMULA, neutralize, restore_text
from tests.builders import (
    make_citation,
    make_document,
    make_recommendation,
    make_relation,
    make_restatement,
    make_session,
    make_theme,
)
from tests.reading import Page, file_content

CODEBOOK = [
    "code",
    "status",
    "session",
    "session_start",
    "session_end",
    "document",
    "paragraph",
    "item",
    "heading",
    "chapeau",
    "themes",
    "topics",
    "addressees",
    "strength",
    "modal",
    "articles",
    "cites",
    "restates",
    "restated_by",
    "language",
    "text_status",
    "symbol_status",
    "digest",
    "text",
    "url",
    "source_text",
]

#: With a place for the digest of each record.
WHOLE_FILE = (
    "\ufeff" + ",".join(CODEBOOK) + "\r\n"
    "2012/5,adopted,1,2012-05-30,2012-06-01,CTOC/COP/WG.7/2012/5,5,,一. 建议,,"
    "prevention; protection,,states; unodc,should,应当,som-protocol-16; som-protocol-chapter-2,"
    "CTOC/COP/6/3; 6/3,,2013/7; CTOC/COP/WG.7/2022/2#p61a,zh-hans,official,printed,{},"
    '"缔约国应当，""采取""行动。\n(a) 甲；",http://testserver/recommendations/2012/5/,\r\n'
    "2013/7,adopted,,,,CTOC/COP/WG.7/2013/5,7,,一. 建议,,prevention,,,should,,,,2012/5,,"
    "zh-hans,official,printed,{},'=1+1,http://testserver/recommendations/2013/7/,\r\n"
    "2022/3b,proposed,,,,CTOC/COP/WG.7/2022/5,3,b,一. 建议,'-缔约国应当：,"
    "prevention,,,should,应当,,,,,zh-hans,official,printed,{},缔约国应当采取行动。,"
    "http://testserver/recommendations/2022/3b/,\r\n"
)


@pytest.fixture
def records(db: None) -> None:
    first = make_recommendation(
        "2012/5",
        text='缔约国应当，"采取"行动。\n(a) 甲；',
        session=make_session(1, start=date(2012, 5, 30), end=date(2012, 6, 1)),
    )
    ThemeAssignment.objects.create(
        recommendation=first, theme=make_theme("protection"), origin=Provenance.EDITOR
    )
    for addressee in (Addressee.STATES, Addressee.UNODC):
        RecommendationAddressee.objects.create(recommendation=first, addressee=addressee)
    cite(first.texts.get())
    second = make_recommendation("2013/7", text="=1+1")
    restate(second, first)
    restate(make_recommendation("2013/8", publication=WorkflowStage.DRAFT), first)
    restate(second, make_recommendation("2013/9", publication=WorkflowStage.DRAFT))
    make_restatement(first, make_document("CTOC/COP/WG.7/2022/2"), "p61a")
    third = make_recommendation("2022/3b", status=AdoptionStatus.PROPOSED)
    third.texts.update(chapeau="-缔约国应当：")
    Paragraph.objects.filter(items__recommendation_texts__recommendation=third).update(
        text="-缔约国应当："
    )


def restate(recommendation: Recommendation, target: Recommendation) -> None:
    make_relation(
        recommendation, target, origin=RelationOrigin.DOCUMENT, confidence=Confidence.CERTAIN
    )


def cite(text: RecommendationText) -> None:
    """Two provisions, the later one first and twice; a document, a resolution, a publication."""
    protocol = Instrument.objects.create(slug="som-protocol", position=1)
    chapter = Provision.objects.create(
        instrument=protocol, kind=ProvisionKind.CHAPTER, number=2, slug="som-protocol-chapter-2"
    )
    article = Provision.objects.create(
        instrument=protocol, kind=ProvisionKind.ARTICLE, number=16, slug="som-protocol-16"
    )
    for start, provision in ((20, chapter), (3, article), (9, article)):
        make_citation(text, start=start, provision=provision)
    for start, kind, reference in (
        (30, CitationKind.DOCUMENT, "CTOC/COP/6/3"),
        (31, CitationKind.RESOLUTION, "6/3"),
        (32, CitationKind.PUBLICATION, "手册"),
    ):
        make_citation(text, start=start, kind=kind, reference=reference)


def in_chinese(words: Callable[[], str]) -> str:
    with override("zh-hans"):
        return words()


def body(response: HttpResponseBase) -> str:
    return raw(response).decode()


def raw(response: HttpResponseBase) -> bytes:
    return file_content(response)


def test_the_columns_are_the_codebooks_in_its_order() -> None:
    assert [column.name for column in COLUMNS] == CODEBOOK
    assert all(str(column.meaning) for column in COLUMNS)


@pytest.mark.django_db
def test_a_format_is_one_entry_of_the_registry(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_recommendation("2012/5")

    def write(download: Download) -> Iterator[str]:
        yield from (f"{row[0]}\n" for row in download.column_rows(cells=True))

    codes = ExportFormat(
        "codes.txt",
        "Codes",
        "text/plain",
        gettext_lazy("Code"),
        write,
        record_size=9,
        write_record=lambda record: f"{record.recommendation.code}\n",
    )
    monkeypatch.setitem(FORMATS, codes.extension, codes)
    assert body(client.get("/en/recommendations.codes.txt")) == "2012/5\n"
    assert client.get("/en/recommendations/2012/5.codes.txt").content == b"2012/5\n"
    for page in ("", "recommendations/", "about/data/"):
        links = Page(client.get(f"/en/{page}")).links()
        assert "/en/recommendations.codes.txt" in links, page
    links = Page(client.get("/en/recommendations/2012/5/")).links()
    assert "/en/recommendations/2012/5.codes.txt" in links
    assert client.get("/en/recommendations.unknown").status_code == 404


def test_every_format_is_registered_under_its_extension() -> None:
    assert list(FORMATS) == ["docx", "xlsx", "csv", "json", "ris", "bib", "csl.json"]
    assert all(format_.extension == name for name, format_ in FORMATS.items())


@pytest.mark.usefixtures("records")
@pytest.mark.data_version
def test_the_whole_csv(client: Client) -> None:
    found = body(client.get("/en/recommendations.csv"))
    assert found == WHOLE_FILE.format(*map(digest_of, ("2012/5", "2013/7", "2022/3b")))


def digest_of(code: str) -> str:
    return PublicDigest.objects.get(kind="recommendation", key=code).digest


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("address", ["/en/recommendations/", "/en/about/data/"])
def test_beside_the_csv_stands_what_excel_makes_of_codes(client: Client, address: str) -> None:
    assert (
        "Excel turns codes such as 2012/5 into dates when it opens CSV. For Excel, take XLSX."
        in Page(client.get(address)).text
    )


@pytest.mark.usefixtures("records")
def test_the_csv_of_an_empty_list_is_its_header(client: Client) -> None:
    assert body(client.get("/en/recommendations.csv?year=2012&status=proposed")) == (
        WHOLE_FILE.partition("\r\n")[0] + "\r\n"
    )


@pytest.mark.usefixtures("records")
@pytest.mark.data_version
def test_the_whole_json(client: Client) -> None:
    response = client.get(
        "/zh-hans/recommendations.json?theme=protection&theme=prevention&sort=code"
    )
    found = json.loads(body(response))
    results = found.pop("results")
    assert found == {
        "count": 3,
        "filter": {"theme": ["protection", "prevention"], "sort": ["code"]},
        "languages": [{"language": "zh-hans", "count": 3, "unofficial": 0}],
        "url": "http://testserver/zh-hans/recommendations.json"
        "?theme=protection&theme=prevention&sort=code",
        "coverage": {"meetings_with_texts": 1, "meetings_known": 1},
        "data_version": DataVersion.objects.current().digest,
        "data_date": DataVersion.objects.current().date.isoformat(),
        "date": timezone.localdate().isoformat(),
        "terms": in_chinese(terms_of_use),
        "disclaimer": in_chinese(disclaimer),
    }
    assert [list(result) for result in results] == [CODEBOOK] * 3
    first, second, third = results
    assert first == {
        "code": "2012/5",
        "status": "adopted",
        "session": 1,
        "session_start": "2012-05-30",
        "session_end": "2012-06-01",
        "document": "CTOC/COP/WG.7/2012/5",
        "paragraph": "5",
        "item": "",
        "heading": "一. 建议",
        "chapeau": "",
        "themes": ["prevention", "protection"],
        "topics": [],
        "addressees": ["states", "unodc"],
        "strength": "should",
        "modal": "应当",
        "articles": ["som-protocol-16", "som-protocol-chapter-2"],
        "cites": ["CTOC/COP/6/3", "6/3"],
        "restates": [],
        "restated_by": ["2013/7", "CTOC/COP/WG.7/2022/2#p61a"],
        "language": "zh-hans",
        "text_status": "official",
        "symbol_status": "printed",
        "digest": digest_of("2012/5"),
        "text": '缔约国应当，"采取"行动。\n(a) 甲；',
        "url": "http://testserver/recommendations/2012/5/",
        "source_text": "",
    }
    assert (second["text"], second["session"], second["restates"]) == ("=1+1", None, ["2012/5"])
    assert (third["paragraph"], third["item"], third["chapeau"]) == ("3", "b", "-缔约国应当：")


@pytest.mark.usefixtures("records")
def test_the_json_of_an_empty_list(client: Client) -> None:
    found = json.loads(body(client.get("/en/recommendations.json?strength=none")))
    assert (found["count"], found["results"]) == (0, [])


@pytest.mark.usefixtures("records")
def test_a_download_has_the_text_that_the_reader_is_shown(client: Client) -> None:
    RecommendationText.objects.create(
        recommendation=Recommendation.objects.get(code="2012/5"),
        language="en",
        text_status="unofficial",
        text="States parties should act.",
    )
    response = client.get("/en/recommendations.json?year=2012")
    (result,) = json.loads(body(response))["results"]
    assert (result["language"], result["text_status"]) == ("en", "unofficial")
    assert result["text"] == "States parties should act."
    assert result["heading"] == "一. 建议"
    assert response.headers["Content-Language"] == "en"
    response = client.get("/zh-hans/recommendations.json?year=2012")
    (result,) = json.loads(body(response))["results"]
    assert result["language"] == "zh-hans"


@pytest.mark.usefixtures("records")
def test_a_download_says_what_it_is(client: Client) -> None:
    response = client.get("/en/recommendations.csv?theme=protection&session=1&q=应当")
    made = f"1-of-1-meetings-{timezone.localdate():%Y-%m-%d}-{DataVersion.objects.current().digest}"
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Language"] == "zh-Hans"
    assert response.headers["X-Robots-Tag"] == "noindex"
    kind, plain, words = response.headers["Content-Disposition"].split("; ")
    assert kind == "attachment"
    assert plain == f'filename="recommendations-q-theme-protection-session-1-{made}.csv"'
    assert unquote(words) == (
        f"filename*=UTF-8''Recommendations Words- 应当 · Theme- Protection · Session {made}.csv"
    )
    assert client.get("/en/recommendations.json").headers["Content-Type"] == "application/json"


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("query", ["q=" + "x" * 200, 'q=../../"\r\nSet-Cookie: a/\u202eb', "q=移"])
def test_a_file_name_is_short_and_harmless(client: Client, query: str) -> None:
    disposition = client.get(f"/en/recommendations.csv?{query}").headers["Content-Disposition"]
    _kind, plain, words = disposition.split("; ")
    name = unquote(words.removeprefix("filename*=UTF-8''"))
    assert len(name) < 100
    assert len(plain) < 120
    assert not set('\\/:*?"<>|\r\n\u202e') & set(name)


@pytest.mark.django_db
def test_an_unknown_format_is_not_found(client: Client) -> None:
    assert client.get("/en/recommendations.exe").status_code == 404


@pytest.mark.django_db
def test_an_address_without_a_language_leads_to_the_visitors(client: Client) -> None:
    response = client.get("/recommendations.csv?year=2012", headers={"Accept-Language": "zh-CN"})
    assert response.headers["Location"] == "/zh-hans/recommendations.csv?year=2012"


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r", "'=", "''+"])
def test_what_looks_like_a_formula_is_inert(beginning: str) -> None:
    cell = f"{beginning}SUM(A1)"
    assert neutralize(cell) == f"'{cell}"
    assert restore_text(neutralize(cell)) == cell


@pytest.mark.parametrize("cell", ["", "缔约国", "a=b", "'quoted'", " =1", "1-2"])
def test_other_cells_are_written_as_they_are(cell: str) -> None:
    assert neutralize(cell) == cell == restore_text(cell)


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=20), min_size=1, max_size=5))
def test_any_text_comes_back_from_csv(cells: list[str]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerow([neutralize(cell) for cell in cells])
    (row,) = csv.reader(io.StringIO(file.getvalue(), newline=""))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    assert [restore_text(cell) for cell in row] == cells
    assert not any(FORMULA.match(cell) and not cell.startswith("'") for cell in row)


@pytest.mark.usefixtures("knowledge_base")
def test_the_real_data_come_back_from_csv(client: Client) -> None:
    with override("en"):
        file = io.StringIO(body(client.get("/en/recommendations.csv")), newline="")
    rows = [
        {name: restore_text(cell) for name, cell in row.items()} for row in csv.DictReader(file)
    ]
    results = json.loads(body(client.get("/en/recommendations.json")))["results"]
    assert len(rows) == 129
    for row, result in zip(rows, results, strict=True):
        assert row == {
            ("\ufeffcode" if name == "code" else name): as_cell(value)
            for name, value in result.items()
        }


def as_cell(value: object) -> str:
    return "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)


@pytest.mark.django_db
@pytest.mark.parametrize("extension", FORMATS)
def test_a_download_asks_as_much_of_the_database_for_two_records_as_for_twenty(
    client: Client, extension: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = f"/en/recommendations.{extension}"
    for number in range(1, 3):
        make_recommendation(f"2012/{number}", session=make_session(1))
    with django_assert_max_num_queries(12) as few:
        raw(client.get(address))
    for number in range(3, 21):
        make_recommendation(f"2012/{number}", session=make_session(1))
    with django_assert_max_num_queries(12) as many:
        raw(client.get(address))
    assert len(few) == len(many)


@pytest.mark.usefixtures("records")
def test_a_text_whose_passage_is_not_known_has_no_heading(client: Client) -> None:
    RecommendationText.objects.filter(recommendation__code="2012/5").update(source=None)
    (result,) = json.loads(body(client.get("/en/recommendations.json?year=2012")))["results"]
    assert (result["heading"], result["document"]) == ("", "CTOC/COP/WG.7/2012/5")


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("query", ["", "session=2", "theme=protection"])
def test_files_are_about_as_large_as_said(
    client: Client, format_: ExportFormat, query: str
) -> None:
    answer = client.get(f"/en/recommendations.{format_.extension}?{query}")
    actual = len(b"".join(answer)) / 1024
    page = client.get(f"/en/recommendations/?{query}").content.decode()
    said = re.search(rf'>{format_.label} <span class="soft">([\d.]+)\xa0KB</span>', page)
    assert said
    assert 0.75 < float(said[1]) / actual < 1.25


@pytest.mark.usefixtures("records")
def test_a_csv_of_chosen_columns_has_exactly_those_in_their_order(client: Client) -> None:
    found = body(client.get("/en/recommendations.csv?columns=text&columns=code&columns=session"))
    assert found == (
        "\ufefftext,code,session\r\n"
        '"缔约国应当，""采取""行动。\n(a) 甲；",2012/5,1\r\n'
        "'=1+1,2013/7,\r\n"
        "缔约国应当采取行动。,2022/3b,\r\n"
    )


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("extension", FORMATS)
def test_columns_that_nobody_knows_are_refused_in_every_format(
    client: Client, extension: str
) -> None:
    answer = client.get(f"/en/recommendations.{extension}?columns=text&columns=colour")
    assert answer.status_code == 400


@pytest.mark.usefixtures("records")
def test_formats_of_fixed_fields_ignore_columns(client: Client) -> None:
    plain, narrowed = (
        json.loads(body(client.get(f"/en/recommendations.json{query}")))
        for query in ("", "?columns=code")
    )
    assert narrowed == plain


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("extension", FORMATS)
def test_a_file_is_about_as_large_as_it_is_said_to_be(
    client: Client, extension: str, language: str
) -> None:
    file = raw(client.get(f"/{language}/recommendations.{extension}"))
    translated = 129 if language == "en" else 0
    said = FORMATS[extension].size(129, translated).replace("\xa0", " ")
    number, unit = said.split()
    assert unit == "KB"
    assert abs(float(number) * 1024 / len(file) - 1) < 0.2
