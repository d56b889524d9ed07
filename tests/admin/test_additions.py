"""Adding by table in the admin: from the template over the preview to a reviewer's publication."""

import io
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from recommendations.curation.additions import KINDS
from recommendations.curation.reversal import reverse_act
from recommendations.history.models import Version
from recommendations.history.states import current_states
from recommendations.history.versions import version_numbers
from recommendations.models import Recommendation, RecommendationText, Relation
from smuggling_kb.preference import SOURCE
from smuggling_kb.spreadsheets import Sheet
from tests.builders import (
    make_document,
    make_paragraph,
    make_recommendation,
    make_subject,
    make_translation,
)
from tests.reading import Page, file_content, workbook_bytes

LIST = "/admin/recommendations/recommendation/"
TEXTS = f"{LIST}table/texts/"
PUBLISHING = "/admin/recommendations/recommendationtext/"
ENGLISH = "States parties should cooperate."


def send(client: Client, address: str, *rows: list[str]) -> Page:
    """The preview of a table; its first row names the columns."""
    header, *others = rows
    file = workbook_bytes(Sheet("data", header, others))
    response = client.post(address, {"file": SimpleUploadedFile("table.xlsx", file)})
    assert response.status_code == 200
    return Page(response)


def confirm(client: Client, address: str, page: Page) -> int:
    [plan] = [field.get("value") for field in page.all("input") if field.get("name") == "plan"]
    return client.post(address, {"plan": plan, "reason": "From the record."}).status_code


def texts_of(*codes: str, status: str = "unofficial") -> list[list[str]]:
    header = ["code", "language", "text_status", "text"]
    return [header, *([code, "en", status, f"{ENGLISH} {code}"] for code in codes)]


@pytest.mark.usefixtures("knowledge_base")
def test_texts_of_all_records_are_added_by_an_editor_and_published_by_a_reviewer_at_once(
    editor_client: Client, reviewer_client: Client
) -> None:
    RecommendationText.objects.exclude(language=SOURCE).delete()
    codes = list(Recommendation.objects.values_list("code", flat=True))
    items = RecommendationText.objects.exclude(chapeau="")
    chapeaus = set(items.values_list("recommendation__code", flat=True))
    [header, *rows] = texts_of(*codes)
    rows = [[*row, "States should:" if row[0] in chapeaus else ""] for row in rows]
    page = send(editor_client, TEXTS, [*header, "chapeau"], *rows)
    assert "Add 129" in page.html
    assert not RecommendationText.objects.filter(language="en").exists()
    assert confirm(editor_client, TEXTS, page) == 302
    assert RecommendationText.objects.drafts().filter(language="en").count() == 129
    assert not RecommendationText.objects.published().filter(language="en").exists()

    keys = list(RecommendationText.objects.drafts().values_list("pk", flat=True))
    chosen = {"action": "publish_selected", "_selected_action": keys}
    assert editor_client.post(PUBLISHING, chosen).status_code in (200, 302)
    assert not RecommendationText.objects.published().filter(language="en").exists()
    shown = Page(reviewer_client.post(PUBLISHING, chosen))
    assert all(code in shown.text for code in codes)
    fields = {field.get("name"): field.get("value") for field in shown.all("input")}
    seen = fields["seen"]
    reviewer_client.post(PUBLISHING, chosen | {"confirmed": "yes", "seen": seen, "why": "Read."})
    assert RecommendationText.objects.published().filter(language="en").count() == 129
    assert Version.objects.filter(reason="Read.").values("act").distinct().count() == 1


@pytest.mark.usefixtures("knowledge_base")
def test_questions_to_the_database_do_not_grow_with_the_texts(
    editor_client: Client, django_assert_max_num_queries: Any
) -> None:
    RecommendationText.objects.exclude(language=SOURCE).delete()
    codes = [
        text.recommendation.code
        for text in RecommendationText.objects.filter(chapeau="").select_related("recommendation")
    ]
    with django_assert_max_num_queries(40):
        page = send(editor_client, TEXTS, *texts_of(*codes))
    assert f"Add {len(codes)}" in page.html
    with django_assert_max_num_queries(110):
        confirm(editor_client, TEXTS, page)


def act_of(code: str) -> UUID | None:
    return Version.objects.filter(code=code).order_by("-number")[0].act


@pytest.mark.parametrize("kind", ["texts", "themes", "relations", "records"])
def test_undoing_takes_back_exactly_what_a_table_added(
    kind: str, chief_client: Client, chief: User
) -> None:
    make_recommendation("2012/5")
    make_recommendation("2012/6")
    make_subject("children")
    passage = make_paragraph(1, document=make_document("CTOC/COP/WG.7/2030/4"))
    tables = {
        "texts": [*texts_of("2012/5", "2012/6")],
        "themes": [["code", "theme", "reason"], ["2012/5", "children", "Minors."]],
        "relations": [
            ["code", "type", "other", "note", "note_language"],
            ["2012/6", "extends", "2012/5", "It names ports.", "en"],
        ],
        "records": [
            ["code", "status", "document", "anchor", "language"],
            ["2030/1", "adopted", "CTOC/COP/WG.7/2030/4", passage.anchor, "zh-hans"],
        ],
    }
    codes = ["2012/5", "2012/6", "2030/1"]
    version_numbers(codes)
    before = current_states(codes)
    address = f"{LIST}table/{kind}/"
    assert confirm(chief_client, address, send(chief_client, address, *tables[kind])) == 302
    after = current_states(codes)
    assert after != before
    code = next(code for code in codes if after.get(code) != before.get(code))
    act = act_of(code)
    seen = version_numbers(codes)
    changed = {code: seen[code] for code in codes if after.get(code) != before.get(code)}
    assert act is not None
    reverse_act(act, by=chief, reason="Sent by mistake.", seen=changed)
    assert current_states(codes) == before


def test_what_readers_see_at_once_is_said(editor_client: Client) -> None:
    make_recommendation("2012/5")
    make_recommendation("2020/1")
    page = send(
        editor_client,
        f"{LIST}table/relations/",
        ["code", "type", "other"],
        ["2020/1", "extends", "2012/5"],
    )
    assert "1 seen by readers at once" in page.text
    assert "Readers see it at once." in page.text
    assert not Relation.objects.exists()
    page = send(editor_client, TEXTS, *texts_of("2012/5"))
    assert "Readers do not see it before a reviewer publishes it." in page.text


def test_what_somebody_added_since_the_preview_stops_the_table(editor_client: Client) -> None:
    record = make_recommendation("2012/5")
    page = send(editor_client, TEXTS, *texts_of("2012/5"))
    record.texts.create(language="en", text_status="unofficial", text="Another.")
    again = editor_client.post(
        TEXTS,
        {
            "plan": next(e.get("value") for e in page.all("input") if e.get("name") == "plan"),
            "reason": "x",
        },
    )
    assert again.status_code == 200
    assert record.texts.get(language="en").text == "Another."


def test_a_preview_is_confirmed_on_its_own_page_alone(editor_client: Client) -> None:
    make_recommendation("2012/5")
    page = send(editor_client, TEXTS, *texts_of("2012/5"))
    [plan] = [field.get("value") for field in page.all("input") if field.get("name") == "plan"]
    other = editor_client.post(f"{LIST}table/themes/", {"plan": plan, "reason": "x"})
    assert "This is not a preview of a table." in Page(other).text
    assert not RecommendationText.objects.drafts().exists()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_offered_explained_and_has_templates(kind: str, editor_client: Client) -> None:
    make_recommendation("2012/5")
    address = f"{LIST}table/{kind}/"
    assert address in Page(editor_client.get(LIST)).links()
    assert address in Page(editor_client.get(f"{LIST}table/")).links()
    page = Page(editor_client.get(address))
    codes = {code.text for code in page.all("code")}
    assert set(KINDS[kind].columns) <= codes
    for extension in ("csv", "xlsx"):
        template = f"{address}template.{extension}"
        assert template in page.links()
        file = SimpleUploadedFile("x", file_content(editor_client.get(template)))
        again = Page(editor_client.post(address, {"file": file}))
        assert "The table changes nothing." in again.text
        assert "Examples that were passed over" in again.text


def test_a_workbook_to_add_texts_has_the_official_text_beside(editor_client: Client) -> None:
    record = make_recommendation("2012/5")
    official = record.texts.get()
    make_translation(record)
    official.delete()
    official.save()  # After the translation, as when it is restored.
    response = editor_client.post(
        LIST, {"action": "texts_xlsx", "_selected_action": [record.pk], "index": "0"}
    )
    book = load_workbook(io.BytesIO(file_content(response)))
    assert book.sheetnames == ["data", "columns"]
    header, _example, row = book["data"].iter_rows(values_only=True)
    cells = dict(zip(header, row, strict=True))
    assert (cells["code"], cells["original"]) == ("2012/5", official.text)


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_may_not_add_such_rows_may_send_no_table(kind: str, visitor_client: Client) -> None:
    assert visitor_client.get(f"{LIST}table/{kind}/").status_code in (302, 403)
