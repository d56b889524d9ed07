"""The page that takes in a file: what it says, and where a file leads."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from recommendations.importing.models import BatchStage, ImportBatch, ImportFile
from tests.batches import HELD_REPORT
from tests.importing.admin.brought_in import UPLOAD, upload
from tests.importing.test_coming_reports import REPORT, SYMBOL
from tests.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("knowledge_base")]


def test_a_file_that_is_held_changes_nothing_and_says_so(
    editor_client: Client,
) -> None:
    text = HELD_REPORT.read_text(encoding="utf-8")
    page = Page(upload(editor_client, text, symbol="CTOC/COP/WG.7/2020/4"))
    assert "nothing would change" in page.one("ul.messagelist").text
    assert not page.all(".fault-words")
    assert not ImportBatch.objects.exists()


def test_the_front_page_leads_to_it(editor_client: Client) -> None:
    front = Page(editor_client.get("/admin/"))
    assert front.link(UPLOAD).text == "Add a document"
    waiting = "Documents being brought in: questions open"
    assert waiting in [row.one("th").text for row in front.one("table.queues").all("tr")[1:]]


def test_a_file_without_questions_leads_to_the_review(editor_client: Client) -> None:
    page = upload(editor_client)
    batch = ImportBatch.objects.get()
    assert page.redirect_chain[-1][0].endswith(f"/{batch.pk}/review/")
    assert (batch.symbol, batch.stage, batch.created_by_name) == (SYMBOL, "review", "editor")
    assert [part.text for part in Page(page).all("h3")] == ["2026/1", "2026/2"]


def test_a_file_with_questions_leads_to_them(editor_client: Client) -> None:
    page = upload(editor_client, symbol="")
    assert ImportBatch.objects.get().stage == BatchStage.QUESTIONS
    assert page.redirect_chain[-1][0].endswith("/questions/")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        ("一. 一封信\n\n敬启者。\n".encode(), "document"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_and_the_rest_is_kept(
    editor_client: Client, content: bytes, words: str
) -> None:
    file = SimpleUploadedFile("letter.txt", content)
    sent = {"file": file, "symbol": SYMBOL, "language": "zh-hans"}
    page = Page(editor_client.post(UPLOAD, sent))
    fault = page.one("#id_file_error").text
    assert len(fault) > 10
    assert page.one("#id_symbol").get("value") == SYMBOL
    summary = page.one(".errors-first")
    assert summary.links() == ["#id_file"]
    assert not ImportBatch.objects.exists()
    assert not ImportFile.objects.exists()


def test_no_file_and_no_symbol_are_told_apart(editor_client: Client) -> None:
    page = Page(editor_client.post(UPLOAD, {"symbol": "A4"}))
    assert page.one(".errors-first").links() == ["#id_file", "#id_symbol"]
    assert "A4" in page.one("#id_symbol_error").text


def test_a_name_that_is_too_long_is_told(editor_client: Client) -> None:
    file = SimpleUploadedFile(f"{'report' * 34}.md", REPORT.encode())
    page = Page(editor_client.post(UPLOAD, {"file": file, "symbol": SYMBOL}))
    assert "at most 200 characters" in page.one("#id_file_error").text


def test_the_same_file_again_leads_to_the_open_batch(editor_client: Client) -> None:
    first = upload(editor_client).redirect_chain[-1]
    assert upload(editor_client).redirect_chain[-1] == first
    assert ImportBatch.objects.count() == 1


def test_staff_download_the_file_as_it_came_and_no_browser_shows_it(
    editor_client: Client, visitor_client: Client, client: Client
) -> None:
    upload(editor_client)
    address = reverse("admin:importing_importfile_content", args=(ImportFile.objects.get().pk,))
    answer = editor_client.get(address)
    assert answer.content == REPORT.encode()
    assert answer["Content-Disposition"] == 'attachment; filename="report.md"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert (client.get(address).status_code, visitor_client.get(address).status_code) == (302, 403)
    assert editor_client.post(address).status_code == 405
