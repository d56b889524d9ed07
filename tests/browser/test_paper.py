"""Pages on paper: a PDF of them has every record, nothing cut off, and the words as they are."""

import io
import re
from itertools import pairwise

import pytest
from django.http import QueryDict
from django.utils.translation import override
from playwright.sync_api import Page
from pypdf import PdfReader

from recommendations.models import RecommendationText
from recommendations.selection.filters import DownloadFilter
from recommendations.selection.selection import Selection
from recommendations.texts.folding import fold_text
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

#: A4, in the points that a PDF counts.
WIDTH, HEIGHT = 595, 842


def paper(page: Page) -> list[str]:
    """The words of each page of the PDF that a browser makes of a page, white space aside.

    Fonts give some ideographs as the radicals that look like them; folding undoes that.
    """
    pages = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert {(round(each.mediabox.width), round(each.mediabox.height)) for each in pages} == {
        (WIDTH, HEIGHT)
    }
    return [squeezed(each.extract_text()) for each in pages]


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", fold_text(words))


def texts(query: str = "", language: str = "en") -> dict[str, str]:
    """The words of the records of a list in a language, by code."""
    with override("en"):
        selection = Selection(DownloadFilter(QueryDict(query)))
        codes = [selection.index.code(place) for place in selection.order]
    found = RecommendationText.objects.published().filter(
        recommendation__code__in=codes, language=language
    )
    return {text.recommendation.code: squeezed(text.text) for text in found}


def missing(records: dict[str, str], pages: list[str]) -> list[str]:
    return [code for code, text in records.items() if not stands_in(text, pages)]


def stands_in(text: str, pages: list[str]) -> bool:
    """Return whether a page has a text, or two pages have its beginning and its end."""
    return any(text in page for page in pages) or any(
        text[:cut] in page and text[cut:] in following
        for page, following in pairwise(pages)
        for cut in range(1, len(text))
    )


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_list_to_print_has_every_record_word_for_word(visit: Visit, language: str) -> None:
    pages = paper(visit(f"/{language}/recommendations/print/?sort=code", 1280))
    records = texts(language=language)
    assert len(records) == 129
    assert missing(records, pages) == []
    assert "2010/54a" in pages[0]


@pytest.mark.parametrize(
    ("address", "query", "language"),
    [
        ("/en/recommendations/?theme=research", "theme=research", "en"),
        ("/en/documents/CTOC/COP/WG.7/2020/4/", "document=CTOC/COP/WG.7/2020/4", "zh-hans"),
        ("/en/brief/?topic=children", "topic=children", "en"),
        ("/zh-hans/brief/?topic=children", "topic=children", "zh-hans"),
    ],
)
def test_other_pages_have_their_records_word_for_word(
    visit: Visit, address: str, query: str, language: str
) -> None:
    assert missing(texts(query, language), paper(visit(address, 1280))) == []


def test_a_record_has_its_words_its_citation_and_its_address(visit: Visit) -> None:
    page = visit("/en/recommendations/2013/92/", 1280)
    citation = page.locator("#citation-en").inner_text()
    words = "".join(paper(page))
    assert texts("year=2013")["2013/92"] in words
    assert squeezed(citation) in words


def test_a_table_has_every_column_its_head_on_each_page_and_rows_on_the_first(
    visit: Visit,
) -> None:
    page = visit("/en/recommendations/print/?view=table&sort=code", 1280)
    head = squeezed("".join(page.locator("thead th").all_inner_texts()))
    pages = paper(page)
    assert [head in each for each in pages[:-1]] == [True] * (len(pages) - 1)
    assert "2010/54a" in pages[0]
    assert missing(texts(), pages) == []
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 672, "height": 900})
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")


def test_a_list_leads_to_the_page_with_all_of_it(visit: Visit) -> None:
    page = visit("/en/recommendations/?group=session", 1280)
    link = page.get_by_role("link", name="Print all 129")
    assert link.get_attribute("href") == "/en/recommendations/print/?group=session"
