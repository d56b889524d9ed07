"""What search boxes offer while somebody types: the combobox pattern of WAI-ARIA."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Look

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 800}
PATHS = ("", "themes/", "recommendations/", "passages/")


def typed(page: Page, words: str) -> tuple[Locator, Locator]:
    """The search box after some words were typed, and its list of suggestions."""
    box = page.get_by_role("combobox").last
    box.press("Control+A")
    box.press_sequentially(words)
    return box, page.locator(f"#{box.get_attribute('aria-controls')}")


@pytest.mark.parametrize("path", PATHS)
def test_suggestions_come_in_groups_while_one_types(look: Look, path: str) -> None:
    page = look(f"/en/{path}", viewport=DESK)
    box, offers = typed(page, "article 10")
    expect(box).to_have_attribute("aria-expanded", "true")
    articles = offers.get_by_role("group", name="Articles")
    expect(articles.get_by_role("option").first).to_contain_text("Protocol, art. 10")
    box, offers = typed(page, "zebra")
    expect(offers).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")


def test_the_keys_walk_through_the_list_and_pick(look: Look) -> None:
    page = look("/en/themes/", viewport=DESK)
    box, offers = typed(page, "article 10")
    first = offers.get_by_role("option").first
    expect(first).to_be_visible()
    box.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "")
    box.press("Escape")
    expect(offers).to_be_hidden()
    expect(box).to_have_value("article 10")
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/articles/som-protocol/10/$"))


def test_a_word_is_searched_for_and_words_of_its_own_are_sent_as_typed(look: Look) -> None:
    page = look("/en/themes/", viewport=DESK)
    _box, offers = typed(page, "返还 儿")
    offers.get_by_role("option", name="返还 儿童").first.click()
    expect(page).to_have_url(re.compile(r"/en/recommendations/\?q=.+"))
    page = look("/en/themes/", viewport=DESK)
    box, offers = typed(page, "rescue")
    expect(offers.get_by_role("option").first).to_be_visible()
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/recommendations/\?q=rescue$"))


def test_the_number_of_suggestions_is_told_to_those_who_do_not_see_them(look: Look) -> None:
    page = look("/en/themes/", viewport=DESK)
    typed(page, "article 10")
    expect(page.get_by_role("status").filter(has_text="suggestion")).to_have_text(
        re.compile(r"^\d+ suggestions?$")
    )


def test_the_list_fits_the_window_of_a_phone(look: Look) -> None:
    page = look("/en/", viewport={"width": 375, "height": 740})
    _box, offers = typed(page, "prot")
    expect(offers).to_be_visible()
    bounds = offers.bounding_box()
    assert bounds
    assert bounds["x"] >= 0
    assert bounds["x"] + bounds["width"] <= 375
