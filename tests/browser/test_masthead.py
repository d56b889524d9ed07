"""The masthead is the same wherever the reader is, so that no page jumps under their eyes."""

from itertools import cycle

import pytest

from smuggling_kb.languages import BY_CODE, INTERFACE
from tests.browser.conftest import Look
from tests.public_pages import PAGES

pytestmark = pytest.mark.browser

#: One page of each kind.
PATHS = [pages[0] for pages in PAGES.values()]
#: What it may take, in CSS pixels, of the screen of a telephone and of a desk.
TALLEST = 160
WIDTHS = (375, 1280)


def test_every_page_in_every_language_begins_at_the_same_height(look: Look) -> None:
    """Each page in one language, the next in another; mirrored in one written from the right."""
    places = set()
    for path, language in zip(PATHS, cycle(INTERFACE), strict=False):
        page = look(f"/{language}/{path}", viewport={"width": WIDTHS[0], "height": 800})
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            height = page.evaluate("document.querySelector('header').offsetHeight")
            languages = page.locator(".tongues").bounding_box()
            assert languages
            start = languages["x"]
            if BY_CODE[language].direction == "rtl":
                start = width - start - languages["width"]
            places.add((width, height, start, languages["y"]))
    assert len(places) == len(WIDTHS)
    assert max(height for _width, height, _start, _y in places) <= TALLEST
