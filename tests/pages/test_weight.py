"""What a page weighs: its own bytes, uncompressed, and those of all that it loads."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from smuggling_kb.languages import INTERFACE
from tests.public_pages import ALL, LONGEST, STATUSES
from tests.reading import Page

pytestmark = pytest.mark.usefixtures("knowledge_base")

STATIC = Path(settings.BASE_DIR, "smuggling_kb")
KILOBYTE = 1000
#: Whole documents may be heavier than pages about them.
LIMITS = {LONGEST: 150 * KILOBYTE}


def loaded(page: Page) -> list[Path]:
    """The files that a browser loads with a page."""
    links = [link for link in page.all("link") if link.get("rel") in ("stylesheet", "icon")]
    addresses = [link.get("href") for link in links]
    addresses += [script.get("src") for script in page.all("script") if script.get("src")]
    return [STATIC / address.removeprefix("/") for address in addresses]


@pytest.mark.parametrize("language", INTERFACE)
@pytest.mark.parametrize("page", ALL)
def test_every_page_answers_and_is_light(client: Client, page: str, language: str) -> None:
    answer = client.get(f"/{language}/{page}")
    assert answer.status_code == STATUSES.get(page, 200)
    files = loaded(Page(answer))
    assert {file.suffix for file in files} == {".css", ".js", ".svg"}
    weight = len(answer.content) + sum(file.stat().st_size for file in files)
    assert weight <= LIMITS.get(page, 100 * KILOBYTE)
