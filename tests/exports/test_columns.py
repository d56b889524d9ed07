"""The columns of many records at once say what the columns of each record say."""

import csv
import io

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from recommendations.exports.columns import (
    ExportedRecord,
    codebook_columns,
    column_names,
    column_rows,
    column_values,
)
from recommendations.index import current_index
from recommendations.models import Recommendation, RecommendationText
from recommendations.selection.list_params import column_labels
from smuggling_kb.preference import TextPreference
from smuggling_kb.spreadsheets import cell_text, csv_cell, neutralize
from tests.builders import make_recommendation

ROOT = "https://example.org"


def both(language: str) -> tuple[list[list[object]], list[list[object]]]:
    """The rows of all records, from the index and record by record."""
    index = current_index()
    at_once = column_rows(
        index, range(index.size), TextPreference(language), ROOT, codebook_columns(), cells=False
    )
    records = Recommendation.objects.published().for_list().in_code_order()
    one_by_one = (
        column_values(ExportedRecord(record, language, ROOT)).values() for record in records
    )
    return list(map(list, at_once)), list(map(list, one_by_one))


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_value_of_every_record_is_the_same_either_way(language: str) -> None:
    with override(language):
        at_once, one_by_one = both(language)
    assert len(at_once) == 129
    assert at_once == one_by_one


@pytest.mark.usefixtures("knowledge_base")
def test_cells_are_the_same_values_made_inert() -> None:
    index = current_index()
    everything = range(index.size)
    columns = codebook_columns()
    lists = column_rows(index, everything, TextPreference("en"), ROOT, columns, cells=False)
    cells = column_rows(index, everything, TextPreference("en"), ROOT, columns, cells=True)
    for plain, row in zip(lists, cells, strict=True):
        assert cells_of(",".join(row)) == [neutralize(cell_text(value)) for value in plain]


def test_every_column_has_a_name_for_readers() -> None:
    assert {*column_labels()} == {*column_names()}
    assert len({str(label) for label in column_labels().values()}) == len(column_names())


def cells_of(line: str) -> list[str]:
    [cells] = csv.reader(io.StringIO(line, newline=""))
    return cells


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=2))
def test_cells_are_written_as_csv_writes_them(texts: list[str]) -> None:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(map(neutralize, texts))
    assert ",".join(map(csv_cell, texts)) + "\r\n" == line.getvalue()


@pytest.mark.django_db
def test_a_reader_gets_the_text_in_their_language_and_the_heading_of_any() -> None:
    record = make_recommendation("2012/5", text="缔约国应当采取行动。")
    RecommendationText.objects.create(
        recommendation=record, language="en", text_status="unofficial", text="States should act."
    )
    for language, text in (("en", "States should act."), ("zh-hans", "缔约国应当采取行动。")):
        at_once, one_by_one = both(language)
        assert at_once == one_by_one
        assert text in at_once[0]
