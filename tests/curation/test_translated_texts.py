"""Working translations are corrected as every text is, and give way to official ones."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from recommendations.curation.corrections import writer
from recommendations.curation.corrections.plan import TablePlan, plan_corrections
from recommendations.curation.corrections.table import UploadedRow, UploadedTable
from recommendations.editions.data_version import refresh_data_version
from recommendations.history.models import Version
from recommendations.history.versions import ChangeKind, record_changes
from recommendations.importing import actions, fixtures
from recommendations.models import PublicDigest, Recommendation, RecommendationText
from sessions.models import SectionTranslation
from tests.filling import form_values
from tests.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("knowledge_base")]

CODE, SYMBOL = "2012/6", "CTOC/COP/WG.7/2026/9"
CORRECTED = "Les États parties devraient adopter une approche globale."
OFFICIAL = "Les États parties devraient suivre une démarche globale."


def text(language: str = "fr") -> RecommendationText:
    return RecommendationText.objects.get(recommendation__code=CODE, language=language)


def planned(**cells: str) -> TablePlan:
    header = UploadedRow(1, ["code", "language", *cells])
    row = UploadedRow(2, [CODE, "fr", *cells.values()])
    return plan_corrections(UploadedTable("a test", header, [row]), "http://testserver")


def correct_by_table(**cells: str) -> None:
    found = planned(**cells)
    assert found.is_applicable, found.problems
    with record_changes(found.versions, by=None, reason="Compared.", kind=ChangeKind.TABLE):
        writer.write_corrections(found.corrections)


def correct_by_form(client: Client, **values: str) -> None:
    record = Recommendation.objects.get(code=CODE)
    url = reverse("admin:recommendations_recommendation_change", args=(record.pk,))
    form = form_values(Page(client.get(url)), "recommendation_form")
    [prefix] = [
        name.removesuffix("-id")
        for name, value in form.items()
        if name.startswith("texts-") and name.endswith("-id") and value == [str(text().pk)]
    ]
    changed = {f"{prefix}-{name}": value for name, value in values.items()}
    response = client.post(url, form | changed | {"why": "Compared.", "_save": "Save"})
    assert response.status_code == 302


def states() -> str:
    return str(list(Version.objects.filter(code=CODE).values_list("state", flat=True)))


def digest() -> str:
    refresh_data_version(at_once=True)
    digests = PublicDigest.objects.current().filter(kind="recommendation", key=CODE)
    return str(digests.values_list("digest", flat=True)[0])


@pytest.mark.parametrize("way", ["form", "table"])
def test_a_correction_is_kept_with_its_history_and_by_an_upgrade(
    way: str, admin_client: Client
) -> None:
    before, first = text().text, digest()
    if way == "form":
        correct_by_form(admin_client, text=CORRECTED)
    else:
        correct_by_table(text=CORRECTED)
    assert (text().text, text().text_status) == (CORRECTED, "unofficial")
    assert before in states()
    assert digest() != first
    rows = list(fixtures.read_fixtures())
    for row in rows:
        if row["fields"].get("recommendation") == [CODE] and "text" in row["fields"]:
            row["fields"]["text"] += " (2027)"
    changes = actions.load(rows, source=actions.FIXTURES)
    assert changes.skipped == [f"words {CODE} fr"]
    assert text().text == CORRECTED
    assert text("en").text.endswith(" (2027)")


@pytest.mark.parametrize("way", ["form", "table"])
def test_an_official_text_takes_the_place_of_a_translation(way: str, admin_client: Client) -> None:
    before = text().text
    if way == "form":
        correct_by_form(admin_client, text=OFFICIAL, text_status="official", document_symbol=SYMBOL)
        assert text().status_mark.symbol == SYMBOL
    else:
        correct_by_table(text=OFFICIAL, text_status="official")
    assert (text().text, text().text_status) == (OFFICIAL, "official")
    assert before in states()
    call_command("load_fixtures", verbosity=0)
    assert text().text == OFFICIAL


def test_the_digest_of_a_document_tells_of_a_corrected_heading(admin_client: Client) -> None:
    heading = SectionTranslation.objects.filter(language="ar").order_by("pk")[0]
    symbol = heading.section.version.document.symbol
    refresh_data_version(at_once=True)
    digests = PublicDigest.objects.current().filter(kind="document", key=symbol)
    before = digests.values_list("digest", flat=True)[0]
    url = reverse("admin:wg_sessions_sectiontranslation_change", args=(heading.pk,))
    form = form_values(Page(admin_client.get(url)), "sectiontranslation_form")
    changed = form | {"heading": "عنوان مصحح", "why": "A slip.", "_save": "Save"}
    assert admin_client.post(url, changed).status_code == 302
    refresh_data_version(at_once=True)
    assert digests.values_list("digest", flat=True)[0] != before
