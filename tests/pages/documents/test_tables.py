"""Tables and paragraphs without a number in the reader of documents."""

import pytest
from django.test import Client
from django.utils.safestring import SafeString

from recommendations.pages.documents.full_text import table_cells
from sessions.models import Paragraph
from tests.builders import make_paragraph
from tests.reading import Page

pytestmark = pytest.mark.django_db


def page_with_table(client: Client) -> Page:
    paragraph = make_paragraph()
    for position, (anchor, kind, text) in enumerate(
        [
            ("u1", "text", "出席情况如下。"),
            ("t1-1", "row", "缔约方\t代表人数"),
            ("t1-2", "row", "意大利\t5"),
            ("u2", "text", "名单见附件。"),
        ],
        start=60,
    ):
        Paragraph.objects.create(
            version=paragraph.version,
            section=paragraph.section,
            kind=kind,
            anchor=anchor,
            position=position,
            text=text,
        )
    return Page(client.get(f"/en/documents/{paragraph.version.document.symbol}/"))


def test_rows_are_one_table_with_headers_that_scrolls_by_itself(client: Client) -> None:
    page = page_with_table(client)
    region = page.one("div.scroll")
    said = [region.get(name) for name in ("role", "tabindex", "aria-label")]
    assert said == ["region", "0", "Table"]
    rows = region.all("tr")
    assert [each.get("id") for each in rows] == ["t1-1", "t1-2"]
    assert [(each.get("scope"), each.text) for each in region.all("th")] == [
        ("col", "缔约方"),
        ("col", "代表人数"),
        ("row", "意大利"),
    ]
    assert [each.text for each in region.all("td")] == ["5"]


def test_a_paragraph_without_a_number_stands_at_its_place_without_a_label(client: Client) -> None:
    page = page_with_table(client)
    assert page.one("#u1").text == "出席情况如下。"
    assert page.one("#u2").text == "名单见附件。"


def test_a_row_that_an_element_goes_over_is_one_cell() -> None:
    assert table_cells(SafeString("<b>a\tb</b>")) == ["<b>a\tb</b>"]
    assert table_cells(SafeString("<b>a</b>\tb")) == ["<b>a</b>", "b"]
