"""Similar recommendations are found and stored: all of them, or those of one that was changed."""

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
    RecommendationText,
    Similarity,
    SimilarityRun,
    ThemeAssignment,
    WorkflowStage,
)
from recommendations.similarity.candidates import KEPT, Scored, Texts, ranked
from recommendations.similarity.scoring import MEASURE, Counts, Vector, cosine, terms, vector
from smuggling_kb.models import Revision

#: Up to so many texts, finding all of them anew takes some seconds and is done without being asked.
QUICK = 5_000
#: Of so many changed recommendations those similar are found one by one; of more, all anew.
FEW = 25
#: Texts looked through for a word, for one recommendation: what that costs stays below a second.
LOOKS = 2_000_000
#: Words that are looked for at least and at most.
LEAST_WORDS, MOST_WORDS = 8, 60
#: Texts that are compared wholly with one that was changed.
LOOKED_AT = 200
#: So many rows are written at once.
AT_ONCE = 2_000

#: What recommendations share beside words, by record: ``theme:protection``.
Marks = dict[int, frozenset[str]]


def is_current() -> bool:
    """Whether they were found in the data as they are, by this measure; two queries."""
    now = Revision.objects.current().number
    return SimilarityRun.objects.filter(revision=now, measure=MEASURE).exists()


def is_quick() -> bool:
    """Whether there are few enough to find all anew while somebody waits; one query."""
    return RecommendationText.objects.count() <= QUICK


def find() -> SimilarityRun:
    """Find all of them anew, and store them in place of the old.

    The rows are written in one turn; what changes while they are looked for is not in them, and
    ``is_current`` says so. Minutes for 270,000 texts: see ``docs/DATA.md``.
    """
    revision = Revision.objects.current().number
    texts, marks = gathered(_living()), marks_of(None)
    kinds = Counts(len(marks), Counter(mark for held in marks.values() for mark in held))
    counts = texts.counts()
    texts.weigh()
    vectors = {record: vector(dict.fromkeys(held, 1), kinds) for record, held in marks.items()}
    with write_lock():
        Similarity.objects.all().delete()
        store(pairs(texts.nearest(vectors)), marks)
        run, _new = SimilarityRun.objects.update_or_create(
            pk=1,
            defaults={
                "revision": revision,
                "measure": MEASURE,
                "texts": len(texts),
                "counts": {language: [each.total, each.held] for language, each in counts.items()},
                "marks": [kinds.total, kinds.held],
            },
        )
    return run


def refresh(codes: Collection[str]) -> None:
    """Find anew those similar to recommendations that were just changed.

    Nothing before all were found for the first time; of many, all anew if that is quick, else
    not at all: ``find_similar`` does it later.
    """
    if len(codes) > FEW:
        if is_quick():
            find()
        return
    run = SimilarityRun.objects.filter(measure=MEASURE).first() if codes else None
    if run is None:
        return
    changed = Recommendation.objects.filter(code__in=codes).exclude(
        publication=WorkflowStage.ARCHIVED
    )
    for record in changed:
        refresh_one(record, run)


def refresh_one(record: Recommendation, run: SimilarityRun) -> None:
    """Find anew those similar to one; eight queries and two for each of its texts."""
    near: dict[int, float] = {}
    for text in record.texts.all():
        for other, words in like(text, run):
            near[other] = max(words, near.get(other, 0.0))
    marks = marks_of([record.pk, *near])
    kinds = Counts(*run.marks)
    vectors = {each: vector(dict.fromkeys(held, 1), kinds) for each, held in marks.items()}
    scored = all_scored(record.pk, near, vectors)
    Similarity.objects.filter(recommendation=record.pk).delete()
    Similarity.objects.filter(other=record.pk).delete()
    store(pairs([(record.pk, kept(scored))]), marks)


def all_scored(owner: int, near: Mapping[int, float], vectors: Mapping[int, Vector]) -> Scored:
    """Every record that is near enough to be similar, best first."""
    every: Scored = []
    for each in near.items():
        every += ranked(owner, [each], vectors)
    return sorted(every, key=lambda scored: (-scored[1], scored[0]))


def kept(scored: Scored) -> Scored:
    """The best, and those for which this record would be among the best; one query."""
    better: dict[int, list[float]] = defaultdict(list)
    others = Similarity.objects.filter(recommendation__in=[other for other, _score in scored])
    for other, score in others.values_list("recommendation", "score"):
        better[other].append(score)
    return scored[:KEPT] + [
        (other, score)
        for other, score in scored[KEPT:]
        if sum(each > score for each in better[other]) < KEPT
    ]


def like(text: RecommendationText, run: SimilarityRun) -> Iterator[tuple[int, float]]:
    """The records of which a text has rare words of this one, and how near the texts are."""
    if text.language not in run.counts:
        return
    counts = Counts(*run.counts[text.language])
    own = vector(terms(text.text, text.language), counts)
    others = sharing(text, rarest(own, counts, run.texts), own)
    for other, words in others.values_list("recommendation", "text"):
        yield other, cosine(own, vector(terms(words, text.language), counts))


def rarest(own: Vector, counts: Counts, texts: int) -> list[str]:
    """The words to look for: rare ones that other texts have too."""
    most = min(MOST_WORDS, max(LEAST_WORDS, LOOKS // max(texts, 1)))
    return sorted(own.keys() & counts.held.keys(), key=lambda term: (counts.held[term], term))[
        :most
    ]


def sharing(
    text: RecommendationText, words: list[str], own: Vector
) -> QuerySet[RecommendationText]:
    """The texts, of the same language, that have most of some words, the rare ones above all."""
    others = _living().filter(language=text.language).exclude(recommendation=text.recommendation)
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


def gathered(rows: QuerySet[RecommendationText]) -> Texts:
    """Texts, as they are compared."""
    texts = Texts()
    columns = rows.order_by("recommendation", "pk").values_list(
        "recommendation", "language", "text"
    )
    for owner, language, text in columns.iterator(chunk_size=AT_ONCE):
        texts.add(owner, language, terms(text, language))
    return texts


def marks_of(records: Collection[int] | None) -> Marks:
    """The themes and the provisions of some records, or of all; two queries."""
    themes = ThemeAssignment.objects.order_by().values_list("recommendation", "theme__slug")
    provisions = (
        Citation.objects.in_records()
        .filter(provision__isnull=False)
        .order_by()
        .values_list("text__recommendation", "provision__slug")
    )
    if records is not None:
        themes = themes.filter(recommendation__in=records)
        provisions = provisions.filter(text__recommendation__in=records)
    marks: dict[int, set[str]] = defaultdict(set)
    for record, slug in themes.iterator(chunk_size=AT_ONCE):
        marks[record].add(f"{Similarity.THEME}{slug}")
    for record, slug in provisions.iterator(chunk_size=AT_ONCE):
        if record is not None:
            marks[record].add(f"{Similarity.PROVISION}{slug}")
    return {record: frozenset(held) for record, held in marks.items()}


def pairs(found: Iterable[tuple[int, Scored]]) -> Iterator[tuple[int, int, float]]:
    """Each pair from both its ends; some twice."""
    for record, others in found:
        for other, score in others:
            yield record, other, score
            yield other, record, score


def store(found: Iterable[tuple[int, int, float]], marks: Marks) -> None:
    """Write pairs, each once."""
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


def _living() -> QuerySet[RecommendationText]:
    """The texts of all records that are public or may become so."""
    return RecommendationText.objects.exclude(recommendation__publication=WorkflowStage.ARCHIVED)
