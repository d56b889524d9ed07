"""What a reader is told of each thing that a citation may mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Model, Q

from recommendations.citations.lookup.result import Target
from recommendations.citations.target import CitationTarget
from recommendations.models import Provision, Recommendation
from sessions.models import Document, DocumentTitle, Footnote, Paragraph, WorkingGroupSession
from smuggling_kb.preference import language_rank

#: Characters of a text that are shown.
SHOWN = 140


@dataclass(frozen=True)
class Words:
    """The beginning of a text."""

    language: str
    text: str

    @property
    def beginning(self) -> str:
        """Its first characters, with dots if there are more."""
        return self.text if len(self.text) <= SHOWN else f"{self.text[:SHOWN]}…"


@dataclass(frozen=True)
class Entry:
    """A target with what is known of it; what does not apply to its kind is None."""

    target: Target
    record: Recommendation | None = None
    words: Words | None = None
    title: DocumentTitle | None = None
    wg_session: WorkingGroupSession | None = None
    citable: CitationTarget | None = None


def entries(targets: Collection[Target], language: str) -> list[Entry]:
    """Each with what is to be said of it; at most nine queries, none of kinds not there."""
    known = {
        **_records(_of(targets, "record"), language),
        **_documents(_of(targets, "document"), language),
        **_passages(_of(targets, "passage"), language),
        **_sessions(_of(targets, "session")),
        **_articles(_of(targets, "article")),
    }
    return [known.get(target) or Entry(target) for target in targets]


def _of(targets: Iterable[Target], kind: str) -> list[Target]:
    return [target for target in targets if target.kind == kind]


def _records(targets: list[Target], language: str) -> dict[Target, Entry]:
    codes = [target.name for target in targets]
    if not codes:
        return {}
    rows = Recommendation.objects.filter(code__in=codes).select_related("session")
    return {
        Target("record", row.code): Entry(
            Target("record", row.code), row, _beginning(row, language)
        )
        for row in rows.prefetch_related("texts")
    }


def _beginning(row: Recommendation, language: str) -> Words | None:
    if not row.is_public:
        return None
    text = row.text_for(language)
    return Words(text.language, text.text)


def _documents(targets: list[Target], language: str) -> dict[Target, Entry]:
    symbols = [target.name for target in targets]
    if not symbols:
        return {}
    rows = Document.objects.filter(symbol__in=symbols).prefetch_related("titles")
    found = ((Target("document", row.symbol), row.title_for(language)) for row in rows)
    return {target: Entry(target, title=title) for target, title in found}


def _passages(targets: list[Target], language: str) -> dict[Target, Entry]:
    if not targets:
        return {}
    asked = Q(
        version__document__symbol__in={target.name for target in targets},
        anchor__in={target.place for target in targets},
    )
    found: dict[Target, Words] = {}
    models: tuple[type[Model], ...] = (Paragraph, Footnote)
    for model in models:
        rows = (
            model._default_manager.filter(asked)
            .order_by("pk")
            .values_list("version__document__symbol", "anchor", "version__language", "text")
        )
        for symbol, anchor, of, text in sorted(
            rows, key=lambda row: -language_rank(row[2], language)
        ):
            found[Target("passage", symbol, anchor)] = Words(of, text)
    return {target: Entry(target, words=found.get(target)) for target in targets}


def _sessions(targets: list[Target]) -> dict[Target, Entry]:
    numbers = [int(target.name) for target in targets]
    rows = WorkingGroupSession.objects.filter(number__in=numbers) if numbers else ()
    found = ((Target("session", str(row.number)), row) for row in rows)
    return {target: Entry(target, wg_session=row) for target, row in found}


def _articles(targets: list[Target]) -> dict[Target, Entry]:
    slugs = {target.name for target in targets}
    if not slugs:
        return {}
    rows = Provision.objects.filter(instrument__slug__in=slugs).select_related("instrument")
    wanted = set(targets)
    found = ((Target("article", row.instrument.slug, row.part), row) for row in rows)
    return {
        target: Entry(target, citable=CitationTarget(row.instrument, row))
        for target, row in found
        if target in wanted
    }
