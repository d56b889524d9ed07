"""Proposals for the records of a batch, each with its reason; a person accepts what becomes of it.

Themes, subjects and relations come from published records with similar words, themes also from
headings, subjects also from the rules of the subject index. Strength, addressees and session are as
read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field

from recommendations.importing.batches.heading_themes import HeadingTheme, themes_of_headings
from recommendations.importing.batches.plan import BatchPlan
from recommendations.importing.inquiries.questions import Message
from recommendations.importing.models import BatchRecord
from recommendations.importing.rows.groups import row_model
from recommendations.importing.rows.planned_passages import PlannedPassages
from recommendations.importing.rows.subject_rules import SuggestedSubject
from recommendations.models import (
    Citation,
    Recommendation,
    RecommendationAddressee,
    RecommendationText,
    RelationType,
    Scheme,
    ThemeAssignment,
)
from recommendations.similarity.candidates import Scored, TextVectors
from recommendations.similarity.computation import is_quick, read_vectors
from recommendations.similarity.scoring import term_counts

#: Similar records that have a say, and the least likeness of their words.
SAYERS, LEAST_LIKENESS = 5, 0.1
#: The likeness of words from which a record restates another, and from which it is related to it.
RESTATED, RELATED = 0.6, 0.3
#: The part of what similar records say that a subject needs.
SUBJECT_SHARE = 0.5
#: Relations that are proposed at most.
MOST_RELATIONS = 3


@dataclass(frozen=True)
class Proposal:
    """A theme or subject by its slug: the similar records that have it, the words that say it.

    ``named`` are the slugs of the theme and the subjects that the heading above names.
    """

    slug: str
    codes: list[str] = field(default_factory=list)
    words: str = ""
    named: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ProposedRelation:
    """A relation to a published record; ``likeness`` of the words is from 0 to 1."""

    type: str
    code: str
    likeness: float


@dataclass
class RecordProposals:
    """All that is proposed for a record beside its words."""

    themes: list[Proposal] = field(default_factory=list)
    subjects: list[Proposal] = field(default_factory=list)
    relations: list[ProposedRelation] = field(default_factory=list)
    strength: str = ""
    modal: str = ""
    addressees: list[str] = field(default_factory=list)
    status: str = ""
    session: int | None = None
    #: What the words cite, as written.
    citations: list[str] = field(default_factory=list)
    #: What the words say otherwise than those held in another language.
    findings: list[Message] = field(default_factory=list)


@dataclass(frozen=True)
class SimilarRecord:
    """A published record with similar words."""

    code: str
    likeness: float
    slugs: Mapping[str, list[str]]


def record_proposals(record: BatchRecord) -> RecordProposals:
    """Return the proposals that a batch keeps for a record."""
    stored = dict(record.proposals)
    if not stored:
        return RecordProposals()
    for name in ("themes", "subjects"):
        stored[name] = [Proposal(**each) for each in stored[name]]
    stored["relations"] = [ProposedRelation(**each) for each in stored["relations"]]
    stored["findings"] = [
        Message(each["template"], tuple((name, value) for name, value in each["values"]))
        for each in stored.get("findings", ())
    ]
    return RecordProposals(**stored)


def propose_for_records(
    plan: BatchPlan, codes: Collection[str], suggestions: Iterable[SuggestedSubject]
) -> dict[str, dict[str, object]]:
    """Return the proposals for records as a batch keeps them, by their codes.

    A fixed number of queries. Above ``QUICK`` texts similar records have no say: comparing would
    take minutes.
    """
    by_rule: dict[str, list[SuggestedSubject]] = defaultdict(list)
    for each in suggestions:
        by_rule[each.code].append(each)
    similar = similar_records(plan, codes) if codes and is_quick() else {}
    found = {code: propose(plan, code, by_rule[code], similar.get(code, [])) for code in codes}
    without_theme = {code: each for code, each in found.items() if not each.themes}
    for code, theme in themes_by_headings(plan, without_theme).items():
        found[code].themes = [Proposal(theme.slug, named=theme.named)]
    return {code: asdict(each) for code, each in found.items()}


def themes_by_headings(plan: BatchPlan, codes: Collection[str]) -> dict[str, HeadingTheme]:
    """Return the theme of each record that the nearest heading above it names which names one."""
    if not codes:
        return {}
    passages = PlannedPassages(plan.wanted[f"document {plan.symbol}"])
    above = {
        code: passage.headings for code in codes if (passage := passages.passage(plan.anchor(code)))
    }
    themes = themes_of_headings(
        {heading for headings in above.values() for heading in headings}, plan.language
    )
    named = {code: [themes[each] for each in above[code] if each in themes] for code in above}
    return {code: each[0] for code, each in named.items() if each}


def propose(
    plan: BatchPlan, code: str, by_rule: Iterable[SuggestedSubject], similar: list[SimilarRecord]
) -> RecordProposals:
    """Return what is proposed for one record."""
    proposals = read_facts(plan, code)
    if not proposals.themes:
        proposals.themes = proposed_slugs(similar, Scheme.CHAPTERS)[:1]
    subjects = {each.slug: Proposal(each.slug, words=each.words) for each in by_rule}
    total = sum(each.likeness for each in similar)
    for proposal in proposed_slugs(similar, Scheme.SUBJECTS):
        share = sum(each.likeness for each in similar if each.code in proposal.codes)
        if len(proposal.codes) > 1 and share >= SUBJECT_SHARE * total:
            words = subjects[proposal.slug].words if proposal.slug in subjects else ""
            subjects[proposal.slug] = Proposal(proposal.slug, proposal.codes, words)
    proposals.subjects = list(subjects.values())
    proposals.relations = [
        ProposedRelation(relation_type(each.likeness), each.code, round(each.likeness, 2))
        for each in similar[:MOST_RELATIONS]
        if each.likeness >= RELATED
    ]
    return proposals


def relation_type(likeness: float) -> str:
    return str(RelationType.RESTATES if likeness >= RESTATED else RelationType.RELATED)


def read_facts(plan: BatchPlan, code: str) -> RecordProposals:
    """Return what the file says of a record beside its words."""
    own, words = plan.wanted[f"recommendation {code}"], plan.wanted[plan.words_group(code)]
    fields = {row_model(each): each["fields"] for each in [*own, *words]}
    record, text = fields[Recommendation], fields[RecommendationText]
    return RecordProposals(
        themes=[
            Proposal(each["fields"]["theme"][0])
            for each in own
            if row_model(each) is ThemeAssignment and each["fields"]["origin"] == "document"
        ],
        strength=record["strength"],
        modal=text["modal"],
        addressees=[
            each["fields"]["addressee"]
            for each in own
            if row_model(each) is RecommendationAddressee
        ],
        status=record["status"],
        session=record["session"][0] if record["session"] else None,
        citations=[each["fields"]["as_written"] for each in words if row_model(each) is Citation],
    )


def similar_records(plan: BatchPlan, codes: Collection[str]) -> dict[str, list[SimilarRecord]]:
    """Return the published records with the most similar words by record, the most similar first.

    Three queries.
    """
    texts = read_vectors(RecommendationText.objects.published())
    held = len(texts)
    for place, code in enumerate(codes, start=1):
        # What is new has no primary key yet.
        texts.add(-place, plan.language, term_counts(plan.text_fields(code)["text"], plan.language))
    texts.weigh()
    near = {code: nearest_held_records(texts, held + place) for place, code in enumerate(codes)}
    names, slugs = names_and_slugs({record for found in near.values() for record, _ in found})
    return {
        code: [SimilarRecord(names[record], likeness, slugs[record]) for record, likeness in found]
        for code, found in near.items()
    }


def nearest_held_records(texts: TextVectors, text: int) -> Scored:
    """Return the records that are held with the texts nearest to one, the nearest first."""
    best: dict[int, float] = {}
    for record, likeness in texts.near_records(text):
        if record > 0 and likeness >= LEAST_LIKENESS:
            best[record] = max(likeness, best.get(record, 0.0))
    return sorted(best.items(), key=lambda each: (-each[1], each[0]))[:SAYERS]


def names_and_slugs(
    records: Collection[int],
) -> tuple[dict[int, str], dict[int, dict[str, list[str]]]]:
    """Return the codes of records, and their themes and subjects by scheme; two queries."""
    names = dict(Recommendation.objects.filter(pk__in=records).values_list("pk", "code"))
    slugs: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    assigned = ThemeAssignment.objects.filter(recommendation__in=records)
    values = ("recommendation", "theme__scheme", "theme__slug")
    for record, scheme, slug in assigned.order_by("theme__position").values_list(*values):
        slugs[record][scheme].append(slug)
    return names, slugs


def proposed_slugs(similar: Iterable[SimilarRecord], scheme: Scheme) -> list[Proposal]:
    """Return the themes or subjects of similar records, those with the most likeness first."""
    likeness: dict[str, float] = defaultdict(float)
    codes: dict[str, list[str]] = defaultdict(list)
    for each in similar:
        for slug in each.slugs.get(scheme, ()):
            likeness[slug] += each.likeness
            codes[slug].append(each.code)
    best = sorted(likeness, key=lambda slug: (-likeness[slug], slug))
    return [Proposal(slug, codes[slug]) for slug in best]
