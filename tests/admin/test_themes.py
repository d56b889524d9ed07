"""The subject index in the admin: its entries, what is assigned to them, what waits there."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from recommendations.admin.queues import work_queues
from recommendations.models import Recommendation, Theme, ThemeAssignment, ThemeName
from tests.admin.test_admin import address, errors, rows, save
from tests.builders import assign, make_recommendation, make_subject, make_theme
from tests.filling import with_row
from tests.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(client: Client) -> Client:
    client.force_login(User.objects.create(username="chief", is_staff=True, is_superuser=True))
    return client


def test_themes_are_listed_by_scheme(curator: Client) -> None:
    make_theme("prevention")
    make_subject("money", make_subject("justice"))
    found = rows(curator, Theme, "scheme__exact=subjects")
    assert [row.split()[0] for row in found] == ["justice", "money"]


def test_recommendations_are_found_by_subject_and_without_any(curator: Client) -> None:
    assign(make_recommendation("2012/5"), make_subject("money"))
    make_recommendation("2012/6")
    [row] = rows(curator, Recommendation, "subject=money")
    assert "2012/5" in row
    [row] = rows(curator, Recommendation, "subject=none")
    assert "2012/6" in row
    assert len(rows(curator, Recommendation, "theme=prevention")) == 2
    assert rows(curator, Recommendation, "theme=none") == []


def test_a_subject_is_no_theme_to_what_waits_to_be_classified() -> None:
    record = make_recommendation()
    record.theme_assignments.all().delete()
    assign(record, make_subject())
    waiting = {queue.label: queue.count for queue in work_queues()}
    assert waiting["Recommendations without a theme"] == 1
    assert waiting["Recommendations without a subject"] == 0


def test_a_published_record_needs_a_theme_and_a_subject_is_none(curator: Client) -> None:
    record = make_recommendation()
    assign(record, make_subject())
    url = address(record, "change")
    refused = save(curator, url, {"theme_assignments-0-DELETE": "on"})
    assert "a recommendation needs a theme" in errors(refused)
    assert save(curator, url, {"theme_assignments-1-DELETE": "on"}).status_code == 302
    assert not Recommendation.objects.get().subjects


def test_the_form_of_a_record_offers_both_schemes_apart(curator: Client) -> None:
    make_subject("money")
    page = Page(curator.get(address(make_recommendation(), "change")))
    [choice] = [
        select for select in page.all("select") if select.get("name") == "theme_assignments-0-theme"
    ]
    groups = {group.get("label"): group.text for group in choice.all("optgroup")}
    assert groups == {"Chapters of the 2015 compilation": "Prevention", "Subject index": "Money"}


def test_an_assignment_stays_in_its_scheme(curator: Client) -> None:
    make_recommendation()
    other = make_theme("research")
    assignment = ThemeAssignment.objects.get()
    url = address(assignment, "change")
    refused = save(curator, url, {"theme": str(make_subject().pk)})
    assert "of another scheme" in errors(refused)
    assert save(curator, url, {"theme": str(other.pk)}).status_code == 302


def test_the_index_keeps_two_levels_of_one_scheme(curator: Client) -> None:
    main = make_subject("justice")
    below, alone = make_subject("money", main), make_subject("alone")
    chapter = make_theme()

    def put(theme: Theme, under: Theme) -> str:
        answer = save(curator, address(theme, "change"), {"parent": str(under.pk)})
        return errors(answer) if answer.status_code == 200 else ""

    assert "two levels" in put(alone, below)
    assert "two levels" in put(main, alone)
    assert "of another scheme" in put(alone, chapter)
    assert put(alone, main) == ""


def test_a_theme_stays_in_its_scheme(curator: Client) -> None:
    subject = make_subject()
    assert save(curator, address(subject, "change"), {"scheme": "chapters"}).status_code == 302
    assert Theme.objects.get().scheme == "subjects"


def test_a_chinese_name_gets_its_reading_unless_somebody_writes_one(curator: Client) -> None:
    subject = make_subject(zh_hans="儿童")
    name = ThemeName.objects.get(theme=subject, language="zh-hans")
    url = address(name, "change")
    save(curator, url, {"name": "签证"})
    assert ThemeName.objects.get(pk=name.pk).reading == "qian1 zheng4"
    save(curator, url, {"reading": "qian zheng"})
    assert ThemeName.objects.get(pk=name.pk).reading == "qian zheng"
    save(curator, url, {"description": "签证的签发。"})
    assert ThemeName.objects.get(pk=name.pk).reading == "qian zheng"


def test_a_new_entry_is_in_order_at_once(curator: Client) -> None:
    form = {"slug": "visas", "scheme": "subjects", "position": "7"}
    answer = save(
        curator,
        address(Theme, "add"),
        lambda values: with_row(values | form, "names", language="zh-hans", name="签证"),
    )
    assert answer.status_code == 302
    assert ThemeName.objects.get().reading == "qian1 zheng4"
    page = Page(curator.get(f"/admin/recommendations/theme/{Theme.objects.get().pk}/change/"))
    assert "/zh-hans/index/visas/" in page.html or "/en/index/visas/" in page.html
