"""What a page weighs with all that it loads: as it is, and as it comes over the line."""

from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from smuggling_kb.compression.codings import CODINGS
from tests.languages import EACH_LANGUAGE
from tests.public_pages import ALL, LONGEST, STATUSES
from tests.reading import Page

pytestmark = pytest.mark.usefixtures("knowledge_base")

STATIC = Path(settings.BASE_DIR, "smuggling_kb")
KILOBYTE = 1000
#: What comes over the line, whole documents included.
COMPRESSED = 50 * KILOBYTE
#: Whole documents and lists may be heavier than pages about them.
LIMITS = {LONGEST: 150 * KILOBYTE, "recommendations/print/": 200 * KILOBYTE}


def loaded(page: Page) -> list[Path]:
    """The files that a browser loads with a page, all from this site."""
    links = [link for link in page.all("link") if link.get("rel") in ("stylesheet", "icon")]
    addresses = [link.get("href") for link in links]
    addresses += [script.get("src") for script in page.all("script") if script.get("src")]
    assert all(image.get("src").startswith("/") for image in page.all("img"))
    assert all(address.startswith("/static/") for address in addresses)
    return [STATIC / address.removeprefix("/") for address in addresses]


@pytest.mark.parametrize("language", EACH_LANGUAGE)
@pytest.mark.parametrize("page", ALL)
def test_every_page_answers_and_is_light(client: Client, page: str, language: str) -> None:
    answer = client.get(f"/{language}/{page}")
    assert answer.status_code == STATUSES.get(page, 200)
    files = loaded(Page(answer))
    assert {file.suffix for file in files} == {".css", ".js", ".svg"}
    # In characters, so that each script has the same room: compressed, their bytes are even.
    weight = len(answer.content.decode()) + sum(file.stat().st_size for file in files)
    assert weight <= LIMITS.get(page, 100 * KILOBYTE)
    compressed = compressed_size(answer.content) + sum(map(compressed_file_size, files))
    assert compressed <= COMPRESSED


def compressed_size(content: bytes) -> int:
    return len(CODINGS["br"].compress(content))


@cache
def compressed_file_size(file: Path) -> int:
    return compressed_size(file.read_bytes())
