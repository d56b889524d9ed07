"""Tables read from files, as spreadsheets and their users save them."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from recommendations.curation.corrections import table
from recommendations.curation.corrections.file_reader import read_table
from recommendations.curation.corrections.table import UnreadableTable
from smuggling_kb.spreadsheets import Sheet, csv_lines
from tests.examples import examples
from tests.reading import workbook_bytes

HEADER = ["code", "text"]
CHINESE = "缔约国应当“采取”行动；\n(a) 甲，乙。"
RUSSIAN = "Государствам-участникам следует сотрудничать; № 5, её «Протокол»"
ARABIC = "تحث الدول الأطراف على تعزيز التعاون، وفقا للمادة 10؛ نعم"
WESTERN = "présenté à l’été, naïve, señor, “ça”"


def csv_file(*rows: list[str], separator: str = ",", end: str = "\r\n") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=separator, lineterminator=end).writerows([HEADER, *rows])
    return file.getvalue()


def book(*rows: list[Any], change: Callable[[Any], None] = lambda _book: None) -> bytes:
    """A workbook as openpyxl writes it."""
    made = Workbook()
    for row in [HEADER, *rows]:
        made.active.append(row)  # type: ignore[union-attr]
    change(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def rows(data: bytes) -> list[list[str]]:
    return [row.cells for row in read_table(data).rows]


@pytest.mark.parametrize(
    ("encoding", "said", "text"),
    [
        ("utf-8", "UTF-8", CHINESE),
        ("utf-8-sig", "UTF-8", CHINESE),
        ("utf-16", "UTF-16", CHINESE),
        ("gb18030", "GB18030", CHINESE),
        ("gb18030", "GB18030", "𠮷 and 㐀，缔约国应当采取行动"),
        ("gbk", "GB18030", CHINESE),
        ("windows-1252", "Windows-1252", WESTERN),
        ("windows-1251", "Windows-1251", RUSSIAN),
        ("windows-1251", "Windows-1251", "ввоз"),
        ("windows-1256", "Windows-1256", ARABIC),
        ("windows-1256", "Windows-1256", "تهريب المهاجرين"),
        ("utf-8", "UTF-8", WESTERN),
        ("utf-8", "UTF-8", RUSSIAN),
        ("utf-16", "UTF-16", ARABIC),
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_every_encoding_separator_and_line_end_of_excels(
    encoding: str, said: str, text: str, separator: str, end: str
) -> None:
    data = csv_file(["2012/5", text], separator=separator, end=end).encode(encoding)
    found = read_table(data)
    assert [row.cells for row in found.rows] == [["2012/5", text]]
    assert said in found.file_format
    assert found.header.cells == HEADER


def test_utf_16_with_either_mark_is_read() -> None:
    text = csv_file(["2012/5", CHINESE], separator="\t")
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert rows(mark + text.encode(encoding)) == [["2012/5", CHINESE]]


def test_lines_of_an_old_macintosh_are_read() -> None:
    assert rows(b"code,text\r2012/5,a\r") == [["2012/5", "a"]]


def test_excels_own_word_on_the_separator_is_believed() -> None:
    assert rows(b"sep=;\r\ncode;text\r\n2012/5;a,b,c,d\r\n")[-1] == ["2012/5", "a,b,c,d"]


def test_rows_are_numbered_as_spreadsheets_do() -> None:
    found = read_table(b'code,text\n\n2012/5,"a\nb"\n,\n2012/6,c\n')
    assert [row.number for row in found.rows] == [3, 5]
    found = read_table(book([], ["2012/5", "a"], [], ["2012/6", "b"]))
    assert [row.number for row in found.rows] == [3, 5]


def test_what_made_a_cell_inert_is_taken_off_again() -> None:
    assert rows(b"code,text\n2012/5,'=1+1\n2012/6,''-x\n2012/7,'s\n") == [
        ["2012/5", "=1+1"],
        ["2012/6", "'-x"],
        ["2012/7", "'s"],
    ]


@given(st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1)))
@examples(100)
def test_any_text_comes_back_exactly(texts: list[str]) -> None:
    """Those of more than one line and those that look like formulas, too."""
    sheet = Sheet("any", HEADER, [["2012/5", f"x{text}"] for text in texts] + [["y", "=1"]])
    file = "".join(csv_lines(sheet)).encode()
    assert rows(file) == [*(["2012/5", f"x{text}"] for text in texts), ["y", "=1"]]
    bare = Sheet("any", HEADER, [["2012/5", text] for text in texts] + [["y", "'@"]])
    assert rows("".join(csv_lines(bare)).encode()) == [
        *(["2012/5", text] for text in texts),
        ["y", "'@"],
    ]


@given(
    st.lists(
        st.text(st.characters(exclude_characters="\0", codec="utf-8"), min_size=1),
        min_size=20,
        max_size=20,
    )
)
@examples(15)
def test_any_text_comes_back_exactly_from_a_workbook(texts: list[str]) -> None:
    sheet = Sheet("any", HEADER, [["2012/5", text] for text in texts])
    assert rows(workbook_bytes(sheet)) == [["2012/5", text] for text in texts]


@pytest.mark.parametrize("text", ["_x000B_", "x005F_", "_x005F_x000B_", "a\x0bb", "_x005F_"])
def test_what_looks_escaped_comes_back_from_shared_texts_too(text: str) -> None:
    """As Excel saves what we wrote: a text that is escaped once, in the table of texts."""
    inline = workbook_bytes(Sheet("any", HEADER, [["2012/5", text]]))
    with zipfile.ZipFile(io.BytesIO(inline)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    escaped = re.findall("<t[^>]*>([^<]*)</t>", sheet)[-1]
    shared = rewritten(
        book(["2012/5", "placeholder"]),
        {
            "xl/worksheets/sheet1.xml": lambda xml: re.sub(
                rb'<c r="B2" t="inlineStr">.*?</c>', b'<c r="B2" t="s"><v>0</v></c>', xml
            ),
            "[Content_Types].xml": lambda xml: xml.replace(b"</Types>", SHARED.encode()),
        },
        {"xl/sharedStrings.xml": TEXTS % escaped},
    )
    assert rows(shared) == [["2012/5", text]]


SHARED = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sharedStrings+xml" /></Types>'
)
TEXTS = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<si><t xml:space="preserve">%s</t></si></sst>'
)


def rewritten(
    file: bytes,
    parts: dict[str, Callable[[bytes], bytes]],
    further: dict[str, str] | None = None,
) -> bytes:
    """A workbook with some of its parts changed, and further ones."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, bytes)(old.read(name)))
        for name, content in (further or {}).items():
            new.writestr(name, content)
    return made.getvalue()


def test_numbers_dates_and_truth_values_are_text_as_typed() -> None:
    values = [1, 1.0, 2.5, True, date(2012, 5, 1), datetime(2012, 5, 1, 12, 30), timedelta(hours=1)]  # noqa: DTZ001
    file = book(*([f"2012/{place}", value] for place, value in enumerate(values, start=1)))
    assert [row[1] for row in rows(file)] == [
        "1",
        "1",
        "2.5",
        "TRUE",
        "2012-05-01",
        "2012-05-01 12:30:00",
        "1:00:00",
    ]


def test_formulas_and_errors_are_faults() -> None:
    found = read_table(book(["2012/5", "=1+1"], ["2012/6", "#REF!"]))
    assert [(fault.row, fault.column, fault.value) for fault in found.problems] == [
        (2, "B", "=1+1"),
        (3, "B", "#REF!"),
    ]


def test_hidden_sheets_are_not_read_and_several_in_sight_are_refused() -> None:
    def hidden(made: Any) -> None:
        made.create_sheet("notes").append(["something"])
        made["notes"].sheet_state = "hidden"
        made.create_sheet("blank")

    found = read_table(book(["2012/5", "a"], change=hidden))
    assert [row.cells for row in found.rows] == [["2012/5", "a"]]
    assert "“Sheet”" in found.file_format
    with pytest.raises(UnreadableTable, match=r"several sheets.*Sheet, notes"):
        read_table(book(change=lambda made: made.create_sheet("notes").append(["x"])))


def test_merged_cells_are_refused() -> None:
    merged = book(["2012/5", "a"], ["2012/6"], change=lambda made: made.active.merge_cells("B2:B3"))
    with pytest.raises(UnreadableTable, match=r"merged cells \(B2:B3\)"):
        read_table(merged)


def test_a_sheet_is_as_large_as_its_rows_whatever_it_says() -> None:
    says = {
        "xl/worksheets/sheet1.xml": lambda xml: re.sub(
            rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', xml
        )
    }
    assert rows(rewritten(book(["2012/5", "a"]), says)) == [["2012/5", "a"]]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b"\n\n,,\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b'code,text\n2012/5,"a', "Row 2 cannot be read"),
        (b'code,text\n2012/5,"a"b\n', "Row 2 cannot be read"),
        (b"code,text\n2012/5," + b"a" * 200_000, "too long"),
    ],
)
def test_what_is_no_table_is_said_to_be_none(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableTable, match=message):
        read_table(data)


def test_a_table_of_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_ROWS", 2)
    assert len(rows(b"code\na\nb\n")) == 2
    with pytest.raises(UnreadableTable, match="more than 2 rows"):
        read_table(b"code\na\nb\nc\n")
