"""The pages that people read, in a real browser."""

import pytest

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

PAGES = (
    "/en/",
    "/zh-hans/",
    "/en/recommendations/2013/92/",
    "/zh-hans/recommendations/2013/90/",
    "/en/themes/",
    "/zh-hans/themes/cooperation/",
    "/en/sessions/",
    "/en/sessions/8/",
)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_sticks_out_of_the_narrowest_window(visit: Visit, path: str) -> None:
    assert visit(path, 320).evaluate("document.documentElement.scrollWidth") <= 320


def test_a_citation_is_copied_and_that_is_said(visit: Visit) -> None:
    page = visit("/en/recommendations/2013/92/", 1280)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy citation").click()
    page.get_by_text("Copied", exact=True).wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#citation").inner_text()
    assert "in CTOC/COP/WG.7/2015/5, para. 92" in copied


def test_the_first_stop_of_the_keyboard_is_the_way_past_the_navigation(visit: Visit) -> None:
    page = visit("/en/", 1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_every_cell_of_the_matrix_is_a_target_of_full_size(visit: Visit) -> None:
    page = visit("/en/", 375)
    boxes = [link.bounding_box() for link in page.locator(".matrix tbody .c a").all()]
    assert all(box and min(box["width"], box["height"]) >= 24 for box in boxes)
