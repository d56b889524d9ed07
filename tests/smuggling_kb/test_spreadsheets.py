"""XLSX: every cell text and exact, nothing a formula, whole and easy to read."""

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from recommendations.exports.columns import COLUMNS
from recommendations.models import WorkflowStage
from smuggling_kb import spreadsheets
from smuggling_kb.spreadsheets import LONGEST, escape_controls, truncate, unescape_controls
from tests.builders import make_recommendation, make_session
from tests.examples import examples
from tests.reading import file_content

SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def download(client: Client, address: str = "/en/recommendations.xlsx") -> bytes:
    return file_content(client.get(address))


def rows(file: bytes) -> list[list[str | None]]:
    """What a spreadsheet shows."""
    sheet = load_workbook(io.BytesIO(file)).worksheets[0]
    found = sheet.iter_rows(values_only=True)
    return [[None if cell is None else str(cell) for cell in row] for row in found]


def cells(file: bytes) -> list[ET.Element]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        sheet = ET.fromstring(archive.read(SHEET))  # noqa: S314
    return list(sheet.iter(f"{NAMESPACE}c"))


@pytest.mark.django_db
def test_it_has_the_columns_and_the_rows_of_the_list(client: Client) -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_recommendation("2013/7", text="缔约国应当：\n(a) 甲；")
    make_recommendation("2013/8", publication=WorkflowStage.DRAFT)
    header, *found = rows(download(client))
    assert header == [column.name for column in COLUMNS]
    by_name = [dict(zip(header, row, strict=True)) for row in found]
    assert [row["code"] for row in by_name] == ["2012/5", "2013/7"]
    assert [row["session"] for row in by_name] == ["1", None]
    assert by_name[1]["text"] == "缔约国应当：\n(a) 甲；"
    assert rows(download(client, "/en/recommendations.xlsx?year=2012"))[1:] == found[:1]


@pytest.mark.django_db
def test_the_header_stays_in_sight_and_the_text_is_wide(client: Client) -> None:
    make_recommendation("2012/5")
    sheet = load_workbook(io.BytesIO(download(client))).worksheets[0]
    assert sheet.freeze_panes == "B2"
    widths = {name: sheet.column_dimensions[name].width for name in ("A", "X")}
    assert widths["X"] > 4 * widths["A"]
    assert sheet["X2"].alignment.wrap_text


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "=HYPERLINK(1)"])
def test_what_looks_like_a_formula_is_text_and_stays_text(client: Client, text: str) -> None:
    make_recommendation("2012/5", text=text)
    file = download(client)
    assert all(cell.get("t") == "inlineStr" for cell in cells(file))
    assert not any(list(cell.iter(f"{NAMESPACE}f")) for cell in cells(file))
    sheet = load_workbook(io.BytesIO(file)).worksheets[0]
    assert sheet["X2"].value == text
    assert sheet["X2"].quotePrefix
    assert not sheet["A2"].quotePrefix


@pytest.mark.django_db
def test_its_columns_are_printed_beside_each_other_under_the_header(client: Client) -> None:
    make_recommendation("2012/5")
    for sheet in load_workbook(io.BytesIO(download(client))).worksheets:
        paper = sheet.sheet_properties.pageSetUpPr
        assert paper
        assert paper.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$1"


@pytest.mark.django_db
def test_an_empty_list_is_its_header(client: Client) -> None:
    make_recommendation("2012/5")
    file = download(client, "/en/recommendations.xlsx?status=proposed")
    assert rows(file) == [[column.name for column in COLUMNS]]


@pytest.mark.django_db
def test_it_says_what_it_is(client: Client) -> None:
    response = client.get("/en/recommendations.xlsx")
    assert response.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert '.xlsx"; filename*=' in response.headers["Content-Disposition"]


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=20), min_size=1, max_size=5))
@examples(15)
def test_any_text_comes_back_as_excel_reads_it(texts: list[str]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    written = [spreadsheets._cell(sheet) for _text in texts]
    for cell, text in zip(written, texts, strict=True):
        spreadsheets._set_text(cell, text)
    sheet.append(written)
    file = io.BytesIO()
    book.save(file)
    found = ["".join(cell.itertext()) for cell in cells(file.getvalue())]
    assert [unescape_controls(text) for text in found] == texts


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\x0bb", "a_x000B_b"),
        ("a\r\nb", "a_x000D_\nb"),
        ("_x0041_", "_x005F_x0041_"),
        ("表\t格\n", "表\t格\n"),
    ],
)
def test_what_a_workbook_cannot_hold_is_escaped(text: str, written: str) -> None:
    assert escape_controls(text) == written


def test_a_text_that_is_too_long_for_a_cell_says_so() -> None:
    assert truncate("字" * LONGEST) == "字" * LONGEST
    cut = truncate("字" * (LONGEST + 1))
    assert len(cut) == LONGEST
    assert cut.endswith("字 […]")


@pytest.mark.usefixtures("knowledge_base")
def test_the_real_list_is_whole(client: Client) -> None:
    _header, *found = rows(download(client, "/en/recommendations.xlsx?sort=code"))
    assert len(found) == 129
    assert found[0][0] == "2010/54a"
