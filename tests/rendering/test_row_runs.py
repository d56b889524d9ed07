"""Neighbouring rows under the same chapeau share it; no word of it is lost."""

from dataclasses import dataclass

import pytest
from django.utils.safestring import SafeString

from recommendations.models import OFFICIAL_MARK, UNOFFICIAL_MARK, ShownStatus, StatusMark
from recommendations.rendering.record_text import Passage
from recommendations.rendering.row_runs import RowRun, row_runs
from recommendations.texts.wording import Wording

DIFFERING = StatusMark(ShownStatus.DIFFERS, Wording("A", "text"))


@dataclass
class Row:
    code: str
    passage: Passage
    language: str = "zh-hans"
    mark: StatusMark = OFFICIAL_MARK


def row(
    code: str, chapeau: str = "", language: str = "en", mark: StatusMark = OFFICIAL_MARK
) -> Row:
    return Row(code, Passage(SafeString(chapeau), SafeString("text"), []), language, mark)


def shape(runs: list[RowRun[Row]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The chapeau of each run, and the codes of its rows with what is left above each."""
    return [(run.chapeau, [(each.code, each.passage.chapeau) for each in run.rows]) for run in runs]


def test_neighbours_share_the_words_above_them() -> None:
    rows = [row("1", "A"), row("2", "A"), row("3", "B"), row("4", "A"), row("5"), row("6")]
    assert shape(row_runs(rows)) == [
        ("A", [("1", ""), ("2", "")]),
        ("", [("3", "B"), ("4", "A"), ("5", ""), ("6", "")]),
    ]


@pytest.mark.parametrize(
    ("codes", "name"),
    [
        (["2022/3a", "2022/3b", "2022/3c"], "2022/3a to 2022/3c"),
        (["2022/3b", "2022/3d"], "2022/3b, 2022/3d"),
        (["2022/3b", "2022/3a"], "2022/3b, 2022/3a"),
        (["2020/3a", "2022/3b"], "2020/3a, 2022/3b"),
        (["2022/3", "2022/4"], "2022/3, 2022/4"),
    ],
)
def test_a_run_is_named_by_its_first_and_last_record_only_if_none_is_left_out(
    codes: list[str], name: str
) -> None:
    [run] = row_runs(row(code, "A") for code in codes)
    assert (run.codes, run.language) == (name, "en")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (row("1", "A", "en"), row("2", "A", "fr")),
        (row("1", "A"), row("2", "A", mark=UNOFFICIAL_MARK)),
        (row("1", "A", mark=DIFFERING), row("2", "A", mark=DIFFERING)),
        (row("1", "A"), row("2", "<b>A</b>")),
    ],
)
def test_words_in_another_language_or_of_another_status_are_not_the_same(
    one: Row, other: Row
) -> None:
    above = [("1", one.passage.chapeau), ("2", other.passage.chapeau)]
    assert shape(row_runs([one, other])) == [("", above)]


def test_unofficial_words_are_shared_as_unofficial() -> None:
    [run] = row_runs([row("1", "A", mark=UNOFFICIAL_MARK), row("2", "A", mark=UNOFFICIAL_MARK)])
    assert (run.chapeau, run.mark) == ("A", UNOFFICIAL_MARK)
