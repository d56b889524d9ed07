"""Correcting by table in a real browser: in both languages, on a phone and a desk, by keyboard."""

import csv
import io
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from recommendations.models import Recommendation
from smuggling_kb.languages import BY_CODE
from tests.browser.conftest import Visit, follow
from tests.browser.test_accessibility import DESK, OPTIONS, PHONE
from tests.builders import make_account
from tests.languages import EACH_LANGUAGE

pytestmark = pytest.mark.browser

LIST = "/admin/recommendations/recommendation/"
TABLE = f"{LIST}table/"
PASSWORD = secrets.token_urlsafe()

#: What our own part of the page is, and Django's is not.
OURS = ".by-table"

WRONG = [
    ("code", "status", "strength", "strength_reason", "text"),
    ("2012/5", "", "may", "It only allows.", ""),
    ("2012/6", "adoptd", "", "", ""),
    ("2012/7", "", "", "", ""),
]


@pytest.fixture
def chief(knowledge_base: None) -> User:
    return make_account("chief", is_superuser=True, password=make_password(PASSWORD))


def log_in(page: Page, address: str) -> None:
    page.goto(address)
    page.fill("#id_username", "chief")
    page.fill("#id_password", PASSWORD)
    follow(page.locator("input[type=submit]"))


def send(page: Page, rows: list[Any]) -> None:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    table = {"name": "table.csv", "mimeType": "text/csv", "buffer": file.getvalue().encode()}
    page.goto(urljoin(page.url, TABLE))
    page.set_input_files("input[type=file]", table)  # type: ignore[arg-type]
    follow(page.locator(".submit-row input"))


def test_what_was_downloaded_is_corrected_and_sent_back(
    chief: User, visit: Visit, tmp_path: Path
) -> None:
    page = visit("/admin/login/", 1280)
    log_in(page, page.url)
    page.goto(urljoin(page.url, f"{LIST}?q=2012/5"))
    page.check("#result_list tbody tr:first-child input")
    page.select_option("select[name=action]", "correct_xlsx")
    with page.expect_download() as download:
        page.click("button[name=index]")
    file = tmp_path / "table.xlsx"
    download.value.save_as(file)
    book = load_workbook(file)
    header, row = book.worksheets[0].iter_rows()
    cells = {name.value: cell for name, cell in zip(header, row, strict=True)}
    code = cells["code"].value
    cells["strength"].value = "may"
    cells["strength_reason"].value = "It only allows."
    book.save(file)

    follow(page.locator(".object-tools a[href$='/table/']"))
    page.set_input_files("input[type=file]", file)
    page.focus(".submit-row input")
    page.keyboard.press("Enter")
    page.wait_for_selector("textarea")
    assert page.locator("ins").all_inner_texts() == ["may", "It only allows."]
    page.focus("textarea")
    page.keyboard.type("As the report words it.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")
    assert Recommendation.objects.get(code=code).strength == "may"


@pytest.mark.parametrize("language", EACH_LANGUAGE)
@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_our_part_of_the_pages_is_accessible_and_fits(
    chief: User, chromium: Browser, server: LiveServer, language: str, window: dict[str, Any]
) -> None:
    context = chromium.new_context(**window, locale=BY_CODE[language].tag)
    page = context.new_page()
    log_in(page, f"{server.url}/admin/login/")
    page.goto(f"{server.url}{TABLE}")
    assert page.locator("html").get_attribute("lang") == language
    check(page)
    send(page, [WRONG[0]])
    check(page)
    send(page, WRONG)
    assert page.locator(".faults li").count() == 1
    check(page)
    send(page, WRONG[:2])
    assert page.locator("textarea").count() == 1
    check(page)
    context.close()


def check(page: Page) -> None:
    found = Axe().run(page, context=OURS, options=OPTIONS)
    assert not found.violations_count, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_no_table_breaks_the_security_policy(chief: User, visit: Visit) -> None:
    page = visit("/admin/login/", 375)
    log_in(page, page.url)
    send(page, WRONG)
    send(page, WRONG[:2])
    assert page.locator(".correction").count() == 1
