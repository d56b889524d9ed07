"""The families of recommendations: restatements of each other, at whatever distance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, Q

from recommendations.models import (
    Occurrence,
    Recommendation,
    RecommendationQuerySet,
    Relation,
    RelationType,
)

#: From one record along restatements, from either end of each, to all whom the public may see.
WALK = """
WITH RECURSIVE family (id) AS (
    SELECT id FROM ({published}) one WHERE id = %s
    UNION
    SELECT other.id
    FROM family
    JOIN {relation} link
        ON link.type = %s AND (link.recommendation_id = family.id OR link.target_id = family.id)
    JOIN ({published}) other
        ON other.id = link.recommendation_id + link.target_id - family.id
)
SELECT id FROM family
"""


@dataclass(frozen=True)
class Family:
    """Records that restate each other, in the order of their codes, and passages that restate one.

    Reads ``occurrences`` of the members.
    """

    members: list[Recommendation]

    @property
    def code(self) -> str:
        """The code of its earliest record, by which it is addressed."""
        return self.members[0].code

    @property
    def codes(self) -> list[str]:
        """The codes of its records."""
        return [member.code for member in self.members]

    @property
    def restatements(self) -> list[Occurrence]:
        """The passages that restate a record and are none themselves."""
        return [each for member in self.members for each in member.restatements]

    @property
    def count(self) -> int:
        """The number of its wordings."""
        return len(self.members) + len(self.restatements)

    @property
    def years(self) -> list[int]:
        """The years of its wordings, each once."""
        records = {member.year for member in self.members}
        return sorted(records | {place.document.year for place in self.restatements})

    @property
    def span(self) -> str:
        """``2012–2022``: the years of the first and the last wording."""
        first, last = self.years[0], self.years[-1]
        return f"{first}–{last}" if first != last else f"{first}"


def has_family(recommendation: Recommendation) -> bool:
    """Tell whether a record has a family; reads ``occurrences`` and both ends of relations."""
    links = [*recommendation.relations.all(), *recommendation.reverse_relations.all()]
    return bool(recommendation.restatements) or any(
        link.type == RelationType.RESTATES for link in links
    )


def family_of(
    recommendation: Recommendation, records: RecommendationQuerySet | None = None
) -> Family | None:
    """Return the family of a published record, if it has one; three queries.

    ``records`` reads more of each member than its places.
    """
    read = _with_places(Recommendation.objects.all()) if records is None else records
    members = list(read.filter(pk__in=_family_ids(recommendation)).in_code_order())
    family = Family(members)
    return family if members and family.count > 1 else None


def families() -> list[Family]:
    """Return all families in the order of their codes; three queries. Members have no texts."""
    stated = Relation.objects.restatements()
    restated = Occurrence.objects.published().restatements()
    concerned = (
        Q(Exists(stated.filter(recommendation=OuterRef("pk"))))
        | Q(Exists(stated.filter(target=OuterRef("pk"))))
        | Q(Exists(restated.filter(recommendation=OuterRef("pk"))))
    )
    records = _with_places(Recommendation.objects.published().filter(concerned)).in_code_order()
    links = stated.order_by().values_list("recommendation", "target")
    found = (Family(members) for members in connected_components(records, links))
    return [family for family in found if family.count > 1]


def connected_components(
    records: Iterable[Recommendation], links: Iterable[tuple[int, int]]
) -> list[list[Recommendation]]:
    """Return records in groups such that links between primary keys lead from each to each.

    Links to other records are passed over. Groups are in the order of their first records.
    """
    groups = {record.pk: [record] for record in records}
    place = {pk: number for number, pk in enumerate(groups)}
    first = {pk: pk for pk in groups}
    for one, other in links:
        if one in groups and other in groups and first[one] != first[other]:
            stays, goes = sorted((first[one], first[other]), key=place.__getitem__)
            for record in groups[goes]:
                first[record.pk] = stays
            groups[stays] += groups[goes]
    return [
        sorted(group, key=lambda record: place[record.pk])
        for pk, group in groups.items()
        if first[pk] == pk
    ]


def _with_places(records: RecommendationQuerySet) -> RecommendationQuerySet:
    """Add the places that print the records; one query more."""
    places = Occurrence.objects.published().in_document_order()
    return records.prefetch_related(Prefetch("occurrences", places))


def _family_ids(recommendation: Recommendation) -> list[int]:
    """Return the primary keys of its family, its own among them, of public records alone."""
    published: Any = Recommendation.objects.published().order_by().values("id")
    sql, parameters = published.query.sql_with_params()
    walk = WALK.format(published=sql, relation=Relation._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            walk, [*parameters, recommendation.pk, RelationType.RESTATES.value, *parameters]
        )
        return [pk for (pk,) in cursor.fetchall()]
