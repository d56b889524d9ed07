"""The home page in a real browser."""

import pytest

from smuggling_kb.languages import INTERFACE
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("language", INTERFACE)
def test_home_fits_the_window(visit: Visit, language: str, width: int) -> None:
    page = visit(f"/{language}/", width)
    assert page.locator("h1").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_home_loads_nothing_from_elsewhere(visit: Visit) -> None:
    page = visit("/en/", 1280)
    addresses = page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    assert all(address.startswith(page.url.removesuffix("/en/")) for address in addresses)
