"""What a newcomer can do, click by click."""

import io

import docx
import pytest
from openpyxl import load_workbook

from tests.browser.conftest import Look, follow

pytestmark = pytest.mark.browser

DESK = {"viewport": {"width": 1280, "height": 900}}


@pytest.mark.parametrize(
    ("language", "link", "marked", "words"),
    [
        # A row whose English says “child” shows where its Chinese has the word.
        ("en", "children", {"children", "儿童"}, {"child"}),
        # The page says that it searched for the second too.
        ("zh-hans", "儿童", {"儿童", "未成年人"}, {"儿童", "未成年人"}),
    ],
)
def test_recommendations_on_children_are_found_and_taken_away_as_a_table(
    look: Look, language: str, link: str, marked: set[str], words: set[str]
) -> None:
    page = look(f"/{language}/", **DESK)
    follow(page.get_by_role("link", name=link, exact=True))  # The first click finds them,
    assert f"/{language}/recommendations/?q=" in page.url
    codes = page.locator("article h3").all_inner_texts()
    assert len(codes) == int(page.locator("[role=status] b").inner_text())
    assert set(page.locator("mark").all_inner_texts()) == marked
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()  # the second takes them away.
    workbook = load_workbook(io.BytesIO(download.value.path().read_bytes()), read_only=True)
    header, *lines = workbook["data"].values
    rows = [dict(zip(header, line, strict=True)) for line in lines]
    assert [row["code"] for row in rows] == codes
    texts = [f"{row['chapeau']}{row['text']}" for row in rows]
    assert all(any(word in text for word in words) for text in texts)


@pytest.mark.parametrize(
    ("language", "link", "word", "mark"),
    [
        ("en", "children", "child", "Unofficial translation into English"),
        ("fr", "enfants", "enfant", "Traduction non officielle en français"),
        ("ar", "الأطفال", "طفال", "ترجمة غير رسمية"),
    ],
)
def test_a_delegate_takes_away_what_was_said_in_two_clicks_as_a_word_file(
    look: Look, language: str, link: str, word: str, mark: str
) -> None:
    page = look(f"/{language}/", **DESK)
    follow(page.get_by_role("link", name=link, exact=True))
    codes = page.locator("article h3").all_inner_texts()
    assert codes
    with page.expect_download() as download:
        page.locator("a[download][href*=docx]").click()
    file = docx.Document(io.BytesIO(download.value.path().read_bytes()))
    paragraphs = [paragraph.text for paragraph in file.paragraphs]
    assert [each for each in codes if not any(each in words for words in paragraphs)] == []
    assert sum(mark in words for words in paragraphs) >= len(codes)
    assert sum(word in words for words in paragraphs) >= len(codes)
