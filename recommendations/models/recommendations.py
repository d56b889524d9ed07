"""Recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from recommendations.models.addressees import RecommendationAddressee
from recommendations.models.choices import (
    PERMANENT_STAGES,
    AdoptionStatus,
    OccurrenceRelation,
    Provenance,
    Scheme,
    Strength,
    WorkflowStage,
)
from recommendations.models.instruments import Provision
from recommendations.models.themes import Theme, ThemeAssignment
from sessions.models import WorkingGroupSession
from smuggling_kb.database.natural_keys import NaturalKeyManager, NaturalKeyModel
from smuggling_kb.preference import ORIGINALS, missing_languages, text_preference

if TYPE_CHECKING:
    from recommendations.models.citations import Citation
    from recommendations.models.occurrences import Occurrence
    from recommendations.models.texts import RecommendationText

#: The fields that put records in the order of their codes.
CODE_ORDER = ("year", "number", "letter")


class RecommendationQuerySet(QuerySet["Recommendation"]):
    """The vocabulary in which the rest of the code asks for recommendations."""

    def published(self) -> RecommendationQuerySet:
        """Records that the public may see: published, and with a text to show."""
        # Not sooner: texts belong to records, so their module imports this one.
        from recommendations.models.texts import RecommendationText

        texts = RecommendationText.objects.without_drafts().filter(recommendation=OuterRef("pk"))
        return self.filter(Exists(texts), publication=WorkflowStage.PUBLISHED)

    def without_scheme(self, scheme: str) -> RecommendationQuerySet:
        """Records that no theme of a scheme is assigned to."""
        assigned = ThemeAssignment.objects.in_scheme(scheme).filter(recommendation=OuterRef("pk"))
        return self.filter(~Exists(assigned))

    def archived(self) -> RecommendationQuerySet:
        """Records that were public and were withdrawn: their addresses stay and say so."""
        return self.filter(publication=WorkflowStage.ARCHIVED)

    def with_address(self) -> RecommendationQuerySet:
        """Records whose addresses may be cited, if only for what they say of a withdrawal."""
        return self.published() | self.archived()

    def adopted(self) -> RecommendationQuerySet:
        """Records that the Working Group adopted, as against proposals and resolutions."""
        return self.filter(status=AdoptionStatus.ADOPTED)

    def in_code_order(self) -> RecommendationQuerySet:
        """Order by year, printed number and letter."""
        return self.order_by(*CODE_ORDER)

    def with_texts(self) -> RecommendationQuerySet:
        """Prefetch the texts that are no drafts, their citations, the passages they are from."""
        # Not sooner: texts and citations belong to records, so their modules import this one.
        from recommendations.models.citations import Citation
        from recommendations.models.texts import RecommendationText

        citations = (
            Citation.objects.select_related("instrument", "provision__instrument", "document")
            # Few texts cite one, and to join all that leads there costs every record.
            .prefetch_related("resource__paragraph__version__document")
            .order_by("start", "id")
        )
        texts = (
            RecommendationText.objects.without_drafts()
            .select_related(
                "source__section", "source__version__document", "source__parent__section"
            )
            .prefetch_related(models.Prefetch("citations", citations), "source__items")
            .order_by("language")
        )
        return self.prefetch_related(models.Prefetch("texts", texts))

    def for_list(self) -> RecommendationQuerySet:
        """Prefetch all that a list, a download or the API shows; a fixed number of queries.

        A few more are asked where a text cites a publication. Relations are read with published
        records only. The parts are in an order of their own: the usual one is that of the records
        first, which costs much more.
        """
        # Not sooner: occurrences and relations belong to records, so their modules import this one.
        from recommendations.models.occurrences import Occurrence
        from recommendations.models.relations import Relation

        places = Occurrence.objects.shown_with_record().in_document_order()
        relations = Relation.objects.to_published().order_by(
            "type", *(f"target__{name}" for name in CODE_ORDER)
        )
        reverse_relations = Relation.objects.from_published().in_code_order()
        return (
            self.with_texts()
            .select_related("session")
            .prefetch_related(
                models.Prefetch("addressees", RecommendationAddressee.objects.order_by("id")),
                models.Prefetch(
                    "theme_assignments",
                    ThemeAssignment.objects.select_related("theme").order_by(
                        "theme__scheme", "theme__position"
                    ),
                ),
                models.Prefetch("occurrences", places),
                models.Prefetch("relations", relations.select_related("target")),
                models.Prefetch(
                    "reverse_relations", reverse_relations.select_related("recommendation")
                ),
            )
        )


RecommendationManager = NaturalKeyManager.from_queryset(RecommendationQuerySet)


class Recommendation(NaturalKeyModel):
    """One recommendation, held once, wherever it was printed."""

    natural_fields = ("code",)

    code = models.CharField(
        _("code"),
        max_length=20,
        unique=True,
        help_text=_("Year / printed number and letter, e.g. 2012/5. Not a symbol of a document."),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("printed number"))
    letter = models.CharField(_("letter"), max_length=2, blank=True)
    publication = models.CharField(
        _("publication"), max_length=20, choices=WorkflowStage, default=WorkflowStage.DRAFT
    )
    status = models.CharField(_("status"), max_length=20, choices=AdoptionStatus)
    session = models.ForeignKey(
        WorkingGroupSession,
        models.PROTECT,
        verbose_name=_("session"),
        related_name="recommendations",
        null=True,
        blank=True,
        help_text=_("The session that adopted it; empty if that is not known."),
    )
    strength = models.CharField(_("strength"), max_length=20, choices=Strength)
    strength_origin = models.CharField(
        _("strength is from"), max_length=20, choices=Provenance, default=Provenance.DOCUMENT
    )
    strength_reason = models.TextField(_("reason for the strength"), blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("successor"),
        related_name="predecessors",
        null=True,
        blank=True,
        help_text=_("Of an archived recommendation: the one to read in its place."),
    )
    themes = models.ManyToManyField(
        Theme, through="ThemeAssignment", related_name="recommendations", verbose_name=_("themes")
    )

    objects: ClassVar[RecommendationManager[Recommendation]] = RecommendationManager()

    class Meta:
        ordering = CODE_ORDER
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        permissions = (
            ("publish_recommendation", "Can publish recommendations and send them back"),
            ("archive_recommendation", "Can archive recommendations and change archived ones"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    code=Concat(
                        Cast("year", models.CharField()),
                        Value("/"),
                        Cast("number", models.CharField()),
                        "letter",
                    )
                ),
                name="code_is_year_number_letter",
                violation_error_message=_(
                    "The code is the year, a slash, the printed number and its letter, e.g. 2012/5."
                ),
            ),
            models.CheckConstraint(
                condition=Q(status="adopted") | Q(session__isnull=True),
                name="only_adopted_has_session",
                violation_error_message=_(
                    "Only an adopted recommendation has a session: change the status or take the"
                    " session away."
                ),
            ),
            models.CheckConstraint(
                condition=Q(strength_origin="document") | ~Q(strength_reason=""),
                name="editors_strength_has_reason",
                violation_error_message=_("A strength that an editor gave needs its reason."),
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(publication="archived"),
                name="only_archived_has_successor",
                violation_error_message=_("Only an archived recommendation has a successor."),
            ),
            models.CheckConstraint(
                condition=~Q(successor=F("id")),
                name="successor_is_another",
                violation_error_message=_("A recommendation is not its own successor."),
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def chapters(self) -> list[ThemeAssignment]:
        """Its assignments to themes; reads ``theme_assignments`` with their themes."""
        return self._assignments_in(Scheme.CHAPTERS)

    @property
    def subjects(self) -> list[ThemeAssignment]:
        """Its assignments to subjects; reads ``theme_assignments`` with their themes."""
        return self._assignments_in(Scheme.SUBJECTS)

    def _assignments_in(self, scheme: Scheme) -> list[ThemeAssignment]:
        return [each for each in self.theme_assignments.all() if each.theme.scheme == scheme]

    @property
    def is_public(self) -> bool:
        """Return whether ``published()`` has it; reads ``texts``."""
        return self.publication == WorkflowStage.PUBLISHED and bool(self.shown_texts)

    @property
    def is_archived(self) -> bool:
        """Return whether it was public and was withdrawn."""
        return self.publication == WorkflowStage.ARCHIVED

    @property
    def has_address(self) -> bool:
        """Return whether its address may be cited, if only for what it says of the withdrawal."""
        return self.publication in PERMANENT_STAGES

    @property
    def source(self) -> Occurrence | None:
        """The place that it was read from; reads ``occurrences``."""
        return next(iter(self._printed_as(OccurrenceRelation.SOURCE)), None)

    @property
    def restatements(self) -> list[Occurrence]:
        """The places that print it again; reads ``occurrences``."""
        return self._printed_as(OccurrenceRelation.RESTATEMENT)

    def _printed_as(self, relation: OccurrenceRelation) -> list[Occurrence]:
        return [each for each in self.occurrences.all() if each.relation == relation]

    @property
    def shown_texts(self) -> list[RecommendationText]:
        """The texts that the public sees with it, without drafts; reads ``texts``."""
        return [text for text in self.texts.all() if not text.is_draft]

    @property
    def missing_languages(self) -> list[str]:
        """The languages that it has no text in; reads ``texts``."""
        return missing_languages(self.shown_texts)

    def texts_for(self, language: str) -> list[RecommendationText]:
        """Return its texts, the one for a reader of a language first; reads ``texts``."""
        return text_preference(language).in_order(self.shown_texts)

    def text_for(self, language: str) -> RecommendationText:
        """Return the text for a reader of a language; reads ``texts``."""
        return self.texts_for(language)[0]

    @property
    def original_text(self) -> RecommendationText:
        """Its official text, which the documents print, or else any; reads ``texts``."""
        return ORIGINALS.in_order(self.shown_texts)[0]

    @property
    def citations(self) -> list[Citation]:
        """The citations of its texts, text by text; reads ``texts`` with ``citations``."""
        texts = sorted(self.shown_texts, key=lambda text: text.pk)
        return [citation for text in texts for citation in text.citations_in_order]

    @property
    def cited_provisions(self) -> list[Provision]:
        """The articles and chapters that its texts cite, each once; reads as ``citations``."""
        cited = (citation.provision for citation in self.citations if citation.provision)
        return list(dict.fromkeys(cited))
