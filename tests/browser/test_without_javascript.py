"""Everything works without JavaScript, also on a phone, where menu and filters are folded."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Look, follow

pytestmark = pytest.mark.browser

PHONE = {"java_script_enabled": False, "viewport": {"width": 375, "height": 800}}


def query(page: Page) -> str:
    """Return what the address asks for."""
    return page.url.partition("?")[2]


def test_searching(look: Look) -> None:
    page = look("/en/", **PHONE)
    page.get_by_label("Search the recommendations").fill("海上")
    follow(page.locator("main").get_by_role("button", name="Search"))
    assert query(page) == "q=%E6%B5%B7%E4%B8%8A"
    assert page.get_by_role("heading", level=1).inner_text().endswith("“海上”")
    assert page.locator("mark").count() > 0


def test_searching_again_keeps_the_filters_of_the_list(look: Look) -> None:
    page = look("/en/recommendations/?theme=protection&sort=session", **PHONE)
    page.get_by_label("Words, a code or a citation").fill("儿童")
    follow(page.get_by_role("button", name="Search"))
    assert query(page) == "q=%E5%84%BF%E7%AB%A5&sort=session&theme=protection"


def test_filtering_and_dropping_a_filter(look: Look) -> None:
    page = look("/en/recommendations/?q=海上", **PHONE)
    box = page.get_by_label("Cooperation and coordination")
    assert not box.is_visible()
    page.get_by_text("Filter", exact=True).click()
    box.check()
    follow(page.get_by_role("button", name="Apply filters"))
    assert "theme=cooperation" in query(page)
    assert page.locator(".facets summary").first.inner_text() == "Filter 1"
    follow(page.get_by_role("link", name="Theme: Cooperation and coordination"))
    assert query(page) == "q=%E6%B5%B7%E4%B8%8A"


def test_turning_pages(look: Look) -> None:
    page = look("/en/recommendations/?status=adopted&group=session", **PHONE)
    first = page.locator("article h3").first.inner_text()
    follow(page.get_by_role("link", name="Next"))
    assert query(page) == "status=adopted&group=session&page=2"
    assert page.locator("article h3").first.inner_text() != first
    follow(page.get_by_role("link", name="Previous"))
    assert page.locator("article h3").first.inner_text() == first


def test_another_language_keeps_the_page_and_the_filters(look: Look) -> None:
    page = look("/en/recommendations/?status=adopted&page=2", **PHONE)
    codes = page.locator("article h3").all_inner_texts()
    follow(page.get_by_role("link", name="中文"))
    assert page.url.endswith("/zh-hans/recommendations/?status=adopted&page=2")
    assert page.locator("article h3").all_inner_texts() == codes


def test_taking_the_list_away(look: Look) -> None:
    page = look("/zh-hans/recommendations/?session=7", **PHONE)
    for summary in page.locator(".files summary").all():
        summary.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    rows = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 1 + 22


def test_the_menu_and_the_citation(look: Look) -> None:
    page = look("/en/recommendations/2013/92/", **PHONE)
    assert "para. 92" in page.locator("#citation-en").inner_text()
    assert not page.get_by_role("button", name="Copy citation").first.is_visible()
    page.get_by_text("Menu", exact=True).click()
    follow(page.get_by_role("navigation", name="Main").get_by_role("link", name="Themes"))
    assert page.url.endswith("/en/themes/")


def test_reporting_a_problem_after_a_slip(look: Look) -> None:
    page = look("/en/recommendations/2012/5/", **PHONE)
    follow(page.get_by_role("link", name="Report a problem with this record"))
    page.get_by_label("A link is broken").check()
    follow(page.get_by_role("button", name="Send the report"))
    assert page.get_by_role("alert").get_by_role("link").get_attribute("href") == "#id_message"
    assert page.get_by_label("A link is broken").is_checked()
    page.get_by_label("What did you see").fill("The link to the document.")
    follow(page.get_by_role("button", name="Send the report"))
    assert page.get_by_role("heading", level=1).inner_text() == "Your report was received"
    follow(page.get_by_role("link", name="Back to 2012/5"))
    assert page.url.endswith("/en/recommendations/2012/5/")


def test_comparing_records_of_a_list_and_going_back_to_it(look: Look) -> None:
    page = look("/en/recommendations/?theme=protection", **PHONE)
    assert not page.get_by_role("button", name="Copy with citation").first.is_visible()
    codes = page.locator("article h3").all_inner_texts()[:2]
    for code in codes:
        page.get_by_label(f"Compare {code}").check()
    follow(page.get_by_role("button", name="Compare"))
    assert query(page) == "&".join(f"code={code.replace('/', '%2F')}" for code in codes)
    page = look("/en/recommendations/?theme=protection", **PHONE)
    follow(page.get_by_role("link", name=codes[1], exact=True))
    follow(page.get_by_role("link", name=f"Previous: {codes[0]}"))
    follow(page.get_by_role("link", name="Back to the 19 results").first)
    assert page.url.endswith(f"?theme=protection#r-{codes[0].replace('/', '-')}")
