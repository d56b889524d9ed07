"""Addresses lead on for ever once they are public, whoever renames what they name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recommendations.exports import FORMATS
from recommendations.importing import actions, fixtures
from recommendations.importing.rows.groups import rows_in_database
from recommendations.models import Instrument, Provision, Theme
from recommendations.pages.site.former_addresses import PRESENT_PARTS
from recommendations.selection.former_values import NAMED_ROWS
from sessions.models import Document, WorkingGroupSession
from smuggling_kb.addresses.models import AddressedModel, FormerAddress, addressed_models
from smuggling_kb.languages import INTERFACE
from tests.admin.test_admin import (
    CODE,
    SYMBOL,
    address,
    errors,
    make_everything,
    name_of,
    save,
    sole,
)
from tests.builders import assign, make_document, make_recommendation, make_subject, make_theme
from tests.reading import Page
from tests.routes import routes

pytestmark = pytest.mark.django_db

#: The changes of each form that make another address of one: the values to be sent.
RENAMED: list[tuple[type[AddressedModel], dict[str, Any]]] = [
    (Document, {"symbol": "CTOC/COP/WG.7/1991/6"}),
    (WorkingGroupSession, {"number": 77}),
    (Theme, {"slug": "renamed"}),
    (Instrument, {"slug": "convention"}),
    (Provision, {"number": 9}),
]
MODELS = [model for model, _change in RENAMED]

#: Addresses before and after, by the model that was renamed.
PAGES: dict[type[AddressedModel], list[tuple[str, str]]] = {
    Document: [
        (f"documents/{SYMBOL}/", "documents/CTOC/COP/WG.7/1991/6/"),
        (
            f"documents/{SYMBOL}/citations/?page=1",
            "documents/CTOC/COP/WG.7/1991/6/citations/?page=1",
        ),
    ],
    WorkingGroupSession: [("sessions/1/", "sessions/77/")],
    Theme: [("themes/theme-1/", "themes/renamed/")],
    Instrument: [
        ("articles/treaty-1/", "articles/convention/"),
        ("articles/treaty-1/1/", "articles/convention/1/"),
    ],
    Provision: [("articles/treaty-1/1/", "articles/treaty-1/9/")],
}
#: The same of filters.
VALUES: dict[type[AddressedModel], tuple[str, str]] = {
    Document: (f"document={SYMBOL}", "document=CTOC/COP/WG.7/1991/6"),
    WorkingGroupSession: ("session=1", "session=77"),
    Theme: ("theme=theme-1", "theme=renamed"),
    Instrument: ("article=treaty-1-1", "article=convention-1"),
    Provision: ("article=treaty-1-1", "article=treaty-1-9"),
}
#: The downloads of a list.
ENDINGS = [f"recommendations.{ending}" for ending in FORMATS]


@pytest.fixture
def everything() -> None:
    make_everything()
    make_everything(2)


def rename(client: Client, model: type[AddressedModel]) -> AddressedModel:
    """Rename the first row as a reviewer does, by the form."""
    row: AddressedModel = sole(model)
    response = save(client, address(row, "change"), dict(RENAMED)[model])
    assert response.status_code == 302, errors(response)
    return row


def test_every_model_with_an_address_is_tried() -> None:
    assert {*MODELS} == {*addressed_models()}


def test_every_address_with_a_part_can_be_renamed_or_never_changes() -> None:
    """A new address fails here until somebody says what its parts are called later."""
    names = {name.partition(":")[2] for name in PRESENT_PARTS}
    assert names == {
        *("document", "document_citations", "session"),
        *("theme", "subject", "instrument", "article"),
    }
    fixed = (
        *("<code:", "<year:", "<format:", "explore/<slug:", "citing/<slug:", "<slug:reference>"),
        *("<app_label>", "<path:", "admin/"),
    )
    others = [
        route for route in routes() if "<" in route and not any(each in route for each in fixed)
    ]
    assert len(others) == len(names)


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_what_is_renamed_is_found_where_it_was(
    client: Client, reviewer_client: Client, model: type[AddressedModel]
) -> None:
    """At its page, and in every list and download that it narrows, in each language."""
    rename(reviewer_client, model)
    former, present = VALUES[model]
    moved = [
        *PAGES[model],
        *(
            (f"{path}?{former}&sort=code", f"{path}?{present}&sort=code")
            for path in ("recommendations/", *ENDINGS)
        ),
    ]
    for language in INTERFACE:
        for before, after in moved:
            for ask in (client.get, client.head):
                response = ask(f"/{language}/{before}")
                assert response.status_code == 301, before
                assert response.headers["Location"] == f"/{language}/{after}"
    for before, after in PAGES[model]:
        assert client.get(f"/en/{after}").status_code == 200
        assert client.post(f"/en/{before}").status_code in (404, 405)
    assert client.get(f"/en/recommendations.csv?{present}&sort=code").status_code == 200


@pytest.mark.usefixtures("everything")
def test_one_former_value_among_others_is_replaced_and_what_is_wrong_stays_wrong(
    client: Client,
) -> None:
    Theme.objects.filter(slug="theme-1").update(slug="renamed")
    query = "theme=theme-2&theme=theme-1&theme=nothing"
    response = client.get(f"/en/recommendations/?{query}")
    location = response.headers["Location"]
    assert location == "/en/recommendations/?theme=theme-2&theme=renamed&theme=nothing"
    assert client.get(location).status_code == 400


def test_every_parameter_that_names_a_row_knows_former_values() -> None:
    named = {rows().model for rows in NAMED_ROWS.values()}
    assert named | {Instrument} == {*addressed_models()}


@pytest.mark.parametrize("path", ["passages/", "passages.csv", "passages.json", "resources/"])
@pytest.mark.usefixtures("everything")
def test_other_lists_know_them_too(client: Client, path: str) -> None:
    Document.objects.filter(symbol=SYMBOL).update(symbol="CTOC/NEW")
    response = client.get(f"/zh-hans/{path}?document={SYMBOL}")
    assert response.status_code == 301
    assert response.headers["Location"] == f"/zh-hans/{path}?document=CTOC/NEW"


def test_the_address_without_a_language_leads_there_too(client: Client) -> None:
    make_document("CTOC/OLD")
    Document.objects.update(symbol="CTOC/NEW")
    response = client.get("/documents/CTOC/OLD/", follow=True)
    assert response.redirect_chain[-1] == ("/en/documents/CTOC/NEW/", 301)


def test_chains_lead_to_the_end_at_once_and_back_again(client: Client) -> None:
    make_theme("a")
    for slug in ("b", "c"):
        Theme.objects.update(slug=slug)
    for former in ("a", "b"):
        response = client.get(f"/en/themes/{former}/")
        assert response.headers["Location"] == "/en/themes/c/"
    Theme.objects.update(slug="a")
    assert client.get("/en/themes/a/").status_code == 200
    assert client.get("/en/themes/c/").headers["Location"] == "/en/themes/a/"


def take_address(way: str, other: Theme) -> None:
    """Give another theme the former address “health”, past the forms."""
    if way == "create":
        Theme.objects.create(slug="health", scheme="chapters", position=50)
    elif way == "sql":
        change = "UPDATE recommendations_theme SET slug = 'health' WHERE slug = 'law'"
        with connection.cursor() as cursor:
            cursor.execute(change)
    else:
        Theme.objects.filter(pk=other.pk).update(slug="health")


@pytest.mark.parametrize("way", ["add", "change", "create", "update", "sql"])
def test_nothing_else_ever_takes_a_former_address(reviewer_client: Client, way: str) -> None:
    theme = make_theme("health")
    Theme.objects.update(slug="care")
    other = make_theme("law")
    if way in ("add", "change"):
        page = address(Theme, "add") if way == "add" else address(other, "change")
        values = {"slug": "health", "scheme": "chapters", "position": 50}
        assert "was the address of something else" in errors(save(reviewer_client, page, values))
    with pytest.raises(IntegrityError), transaction.atomic():
        take_address(way, other)
    Theme.objects.filter(pk=theme.pk).update(slug="health")


def test_an_address_of_something_deleted_is_a_404_and_stays_its_own(client: Client) -> None:
    theme = make_theme("health")
    Theme.objects.update(slug="care")
    theme.delete()
    assert client.get("/en/themes/health/").status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        Theme.objects.create(slug="health", scheme="chapters", position=50)


def test_the_database_keeps_former_addresses() -> None:
    make_theme("health")
    Theme.objects.update(slug="care")
    for statement in ("UPDATE {} SET value = 'x'", "DELETE FROM {}"):
        with connection.cursor() as cursor, pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(statement.format("addresses_formeraddress"))


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_editors_cannot_change_an_address(
    editor_client: Client, model: type[AddressedModel]
) -> None:
    row = sole(model)
    before = row.natural_key()
    response = save(editor_client, address(row, "change"), dict(RENAMED)[model])
    assert response.status_code == 302
    assert sole(model).natural_key() == before
    assert not FormerAddress.objects.exists()
    page = Page(editor_client.get(address(row, "change")))
    for name in model.address_parts:
        assert not page.all(f"#id_{name}")


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_reviewers_need_a_reason(reviewer_client: Client, model: type[AddressedModel]) -> None:
    values = dict(RENAMED)[model] | {"why": ""}
    response = save(reviewer_client, address(sole(model), "change"), values)
    assert "This field is required" in errors(response)
    assert not FormerAddress.objects.exists()


def test_a_found_page_asks_for_no_former_address(client: Client) -> None:
    make_theme("health")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/en/themes/health/").status_code == 200
        assert client.get("/en/recommendations/?theme=health").status_code == 200
    assert not any("formeraddress" in query["sql"] for query in asked.captured_queries)


def test_a_citation_finds_a_document_by_its_former_symbol(client: Client) -> None:
    make_document("CTOC/COP/WG.7/2013/4")
    Document.objects.update(symbol="CTOC/COP/WG.7/2013/14")
    response = client.get("/en/go/?ref=CTOC/COP/WG.7/2013/4")
    assert response.status_code == 302
    assert response.headers["Location"] == "/en/documents/CTOC/COP/WG.7/2013/14/"


# Files


@pytest.fixture
def renamed_everything(knowledge_base: None) -> None:
    """The real data, in which one row of each model has been renamed."""
    Document.objects.filter(symbol="CTOC/COP/WG.7/2020/4").update(symbol="CTOC/COP/WG.7/2020/44")
    for theme in Theme.objects.all():
        Theme.objects.filter(pk=theme.pk).update(slug=f"{theme.slug}-2")
    WorkingGroupSession.objects.filter(number=12).update(number=13)
    instrument = Instrument.objects.get(slug="som-protocol")
    instrument.slug = "smuggling-protocol"
    instrument.save()


@pytest.mark.usefixtures("renamed_everything")
def test_files_that_use_former_names_change_nothing() -> None:
    before = list(rows_in_database())
    changes = actions.load(fixtures.read_fixtures(), source=actions.FIXTURES)
    assert (changes.created, changes.updated, changes.removed, changes.skipped) == ([], [], [], [])
    assert list(rows_in_database()) == before


@pytest.mark.usefixtures("renamed_everything")
def test_files_that_use_former_names_still_update_what_nobody_changed() -> None:
    """A row that is renamed stays renamed, and what names it is still the file's."""
    rows = json.loads(json.dumps(list(fixtures.read_fixtures())))
    for row in rows:
        if row["model"] == "wg_sessions.document":
            row["fields"]["job_number"] = "V.99"
        if row["model"] == "recommendations.recommendationaddressee":
            row["fields"]["reason"] = "From a file."
    changes = actions.load(rows, source=actions.FIXTURES)
    assert changes.skipped == []
    assert changes.created == []
    assert set(Document.objects.values_list("job_number", flat=True)) == {"V.99"}
    assert not Theme.objects.filter(slug="prevention").exists()
    assert not Document.objects.filter(symbol="CTOC/COP/WG.7/2020/4").exists()


def test_subjects_lead_on_too(client: Client) -> None:
    assign(make_recommendation(CODE), make_subject("children"))
    Theme.objects.filter(slug="children").update(slug="minors")
    assert client.get("/en/index/children/").headers["Location"] == "/en/index/minors/"
    response = client.get("/en/recommendations.json?topic=children")
    assert response.headers["Location"] == "/en/recommendations.json?topic=minors"


def test_a_theme_leads_to_no_subject_and_a_subject_to_no_theme(client: Client) -> None:
    make_theme("health")
    Theme.objects.update(slug="care")
    assert client.get("/en/index/health/").status_code == 404
    assert client.get("/en/recommendations/?topic=health").status_code == 400


def test_browsers_ask_again_whether_a_row_has_its_address_back(client: Client) -> None:
    make_theme("health")
    Theme.objects.update(slug="care")
    for path in ("/en/themes/health/", "/en/recommendations/?theme=health"):
        assert "no-cache" in client.get(path).headers["Cache-Control"]


def test_a_rename_is_in_the_history(reviewer_client: Client, reviewer: User) -> None:
    theme = make_theme("health")
    save(reviewer_client, address(theme, "change"), {"slug": "care"})
    page = Page(reviewer_client.get(address(theme, "history")))
    assert "health" in page.text
    assert reviewer.username in page.text
