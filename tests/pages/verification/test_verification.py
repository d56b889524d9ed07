"""Verification of files and data versions against what the site gives now."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from recommendations.curation.corrections.table import UnreadableTable
from recommendations.editions.data_version import refresh_data_version
from recommendations.models import (
    DataVersion,
    Recommendation,
    RecommendationText,
    Strength,
    WorkflowStage,
)
from recommendations.pages.verification import file_reader, views
from smuggling_kb.hostile_files.limited_process import ReaderDied, Reason
from tests.builders import make_recommendation, make_session
from tests.hostile_tables import FILES
from tests.reading import Page, file_content

pytestmark = [pytest.mark.django_db, pytest.mark.data_version]

VERIFY = "/en/verify/"
SAME = "The file matches this site"
OTHER = "The file does not match this site as it is now."
FORMATS = ("csv", "xlsx", "json")


@pytest.fixture(autouse=True)
def records() -> None:
    make_recommendation("2012/5", text="缔约国应当采取行动。", session=make_session(1))
    make_recommendation("2012/6", text='=第一，"第二"\n(a) 甲；', session=make_session(1))
    make_recommendation("2013/92", text="缔约国应当合作。", theme="protection")
    refresh_data_version()


def download(client: Client, address: str) -> SimpleUploadedFile:
    """A file as a browser saves it."""
    answer = client.get(address)
    assert answer.status_code == 200
    name = unquote(answer.headers.get("Content-Disposition", "x''record.json").split("''")[1])
    return SimpleUploadedFile(name, file_content(answer))


def verify(client: Client, file: SimpleUploadedFile | bytes, status: int = 200) -> str:
    """What the page says of a file."""
    if isinstance(file, bytes):
        file = SimpleUploadedFile("file", file)
    file.seek(0)
    answer = client.post(VERIFY, {"file": file})
    assert answer.status_code == status
    return Page(answer).text


def change_strength(code: str) -> None:
    Recommendation.objects.filter(code=code).update(strength=Strength.MAY)
    refresh_data_version()


# Files


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("query", ["", "?year=2012", "?theme=protection&columns=text&columns=code"])
def test_a_file_that_was_just_downloaded_is_what_the_site_gives(
    client: Client, extension: str, language: str, query: str
) -> None:
    words = verify(client, download(client, f"/{language}/recommendations.{extension}{query}"))
    assert SAME in words
    assert f"{DataVersion.objects.current().digest} of" in words


def test_the_json_of_a_record_is_a_file_too(client: Client) -> None:
    words = verify(client, download(client, "/en/recommendations/2012/5.json"))
    assert f"{SAME}: 1 recommendation, every value the same." in words


@pytest.mark.parametrize("extension", FORMATS)
def test_a_change_here_is_shown_with_both_values(client: Client, extension: str) -> None:
    file = download(client, f"/en/recommendations.{extension}")
    old = DataVersion.objects.current()
    change_strength("2012/5")
    words = verify(client, file)
    assert OTHER in words
    assert f"Data version {old.digest} is of" in words
    assert "Changed Recommendation 2012/5" in words
    assert "1 recommendation differs" in words
    assert "This site’s record has changed since the file was made." in words
    assert "strength should may" in words
    assert "2 recommendations are the same" in words


@pytest.mark.parametrize("extension", ["csv", "json"])
def test_a_word_that_was_changed_in_the_file_is_found(client: Client, extension: str) -> None:
    file = download(client, f"/en/recommendations.{extension}")
    altered = file.read().replace("缔约国应当合作".encode(), "缔约国可以合作".encode())
    words = verify(client, SimpleUploadedFile(str(file.name), altered))
    assert "1 recommendation differs" in words
    assert "so the file itself was altered." in words
    assert "缔约国[removed: 可以][added: 应当]合作" in words


def test_chosen_columns_are_compared_by_their_values(client: Client) -> None:
    file = download(client, "/en/recommendations.csv?columns=strength&columns=code")
    change_strength("2013/92")
    words = verify(client, file)
    assert "strength should may" in words
    assert "Only the file’s own columns were compared" in words


def test_neither_order_nor_another_program_makes_a_difference(client: Client) -> None:
    file = download(client, "/en/recommendations.csv?columns=code&columns=strength&columns=themes")
    header, *lines = file.read().decode("utf-8-sig").split("\r\n")[:-1]
    other = "\n".join([header, *reversed(lines)]).replace(",", ";").encode("utf-16")
    assert SAME in verify(client, other)


def test_what_the_file_does_not_have_is_told_by_digests(client: Client) -> None:
    file = download(client, "/en/recommendations.csv?columns=code&columns=digest")
    RecommendationText.objects.create(
        recommendation=Recommendation.objects.get(code="2012/5"),
        language="en",
        text_status="unofficial",
        text="States parties should act.",
    )
    refresh_data_version()
    words = verify(client, file)
    assert OTHER in words
    assert re.search(r"Changed in parts that the file does not contain, [^:]+: 2012/5 ", words)


@pytest.mark.parametrize("extension", ["xlsx", "json"])
def test_records_that_the_filter_gives_now_are_missed_and_others_named(
    client: Client, extension: str
) -> None:
    file = download(client, f"/en/recommendations.{extension}?strength=should")
    make_recommendation("2013/93")
    change_strength("2012/6")
    words = verify(client, file)
    assert "In the list now but not in the file: 2013/93" in words
    assert "In the file but no longer in the list: 2012/6" in words
    assert "Added Recommendation 2013/93" in words


def test_a_csv_file_cannot_tell_what_is_missing(client: Client) -> None:
    file = download(client, "/en/recommendations.csv")
    make_recommendation("2013/93")
    assert "so missing records cannot be detected" in verify(client, file)


def test_a_record_that_is_not_public_and_a_code_that_never_was_are_named_by_row(
    client: Client,
) -> None:
    make_recommendation("2013/94", publication=WorkflowStage.DRAFT)
    words = verify(client, b"code,strength\n2012/5,should\n2013/94,should\n<b>,should\n,x\n")
    assert (
        "Rows whose code matches no published recommendation: row 3: 2013/94 row 4: <b> row 5: –"
        in words
    )


def test_a_row_that_repeats_a_record_is_named_and_no_match(client: Client) -> None:
    file = download(client, "/en/recommendations.csv?columns=code&columns=text")
    repeated = "\r\n2012/5,缔约国可以采取行动。\r\n".encode()
    words = verify(client, file.read().rstrip() + repeated)
    assert OTHER in words
    assert "and were not compared: row 5: 2012/5" in words
    assert "3 recommendations are the same." in words


def test_dates_are_read_as_the_codes_they_were(client: Client) -> None:
    words = verify(client, b"code,strength\nMay-12,should\n2012-06-01,should\n")
    assert "They were read as: May-12: 2012/5 2012-06-01: 2012/6" in words
    assert SAME in words


def test_a_date_that_may_be_several_codes_is_asked_about(client: Client) -> None:
    make_recommendation("2026/5")
    words = verify(client, b"code,strength\n2026-05-12,should\n")
    assert "Which one is meant? row 2: 2026-05-12 2012/5 2026/5" in words
    assert OTHER in words


def test_columns_of_others_are_named_and_passed_over(client: Client) -> None:
    words = verify(client, b"code,strength,my notes\n2012/5,should,x\n")
    assert "were not compared: my notes" in words
    assert SAME in words


def test_a_file_of_which_nothing_is_known_says_so(client: Client) -> None:
    words = verify(client, b"code,strength\n2012/5,should\n")
    assert "Neither the file nor its name gives a data version." in words


def test_only_the_first_differences_are_shown_whole(client: Client) -> None:
    for number in range(100, 130):
        make_recommendation(f"2013/{number}")
    rows = "".join(f"2013/{number},may\n" for number in range(100, 130))
    answer = client.post(
        VERIFY, {"file": SimpleUploadedFile("x", f"code,strength\n{rows}".encode())}
    )
    page = Page(answer)
    assert len(page.all("table")) == 25
    assert page.text.count("2013/129") == 1


# Refusals


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "The file is empty."),
        (b" \n ", "The file is empty."),
        (b"name,size\nx,1\n", "not a list from this site"),
        (b'{"a": 1}', "not a list from this site"),
        (b'{"results": [{"a": 1}]}', "not a list from this site"),
        (b'{"results": []}', "not a list from this site"),
        (b'{"results": [', "The file is not complete JSON."),
        (b"[" * 100_000, "The file is not complete JSON."),
        (b'{"code": "2012/5", "text": "\\ud800"}', "The file is not complete JSON."),
        (b"code,text,TEXT\n2012/5,x,y\n", "The column occurs twice. (text)"),
        (b'[{"id": "wg-som-2012-5"}]', "This is a CSL-JSON file."),
        (b"TY  - CHAP\r\nER  - \r\n", "This is a RIS file."),
        (b"@comment{\n x\n}\n\n@inproceedings{x,}", "This is a BibTeX file."),
        (b"%PDF-1.7", "This is a PDF file"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "with a password"),
        (b'code,text\n2012/5,"x\n', "a quotation mark is missing"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(
    client: Client, data: bytes, message: str
) -> None:
    words = verify(client, data, 400)
    assert "The file was not compared" in words
    assert message in words


def test_a_word_file_is_refused_in_words(client: Client) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("word/document.xml", "<x/>")
    assert "This is a Word document." in verify(client, file.getvalue(), 400)


@pytest.mark.filterwarnings("ignore:Workbook contains no:UserWarning")
@pytest.mark.parametrize(("make", "message"), FILES.values(), ids=FILES)
def test_hostile_files_are_refused(client: Client, make: Callable[[], bytes], message: str) -> None:
    data = make()
    if len(data) > file_reader.MAX_BYTES:
        pytest.skip("Refused for its size alone.")
    words = verify(client, data, 400)
    assert message in words or "not a list from this site" in words


def test_a_megabyte_is_taken_and_no_more(client: Client) -> None:
    line = b"2012/5,should\n"
    full = b"code,strength\n" + line
    full += b"\n" * (file_reader.MAX_BYTES - len(full))
    assert SAME in verify(client, full)
    assert "The file is larger than 1 MB." in verify(client, full + b"\n", 400)


def test_what_is_far_too_large_is_refused_unread(client: Client) -> None:
    answer = client.post(VERIFY, {"file": SimpleUploadedFile("x", b"x" * 1_100_000)})
    assert answer.status_code == 413
    assert "A file can be at most 1 MB" in Page(answer).text


def test_a_form_without_a_file_asks_for_one(client: Client) -> None:
    answer = client.post(VERIFY)
    assert answer.status_code == 400
    assert "Choose a file." in Page(answer).text


def test_a_form_without_its_token_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    file = SimpleUploadedFile("x", b"code\n2012/5\n")
    assert client.post(VERIFY, {"file": file}).status_code == 403


@pytest.mark.usefixtures("limited_readers")
@pytest.mark.parametrize("reason", file_reader.DEATHS)
def test_a_reader_that_dies_is_told(
    client: Client, monkeypatch: pytest.MonkeyPatch, reason: Reason
) -> None:
    def die(*_arguments: object, **_options: object) -> None:
        raise ReaderDied(reason)

    monkeypatch.setattr(file_reader, "read_limited", die)
    assert str(file_reader.DEATHS[reason]) in verify(client, b"code\n", 400)


@pytest.mark.usefixtures("limited_readers")
def test_files_are_read_in_a_process_of_their_own(client: Client) -> None:
    for extension in FORMATS:
        data = download(client, f"/en/recommendations.{extension}").read()
        assert file_reader.read_downloaded_file(data) == file_reader.read_downloaded_content(data)
    with translation.override("zh-hans"), pytest.raises(UnreadableTable, match="空"):
        file_reader.read_downloaded_file(b"")


def test_files_are_read_one_at_a_time(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PATIENCE", 0)
    with views._take_turn() as has_turn:
        assert has_turn
        answer = client.post(VERIFY, {"file": SimpleUploadedFile("x", b"code\n2012/5\n")})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "Other files are being compared now." in Page(answer).text


@pytest.mark.parametrize("size", [2, 20])
def test_a_file_asks_a_fixed_number_of_questions(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, size: int
) -> None:
    rows = "".join(f"2013/{number},may\n" for number in range(100, 100 + size))
    for number in range(100, 100 + size):
        make_recommendation(f"2013/{number}")
    file = SimpleUploadedFile("x", f"code,strength\n{rows}".encode())
    client.get("/en/")
    with django_assert_max_num_queries(12) as captured:
        client.post(VERIFY, {"file": file})
    assert len(captured) == 10


# Data versions


def page_of(client: Client, version: str, status: int = 200) -> str:
    answer = client.get(VERIFY, {"version": version})
    assert answer.status_code == status
    return Page(answer).text


def test_the_present_version_is_what_the_site_gives(client: Client) -> None:
    version = DataVersion.objects.current().digest
    for written in (version, f" {version.upper()} ", f"after-{version}"):
        assert f"Data version {version} of" in page_of(client, written)
    assert "is the current one." in page_of(client, version)


def test_an_earlier_version_has_its_date_and_all_that_changed_since(client: Client) -> None:
    session = make_session(9)
    refresh_data_version()
    old = DataVersion.objects.current()
    change_strength("2012/5")
    make_recommendation("2013/93")
    Recommendation.objects.filter(code="2013/92").update(publication=WorkflowStage.ARCHIVED)
    session.delete()
    refresh_data_version()
    words = page_of(client, old.digest)
    assert f"Data version {old.digest} is of" in words
    # Of a withdrawn record the reason is public.
    assert "Changed Recommendation 2012/5 Recommendation 2013/92" in words
    assert "Added Recommendation 2013/93" in words
    assert "No longer public Session 9" in words
    links = [
        link.get("href") for link in Page(client.get(VERIFY, {"version": old.digest})).all("a")
    ]
    assert {"/en/recommendations/2013/93/", "/en/recommendations/2013/92/"} <= set(links)
    assert "/en/sessions/9/" not in links


def test_what_was_changed_back_is_no_change(client: Client) -> None:
    old = DataVersion.objects.current()
    change_strength("2012/5")
    Recommendation.objects.filter(code="2012/5").update(strength=Strength.SHOULD)
    refresh_data_version()
    assert DataVersion.objects.count() == 3
    assert "is the current one." in page_of(client, old.digest)


def test_a_version_that_this_site_never_had_is_said_to_be_unknown(client: Client) -> None:
    assert "This site has never had data version 0123456789ab" in page_of(
        client, "0123456789ab", 404
    )


@pytest.mark.parametrize("version", ["1", "x" * 12, "0123456789abc", "0123456789ab\n;", "’"])
def test_what_is_no_version_is_a_fault(client: Client, version: str) -> None:
    assert "twelve characters" in page_of(client, version, 400)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_is_kept_by_nobody_and_found_by_no_search_engine(
    client: Client, language: str
) -> None:
    answer = client.get(f"/{language}/verify/")
    assert isinstance(answer, HttpResponse)
    assert "private" in answer.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_every_page_and_the_page_on_data_lead_to_it(client: Client) -> None:
    for address in ("/en/", "/en/about/data/"):
        assert Page(client.get(address)).link(VERIFY)


def test_a_file_changes_nothing(client: Client) -> None:
    before = json.dumps(list(DataVersion.objects.values_list("digest", flat=True)))
    verify(client, b"code,text\n2012/5,x\n")
    assert json.dumps(list(DataVersion.objects.values_list("digest", flat=True))) == before
    assert RecommendationText.objects.get(recommendation__code="2012/5").text == (
        "缔约国应当采取行动。"
    )
