"""The texts of recommendations in each language, compared with their source passages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from recommendations.models.choices import TextStage, WorkflowStage
from recommendations.models.instruments import CitedProvision
from recommendations.models.recommendations import Recommendation
from recommendations.models.text_status import ShownStatus, StatusMark, compare_with_passage
from recommendations.texts.wording import Wording, passage_wording
from sessions.models import Paragraph
from smuggling_kb.database.natural_keys import NaturalKeyManager, NaturalKeyModel
from smuggling_kb.languages import LanguageCode, TextStatus
from smuggling_kb.preference import ORIGINALS

if TYPE_CHECKING:
    from recommendations.models.citations import Citation

#: Texts that are compared with their passages at a time.
COMPARED = 1000


class MarkedText(NamedTuple):
    """A text that is not simply official, by primary keys."""

    pk: int
    recommendation: int
    language: str
    mark: StatusMark


class RecommendationTextQuerySet(QuerySet["RecommendationText"]):
    """The vocabulary in which the rest of the code asks for texts."""

    def published(self) -> RecommendationTextQuerySet:
        """Texts that the public may see."""
        return self.without_drafts().filter(recommendation__publication=WorkflowStage.PUBLISHED)

    def without_drafts(self) -> RecommendationTextQuerySet:
        """Texts that the public sees as soon as it sees their recommendation."""
        return self.filter(stage=TextStage.PUBLISHED)

    def drafts(self) -> RecommendationTextQuerySet:
        """Texts that wait for a reviewer to publish them."""
        return self.filter(stage=TextStage.DRAFT)

    def comparable(self) -> RecommendationTextQuerySet:
        """Official texts that have a source passage in their own language."""
        return self.filter(text_status=TextStatus.OFFICIAL, source__version__language=F("language"))

    def not_comparable(self) -> RecommendationTextQuerySet:
        """Texts that are not official, or have no source passage in their own language."""
        # No subquery: without statistics, as during a load, PostgreSQL runs it for each row.
        return self.exclude(
            text_status=TextStatus.OFFICIAL, source__version__language=F("language")
        )

    def texts_unlike_passages(self) -> list[RecommendationText]:
        """Return the official texts that differ from their passages; two queries."""
        return list(self._texts_unlike_passages())

    def _texts_unlike_passages(self) -> Iterator[RecommendationText]:
        """Yield them.

        The database leaves out those that simply repeat a passage without items; the others are
        compared by the rule that built them.
        """
        items = Paragraph.objects.filter(parent=OuterRef("source"))
        above = Coalesce("source__parent__text", Value(""))
        unlike = ~Q(text=F("source__text")) | ~Q(chapeau=above) | Exists(items)
        compared = (
            self.comparable()
            .filter(unlike)
            .select_related("recommendation", "source__version__document", "source__parent")
            .prefetch_related("source__items")
        )
        for each in compared.iterator(COMPARED):
            if each.status_mark.status == ShownStatus.DIFFERS:
                yield each

    def marked(self) -> Iterator[MarkedText]:
        """Yield the texts that are not simply official; three queries, nearly all are."""
        others = self.not_comparable().order_by()
        fields = ("pk", "recommendation", "language", "text_status", "document_symbol")
        for pk, recommendation, language, stored, symbol in others.values_list(*fields).iterator():
            mark = compare_with_passage(stored, Wording("", ""), None, symbol)
            yield MarkedText(pk, recommendation, language, mark)
        for text in self._texts_unlike_passages():
            yield MarkedText(text.pk, text.recommendation_id, text.language, text.status_mark)


RecommendationTextManager = NaturalKeyManager.from_queryset(RecommendationTextQuerySet)


class RecommendationText(NaturalKeyModel):
    """The words of a recommendation in one language."""

    natural_fields = ("recommendation__code", "language")

    objects: ClassVar[RecommendationTextManager[RecommendationText]] = RecommendationTextManager()

    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, verbose_name=_("recommendation"), related_name="texts"
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    stage = models.CharField(
        _("stage of the text"),
        max_length=20,
        choices=TextStage,
        default=TextStage.PUBLISHED,
        help_text=_(
            "What an editor adds to a public recommendation waits, unseen, for a reviewer."
        ),
    )
    text_status = models.CharField(_("status of the text"), max_length=20, choices=TextStatus)
    chapeau = models.TextField(
        _("chapeau"), blank=True, help_text=_("The words before the list that it is an item of.")
    )
    text = models.TextField(
        _("text"),
        help_text=_("Without number, label or chapeau; its own items on lines of their own."),
    )
    modal = models.CharField(
        _("modal word"), max_length=100, blank=True, help_text=_("As printed.")
    )
    source = models.ForeignKey(
        Paragraph,
        models.PROTECT,
        verbose_name=_("source passage"),
        related_name="recommendation_texts",
        null=True,
        blank=True,
    )
    document_symbol = models.CharField(
        _("symbol of its document"),
        max_length=60,
        blank=True,
        help_text=_(
            "Of an official text without a source passage here: the document that prints it in"
            " this language. Without it, the text is shown as unofficial."
        ),
    )

    class Meta:
        ordering = ("recommendation", "language")
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        constraints = (
            models.UniqueConstraint(
                fields=("recommendation", "language"), name="one_text_per_language"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="text_not_empty"),
        )

    def __str__(self) -> str:
        return f"{self.recommendation} ({self.language})"

    @property
    def is_draft(self) -> bool:
        """Return whether it waits to be published, so that the public does not see it."""
        return self.stage == TextStage.DRAFT

    @property
    def is_original(self) -> bool:
        """Return whether it is the United Nations’ own, and where it is printed is known."""
        is_printed = self.source_id is not None or bool(self.document_symbol)
        return self.text_status == TextStatus.OFFICIAL and is_printed

    @property
    def original(self) -> RecommendationText | None:
        """The official text of its record in another language, or else any.

        Published texts come before drafts. Reads ``recommendation.texts``.
        """
        others = (text for text in self.recommendation.texts.all() if text.pk != self.pk)
        drafts_last = sorted(ORIGINALS.in_order(others), key=lambda text: text.is_draft)
        return next(iter(drafts_last), None)

    @property
    def wording(self) -> Wording:
        """Its words, with its chapeau."""
        return Wording(self.chapeau, self.text)

    @property
    def printed_wording(self) -> Wording | None:
        """The wording of its source passage; None if it has none in its own language.

        Reads ``source`` with its ``version``, ``parent`` and ``items``.
        """
        source = self.source
        if source is None or source.version.language != self.language:
            return None
        items = sorted(source.items.all(), key=lambda item: item.position)
        return passage_wording(
            source.text,
            ((item.label, item.text) for item in items),
            above=source.parent.text if source.parent else "",
        )

    @property
    def status_mark(self) -> StatusMark:
        """The status that it is shown with; reads as ``printed_wording``."""
        return compare_with_passage(
            self.text_status, self.wording, self.printed_wording, self.document_symbol
        )

    @property
    def citations_in_order(self) -> list[Citation]:
        """Its citations by where they stand; reads ``citations``."""
        return sorted(self.citations.all(), key=lambda citation: citation.start)

    @property
    def cited_provisions(self) -> list[CitedProvision]:
        """The articles and chapters that it cites, each part once, in the order of the text."""
        cited = (
            CitedProvision(citation.provision, citation.pinpoint)
            for citation in self.citations_in_order
            if citation.provision
        )
        return list(dict.fromkeys(cited))

    @property
    def other_citations(self) -> list[Citation]:
        """Its citations of anything but provisions, each once, in the order of the text."""
        cited: dict[tuple[str, str], Citation] = {}
        for citation in self.citations_in_order:
            if not citation.provision:
                cited.setdefault((citation.kind, citation.as_written), citation)
        return list(cited.values())
