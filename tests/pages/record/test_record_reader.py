"""A record read in one query is the record that Django's own prefetches read."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import Model, Prefetch, QuerySet
from pytest_django import DjangoAssertNumQueries

from recommendations.models import (
    ProvisionLink,
    ProvisionLinkReason,
    Recommendation,
    RecommendationText,
    RelationNote,
    ThemeAssignmentReason,
    WorkflowStage,
)
from recommendations.pages.record.record_reader import ENDS, read_recommendation
from sessions.models import DocumentTitle
from tests.builders import make_recommendation, make_relation

#: The parts of a record, and of what they lead to, that pages show.
PARTS: dict[str, tuple[str, ...]] = {
    "Recommendation": (
        "session",
        "successor",
        "texts",
        "addressees",
        "theme_assignments",
        "occurrences",
        "provision_links",
        "relations",
        "reverse_relations",
    ),
    "RecommendationText": (
        "source",
        "source.section",
        "source.version",
        "source.version.document",
        "source.parent",
        "source.parent.section",
        "citations",
    ),
    "Citation": ("instrument", "provision", "document"),
    "ThemeAssignment": ("theme", "reasons"),
    "Occurrence": ("document",),
    "ProvisionLink": ("provision", "reasons"),
    "Provision": ("instrument",),
}


def prefetched(code: str) -> Recommendation:
    """The record as Django's prefetches read it: 17 queries."""
    found: Recommendation = (
        Recommendation.objects.for_list()
        .select_related("successor")
        .prefetch_related(
            Prefetch("occurrences__document__titles", by_language(DocumentTitle)),
            Prefetch("theme_assignments__reasons", by_language(ThemeAssignmentReason)),
            Prefetch(
                "provision_links",
                ProvisionLink.objects.select_related("provision__instrument")
                .order_by("provision__instrument__position", "provision__kind", "provision__number")
                .prefetch_related(Prefetch("reasons", by_language(ProvisionLinkReason))),
            ),
            *(Prefetch(f"{end}__notes", by_language(RelationNote)) for end, _other in ENDS),
            *(
                Prefetch(f"{end}__{other}__texts", by_language(RecommendationText))
                for end, other in ENDS
            ),
        )
        .get(code=code)
    )
    return found


def by_language(model: type[Model]) -> QuerySet[Any, Any]:
    return model._default_manager.order_by("language")


def described(found: Any) -> Any:
    """A row with its fields and the parts that ``PARTS`` names, as plain values."""
    if hasattr(found, "all"):
        return [described(each) for each in found.all()]
    if not isinstance(found, Model):
        return found
    fields = {field.attname: getattr(found, field.attname) for field in found._meta.concrete_fields}
    parts = PARTS.get(type(found).__name__, ())
    return fields | {part: described(at_path(found, part)) for part in parts}


def at_path(found: Any, path: str) -> Any:
    """The value at a dotted path; None where a part of it is missing."""
    for name in path.split("."):
        found = getattr(found, name) if found is not None else None
    return found


def titles(recommendation: Recommendation) -> Any:
    """The titles of the documents that print it."""
    return [described(each.document.titles) for each in recommendation.occurrences.all()]


def ends(recommendation: Recommendation) -> Any:
    """The notes on its relations, and the texts at their other ends."""
    return [
        (
            described(relation.notes),
            [(text.pk, text.text) for text in getattr(relation, other).texts.all()],
        )
        for end, other in ENDS
        for relation in getattr(recommendation, end).all()
    ]


@pytest.mark.usefixtures("knowledge_base")
def test_records_are_read_as_prefetches_read_them() -> None:
    for pk, code in Recommendation.objects.values_list("pk", "code")[::3]:
        read, expected = read_recommendation(pk), prefetched(code)
        assert read is not None
        assert described(read) == described(expected)
        assert ends(read) == ends(expected)
        assert titles(read) == titles(expected)


@pytest.mark.usefixtures("knowledge_base")
def test_one_query_reads_a_record_and_no_part_asks_another(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    pk = Recommendation.objects.get(code="2013/92").pk
    with django_assert_num_queries(1):
        read = read_recommendation(pk)
        assert read is not None
        described(read)
        ends(read)
        titles(read)


@pytest.mark.django_db
def test_relations_with_drafts_are_not_read() -> None:
    record = make_recommendation("2012/5")
    draft = make_recommendation("2013/7", publication=WorkflowStage.DRAFT)
    make_relation(draft, record)
    read = read_recommendation(record.pk)
    assert read is not None
    assert not read.reverse_relations.all()


@pytest.mark.django_db
def test_there_may_be_no_such_record() -> None:
    assert read_recommendation(7) is None
