"""The admin's pages as axe sees them, and on a narrow screen; what is Django's own is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from recommendations.models import Recommendation, WorkflowStage
from tests.browser.admin_pages import admin_pages
from tests.browser.conftest import Windows, follow
from tests.browser.test_accessibility import DESK, OPTIONS, PHONE
from tests.builders import make_account, set_stage
from tests.languages import BOTH_DIRECTIONS

pytestmark = pytest.mark.browser

LIST = "/admin/recommendations/recommendation/"

#: What axe finds in what Django itself writes: its rule, on which pages, and in which elements.
DJANGO = (
    ("empty-table-header", r"/(change|add)/$", "the columns of rows' names and of deletion"),
    ("aria-input-field-name", r"/(change|add)/$", "select2, for choices by searching"),
    ("aria-prohibited-attr", r"^/admin/auth/group/", "two boxes between which permissions move"),
)

#: One language in each kind of window.
WINDOWS = list(zip(BOTH_DIRECTIONS, (DESK, PHONE), strict=True))


@pytest.fixture
def desk(windows: Windows, knowledge_base: None, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A window of who may do everything, in one language."""
    language, kind = request.param
    account = make_account("chief", is_superuser=True)
    client = Client()
    client.force_login(account)
    context = windows.browser.new_context(**kind)
    context.add_cookies(
        [
            {"name": name, "value": value, "url": windows.home}
            for name, value in (
                ("sessionid", client.cookies["sessionid"].value),
                ("django_language", language),
            )
        ]
    )
    page = context.new_page()
    page.goto(f"{windows.home}/admin/")
    yield page
    context.close()


def violations(page: Page, path: str) -> set[str]:
    """Return what axe finds on the page that is open, but for what is Django's."""
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return {
        f"{each['id']} {path}: {node['html']}"
        for each in found
        for node in each["nodes"]
        if not is_djangos(each["id"], path)
    }


def is_djangos(rule: str, path: str) -> bool:
    return any(rule == own and re.search(where, path) for own, where, _what in DJANGO)


def too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize(
    ("desk", "first"),
    [
        pytest.param(window, first, marks=() if first == place else pytest.mark.long)
        for place, window in enumerate(WINDOWS)
        for first in (0, 1)
    ],
    ids=lambda parameter: parameter[0] if isinstance(parameter, tuple) else str(parameter),
    indirect=["desk"],
)
def test_axe_finds_nothing_of_ours_in_the_admin(desk: Page, windows: Windows, first: int) -> None:
    """In one language on every second page from the first on, in the other on those between."""
    found: set[str] = set()
    for path in islice(admin_pages(), first, None, 2):
        desk.goto(f"{windows.home}{path}")
        found |= violations(desk, path)
    assert found == set()


@pytest.mark.parametrize("desk", WINDOWS, ids=BOTH_DIRECTIONS, indirect=True)
def test_many_are_changed_at_once_on_any_screen(desk: Page, windows: Windows) -> None:
    """Choosing, looking, confirming; each page without a fault, and none wider than a phone."""
    drafts = Recommendation.objects.filter(code__startswith="2013/")
    set_stage(drafts, WorkflowStage.DRAFT)
    desk.goto(f"{windows.home}{LIST}?publication__exact=draft")
    desk.check("#action-toggle")
    desk.select_option("select[name=action]", "submit")
    follow(desk.locator("button[name=index]"))
    assert violations(desk, f"{LIST}bulk/") == set()
    desk.set_viewport_size({"width": 320, "height": 900})
    assert not too_wide(desk)
    follow(desk.locator("input[name=confirm]"))
    assert desk.locator(".errors .errorlist").is_visible()
    assert violations(desk, f"{LIST}bulk/") == set()
    desk.fill("#id_reason", "Checked against the document.")
    follow(desk.locator("input[name=confirm]"))
    assert desk.locator("ul.messagelist li.success").is_visible()
    assert set(drafts.values_list("publication", flat=True)) == {WorkflowStage.IN_REVIEW}


@pytest.mark.parametrize("desk", WINDOWS, ids=BOTH_DIRECTIONS, indirect=True)
def test_another_change_is_seen_and_history_read_and_restored(desk: Page, windows: Windows) -> None:
    """Without a pointer; each page without a fault, and none wider than a phone."""

    def look(path: str) -> None:
        assert violations(desk, path) == set()
        desk.set_viewport_size({"width": 320, "height": 900})
        assert not too_wide(desk)

    record = Recommendation.objects.get(code="2012/5")
    form = reverse("admin:recommendations_recommendation_change", args=(record.pk,))
    desk.goto(f"{windows.home}{form}")
    desk.fill("#id_texts-0-text", "缔约国应当采取行动。")
    desk.fill("#id_why", "Misread.")
    record.texts.update(text="缔约国应当立即采取行动。")
    desk.press("#id_why", "Enter")
    desk.wait_for_selector("section.conflict")
    look(form)
    desk.check("[name=texts-0-difference][value=keep]")
    desk.press("input[name=_save]", "Enter")
    desk.wait_for_selector("ul.messagelist li.success")
    history = reverse("admin:recommendations_recommendation_versions", args=("2012/5",))
    desk.goto(f"{windows.home}{history}")
    assert desk.locator("ol.history > li").count() == 3
    look(history)
    desk.press("ol.history > li:last-child a", "Enter")
    desk.wait_for_selector("form.restoring")
    look(history)
    desk.fill("#id_why", "It was right.")
    desk.press("#id_why", "Enter")
    desk.wait_for_selector("ul.messagelist li.success")
    assert desk.locator("ol.history > li").count() == 4


@pytest.mark.parametrize("desk", WINDOWS[:1], ids=BOTH_DIRECTIONS[:1], indirect=True)
def test_the_language_of_the_admin_is_a_button(desk: Page, windows: Windows) -> None:
    desk.goto(f"{windows.home}{LIST}?publication__exact=draft")
    follow(desk.locator("#language-form button[value=zh-hans]"))
    assert desk.locator("html").get_attribute("lang") == "zh-hans"
    assert desk.url.endswith(f"{LIST}?publication__exact=draft")
