"""The admin in a real browser: what it loads, runs and shows."""

import secrets
from urllib.parse import urljoin

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.admin_pages import admin_pages
from tests.browser.conftest import Visit, follow
from tests.builders import make_account

pytestmark = pytest.mark.browser

NARROW, WIDE = 320, 1280
PASSWORD = secrets.token_urlsafe()


@pytest.fixture
def desk(visit: Visit) -> Page:
    """A window of somebody who may do everything."""
    chief = make_account("chief", is_superuser=True, password=make_password(PASSWORD))
    page = visit("/admin/login/", WIDE)
    page.fill("#id_username", chief.username)
    page.fill("#id_password", PASSWORD)
    follow(page.locator("input[type=submit]"))
    return page


def go(page: Page, address: str) -> None:
    page.goto(urljoin(page.url, address))


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_no_page_breaks_the_security_policy_or_its_width(desk: Page) -> None:
    too_wide = []
    # Of the page for a new password, which is Django's, Chromium wants to be told whose it is.
    for address in set(admin_pages()) - {reverse("admin:password_change")}:
        go(desk, address)
        for width in (NARROW, WIDE):
            desk.set_viewport_size({"width": width, "height": 900})
            if not fits(desk):
                too_wide.append((address, width))
    assert too_wide == []


def test_rows_are_added_and_what_they_lead_to_is_chosen_by_searching(desk: Page) -> None:
    go(desk, reverse("admin:recommendations_recommendation_add"))
    desk.click("#relations-group summary")
    desk.click("#relations-group .add-row a")
    desk.click("#relations-0 .field-target .select2-selection")
    desk.fill(".select2-search__field", "2012/16")
    desk.click(".select2-results__option:text-is('2012/16')")
    assert desk.locator("#id_relations-0-target option:checked").inner_text() == "2012/16"
