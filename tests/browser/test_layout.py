"""Every public page in narrow and wide windows, enlarged, and spaced as its reader likes."""

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import Look
from tests.languages import EACH_LANGUAGE, OTHER_LANGUAGES
from tests.public_pages import ALL

pytestmark = pytest.mark.browser

#: A window of 1280 × 1024 at 400 per cent.
NARROWEST: ViewportSize = {"width": 320, "height": 256}
#: Some for each arrangement of the pages.
WIDER = (375, 700, 1000, 1280)

#: The spacing that readers may set for themselves: WCAG 1.4.12. Not in drawings, the words of which
#: are in the tables under them as well.
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        :not(svg, svg *) { line-height: 1.5 !important; letter-spacing: .12em !important;
            word-spacing: .16em !important; }
        p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""

#: What lies beyond the sides of the window, or is cut by a box that hides what it cannot hold.
#: Regions that scroll may hold more than they show; what is for screen readers alone is tiny.
HIDDEN = """() => {
    for (const each of document.querySelectorAll('details')) each.open = true;
    const name = (each) => `${each.tagName}.${each.className}: ${each.textContent.slice(0, 40)}`;
    const found = document.documentElement.scrollWidth > innerWidth ? ['the page'] : [];
    for (const each of document.body.querySelectorAll('*')) {
        if (each.closest('.vh, .skip') || !each.checkVisibility()) continue;
        const style = getComputedStyle(each);
        const holds = each.scrollWidth <= each.clientWidth + 1;
        if (style.overflowX !== 'visible' && !holds && !each.matches('.scroll, input'))
            found.push(name(each));
        if (each.closest('.scroll')?.contains(each.parentElement)) continue;
        const box = each.getBoundingClientRect();
        if (box.width && (box.left < -1 || box.right > innerWidth + 1)) found.push(name(each));
    }
    return found;
}"""

#: Headings with a word that is too long for a line and broken somewhere.
BROKEN = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('h1, h2, h3 { overflow-wrap: normal !important; }');
    document.adoptedStyleSheets = [sheet];
    const headings = [...document.querySelectorAll('h1, h2, h3')];
    const broken = headings.filter((each) => each.scrollWidth > each.clientWidth + 1);
    document.adoptedStyleSheets = [];
    return broken.filter((each) => !each.matches('.vh')).map((each) => each.textContent);
}"""


def hidden(page: Page) -> list[str]:
    found: list[str] = page.evaluate(HIDDEN)
    return found


@pytest.mark.parametrize("language", EACH_LANGUAGE)
@pytest.mark.parametrize("path", ALL)
def test_no_page_needs_scrolling_both_ways(look: Look, path: str, language: str) -> None:
    page = look(f"/{language}/{path}", viewport=NARROWEST)
    assert hidden(page) == []
    assert page.evaluate(BROKEN) == []
    page.evaluate(SPACED)
    assert hidden(page) == []
    for width in WIDER:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


#: Pages with the widest parts: a table of themes, filters, texts side by side, an index, a matrix.
WIDEST = ("", "recommendations/", "recommendations/2013/92/", "index/", "explore/matrix/")


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_the_widest_pages_fit_in_the_languages_with_the_longest_words(
    look: Look, language: str
) -> None:
    for path in WIDEST:
        page = look(f"/{language}/{path}", viewport=NARROWEST)
        assert hidden(page) == [], path
        assert page.evaluate(BROKEN) == [], path


#: Pages with facts beside their main column.
WITH_FACTS = (
    "themes/protection/",
    "index/information-sharing/",
    "families/2012/52/",
    "sessions/1/",
)


@pytest.mark.parametrize("path", WITH_FACTS)
def test_no_third_of_a_wide_page_is_empty(look: Look, path: str) -> None:
    page = look(f"/en/{path}", viewport={"width": 1280, "height": 900})
    beside = page.locator("main .side").bounding_box()
    assert beside
    assert beside["x"] > 1280 * 2 / 3
    assert beside["y"] < 300


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_the_home_page_shows_its_heading_its_box_and_its_table_at_once(
    look: Look, language: str
) -> None:
    page = look(f"/{language}/", viewport={"width": 1280, "height": 900})
    heading = page.locator("h1")
    lines = heading.evaluate(
        "each => each.offsetHeight / parseFloat(getComputedStyle(each).lineHeight)"
    )
    assert round(lines) <= 2
    third = page.locator(".matrix tbody tr").nth(2).bounding_box()
    assert third
    assert third["y"] + third["height"] < 900


@pytest.mark.parametrize("path", ["themes/", "sessions/", "articles/", "about/", "about/data/"])
def test_a_table_is_no_wider_than_what_it_says(look: Look, path: str) -> None:
    page = look(f"/en/{path}", viewport={"width": 1280, "height": 900})
    widths = page.evaluate("[...document.querySelectorAll('table')].map(each => each.offsetWidth)")
    assert max(widths) <= 54 * 16
