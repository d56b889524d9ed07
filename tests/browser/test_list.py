"""The list in a browser: on a phone its records come at once, and filters apply by themselves."""

import pytest

from smuggling_kb.languages import INTERFACE
from tests.browser.conftest import Look

pytestmark = pytest.mark.browser

LIST = "/en/recommendations/"
PHONE = {"viewport": {"width": 375, "height": 760}}
DESK = {"viewport": {"width": 1280, "height": 900}}
#: Where the first record of the whole list begins at most, in CSS pixels of a phone.
FIRST_RECORD = 420


@pytest.mark.parametrize("language", INTERFACE)
@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_the_first_record_stands_on_the_first_screen(
    look: Look, language: str, script: bool
) -> None:
    page = look(f"/{language}/recommendations/", **PHONE, java_script_enabled=script)
    box = page.locator("article.rec h3").first.bounding_box()
    assert box
    assert box["y"] <= FIRST_RECORD


def test_on_a_phone_one_bar_opens_filters_order_and_downloads_one_at_a_time(look: Look) -> None:
    page = look(f"{LIST}?theme=protection", **PHONE)
    bar = page.locator(".barred > details > summary, .barred > form > details > summary")
    assert [each.inner_text() for each in bar.all()] == ["Filter 1", "Sort", "Download"]
    places = [each.bounding_box() for each in bar.all()]
    assert len({place and place["y"] for place in places}) == 1
    for place, words in enumerate(("Apply filters", "Group by", "More formats")):
        bar.nth(place).click()
        shown = [
            page.get_by_text(each).first.is_visible()
            for each in ("Apply filters", "Group by", "More formats")
        ]
        assert (shown.count(True), page.get_by_text(words).first.is_visible()) == (1, True)


def test_a_filter_applies_at_once_and_keeps_the_focus(look: Look) -> None:
    page = look(LIST, **DESK)
    assert not page.get_by_role("button", name="Apply filters").is_visible()
    before = page.locator("fieldset", has_text="Strength").first.inner_text()
    with page.expect_navigation():
        page.get_by_label("Protection and assistance").check()
    assert page.url.endswith("?theme=protection")
    assert page.evaluate("document.activeElement.value") == "protection"
    assert page.locator("fieldset", has_text="Strength").first.inner_text() != before
    page.get_by_text("50 more").click()
    with page.expect_navigation():
        page.get_by_label("Identity documents").check()
    assert page.evaluate("document.activeElement.name") == "topic"
    assert page.locator(":focus").is_visible()


def test_on_a_phone_filters_apply_together(look: Look) -> None:
    page = look(LIST, **PHONE)
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Protection and assistance").check()
    page.get_by_label("Prevention and awareness").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Apply filters").click()
    assert page.url.endswith("?theme=prevention&theme=protection")


def test_a_subject_is_found_by_typing(look: Look) -> None:
    page = look(LIST, **DESK)
    page.get_by_text("50 more").click()
    box = page.get_by_label("Find in “Subject”")
    box.fill("SEA")
    subjects = page.locator("fieldset", has=box).locator(".more label")
    shown = [each.inner_text() for each in subjects.all() if each.is_visible()]
    assert shown
    assert all("sea" in each.lower() for each in shown)
    box.press("Enter")
    assert page.url.endswith(LIST)
    box.fill("")
    assert sum(each.is_visible() for each in subjects.all()) == 50


def test_a_reader_skips_the_filters(look: Look) -> None:
    page = look(LIST, **DESK)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _stop in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('article.rec')") is not None:
            break
    assert page.evaluate("document.activeElement.closest('article.rec h3') !== null")


@pytest.mark.parametrize("path", ["passages/", "resources/"])
def test_filters_of_other_lists_apply_likewise(look: Look, path: str) -> None:
    page = look(f"/en/{path}", **DESK)
    box = page.locator(".facets input[type=checkbox]").first
    with page.expect_navigation():
        box.check()
    assert page.locator(":focus").get_attribute("value") == box.get_attribute("value")


def test_a_record_is_copied_with_its_citation(look: Look) -> None:
    page = look(f"{LIST}?status=proposed&sort=code", **DESK)
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    row = page.locator("article.rec", has_text="2010/54b")
    row.get_by_role("button", name="Copy with citation 2010/54b").click()
    assert row.get_by_role("status").inner_text() == "Copied"
    above, words, citation = page.evaluate("window.copied").splitlines()
    assert above.startswith("Reviewing the implementation of the two Protocols")
    assert words == row.locator(".voice").inner_text()
    assert citation.startswith("Proposal 2010/54b, not adopted by the Working Group")
    assert citation.endswith("/recommendations/2010/54b/ [unofficial translation into English]")


def test_no_more_are_compared_than_fit_beside_each_other(look: Look) -> None:
    page = look(LIST, **DESK)
    boxes = page.locator("[form=compare]")
    for place in range(6):
        boxes.nth(place).check()
    assert boxes.nth(6).is_disabled()
    boxes.nth(0).uncheck()
    assert boxes.nth(6).is_enabled()
