"""Pictures in a real browser: their links copied, on phones, in the dark."""

import pytest

from recommendations.pages.charts.registry import CHARTS
from tests.browser.conftest import Look, Visit

pytestmark = pytest.mark.browser

PAGES = [*(f"explore/{slug}/" for slug in CHARTS), "documents/citing/"]
PHONE = {"java_script_enabled": False, "viewport": {"width": 375, "height": 800}}
#: The least size of words in a drawing as it is shown, in pixels.
SMALLEST = 12.9


def test_the_link_of_a_picture_is_copied_and_that_is_said(visit: Visit) -> None:
    page = visit("/en/explore/matrix/", 1280)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Copied", exact=True).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_without_a_script_the_link_is_there_to_be_selected(look: Look) -> None:
    page = look("/en/explore/matrix/", **PHONE)
    assert page.locator("#page-address").inner_text() == page.url
    assert not page.get_by_role("button", name="Copy link").is_visible()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("path", PAGES)
def test_a_picture_fits_a_phone_in_words_of_a_size_to_be_read(
    visit: Visit, path: str, language: str
) -> None:
    page = visit(f"/{language}/{path}", 375)
    assert not any(each.is_visible() for each in page.locator(".drawn.wide").all())
    cut = page.evaluate(
        "[...document.querySelectorAll('figure .scroll, .drawn')]"
        ".filter(e => e.scrollWidth > e.clientWidth).length"
    )
    assert cut == 0
    sizes = page.evaluate(
        "[...document.querySelectorAll('.drawn.narrow text')].map(e =>"
        " parseFloat(getComputedStyle(e).fontSize) * e.ownerSVGElement.getScreenCTM().a)"
    )
    assert min(sizes, default=SMALLEST) >= SMALLEST


def test_the_overview_shows_the_drawings_that_fit_its_window_and_scheme(look: Look) -> None:
    for width, scheme, variant in ((375, "dark", "narrow-dark"), (1280, "light", "wide-light")):
        page = look("/en/explore/", viewport={"width": width, "height": 800}, color_scheme=scheme)
        source = page.locator(".drawn img").first.evaluate(
            "image => image.decode().then(() => image.currentSrc)"
        )
        assert source.endswith(f"/explore/matrix/{variant}.svg")
