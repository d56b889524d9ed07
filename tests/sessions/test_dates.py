"""Dates and places of documents, as readers are told them."""

from datetime import date

import pytest
from django.utils.translation import override

from sessions import places
from sessions.dates import date_span, when_and_where
from sessions.models import WorkingGroupSession


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2013, 11, 11), date(2013, 11, 13), "11–13 November 2013"),
        (date(2012, 5, 30), date(2012, 6, 1), "30 May–1 June 2012"),
        (date(2012, 12, 30), date(2013, 1, 2), "30 December 2012–2 January 2013"),
        (date(2013, 11, 11), date(2013, 11, 11), "11 November 2013"),
    ],
)
def test_a_span_says_no_month_or_year_twice(start: date, end: date, said: str) -> None:
    assert date_span(start, end) == said


def test_as_much_of_when_and_where_is_said_as_is_known() -> None:
    start, end = date(2013, 11, 11), date(2013, 11, 13)
    dated = WorkingGroupSession(start=start, end=end)
    assert when_and_where(WorkingGroupSession()) == ""
    assert when_and_where(dated) == "11–13 November 2013"
    dated.city = "vienna"
    assert when_and_where(dated) == "Vienna, 11–13 November 2013"


@pytest.mark.parametrize(
    ("anchor", "cited", "printed"),
    [
        ("p92", "para. 92", "92."),
        ("p61a", "para. 61 (a)", "61 (a)"),
        ("r18", "rec. 18", "18."),
        ("fn60", "footnote 60", "60."),
        ("fn-star", "footnote", ""),
        ("c2", "cover page", ""),
        ("s5-11", "heading", ""),
        ("", "", ""),
    ],
)
def test_a_place_is_cited_by_what_is_printed_there(anchor: str, cited: str, printed: str) -> None:
    assert places.place_label(anchor) == cited
    assert places.printed_number(anchor) == printed


def test_evidence_names_places() -> None:
    assert places.parse_places("A/1#p3 A/2") == [places.Place("A/1", "p3"), places.Place("A/2", "")]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", "30 مايو–1 يونيو 2012"),
        ("zh-hans", "2012 年 5 月 30 日至 6 月 1 日"),
        ("en", "30 May–1 June 2012"),
        ("fr", "30 mai-1er juin 2012"),
        ("ru", "30 мая — 1 июня 2012 года"),
        ("es", "30 de mayo a 1 de junio de 2012"),
    ],
)
def test_dates_are_as_each_language_says_them(language: str, said: str) -> None:
    with override(language):
        assert date_span(date(2012, 5, 30), date(2012, 6, 1)) == said
