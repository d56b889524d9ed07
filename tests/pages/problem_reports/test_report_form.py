"""The form with which a reader reports a problem, as a browser without scripts sends it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from recommendations.models import Recommendation, WorkflowStage
from recommendations.problem_reports import throttle
from recommendations.problem_reports.models import ProblemReport, ReportCount
from tests.builders import make_problem_report, make_recommendation
from tests.reading import Page

pytestmark = pytest.mark.django_db

FORM = "/en/report/"
SENT = {"kind": "words", "message": "The word 应当 is missing.", "sender": "", "website": ""}


def fields(page: Page) -> dict[str, str]:
    """The form's fields as a browser sends them if nobody touches them."""
    form = page.one("form.report")
    inputs = {part.get("name"): part.get("value") for part in form.all("input")}
    return {name: value for name, value in inputs.items() if name != "kind"}


def test_a_record_leads_to_the_form_and_the_form_to_a_numbered_confirmation() -> None:
    client = Client(enforce_csrf_checks=True)
    record = make_recommendation("2012/5")
    address = Page(client.get("/en/recommendations/2012/5/")).link(f"{FORM}?code=2012/5")
    assert address.text == "Report a problem with this record"
    form = Page(client.get(f"{FORM}?code=2012/5"))
    assert form.one("h1").text == "Report a problem with 2012/5"
    answer = client.post(FORM, fields(form) | SENT | {"sender": "reader@example.org"})
    report = ProblemReport.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"{FORM}{report.reference}/",
    )
    confirmation = Page(client.get(answer.headers["Location"]))
    assert report.reference in confirmation.one("main").text
    assert confirmation.link("/en/recommendations/2012/5/").text == "Back to 2012/5"
    assert report.message not in confirmation.text
    assert (report.recommendation, report.page) == (record, "/recommendations/2012/5/")
    assert (report.kind, report.state, report.language) == ("words", "new", "en")
    assert (report.message, report.sender) == (SENT["message"], "reader@example.org")


def test_every_page_leads_to_the_form_with_its_own_address(client: Client) -> None:
    make_recommendation("2012/5")
    page = Page(client.get("/zh-hans/recommendations/?q=儿童&theme=prevention"))
    [link] = [part for part in page.one("footer").all("a") if "/report/" in part.get("href")]
    form = Page(client.get(link.get("href")))
    assert fields(form)["address"] == ("/recommendations/?q=%E5%84%BF%E7%AB%A5&theme=prevention")
    client.post("/zh-hans/report/", fields(form) | SENT)
    report = ProblemReport.objects.get()
    assert report.page == "/recommendations/?q=%E5%84%BF%E7%AB%A5&theme=prevention"
    assert (report.recommendation, report.language) == (None, "zh-hans")


@pytest.mark.parametrize("path", ["/en/nothing/", "/en/report/", "/en/report/REPORT01/"])
def test_where_there_is_no_page_to_report_the_form_asks_for_it(client: Client, path: str) -> None:
    make_problem_report(reference="REPORT01")
    assert FORM in Page(client.get(path)).one("footer").links()


def test_the_head_of_a_document_leads_to_the_form(client: Client) -> None:
    make_recommendation("2012/5")
    address = "/documents/CTOC/COP/WG.7/2012/5/"
    link = Page(client.get(f"/en{address}")).one("main").link(f"{FORM}?address={address}")
    assert link.text == "Report a problem with this document"


def test_a_passage_is_reported_with_its_place(client: Client) -> None:
    page = Page(client.get(f"{FORM}?address=/documents/CTOC/COP/WG.7/2022/2/%23p61"))
    link = page.link("/en/documents/CTOC/COP/WG.7/2022/2/#p61")
    assert link.text == "/documents/CTOC/COP/WG.7/2022/2/#p61"


@pytest.mark.parametrize(
    "query",
    [
        "code=2012/6",
        "code=2012/5x",
        "code=2012/05",
        "code=x%00",
        "code=2012/5&code=2012/5",
        "address=//example.org/",
        "address=/nothing/",
        "page=2",
    ],
)
def test_what_names_nothing_that_can_be_reported_is_refused(client: Client, query: str) -> None:
    make_recommendation("2012/5")
    make_recommendation("2012/6", publication=WorkflowStage.DRAFT)
    assert client.get(f"{FORM}?{query}").status_code == 400


def test_what_is_wrong_is_said_at_the_top_and_at_the_field_and_nothing_is_lost(
    client: Client,
) -> None:
    answer = client.post(FORM, SENT | {"message": "", "sender": "Reader", "kind": "link"})
    page = Page(answer)
    assert answer.status_code == 400
    assert page.one("title").text.startswith("Error: Report a problem")
    [error] = page.one("#errors").all("a")
    assert error.get("href") == "#id_message"
    field = page.one("#id_message")
    assert field.get("aria-invalid") == "true"
    assert "id_message_error" in field.get("aria-describedby")
    assert page.one("#id_message_error").text == "Write what is wrong."
    assert page.one("#id_sender").get("value") == "Reader"
    [chosen] = [part for part in page.all("input") if "checked" in part.element.attrib]
    assert chosen.get("value") == "link"
    page = Page(client.post(FORM, {"message": "<b>Kept"}))
    assert page.one("#id_message").text == "<b>Kept"
    assert page.one("#errors").links() == ["#id_kind_0"]
    assert not ProblemReport.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("message", "\u202eevil"),
        ("message", "\0"),
        ("message", " \n"),
        ("message", "a" * 4001),
        ("sender", "a\u200bb"),
        ("sender", "a" * 255),
        ("kind", "rumour"),
        ("website", "https://example.org/"),
    ],
)
def test_hostile_fields_are_refused_in_words(client: Client, field: str, value: str) -> None:
    answer = client.post(FORM, SENT | {field: value})
    assert answer.status_code == 400
    anchor = "#id_kind_0" if field == "kind" else f"#id_{field}"
    assert Page(answer).one("#errors").links() == [anchor]
    assert not ProblemReport.objects.exists()


def test_a_record_can_be_reported_as_another_page_shows_it(client: Client) -> None:
    record = make_recommendation("2012/5")
    form = fields(Page(client.get(f"{FORM}?code=2012/5&address=/themes/")))
    client.post(FORM, form | SENT)
    report = ProblemReport.objects.get()
    assert (report.recommendation, report.page) == (record, "/themes/")


def test_a_form_that_names_no_page_of_this_site_is_refused(client: Client) -> None:
    for address in ("//example.org/", "https://example.org/", "/nothing/"):
        assert client.post(FORM, SENT | {"address": address}).status_code == 400
    assert client.post(FORM, SENT | {"code": "2012/5'"}).status_code == 400
    assert not ProblemReport.objects.exists()


def test_lines_end_as_everywhere_and_4000_characters_are_taken(client: Client) -> None:
    client.post(FORM, SENT | {"message": "一\r\n" + "二" * 3998})
    assert ProblemReport.objects.get().message == "一\n" + "二" * 3998


def test_what_a_reader_writes_is_shown_as_words(client: Client) -> None:
    client.post(FORM, SENT | {"message": "<script>alert(1)</script>", "sender": "<i>"})
    assert ProblemReport.objects.get().message == "<script>alert(1)</script>"


def test_a_page_that_was_withdrawn_meanwhile_is_reported_as_a_page(client: Client) -> None:
    make_recommendation("2012/5")
    form = fields(Page(client.get(f"{FORM}?code=2012/5")))
    Recommendation.objects.update(publication=WorkflowStage.ARCHIVED)
    client.post(FORM, form | SENT)
    report = ProblemReport.objects.get()
    assert (report.recommendation, report.page) == (None, "/recommendations/2012/5/")


def test_another_website_cannot_send_the_form_and_nobody_else_keeps_its_token() -> None:
    client = Client(enforce_csrf_checks=True)
    refused = client.post(FORM, SENT)
    assert refused.status_code == 403
    assert Page(refused).one("h1").text == "The form was not accepted"
    answer = client.get(FORM)
    assert "private" in answer.headers["Cache-Control"]
    assert "Cookie" in answer.headers["Vary"]
    assert "ETag" not in answer.headers
    assert "csrfmiddlewaretoken" in answer.content.decode()
    cookie = answer.cookies["csrftoken"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    other = Client().get(FORM).content
    tokens = [
        re.findall(rb'csrfmiddlewaretoken" value="(\w+)', page) for page in (answer.content, other)
    ]
    assert tokens[0] != tokens[1]


def test_a_page_with_a_link_to_the_form_sets_no_cookie(client: Client) -> None:
    answer = client.get("/en/")
    assert not answer.cookies
    assert "ETag" in answer.headers


def test_beyond_the_limit_nothing_is_kept_but_what_was_written(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "MOST_OF_NETWORK", 2)
    for _report in range(2):
        assert client.post(FORM, SENT).status_code == 302
    answer = client.post(FORM, SENT)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    page = Page(answer)
    assert "Too many reports were sent" in page.one("#errors").text
    assert page.one("#id_message").text == SENT["message"]
    assert ProblemReport.objects.count() == 2


def test_other_networks_are_counted_apart_and_all_together(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.CLIENT_ADDRESS_HEADER = "X-Real-IP"
    monkeypatch.setattr(throttle, "MOST_OF_NETWORK", 1)
    monkeypatch.setattr(throttle, "MOST_OF_ALL", 2)

    def send(address: str) -> int:
        return client.post(FORM, SENT, headers={"x-real-ip": address}).status_code

    assert [send("192.0.2.1"), send("192.0.2.1"), send("192.0.2.2")] == [302, 429, 302]
    assert send("192.0.2.3") == 429
    assert ProblemReport.objects.count() == 2


def test_no_address_of_a_network_is_kept_and_old_counts_go(
    client: Client, rf: RequestFactory
) -> None:
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    ReportCount.objects.create(sender="x", hour=hour - timedelta(hours=1), number=9)
    client.post(FORM, SENT)
    counts = ReportCount.objects.all()
    assert {count.number for count in counts} == {1}
    request = rf.get(FORM)
    digests = {throttle.network_digest(request, hour + timedelta(hours=n)) for n in range(3)}
    assert len(digests) == 3
    assert all("127.0.0.1" not in count.sender for count in counts)


def test_an_unknown_number_confirms_nothing(client: Client) -> None:
    for reference in ("REPORT01", "0", "a" * 300):
        assert client.get(f"{FORM}{reference}/").status_code == 404


@pytest.mark.parametrize("reports", [2, 20])
def test_the_form_and_its_confirmation_ask_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, reports: int
) -> None:
    make_recommendation("2012/5")
    for number in range(reports):
        make_problem_report(reference=f"REPORT{number:02}")
    with django_assert_num_queries(1):
        client.get(f"{FORM}?code=2012/5")
    with django_assert_num_queries(2):
        client.get(f"{FORM}REPORT01/")
    with django_assert_num_queries(16):
        client.post(FORM, SENT | {"address": "/recommendations/2012/5/"})
