"""The details that a page shows of each candidate."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Model, Q
from django.utils.html import format_html
from django.utils.translation import gettext as _

from recommendations.citations.lookup.result import Candidate
from recommendations.citations.target import CitationTarget
from recommendations.index import current_index
from recommendations.models import OFFICIAL_MARK, Provision, Recommendation, StatusMark
from recommendations.names.labels import ordinal
from sessions.models import Document, DocumentTitle, Footnote, Paragraph, WorkingGroupSession
from sessions.places import place_label
from sessions.symbol_html import render_symbol
from smuggling_kb.preference import language_rank

#: Characters of a text that are shown.
SHOWN = 140


@dataclass(frozen=True)
class Excerpt:
    """The beginning of a text."""

    language: str
    text: str
    mark: StatusMark = OFFICIAL_MARK

    @property
    def shortened_text(self) -> str:
        """The first characters, with dots if there are more."""
        return self.text if len(self.text) <= SHOWN else f"{self.text[:SHOWN]}…"


@dataclass(frozen=True)
class CandidateDetails:
    """A candidate with what is known of it; what does not apply to its kind is None."""

    candidate: Candidate
    record: Recommendation | None = None
    excerpt: Excerpt | None = None
    title: DocumentTitle | None = None
    wg_session: WorkingGroupSession | None = None
    citation_target: CitationTarget | None = None


def candidate_label(candidate: Candidate) -> str:
    """Return the name of what a citation may mean, as text or HTML marked as safe."""
    if candidate.kind == "year":
        return _("Records whose codes begin with %(year)s") % {"year": candidate.name}
    if candidate.kind == "session":
        return _("%(ordinal)s session") % {"ordinal": ordinal(int(candidate.name))}
    name = candidate.name if candidate.kind == "record" else render_symbol(candidate.name)
    place = place_label(candidate.place)
    return format_html(_("{symbol}, {place}"), symbol=name, place=place) if place else name


DetailsByCandidate = dict[Candidate, CandidateDetails]


def candidate_details(candidates: Collection[Candidate], language: str) -> list[CandidateDetails]:
    """Return the details of each; at most nine queries, none of kinds not there."""
    known = {
        **_record_details(_of_kind(candidates, "record"), language),
        **_document_details(_of_kind(candidates, "document"), language),
        **_passage_details(_of_kind(candidates, "passage"), language),
        **_session_details(_of_kind(candidates, "session")),
        **_article_details(_of_kind(candidates, "article")),
    }
    return [known.get(candidate) or CandidateDetails(candidate) for candidate in candidates]


def _of_kind(candidates: Iterable[Candidate], kind: str) -> list[Candidate]:
    return [candidate for candidate in candidates if candidate.kind == kind]


def _record_details(candidates: list[Candidate], language: str) -> DetailsByCandidate:
    codes = [candidate.name for candidate in candidates]
    if not codes:
        return {}
    rows = Recommendation.objects.filter(code__in=codes).select_related("session")
    return {
        Candidate("record", row.code): CandidateDetails(
            Candidate("record", row.code), row, _excerpt(row, language)
        )
        for row in rows.prefetch_related("texts")
    }


def _excerpt(row: Recommendation, language: str) -> Excerpt | None:
    if not row.is_public:
        return None
    text = row.text_for(language)
    mark = current_index().text_mark(row.code, text.language)
    return Excerpt(text.language, text.text, mark)


def _document_details(candidates: list[Candidate], language: str) -> DetailsByCandidate:
    symbols = [candidate.name for candidate in candidates]
    if not symbols:
        return {}
    rows = Document.objects.published().filter(symbol__in=symbols).prefetch_related("titles")
    titles = ((Candidate("document", row.symbol), row.title_for(language)) for row in rows)
    return {candidate: CandidateDetails(candidate, title=title) for candidate, title in titles}


def _passage_details(candidates: list[Candidate], language: str) -> DetailsByCandidate:
    if not candidates:
        return {}
    asked = Q(
        version__document__in=Document.objects.published(),
        version__document__symbol__in={candidate.name for candidate in candidates},
        anchor__in={candidate.place for candidate in candidates},
    )
    excerpts: dict[Candidate, Excerpt] = {}
    models: tuple[type[Model], ...] = (Paragraph, Footnote)
    for model in models:
        rows = (
            model._default_manager.filter(asked)
            .order_by("pk")
            .values_list("version__document__symbol", "anchor", "version__language", "text")
        )
        best_last = sorted(rows, key=lambda row: -language_rank(row[2], language))
        for symbol, anchor, text_language, text in best_last:
            excerpts[Candidate("passage", symbol, anchor)] = Excerpt(text_language, text)
    return {
        candidate: CandidateDetails(candidate, excerpt=excerpts.get(candidate))
        for candidate in candidates
    }


def _session_details(candidates: list[Candidate]) -> DetailsByCandidate:
    numbers = [int(candidate.name) for candidate in candidates]
    rows = WorkingGroupSession.objects.published().filter(number__in=numbers) if numbers else ()
    sessions = ((Candidate("session", str(row.number)), row) for row in rows)
    return {candidate: CandidateDetails(candidate, wg_session=row) for candidate, row in sessions}


def _article_details(candidates: list[Candidate]) -> DetailsByCandidate:
    slugs = {candidate.name for candidate in candidates}
    if not slugs:
        return {}
    rows = Provision.objects.filter(instrument__slug__in=slugs).select_related("instrument")
    wanted = set(candidates)
    found = ((Candidate("article", row.instrument.slug, row.part), row) for row in rows)
    return {
        candidate: CandidateDetails(candidate, citation_target=CitationTarget(row.instrument, row))
        for candidate, row in found
        if candidate in wanted
    }
