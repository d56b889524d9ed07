"""The subject index in the admin: its entries, what is assigned to them, what waits there."""

import pytest
from django.test import Client

from recommendations.models import Instrument, Recommendation, Theme, ThemeAssignment, ThemeName
from smuggling_kb.admin.front_page import work_queues
from smuggling_kb.languages import INTERFACE
from tests.admin.test_admin import address, errors, rows, save
from tests.builders import assign, make_provision, make_recommendation, make_subject, make_theme
from tests.filling import add_row
from tests.reading import Page

pytestmark = pytest.mark.django_db


def test_themes_are_listed_by_scheme(chief_client: Client) -> None:
    make_theme("prevention")
    make_subject("money", make_subject("justice"))
    found = rows(chief_client, Theme, "scheme__exact=subjects")
    assert [row.split()[0] for row in found] == ["justice", "money"]


def test_recommendations_are_found_by_subject_and_without_any(chief_client: Client) -> None:
    assign(make_recommendation("2012/5"), make_subject("money"))
    make_recommendation("2012/6")
    [row] = rows(chief_client, Recommendation, "subject=money")
    assert "2012/5" in row
    [row] = rows(chief_client, Recommendation, "subject=none")
    assert "2012/6" in row
    assert len(rows(chief_client, Recommendation, "theme=prevention")) == 2
    assert rows(chief_client, Recommendation, "theme=none") == []


def test_a_subject_is_no_theme_to_what_waits_to_be_classified() -> None:
    record = make_recommendation()
    record.theme_assignments.all().delete()
    assign(record, make_subject())
    waiting = {queue.label: queue.count for queue in work_queues()}
    assert waiting["Recommendations without a theme"] == 1
    assert waiting["Recommendations without a subject"] == 0


def test_a_published_record_needs_a_theme_and_a_subject_is_none(chief_client: Client) -> None:
    record = make_recommendation()
    assign(record, make_subject())
    url = address(record, "change")
    refused = save(chief_client, url, {"theme_assignments-0-DELETE": "on"})
    assert "a recommendation needs one" in errors(refused)
    assert save(chief_client, url, {"subjects-0-DELETE": "on"}).status_code == 302
    assert not Recommendation.objects.get().subjects


def test_the_form_of_a_record_offers_both_schemes_apart(chief_client: Client) -> None:
    record = make_recommendation()
    assign(record, make_subject("money"))
    page = Page(chief_client.get(address(record, "change")))
    offered = {
        select.get("name"): [option.text for option in select.all("option")[1:]]
        for select in page.all("select")
    }
    assert offered["theme_assignments-0-theme"] == ["Prevention"]
    assert offered["subjects-0-theme"] == ["Money"]


def test_an_assignment_stays_in_its_scheme(chief_client: Client) -> None:
    make_recommendation()
    other = make_theme("research")
    assignment = ThemeAssignment.objects.get()
    url = address(assignment, "change")
    refused = save(chief_client, url, {"theme": str(make_subject().pk)})
    assert "another classification" in errors(refused)
    assert save(chief_client, url, {"theme": str(other.pk)}).status_code == 302


def test_the_index_keeps_two_levels_of_one_scheme(chief_client: Client) -> None:
    main = make_subject("justice")
    below, alone = make_subject("money", main), make_subject("alone")
    chapter = make_theme()

    def put(theme: Theme, under: Theme) -> str:
        answer = save(chief_client, address(theme, "change"), {"parent": str(under.pk)})
        return errors(answer) if answer.status_code == 200 else ""

    assert "two levels" in put(alone, below)
    assert "two levels" in put(main, alone)
    assert "another classification" in put(alone, chapter)
    assert put(alone, main) == ""


def test_a_theme_stays_in_its_scheme(chief_client: Client) -> None:
    subject = make_subject()
    assert save(chief_client, address(subject, "change"), {"scheme": "chapters"}).status_code == 302
    assert Theme.objects.get().scheme == "subjects"


def test_a_chinese_name_gets_its_reading_unless_somebody_writes_one(chief_client: Client) -> None:
    subject = make_subject(zh_hans="儿童")
    name = ThemeName.objects.get(theme=subject, language="zh-hans")
    url = address(name, "change")
    save(chief_client, url, {"name": "签证"})
    assert ThemeName.objects.get(pk=name.pk).reading == "qian1 zheng4"
    save(chief_client, url, {"reading": "qian zheng"})
    assert ThemeName.objects.get(pk=name.pk).reading == "qian zheng"
    save(chief_client, url, {"description": "签证的签发。"})
    assert ThemeName.objects.get(pk=name.pk).reading == "qian zheng"


def test_a_new_entry_is_in_order_at_once(chief_client: Client) -> None:
    form = {"slug": "visas", "scheme": "subjects", "position": "7"}
    answer = save(
        chief_client,
        address(Theme, "add"),
        lambda values: add_row(values | form, "names", language="zh-hans", name="签证"),
    )
    assert answer.status_code == 302
    assert ThemeName.objects.get().reading == "qian1 zheng4"
    page = Page(chief_client.get(f"/admin/recommendations/theme/{Theme.objects.get().pk}/change/"))
    assert "/zh-hans/index/visas/" in page.html or "/en/index/visas/" in page.html


def test_a_theme_has_a_name_in_at_least_one_language(chief_client: Client) -> None:
    form = {"slug": "visas", "scheme": "subjects", "position": "7"}
    refused = save(chief_client, address(Theme, "add"), form)
    assert "Name it in at least one language." in errors(refused)
    assert not Theme.objects.exists()


def test_what_lacks_a_name_in_a_language_waits_and_is_listed(chief_client: Client) -> None:
    treaty = make_provision().instrument
    complete = make_subject("money", None, **dict.fromkeys(("ar", "fr", "ru", "es"), "Money"))
    make_subject("visas")
    waiting = {queue.label: queue.count for queue in work_queues()}
    assert waiting["Themes and subjects without a name in a language of this site"] == 1
    assert waiting["Treaties without a short name in a language of this site"] == 1
    [lacking] = rows(chief_client, Theme, "wordings=lacking")
    assert "visas" in lacking
    for language in INTERFACE:
        treaty.names.get_or_create(language=language, kind="short", defaults={"name": language})
    assert rows(chief_client, Instrument, "wordings=lacking") == []
    complete.names.get(language="ru").delete()
    assert len(rows(chief_client, Theme, "wordings=lacking")) == 2
