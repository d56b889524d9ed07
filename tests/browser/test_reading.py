"""The pages that people read, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_a_citation_is_copied_and_that_is_said(visit: Visit) -> None:
    page = visit("/en/recommendations/2013/92/", 1280)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy citation").first.click()
    page.get_by_text("Copied", exact=True).wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#citation-en").inner_text()
    assert "in CTOC/COP/WG.7/2015/5 [symbol inferred], para. 92" in copied


def test_the_first_stop_of_the_keyboard_is_the_way_past_the_navigation(visit: Visit) -> None:
    page = visit("/en/", 1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_every_cell_of_the_matrix_is_a_target_of_full_size(visit: Visit) -> None:
    page = visit("/en/", 375)
    boxes = [link.bounding_box() for link in page.locator(".matrix tbody .c a").all()]
    assert all(box and min(box["width"], box["height"]) >= 24 for box in boxes)


def test_a_printed_list_says_where_it_is_from_and_has_no_controls(visit: Visit) -> None:
    page = visit("/en/recommendations/?theme=protection", 660)
    page.emulate_media(media="print")
    assert page.get_by_text("/en/recommendations/?theme=protection").is_visible()
    for selector in ("nav", "form", ".tools", ".chips"):
        assert not any(each.is_visible() for each in page.locator(selector).all())
