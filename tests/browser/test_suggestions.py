"""What search boxes offer while somebody types."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Look

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["", "themes/", "recommendations/"])
def test_words_are_offered_while_one_types(look: Look, path: str) -> None:
    page = look(f"/en/{path}", viewport={"width": 1280, "height": 800})
    box = page.locator("input[type=search]")
    box.press_sequentially("返还 儿")
    options = page.locator(f"datalist#{box.get_attribute('list')} option")
    expect(options.first).to_have_attribute("value", "返还 儿童")
    expect(options.first).to_have_text("children, 2 records")
    box.press("Control+A")
    box.press_sequentially("zebra")
    expect(options).to_have_count(0)
