"""The whole text of a document in a real browser."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Look, Visit, follow

pytestmark = pytest.mark.browser

LONGEST = "CTOC/COP/WG.7/2022/2"


def tint(page: Page, selector: str) -> str:
    """The colour behind an element."""
    script = "element => getComputedStyle(element).backgroundColor"
    return str(page.locator(selector).evaluate(script))


def is_in_sight(page: Page, selector: str) -> bool:
    box = page.locator(selector).bounding_box()
    return box is not None and 0 <= box["y"] < 900


@pytest.mark.parametrize("width", [375, 1280])
def test_show_in_source_scrolls_to_the_passage_and_marks_it(visit: Visit, width: int) -> None:
    page = visit("/en/recommendations/2022/61b/", width)
    follow(page.get_by_role("link", name="Show in source"))
    assert page.url.endswith(f"/en/documents/{LONGEST}/#p61b")
    assert is_in_sight(page, "#p61b")
    assert tint(page, "#p61b") != tint(page, "#p61c")


def test_a_footnote_and_its_mark_lead_to_each_other(visit: Visit) -> None:
    page = visit(f"/zh-hans/documents/{LONGEST}/", 1280)
    follow(page.locator("#ref-fn60"))
    assert is_in_sight(page, "#fn60")
    follow(page.locator("#fn60 a.n"))
    assert is_in_sight(page, "#ref-fn60")


def test_the_place_goes_along_to_another_language_and_into_a_report(visit: Visit) -> None:
    page = visit(f"/en/documents/{LONGEST}/#p61", 1280)
    follow(page.locator(".tongues").get_by_role("link", name="中文"))
    assert page.url.endswith(f"/zh-hans/documents/{LONGEST}/#p61")
    assert is_in_sight(page, "#p61")
    page.evaluate("location.hash = '#p54'")
    follow(page.locator("footer a[href*='/report/']"))
    assert page.locator(f"main a[href$='/{LONGEST}/#p54']").is_visible()


def test_the_contents_are_open_beside_the_text_and_fold_on_a_phone(visit: Visit) -> None:
    link = "nav.toc a[href='#s5']"
    assert visit(f"/en/documents/{LONGEST}/", 1280).locator(link).is_visible()
    phone = visit(f"/en/documents/{LONGEST}/", 375)
    assert not phone.locator(link).is_visible()
    phone.locator("nav.toc summary").click()
    follow(phone.locator(link))
    assert is_in_sight(phone, "#s5")


@pytest.mark.parametrize(
    "path",
    [
        "/en/documents/",
        "/zh-hans/documents/A/CONF.213/7/",
        "/en/documents/CTOC/COP/WG.7/2015/5/",
        "/zh-hans/documents/CTOC/COP/WG.7/2019/2/",
        "/en/documents/CTOC/COP/WG.7/2020/4/",
        f"/en/documents/{LONGEST}/",
    ],
)
def test_nothing_sticks_out_of_the_narrowest_window(visit: Visit, path: str) -> None:
    assert visit(path, 320).evaluate("document.documentElement.scrollWidth") <= 320


def test_print_has_the_text_and_no_navigation(visit: Visit) -> None:
    page = visit(f"/en/documents/{LONGEST}/", 660)
    page.emulate_media(media="print")
    for selector in ("nav.toc", "ul.nav", "ol.crumbs", "form"):
        assert not page.locator(selector).first.is_visible()
    assert page.locator("#p61b p.voice").is_visible()
    assert page.get_by_text(f"/documents/{LONGEST}/", exact=False).first.is_visible()


def test_headings_keep_to_the_measure_of_the_text(look: Look) -> None:
    page = look(f"/zh-hans/documents/{LONGEST}/", viewport={"width": 1280, "height": 900})
    edges = page.evaluate(
        """() => {
            const end = (each) => each.getBoundingClientRect().right;
            const texts = [...document.querySelectorAll('.para .voice')].map(end);
            const headings = [...document.querySelectorAll('.doc > :is(h2, h3, h4)')].map(end);
            return [Math.max(...texts), Math.max(...headings)];
        }"""
    )
    assert edges[1] <= edges[0] + 1


def test_the_text_begins_soon_on_screen_and_paper(look: Look) -> None:
    page = look(f"/en/documents/{LONGEST}/", viewport={"width": 1280, "height": 900})
    first = page.locator(".doc > *").first
    box = first.bounding_box()
    assert box
    assert box["y"] < 600
    page.emulate_media(media="print")
    box = first.bounding_box()
    page.emulate_media(media="screen")
    assert box
    assert box["y"] < 300
