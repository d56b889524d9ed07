"""The site by keyboard alone."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Look
from tests.public_pages import LONGEST

pytestmark = pytest.mark.browser

DESK = {"viewport": {"width": 1280, "height": 600}}
PHONE = {"viewport": {"width": 375, "height": 600}}
#: Presses of the Tab key after which a page has shown what it does with them.
ENOUGH = 100

#: What has the focus, and what is wrong with how it shows: its ring may be drawn around it.
FOCUS = """() => {
    const focused = document.activeElement;
    if (focused === document.body) return null;
    const label = focused.ariaLabel ?? focused.labels?.[0]?.textContent ?? focused.textContent;
    const rings = ['', '::after'].map((part) => getComputedStyle(focused, part).outlineStyle);
    const parts = [...focused.getClientRects()].map((box) =>
        document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2));
    const uncovered = parts.some((top) => top && (focused.contains(top) || top.contains(focused)));
    return [label.trim(), rings.includes('solid'), uncovered];
}"""


def press_tab(page: Page) -> tuple[str, bool, bool] | None:
    """What has the focus then, whether it has a ring, and whether nothing hides it."""
    page.keyboard.press("Tab")
    focus: tuple[str, bool, bool] | None = page.evaluate(FOCUS)
    return focus


def tab_to(page: Page, label: str) -> None:
    for _ in range(ENOUGH):
        focus = press_tab(page)
        if focus and focus[0] == label:
            return
    pytest.fail(f"the keyboard does not lead to {label}")


@pytest.mark.parametrize("window", [DESK, PHONE])
@pytest.mark.parametrize("path", ["", "recommendations/?theme=protection", LONGEST])
def test_the_focus_is_always_seen(look: Look, path: str, window: dict[str, object]) -> None:
    page = look(f"/en/{path}", **window)
    for summary in page.locator("details > summary").all():
        if summary.is_visible():
            summary.click()
    page.evaluate("scrollTo(0, 0); document.activeElement.blur()")
    stops = [stop for stop in (press_tab(page) for _ in range(ENOUGH)) if stop]
    assert len({label for label, _ring, _uncovered in stops}) > ENOUGH / 2
    assert [label for label, ring, uncovered in stops if not (ring and uncovered)] == []


def test_from_home_by_search_to_a_record_its_source_and_back(look: Look) -> None:
    page = look("/en/", **DESK)
    tab_to(page, "Search the recommendations")
    page.keyboard.type("海上")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/recommendations/?q=*")
    code = page.locator("article h3").first.inner_text()
    tab_to(page, code)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/en/recommendations/{code}/?list=*")
    tab_to(page, "Show in source")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/documents/**#*")
    assert page.locator(":target p.voice").is_visible()
    tab_to(page, code)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/en/recommendations/{code}/")
