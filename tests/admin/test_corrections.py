"""Correcting by table in the admin: from the download over the preview to what is written."""

import csv
import io
from collections.abc import Iterable
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from recommendations.admin.tables.corrections import PERMISSIONS
from recommendations.curation.corrections import signed_plan
from recommendations.curation.corrections.columns import COLUMNS, TEMPLATE
from recommendations.history.models import Version
from recommendations.history.versions import ChangeKind, record_changes, version_numbers
from recommendations.models import Recommendation, ThemeAssignment, WorkflowStage
from smuggling_kb.spreadsheets import Sheet
from tests.builders import make_account, make_recommendation, make_session, make_theme
from tests.reading import Page, file_content, workbook_bytes

LIST = "/admin/recommendations/recommendation/"
TABLE = f"{LIST}table/"


@pytest.fixture
def curator(db: None) -> User:
    """May do what correcting by table takes, and no more."""
    curator = make_account("curator")
    names = [name.partition(".")[2] for name in (*PERMISSIONS, ".view_recommendation")]
    curator.user_permissions.set(Permission.objects.filter(codename__in=names))
    return curator


@pytest.fixture
def curator_client(client: Client, curator: User) -> Client:
    client.force_login(curator)
    return client


def download(client: Client, action: str, codes: Iterable[str] = ()) -> bytes:
    """A selection of the list; all of it without codes."""
    rows = Recommendation.objects.filter(code__in=codes) if codes else Recommendation.objects.all()
    response = client.post(
        LIST,
        {
            "action": action,
            "_selected_action": list(rows.values_list("pk", flat=True)[:100]),
            "select_across": "0" if codes else "1",
            "index": "0",
        },
    )
    return file_content(response)


def send(client: Client, file: bytes, name: str = "table.csv") -> Page:
    """The page that a table leads to."""
    response = client.post(TABLE, {"file": SimpleUploadedFile(name, file)})
    assert response.status_code == 200
    return Page(response)


def comma_separated(*rows: Iterable[str]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


def totals(page: Page) -> list[int]:
    """How many records change, rows do not, and errors there are."""
    return [int(part.text.split()[0]) for part in page.one(".totals").all("dd")[1:]]


def faults(page: Page) -> list[str]:
    return [fault.text for found in page.all(".faults") for fault in found.all("li")]


def confirm(
    client: Client, page: Page, reason: str = "As printed.", **values: str
) -> HttpResponseBase:
    [plan] = [field.get("value") for field in page.all("input") if field.get("name") == "plan"]
    return client.post(TABLE, {"plan": plan, "reason": reason} | values)


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("action", ["download_csv", "download_xlsx", "correct_csv", "correct_xlsx"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_was_taken_away_changes_nothing(
    curator_client: Client, action: str, language: str
) -> None:
    curator_client.cookies["django_language"] = language
    page = send(curator_client, download(curator_client, action))
    assert totals(page) == [0, 129, 0], faults(page)


def test_a_preview_tells_which_dates_were_read_as_codes(curator_client: Client) -> None:
    make_recommendation("2012/5")
    page = send(curator_client, comma_separated(["code", "status"], ["May-12", "adopted"]))
    assert "Dates read as codes" in page.text
    assert "2: May-12 → 2012/5" in page.text


def test_downloads_have_the_columns_of_the_codebook_and_what_curators_see(
    curator_client: Client,
) -> None:
    make_recommendation("2012/5")
    header, row = csv.reader(
        io.StringIO(download(curator_client, "download_csv").decode("utf-8-sig"))
    )
    assert header == list(COLUMNS)
    assert header[-3:] == ["strength_reason", "publication", "version"]
    assert row[-3:] == ["", "published", str(version_numbers(["2012/5"])["2012/5"])]
    header, row = csv.reader(
        io.StringIO(download(curator_client, "correct_csv").decode("utf-8-sig"))
    )
    assert header == list(TEMPLATE)
    assert row[0] == "2012/5"


def test_a_record_without_a_text_is_taken_away_too(curator_client: Client) -> None:
    draft = make_recommendation("2012/5", publication=WorkflowStage.DRAFT)
    draft.texts.get().delete()
    header, row = csv.reader(
        io.StringIO(download(curator_client, "download_csv").decode("utf-8-sig"))
    )
    found = dict(zip(header, row, strict=True))
    assert (found["code"], found["text"], found["language"]) == ("2012/5", "", "")
    assert totals(send(curator_client, download(curator_client, "download_csv"))) == [0, 1, 0]


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_template_is_empty(curator_client: Client, extension: str) -> None:
    address = reverse(f"admin:recommendations_recommendation_template_{extension}")
    assert address == f"{TABLE}template.{extension}"
    response = curator_client.get(address)
    page = send(curator_client, file_content(response))
    assert totals(page) == [0, 0, 0]


def test_a_table_is_previewed_and_then_applied(curator_client: Client, curator: User) -> None:
    record = make_recommendation("2012/5", session=make_session(1))
    make_recommendation("2012/6")
    make_theme("protection")
    before = version_numbers(["2012/5", "2012/6"])
    page = send(
        curator_client,
        comma_separated(
            ("code", "strength", "strength_reason", "themes", "addressees", "session", "text"),
            ("2012/5", "may", "It only allows.", "protection", "unodc", "REMOVE", "各国应当行动。"),
            ("2012/6", "", "", "", "", "", ""),
        ),
    )
    assert totals(page) == [1, 1, 0]
    assert "Row 2" in page.text
    assert [part.text for part in page.all("del")][:2] == ["1", "should"]
    record.refresh_from_db()
    assert record.strength == "should"

    response = confirm(curator_client, page, difference="keep")
    assert response.status_code == 302
    record.refresh_from_db()
    assert (record.strength, record.strength_origin) == ("may", "editor")
    assert record.strength_reason == "It only allows."
    assert record.session is None
    assert [each.theme.slug for each in record.theme_assignments.all()] == ["protection"]
    assert [each.addressee for each in record.addressees.all()] == ["unodc"]
    assert record.texts.get().text == "各国应当行动。"
    after = version_numbers(["2012/5", "2012/6"])
    assert after == {"2012/5": before["2012/5"] + 1, "2012/6": before["2012/6"]}
    last = Version.objects.filter(code="2012/5").order_by("-number")[0]
    assert (last.kind, last.by_name, last.reason) == (ChangeKind.TABLE, "curator", "As printed.")
    assert "1 recommendation was corrected." in Page(curator_client.get(LIST)).text


def test_with_an_error_nothing_can_be_confirmed(curator_client: Client) -> None:
    make_recommendation("2012/5")
    make_recommendation("2012/6")
    page = send(
        curator_client,
        comma_separated(
            ("code", "strength", "strength_reason"),
            ("2012/5", "may", "Why."),
            ("2012/6", "shoud", "Why."),
        ),
    )
    assert totals(page) == [1, 0, 1]
    [fault] = faults(page)
    assert fault.startswith("Row 3, column strength: shoud")
    assert "Did you mean should?" in fault
    assert not [field for field in page.all("input") if field.get("name") == "plan"]


def test_a_reason_is_needed(curator_client: Client) -> None:
    make_recommendation("2012/5")
    page = send(curator_client, comma_separated(("code", "status"), ("2012/5", "proposed")))
    again = confirm(curator_client, page, reason=" ")
    assert "Give a reason" in Page(again).text
    assert Recommendation.objects.get().status == "adopted"
    assert confirm(curator_client, Page(again)).status_code == 302
    assert Recommendation.objects.get().status == "proposed"


def test_what_somebody_changed_since_the_preview_is_shown_and_nothing_done(
    curator_client: Client,
) -> None:
    make_recommendation("2012/5")
    make_recommendation("2012/6")
    page = send(
        curator_client,
        comma_separated(("code", "status"), ("2012/5", "proposed"), ("2012/6", "proposed")),
    )
    with record_changes(["2012/6"], by=None, reason="It was wrong."):
        Recommendation.objects.filter(code="2012/6").update(status="resolution")
    again = Page(confirm(curator_client, page))
    assert "someone else has changed these records since" in again.text
    assert "resolution → proposed" in again.text
    assert set(Recommendation.objects.values_list("status", flat=True)) == {"adopted", "resolution"}
    assert confirm(curator_client, again).status_code == 302
    assert set(Recommendation.objects.values_list("status", flat=True)) == {"proposed"}


def test_a_preview_confirmed_twice_is_done_once(curator_client: Client) -> None:
    make_recommendation("2012/5")
    page = send(curator_client, comma_separated(("code", "status"), ("2012/5", "proposed")))
    assert confirm(curator_client, page).status_code == 302
    number = version_numbers(["2012/5"])
    again = Page(confirm(curator_client, page))
    assert "The table changes nothing." in again.text
    assert version_numbers(["2012/5"]) == number


@pytest.mark.parametrize("plan", ["", "x", "a:b:c", "\ud7ff" * 10])
def test_a_forged_preview_is_refused(curator_client: Client, plan: str) -> None:
    page = Page(curator_client.post(TABLE, {"plan": plan, "reason": "x"}))
    assert "This is not a preview of a table." in page.text


def test_a_preview_belongs_to_whoever_asked_for_it_and_for_a_day(
    curator_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_recommendation("2012/5")
    page = send(curator_client, comma_separated(("code", "status"), ("2012/5", "proposed")))
    monkeypatch.setattr(signed_plan, "MAX_AGE", -1)
    assert "too old" in Page(confirm(curator_client, page)).text
    monkeypatch.undo()
    curator_client.force_login(make_account("chief", is_superuser=True))
    assert "someone else" in Page(confirm(curator_client, page)).text
    assert Recommendation.objects.get().status == "adopted"


def test_a_change_that_is_too_large_for_a_form_is_refused(
    curator_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signed_plan, "MAX_LENGTH", 10)
    make_recommendation("2012/5")
    page = send(curator_client, comma_separated(("code", "status"), ("2012/5", "proposed")))
    assert "Divide it" in page.text


@pytest.mark.parametrize("missing", PERMISSIONS)
def test_whoever_may_not_change_what_a_table_can_may_send_none(
    curator_client: Client, curator: User, missing: str
) -> None:
    make_recommendation("2012/5")
    curator.user_permissions.remove(Permission.objects.get(codename=missing.partition(".")[2]))
    assert curator_client.get(TABLE).status_code == 403
    assert curator_client.post(TABLE).status_code == 403
    assert curator_client.get(f"{TABLE}template.csv").status_code == 403
    page = Page(curator_client.get(LIST))
    assert TABLE not in page.links()
    options = [option.get("value") for option in page.all("option")]
    assert "correct_csv" not in options
    assert "download_csv" in options


def test_the_list_leads_there_and_the_page_explains(curator_client: Client) -> None:
    make_recommendation("2012/5")
    assert TABLE in Page(curator_client.get(LIST)).links()
    page = Page(curator_client.get(TABLE))
    codes = [code.text for code in page.all("code")]
    assert {*TEMPLATE, "REMOVE", "states-parties", "should-consider"} - {"version"} <= set(codes)


def test_no_file_is_asked_for_again(curator_client: Client) -> None:
    assert "Choose the file" in Page(curator_client.post(TABLE, {})).text


def test_words_of_a_table_are_harmless_on_the_page(curator_client: Client) -> None:
    make_recommendation("2012/5")
    probe = "<script>alert(1)</script>"
    page = send(curator_client, comma_separated(("code", probe), (probe, probe), ("2012/5", "")))
    assert probe not in page.html
    assert "&lt;script&gt;" in page.html
    page = send(curator_client, comma_separated(("code", "text"), ("2012/5", f"应当{probe}")))
    assert probe not in page.html
    assert totals(page) == [1, 0, 0]


@pytest.mark.usefixtures("knowledge_base")
def test_all_records_are_corrected_at_once(curator_client: Client) -> None:
    codes = Recommendation.objects.values_list("code", flat=True)
    rows = [(code, "research") for code in codes]
    sheet = Sheet("any", ["code", "themes"], rows)
    page = send(curator_client, workbook_bytes(sheet), "table.xlsx")
    changed, same, wrong = totals(page)
    assert (changed + same, wrong) == (129, 0)
    assert confirm(curator_client, page).status_code == 302
    assert not Recommendation.objects.exclude(themes__slug="research").exists()
    assert ThemeAssignment.objects.chapters().count() == 129


@pytest.mark.usefixtures("knowledge_base")
def test_questions_to_the_database_do_not_grow_with_the_rows(
    curator_client: Client, django_assert_max_num_queries: Any
) -> None:
    file = download(curator_client, "download_csv")
    with django_assert_max_num_queries(40):
        send(curator_client, file)


def test_citations_whose_words_would_be_gone_are_named(curator_client: Client) -> None:
    text = make_recommendation("2012/5", text="按第一条和第二条，应当行动。").texts.get()
    for start, words in ((1, "第一条"), (5, "第二条")):
        text.citations.create(
            start=start, as_written=words, kind="article", reference=words, unresolved="not-held"
        )
    page = send(
        curator_client, comma_separated(("code", "text"), ("2012/5", "按第一条，应当行动。"))
    )
    [named] = [part.text for part in page.all("p") if "words of these citations" in part.text]
    assert named.endswith(": 第二条")
