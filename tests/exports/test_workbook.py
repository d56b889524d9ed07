"""The workbook of a list: its data, the list for people, and where it is from."""

import io
import zipfile
from urllib.parse import quote

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from pytest_django import DjangoAssertNumQueries

from recommendations.curation.corrections.xlsx_reader import read_workbook
from recommendations.exports.columns import column_names
from recommendations.index import current_index
from recommendations.models import AdoptionStatus
from recommendations.selection.filters import DownloadFilter
from recommendations.selection.list_params import column_labels
from recommendations.selection.selection import Selection
from smuggling_kb.spreadsheets import (
    LEFT_TO_RIGHT,
    RIGHT_TO_LEFT,
    Sheet,
    unescape_controls,
    workbook_file,
)
from tests.builders import make_recommendation, make_session, make_translation
from tests.examples import examples
from tests.languages import EACH_LANGUAGE
from tests.reading import Page, file_content


def workbook(client: Client, query: str = "", language: str = "en") -> Workbook:
    answer = client.get(f"/{language}/recommendations.xlsx{query}")
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(file_content(answer)))


def rows(book: Workbook, name: str) -> list[list[str]]:
    return [["" if cell is None else str(cell) for cell in row] for row in book[name].values]


def column_label(name: str, language: str) -> str:
    with override(language):
        return str(column_labels()[name])


@pytest.mark.usefixtures("knowledge_base")
def test_it_has_three_sheets_and_opens_at_the_list_for_people(client: Client) -> None:
    book = workbook(client)
    assert book.sheetnames == ["data", "list", "about"]
    assert book.active is book["list"]
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [False, True, False]
    assert [cell.value for cell in book["data"][1]] == column_names()
    assert [book[name].max_row for name in ("data", "list")] == [130, 130]


@pytest.mark.usefixtures("knowledge_base")
def test_the_list_is_in_the_words_of_the_interface_with_citation_and_link(client: Client) -> None:
    header, *found = rows(workbook(client, "?theme=research&sort=code"), "list")
    assert header[:4] == ["Text", "Status of the text", "Official text", "Code"]
    assert header[4:6] == ["Session", "Status"]
    assert header[-2:] == ["Citation", "Link"]
    row = dict(zip(header, found[-1], strict=True))
    assert "States parties" in row["Text"]
    assert row["Status of the text"] == "Unofficial translation into English"
    assert "缔约国" in row["Official text"]
    assert row["Code"].startswith("2020/")
    assert row["Session"] == "7th, 2020"
    assert row["Status"] == "Adopted"
    assert "Research, data collection and analysis" in row["Themes"].split("\n")
    assert row["Citation"].endswith(row["Link"])
    record = Page(client.get(f"/en/recommendations/{row['Code']}/"))
    assert row["Citation"] in record.text
    in_chinese, *_rows = rows(workbook(client, "?theme=research", "zh-hans"), "list")
    assert in_chinese[2] == "会议"
    originals, *_rows = rows(workbook(client, "?theme=research&text=original"), "list")
    assert originals[:4] == ["Text", "Code", "Session", "Status"]


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_data_and_list_have_the_same_records_and_words(client: Client, language: str) -> None:
    book = workbook(client, "?session=1", language)
    names, *data = rows(book, "data")
    header, *shown = rows(book, "list")
    by_name = [dict(zip(names, row, strict=True)) for row in data]
    words = ["\n".join(filter(None, (row["chapeau"], row["text"]))) for row in by_name]
    code = 3 if "unofficial" in {row["text_status"] for row in by_name} else 1
    assert header[code] == column_label("code", language)
    assert [[row[0], row[code]] for row in shown] == [
        [text, row["code"]] for text, row in zip(words, by_name, strict=True)
    ]


@pytest.mark.usefixtures("knowledge_base")
def test_the_list_can_be_filtered_and_its_links_followed(client: Client) -> None:
    sheet = workbook(client, "?theme=research")["list"]
    assert sheet.auto_filter.ref == "A1:M8"
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width == 80
    assert sheet["A2"].alignment.wrap_text
    links = [sheet[f"M{number}"].hyperlink.target for number in range(2, 9)]
    assert links == [sheet[f"M{number}"].value for number in range(2, 9)]
    assert all(link.startswith("http://testserver/recommendations/20") for link in links)


@pytest.mark.usefixtures("knowledge_base")
def test_it_says_where_it_is_from_and_what_its_columns_mean(client: Client) -> None:
    about = {row[0]: row[1] for row in rows(workbook(client, "?theme=research"), "about")}
    assert about["About this file"] == ("Recommendations: Research, data collection and analysis")
    assert about["Recommendations"] == "6 adopted, 1 not adopted"
    assert about["Address"] == "http://testserver/en/recommendations.xlsx?theme=research"
    assert current_index().data_version.digest in about["Data"]
    assert "terms of use" in about["Terms"]
    assert about["Disclaimer"].startswith("Independent")
    assert about["Texts"] == "English (7, unofficial)"
    assert about["Translations"].startswith("7 texts are unofficial translations")
    assert set(column_names()) <= set(about)
    assert about["code"].startswith("Code: ")


@pytest.mark.usefixtures("knowledge_base")
def test_chosen_columns_stand_in_their_order_in_both_sheets(client: Client) -> None:
    book = workbook(client, "?theme=research&columns=strength&columns=code")
    assert rows(book, "data")[0] == ["strength", "code"]
    assert rows(book, "list")[0] == ["Strength", "Code", "Citation", "Link"]


@pytest.mark.usefixtures("knowledge_base")
def test_every_column_can_be_read_by_people(client: Client) -> None:
    query = "&".join(f"columns={name}" for name in column_names())
    header, *found = rows(workbook(client, f"?{query}"), "list")
    assert len(header) == len(column_names()) + 3
    assert len(found) == 129
    assert {row[header.index("Language")] for row in found} == {"English"}
    assert {row[header.index("Status of the text")] for row in found} == {
        "Unofficial translation into English"
    }


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["\x01", "\ufffe", "_x0001_"])
def test_words_searched_for_stand_in_its_heading_whatever_they_are(
    client: Client, typed: str
) -> None:
    book = workbook(client, f"?q={quote('甲' + typed)}")
    [_subject, heading] = rows(book, "about")[0]
    assert typed in unescape_controls(heading)


@pytest.mark.django_db
def test_nothing_in_any_sheet_is_a_formula(client: Client) -> None:
    make_recommendation("2012/5", text="=1+1", session=make_session(1))
    content = file_content(client.get("/en/recommendations.xlsx"))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for number in (1, 2, 3):
            assert b"<f>" not in parts.read(f"xl/worksheets/sheet{number}.xml")
    book = load_workbook(io.BytesIO(content))
    assert book["list"]["A2"].value == "=1+1"
    assert book["list"]["A2"].data_type == "s"
    assert book["list"]["A2"].quotePrefix


@pytest.mark.django_db
def test_a_translation_from_right_to_left_is_no_formula_either(client: Client) -> None:
    record = make_recommendation("2012/5", text="@缔约国", session=make_session(1))
    make_translation(record, "ar", "=ينبغي للدول الأطراف")
    sheet = workbook(client, language="ar")["list"]
    cells = [sheet[f"{column}2"] for column in "AC"]
    assert [cell.value for cell in cells] == ["=ينبغي للدول الأطراف", "@缔约国"]
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)
    csv = file_content(client.get("/ar/recommendations.csv?columns=text")).decode("utf-8-sig")
    assert csv.splitlines() == ["text", "'=ينبغي للدول الأطراف"]


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=20), min_size=1, max_size=40))
@examples(30)
def test_texts_in_any_sheet_come_back_as_they_were(texts: list[str]) -> None:
    sheets = [Sheet(name, ["text"], [[text] for text in texts]) for name in ("data", "list")]
    with workbook_file(*sheets, active=1) as file:
        book = load_workbook(file)
    for sheet in book.worksheets:
        found = [cell.value or "" for cell in sheet["A"][1:]]
        assert [unescape_controls(text) for text in found] == texts


@pytest.mark.usefixtures("knowledge_base")
def test_a_curator_can_send_it_back_as_it_is(client: Client) -> None:
    content = file_content(client.get("/en/recommendations.xlsx?theme=research"))
    table = read_workbook(io.BytesIO(content))
    assert "data" in table.file_format
    assert table.header.cells == column_names()
    selection = Selection(DownloadFilter(QueryDict("theme=research")))
    assert len(table.rows) == selection.count


@pytest.mark.django_db
@pytest.mark.parametrize("records", [2, 20])
def test_it_asks_a_fixed_number_of_questions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, records: int
) -> None:
    for number in range(records):
        make_recommendation(f"2012/{number + 5}", session=make_session(1))
    make_recommendation("2019/3", status=AdoptionStatus.PROPOSED)
    client.get("/en/recommendations/")
    with django_assert_num_queries(6):
        file_content(client.get("/en/recommendations.xlsx"))


@pytest.mark.django_db
def test_rows_for_people_are_as_high_as_their_texts(client: Client) -> None:
    make_recommendation("2012/5", text="字" * 100 + "\n(a) 甲。", session=make_session(1))
    make_recommendation("2012/6", text="字" * 9000, session=make_session(1))
    sheet = workbook(client, "?sort=code")["list"]
    heights = [sheet.row_dimensions[number].height for number in (2, 3)]
    assert heights == [60, 409]


@pytest.mark.usefixtures("knowledge_base")
def test_sheets_for_people_are_mirrored_in_arabic(client: Client) -> None:
    arabic = workbook(client, "?session=7&sort=code", "ar")
    turned = {sheet.title: bool(sheet.sheet_view.rightToLeft) for sheet in arabic.worksheets}
    assert turned == {"data": False, "list": True, "about": True}
    chinese = workbook(client, "?session=7&sort=code&text=original", "ar")
    orders = [book["list"]["A2"].alignment.readingOrder for book in (arabic, chinese)]
    assert orders == [RIGHT_TO_LEFT, LEFT_TO_RIGHT]
    assert not workbook(client, "?session=7")["list"].sheet_view.rightToLeft
