"""Any selection of any list of the admin, taken away as CSV or Excel."""

import csv
import io
from collections.abc import Iterable
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import models
from django.test import Client, RequestFactory
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.fixtures import DjangoAssertNumQueries

from recommendations.models import Citation, Recommendation, RecommendationText, Theme
from smuggling_kb.admin import downloads
from smuggling_kb.spreadsheets import unescape_controls
from tests.builders import make_account, make_recommendation, make_theme
from tests.reading import file_content

MODELS: list[type[models.Model]] = [
    model
    for app in ("wg_sessions", "recommendations", "importing")
    for model in apps.get_app_config(app).get_models()
    # What is derived from others has no pages.
    if model._meta.default_permissions
]


def download(
    client: Client,
    model: type[models.Model],
    rows: Iterable[models.Model] = (),
    action: str = "download_csv",
    query: str = "",
) -> bytes:
    """The rows as the list of the model hands them out; without any, all that it shows."""
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    chosen = [str(row.pk) for row in rows]
    first = model._default_manager.values_list("pk", flat=True)[:1]
    response = client.post(
        f"{address}?{query}",
        {
            "action": action,
            "_selected_action": chosen or [str(pk) for pk in first],
            "select_across": "0" if chosen else "1",
            "index": "0",
        },
    )
    assert response.status_code == 200
    return file_content(response)


def lines(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def cells(file: bytes) -> list[list[str]]:
    """What a workbook holds, as text."""
    [sheet] = load_workbook(io.BytesIO(file)).worksheets
    return [
        ["" if cell is None else unescape_controls(str(cell)) for cell in row]
        for row in sheet.iter_rows(values_only=True)
    ]


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_list_can_be_taken_away_whole_in_both_formats(
    chief_client: Client, rf: RequestFactory, model: type[models.Model]
) -> None:
    shown = admin.site.get_model_admin(model).get_queryset(rf.get("/")).count()
    if not shown:
        return  # Nothing can be selected.
    header, *rows = lines(download(chief_client, model))
    assert len(rows) == shown
    assert "id" not in header
    assert all(len(row) == len(header) for row in rows)
    if len(rows) < 500:
        found = cells(download(chief_client, model, action="download_xlsx"))
        assert found[0] == header
        assert len(found) == len(rows) + 1


def test_a_selection_is_taken_away_alone_and_says_its_name_and_date(chief_client: Client) -> None:
    first, _second = make_theme("prevention"), make_theme("protection")
    assert lines(download(chief_client, Theme, [first])) == [
        ["slug", "scheme", "parent", "position"],
        ["prevention", "chapters", "", "1"],
    ]
    response = chief_client.post(
        reverse("admin:recommendations_theme_changelist"),
        {"action": "download_xlsx", "_selected_action": first.pk},
    )
    assert response.headers["Content-Disposition"].startswith('attachment; filename="theme-')
    assert response.headers["Content-Type"].endswith("spreadsheetml.sheet")


def test_all_of_a_narrowed_list_are_taken_away_and_no_others(chief_client: Client) -> None:
    make_recommendation("2012/5")
    make_recommendation("2013/7", text="保护受害人。", theme="protection")
    [_header, row] = lines(download(chief_client, RecommendationText, query="q=保护"))
    assert row[0] == "2013/7"


def test_other_rows_are_named_by_their_natural_keys(chief_client: Client) -> None:
    text = make_recommendation("2012/5").texts.get()
    header, row = lines(download(chief_client, RecommendationText))
    found = dict(zip(header, row, strict=True))
    assert found["recommendation"] == "2012/5"
    assert found["source"] == f"CTOC/COP/WG.7/2012/5 | {text.language} | p5"


def test_no_cell_is_a_formula(chief_client: Client) -> None:
    make_recommendation("2012/5", text="=1+1")
    header, row = lines(download(chief_client, RecommendationText))
    assert row[header.index("text")] == "'=1+1"


def test_whoever_may_see_may_download_and_nobody_else(client: Client, db: None) -> None:
    make_recommendation("2012/5")
    reader = make_account("reader")
    client.force_login(reader)
    address = reverse("admin:recommendations_theme_changelist")
    sent: dict[str, Any] = {"action": "download_csv", "_selected_action": Theme.objects.get().pk}
    assert client.post(address, sent).status_code == 403
    reader.user_permissions.add(Permission.objects.get(codename="view_theme"))
    assert lines(download(client, Theme))[1][0] == "prevention"


def test_a_list_that_opens_to_choose_one_row_offers_no_download(chief_client: Client) -> None:
    make_theme()
    page = chief_client.get(reverse("admin:recommendations_theme_changelist") + "?_popup=1")
    assert b"download_csv" not in page.content


@pytest.mark.usefixtures("knowledge_base")
def test_rows_are_read_together(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    citations = Citation.objects.filter(text__isnull=False)
    for rows in (citations, Recommendation.objects.all()):
        count = rows.count()
        with django_assert_max_num_queries(2 + count // downloads.BATCH):
            assert len(list(downloads.stored_fields(rows).rows)) == count
