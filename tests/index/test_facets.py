"""The filters that the list offers: their values, their counts, their gaps."""

from collections.abc import Callable

import pytest
from django.http import QueryDict

from recommendations.index import bitmaps, current_index
from recommendations.index.facets import FACETS
from recommendations.models import (
    Addressee,
    AdoptionStatus,
    Provenance,
    Recommendation,
    RecommendationAddressee,
    Strength,
    ThemeAssignment,
    WorkflowStage,
)
from recommendations.pages.browse.facet_panels import (
    FacetOption,
    FacetPanel,
    MissingSessions,
    facet_panels,
)
from recommendations.selection.filters import RecommendationFilter
from recommendations.selection.selection import Selection
from tests.builders import (
    make_document,
    make_recommendation,
    make_restatement,
    make_session,
    make_theme,
)
from tests.selection.oracle import records

CONDITIONS = (
    "",
    "theme=cooperation&theme=research&session=1&session=unknown",
    "addressee=states-parties&status=adopted&strength=should&strength=may",
    "article=som-protocol-16&article=som-protocol-10",
    "document=CTOC/COP/WG.7/2022/2&year=2022&year=2020",
    "q=信息&theme=cooperation",
)


def asked(query: str) -> RecommendationFilter:
    return RecommendationFilter(QueryDict(query))


def panel(parameter: str, query: str = "") -> FacetPanel:
    return next(
        found for found in facet_panels(Selection(asked(query))) if found.parameter == parameter
    )


def lines(parameter: str, query: str = "") -> list[tuple[str, int | None]]:
    """Each line of a panel: its words and its count."""
    return [
        (line.run.ordinals, None)
        if isinstance(line, MissingSessions)
        else (line.value.label, line.count)
        for line in panel(parameter, query).lines
    ]


@pytest.mark.usefixtures("knowledge_base")
@pytest.mark.parametrize("query", CONDITIONS)
def test_every_count_is_the_length_of_the_list_that_it_promises(query: str) -> None:
    filters = asked(query)
    for found in facet_panels(Selection(filters)):
        for line in found.lines:
            if isinstance(line, FacetOption) and line.count is not None:
                promised = filters.with_changes(**{found.parameter: [line.value.value]})
                assert line.count == len(set(records(promised).values_list("pk"))), line


@pytest.mark.usefixtures("knowledge_base")
def test_values_are_those_of_the_records() -> None:
    """The plain look at each record, against the columns and the bitmaps of the index."""
    records = Recommendation.objects.published().for_list()
    plain: dict[str, Callable[[Recommendation], set[str]]] = {
        "theme": lambda record: {each.theme.slug for each in record.chapters},
        "topic": lambda record: {
            slug
            for each in record.subjects
            for slug in (each.theme.slug, each.theme.parent.slug if each.theme.parent else "")
            if slug
        },
        "session": lambda record: {session_of(record)},
        "strength": lambda record: {record.strength},
        "addressee": lambda record: (
            {each.addressee for each in record.addressees.all()} or {"none"}
        ),
        "status": lambda record: {record.status},
        "document": lambda record: {each.document.symbol for each in record.occurrences.all()},
        "year": lambda record: {str(record.year)},
        "article": lambda record: {
            citation.provision.slug
            for text in record.texts.all()
            for citation in text.citations.all()
            if citation.provision
        },
    }
    assert set(plain) == set(FACETS)
    index = current_index()
    for name, values in plain.items():
        expected = {record.code: values(record) for record in records}
        column = index.columns[name]
        found = {index.code(place): set(column.values_at(place)) for place in range(index.size)}
        if name != "topic":  # Of which a record names its own alone, not those above them.
            assert found == expected, name
        for value, bitmap in column.bitmaps.items():
            having = {index.code(place) for place in bitmaps.places(bitmap)}
            assert having == {code for code, values in expected.items() if value in values}, value


def session_of(record: Recommendation) -> str:
    if record.status != AdoptionStatus.ADOPTED:
        return "none"
    return str(record.session.number) if record.session else "unknown"


@pytest.mark.usefixtures("knowledge_base")
def test_adopted_records_are_counted_apart() -> None:
    assert lines("status") == [("Adopted", 113), ("Proposed", 13), ("Conference resolution", 3)]
    assert lines("session") == [
        ("1st, 2012", 55),
        ("2nd, 2013", 33),
        ("3rd–6th", None),
        ("7th, 2020", 22),
        ("8th–12th", None),
        ("Not specified", 3),
        ("Not adopted", 16),
    ]


@pytest.mark.django_db
def test_a_facets_counts_are_under_all_filters_but_its_own() -> None:
    make_recommendation("2012/5", theme="prevention", strength=Strength.SHOULD)
    make_recommendation("2012/6", theme="protection", strength=Strength.SHOULD)
    make_recommendation("2012/7", theme="protection", strength=Strength.MAY)
    assert lines("theme", "theme=prevention") == [("Prevention", 1), ("Protection", 2)]
    assert dict(lines("strength", "theme=prevention"))["should"] == 1
    assert dict(lines("theme", "strength=may")) == {"Prevention": 0, "Protection": 1}


@pytest.mark.django_db
def test_a_record_with_several_values_counts_once_under_each() -> None:
    recommendation = make_recommendation("2012/5", theme="prevention")
    ThemeAssignment.objects.create(
        recommendation=recommendation, theme=make_theme("protection"), origin=Provenance.EDITOR
    )
    for addressee in (Addressee.STATES, Addressee.UNODC):
        RecommendationAddressee.objects.create(recommendation=recommendation, addressee=addressee)
    assert lines("theme", "addressee=states&addressee=unodc&theme=prevention&theme=protection") == [
        ("Prevention", 1),
        ("Protection", 1),
    ]
    assert records(asked("theme=prevention&theme=protection&addressee=unodc")).count() == 1


@pytest.mark.django_db
def test_a_document_that_only_restates_a_record_prints_it_too() -> None:
    recommendation = make_recommendation("2013/92")
    make_restatement(recommendation, make_document("CTOC/COP/WG.7/2022/2"), "p61a")
    assert records(asked("document=CTOC/COP/WG.7/2022/2")).get() == recommendation


@pytest.mark.django_db
def test_zeros_are_shown_but_a_meeting_that_is_not_held_is_never_one() -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_recommendation("2013/6", session=make_session(2), status=AdoptionStatus.ADOPTED)
    make_session(3)
    make_recommendation("2020/1", session=make_session(4), publication=WorkflowStage.DRAFT)
    assert lines("session", "year=2012") == [
        ("1st", 1),
        ("2nd", 0),
        ("3rd and 4th", None),
        ("Not specified", 0),
        ("Not adopted", 0),
    ]


@pytest.mark.django_db
def test_a_meeting_that_is_not_held_can_be_unticked_where_it_was_asked_for() -> None:
    make_recommendation("2012/5", session=make_session(1))
    make_session(2)
    make_session(3)
    found = panel("session", "session=3").lines
    assert [isinstance(line, MissingSessions) for line in found] == [
        False,
        True,
        False,
        False,
        False,
    ]
    assert isinstance(found[2], FacetOption)
    assert found[2].checked
    assert found[2].count is None


@pytest.mark.usefixtures("knowledge_base")
def test_articles_and_documents_are_offered_where_records_use_them() -> None:
    articles = {
        line.value.value for line in panel("article").lines if isinstance(line, FacetOption)
    }
    assert "som-protocol-16" in articles
    assert "som-protocol-1" not in articles
    assert asked("article=som-protocol-1").is_valid()
    assert "som-protocol-1" in {
        line.value.value
        for line in panel("article", "article=som-protocol-1").lines
        if isinstance(line, FacetOption)
    }
    assert all(line.count for line in panel("document").lines if isinstance(line, FacetOption))


@pytest.mark.django_db
def test_drafts_count_nowhere() -> None:
    make_recommendation("2012/5", publication=WorkflowStage.DRAFT)
    make_recommendation("2013/6")
    for found in facet_panels(Selection(asked(""))):
        for line in found.lines:
            assert isinstance(line, FacetOption)
            assert (line.count or 0) <= 1
    assert lines("year") == [("2013", 1)]
