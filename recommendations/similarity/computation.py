"""Computing and storing similar recommendations: all, or those of one that was changed.

What the public sees is computed from what is published alone. A draft is compared with that, and
with other drafts, for its curators: its pairs are stored from its own end only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import reduce
from itertools import islice
from operator import add

from django.db.models import Case, FloatField, QuerySet, Value, When

from recommendations.history.locks import write_lock
from recommendations.models import (
    Citation,
    Recommendation,
    RecommendationQuerySet,
    RecommendationText,
    RecommendationTextQuerySet,
    Similarity,
    SimilarityRun,
    ThemeAssignment,
    WorkflowStage,
)
from recommendations.similarity.candidates import KEPT, Scored, TextVectors, rank_candidates
from recommendations.similarity.scoring import (
    MEASURE,
    DocumentFrequencies,
    Vector,
    cosine,
    term_counts,
    weighted_vector,
)
from smuggling_kb.models import Revision
from smuggling_kb.preference import SOURCE

#: Of up to so many texts, computing all takes some seconds and is done without being asked.
QUICK = 5_000
#: Up to so many changed recommendations are computed one by one; of more, all are.
FEW = 25
#: Texts scanned for words, for one recommendation; keeps the cost below a second.
LOOKS = 2_000_000
#: The fewest and the most words that are searched for.
LEAST_WORDS, MOST_WORDS = 8, 60
#: Texts that are compared completely with one that was changed.
LOOKED_AT = 200
#: Rows that are read or written at once.
AT_ONCE = 2_000

#: What recommendations share beside words, by record: ``theme:protection``.
Marks = dict[int, frozenset[str]]


def is_current() -> bool:
    """Return whether the last run was of the present data, by this measure; two queries."""
    now = Revision.objects.current().number
    return SimilarityRun.objects.filter(revision=now, measure=MEASURE).exists()


def is_quick() -> bool:
    """Return whether texts are few enough to compute all while somebody waits; one query."""
    return RecommendationText.objects.count() <= QUICK


def compute_similarities() -> SimilarityRun:
    """Compute all similarities, and store them in place of the old.

    The rows are written under one lock; changes made while they are computed are not in them, and
    ``is_current`` says so. Takes minutes for 270,000 texts: see ``docs/DATA.md``.
    """
    revision = Revision.objects.current().number
    texts, marks = read_vectors(RecommendationText.objects.published()), read_marks(None)
    kinds = DocumentFrequencies(
        len(marks), Counter(mark for held in marks.values() for mark in held)
    )
    counts = texts.frequencies()
    texts.weigh(counts)
    with write_lock():
        Similarity.objects.all().delete()
        store_pairs(both_directions(texts.nearest_records(vectors_of_marks(marks, kinds))), marks)
        run, _new = SimilarityRun.objects.update_or_create(
            pk=1,
            defaults={
                "revision": revision,
                "measure": MEASURE,
                "texts": len(texts),
                "counts": {
                    language: [each.total, each.by_term] for language, each in counts.items()
                },
                "marks": [kinds.total, kinds.by_term],
            },
        )
        refresh_drafts(list(_drafts()), run)
    return run


def refresh_similarities(codes: Collection[str]) -> None:
    """Compute the similarities of recommendations that were just changed.

    Does nothing before the first complete run. Of many that readers see, all are computed if that
    is quick, else none: ``find_similar`` does it later.
    """
    if not codes:
        return
    is_large = len(codes) > FEW
    if is_large and have_public_scores(codes):
        if is_quick():
            compute_similarities()
        return
    run = SimilarityRun.objects.filter(measure=MEASURE).first()
    if run is None:
        return
    records = list(Recommendation.objects.filter(code__in=codes).prefetch_related("texts"))
    if is_large:
        refresh_drafts(records, run)
    else:
        for record in records:
            refresh_record(record, run)


def have_public_scores(codes: Collection[str]) -> bool:
    """Return whether readers see any of some records, or did when these were last compared."""
    published = Recommendation.objects.published().order_by()
    seen = Similarity.objects.filter(
        other__code__in=codes, recommendation__in=published.values("pk")
    )
    return published.filter(code__in=codes).exists() or seen.exists()


def refresh_drafts(drafts: Collection[Recommendation], run: SimilarityRun) -> None:
    """Compute the similarities of records that are not public.

    Together if that is quick, by a fixed number of queries; else one by one.
    """
    if not drafts:
        return
    if not is_quick():
        for record in drafts:
            refresh_record(record, run)
        return
    Similarity.objects.filter(recommendation__in=drafts).delete()
    texts = read_vectors(_current_texts())
    texts.weigh({language: DocumentFrequencies(*counts) for language, counts in run.counts.items()})
    marks = read_marks(set(texts.owners))
    nearest = texts.nearest_records(
        vectors_of_marks(marks, DocumentFrequencies(*run.marks)), {each.pk for each in drafts}
    )
    store_pairs(
        ((record, other, score) for record, others in nearest for other, score in others), marks
    )


def vectors_of_marks(marks: Marks, kinds: DocumentFrequencies) -> dict[int, Vector]:
    """Return what each record shares beside words as a vector."""
    return {
        record: weighted_vector(dict.fromkeys(held, 1), kinds) for record, held in marks.items()
    }


def refresh_record(record: Recommendation, run: SimilarityRun) -> None:
    """Compute the similarities of one; ten queries and two for each of its texts.

    One that was withdrawn has none.
    """
    published = Recommendation.objects.published().order_by().values("pk")
    Similarity.objects.filter(recommendation=record.pk).delete()
    Similarity.objects.filter(other=record.pk, recommendation__in=published).delete()
    if record.is_archived:
        return
    others = RecommendationText.objects.published() if record.is_public else _current_texts()
    near: dict[int, float] = {}
    chinese = others.filter(language=SOURCE).order_by().values("recommendation")
    has_chinese = any(text.language == SOURCE for text in record.shown_texts)
    for text in record.shown_texts:
        # Records that are both held in Chinese are as near as their Chinese texts are.
        is_beside = has_chinese and text.language != SOURCE
        among = others.exclude(recommendation__in=chinese) if is_beside else others
        for other, words in similar_texts(text, among, run):
            near[other] = max(words, near.get(other, 0.0))
    marks = read_marks([record.pk, *near])
    scored = score_candidates(
        record.pk, near, vectors_of_marks(marks, DocumentFrequencies(*run.marks))
    )
    if record.is_public:
        store_pairs(both_directions([(record.pk, select_kept(scored))]), marks)
    else:
        store_pairs(((record.pk, other, score) for other, score in scored[:KEPT]), marks)


def score_candidates(
    owner: int, near: Mapping[int, float], vectors: Mapping[int, Vector]
) -> Scored:
    """Return every record that is near enough to be similar, best first."""
    every: Scored = []
    for each in near.items():
        every += rank_candidates(owner, [each], vectors)
    return sorted(every, key=lambda scored: (-scored[1], scored[0]))


def select_kept(scored: Scored) -> Scored:
    """Return the best, and those for which this record would be among the best; one query."""
    better: dict[int, list[float]] = defaultdict(list)
    others = Similarity.objects.filter(recommendation__in=[other for other, _score in scored])
    for other, score in others.values_list("recommendation", "score"):
        better[other].append(score)
    return scored[:KEPT] + [
        (other, score)
        for other, score in scored[KEPT:]
        if sum(each > score for each in better[other]) < KEPT
    ]


def similar_texts(
    text: RecommendationText, among: RecommendationTextQuerySet, run: SimilarityRun
) -> Iterator[tuple[int, float]]:
    """Yield the records whose texts share rare words with this one, with their cosines."""
    if text.language not in run.counts:
        return
    counts = DocumentFrequencies(*run.counts[text.language])
    own = weighted_vector(term_counts(text.text, text.language), counts)
    others = texts_containing(text, among, rarest_terms(own, counts, run.texts), own)
    for other, words in others.values_list("recommendation", "text"):
        yield other, cosine(own, weighted_vector(term_counts(words, text.language), counts))


def rarest_terms(own: Vector, counts: DocumentFrequencies, texts: int) -> list[str]:
    """Return the words to search for: rare ones that other texts have too."""
    most = min(MOST_WORDS, max(LEAST_WORDS, LOOKS // max(texts, 1)))
    return sorted(
        own.keys() & counts.by_term.keys(), key=lambda term: (counts.by_term[term], term)
    )[:most]


def texts_containing(
    text: RecommendationText, among: RecommendationTextQuerySet, words: list[str], own: Vector
) -> QuerySet[RecommendationText]:
    """Select the texts of the same language that have most of some words, rare ones first."""
    others = among.filter(language=text.language).exclude(recommendation=text.recommendation_id)
    if not words:
        return others.none()
    shared = reduce(
        add,
        (
            Case(
                When(text__contains=word, then=Value(own[word])),
                default=Value(0.0),
                output_field=FloatField(),
            )
            for word in words
        ),
    )
    return others.annotate(shared=shared).filter(shared__gt=0).order_by("-shared", "pk")[:LOOKED_AT]


def read_vectors(rows: QuerySet[RecommendationText]) -> TextVectors:
    """Return texts as vectors."""
    texts = TextVectors()
    columns = rows.order_by("recommendation", "pk").values_list(
        "recommendation", "language", "text"
    )
    for owner, language, text in columns.iterator(chunk_size=AT_ONCE):
        texts.add(owner, language, term_counts(text, language))
    return texts


def read_marks(records: Collection[int] | None) -> Marks:
    """Return the themes and provisions of some records, or of all published; two queries."""
    themes = ThemeAssignment.objects.order_by().values_list("recommendation", "theme__slug")
    provisions = (
        Citation.objects.in_records()
        .filter(provision__isnull=False)
        .order_by()
        .values_list("text__recommendation", "provision__slug")
    )
    if records is None:
        published = Recommendation.objects.published().order_by()
        themes = themes.filter(recommendation__in=published)
        provisions = provisions.filter(text__recommendation__in=published)
    else:
        themes = themes.filter(recommendation__in=records)
        provisions = provisions.filter(text__recommendation__in=records)
    marks: dict[int, set[str]] = defaultdict(set)
    for record, slug in themes.iterator(chunk_size=AT_ONCE):
        marks[record].add(f"{Similarity.THEME}{slug}")
    for record, slug in provisions.iterator(chunk_size=AT_ONCE):
        if record is not None:
            marks[record].add(f"{Similarity.PROVISION}{slug}")
    return {record: frozenset(held) for record, held in marks.items()}


def both_directions(found: Iterable[tuple[int, Scored]]) -> Iterator[tuple[int, int, float]]:
    """Yield each pair from both its ends; some twice."""
    for record, others in found:
        for other, score in others:
            yield record, other, score
            yield other, record, score


def store_pairs(found: Iterable[tuple[int, int, float]], marks: Marks) -> None:
    """Store pairs, each once."""
    none: frozenset[str] = frozenset()
    rows = (
        Similarity(
            recommendation_id=one,
            other_id=other,
            score=score,
            shared=sorted(marks.get(one, none) & marks.get(other, none)),
        )
        for one, other, score in found
    )
    while some := list(islice(rows, AT_ONCE)):
        Similarity.objects.bulk_create(some, ignore_conflicts=True)


def _drafts() -> RecommendationQuerySet:
    """Select the records that are not public, and may become so."""
    published = Recommendation.objects.published().order_by().values("pk")
    drafts = Recommendation.objects.exclude(pk__in=published)
    return drafts.exclude(publication=WorkflowStage.ARCHIVED).prefetch_related("texts")


def _current_texts() -> RecommendationTextQuerySet:
    """Select the texts of all records that are public or may become so."""
    texts = RecommendationText.objects.without_drafts()
    return texts.exclude(recommendation__publication=WorkflowStage.ARCHIVED)
