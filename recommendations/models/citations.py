"""Citations in texts and documents, and what they lead to."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from recommendations.models.choices import CitationKind, TextStage, Unresolved, WorkflowStage
from recommendations.models.instruments import Instrument, Provision
from recommendations.models.occurrences import Occurrence
from recommendations.models.texts import RecommendationText
from sessions.models import Document, Footnote, LanguageVersion, Paragraph, Resource, Section
from smuggling_kb.database.natural_keys import NaturalKeyManager, NaturalKeyModel

#: The relations from a citation to the passage of a document that it stands in.
PASSAGES = ("paragraph", "footnote", "section")


def passage_paths(path: str) -> tuple[str, ...]:
    """Return one look-up through each relation to a passage: ``paragraph__version`` and so on."""
    return tuple(f"{passage}__{path}" for passage in PASSAGES)


def passage_value(path: str, **options: Any) -> Coalesce:
    """Return the expression for a field of the passage, of whichever kind the passage is."""
    return Coalesce(*passage_paths(path), **options)


def _has_passage(path: str, value: Any) -> Q:
    """Return the condition that a field of the passage has a value."""
    return reduce(or_, (Q(**{each: value}) for each in passage_paths(path)))


def _exactly_one(*names: str) -> Q:
    """Return the condition that just one of some relations is there."""
    condition = Q()
    for name in names:
        condition |= Q(**{f"{other}__isnull": other != name for other in names})
    return condition


class CitationQuerySet(QuerySet["Citation"]):
    """The vocabulary in which the rest of the code asks for citations."""

    def in_records(self) -> CitationQuerySet:
        """Citations in the texts of recommendations that are no drafts."""
        return self.filter(text__stage=TextStage.PUBLISHED)

    def in_documents(self) -> CitationQuerySet:
        """Citations in passages of public documents, unordered: the usual order joins the records.

        The passages that records were read from are among them.
        """
        drafts = LanguageVersion.objects.filter(document__in=Document.objects.drafts())
        return self.filter(text=None).exclude(_has_passage("version__in", drafts)).order_by()

    def outside_records(self) -> CitationQuerySet:
        """Citations in passages of documents that print no public record, be it as an item."""
        anchor, parent = OuterRef("paragraph__anchor"), OuterRef("paragraph__parent__anchor")
        printed = Occurrence.objects.filter(
            Q(anchor=anchor) | Q(anchor=parent),
            document=OuterRef("paragraph__version__document"),
            recommendation__publication=WorkflowStage.PUBLISHED,
        )
        return self.in_documents().filter(~Exists(printed))

    def standing_outside(self, document: Document | F) -> CitationQuerySet:
        """Citations in passages of other documents."""
        return self.exclude(_has_passage("version__document", document))

    def in_version(self, version: LanguageVersion | None) -> CitationQuerySet:
        """Citations in passages of a document in one language; none without a version."""
        return self.filter(_has_passage("version", version)) if version else self.none()

    def unresolved(self) -> CitationQuerySet:
        """Citations of works that are not known here."""
        return self.exclude(unresolved="")

    def with_passage(self) -> CitationQuerySet:
        """Join the passage, its version and its document; no further query."""
        return self.select_related(*passage_paths("version__document"))

    def in_reading_order(self) -> CitationQuerySet:
        """Order citations in documents by year and symbol, then as they are read, notes last.

        Primary keys have another order in a database that was upgraded than in a new one.
        """
        document = ("year", "symbol")
        return self.order_by(
            *(passage_value(f"version__document__{name}") for name in document),
            passage_value("version__language"),
            models.ExpressionWrapper(Q(footnote__isnull=False), models.BooleanField()),
            passage_value("position", output_field=models.IntegerField()),
            *("start", "reference", "pinpoint"),
        )

    def with_destination(self) -> CitationQuerySet:
        """Join all that the address of the cited work is read from; no further query."""
        return self.select_related(
            "document",
            "instrument",
            "provision__instrument",
            "resource__paragraph__version__document",
        )


_CitationManager = NaturalKeyManager.from_queryset(CitationQuerySet)


class CitationManager(_CitationManager["Citation"]):
    def get_by_natural_key(self, place: str, *values: Any) -> Citation:
        *key, start, reference, pinpoint = values
        fields = Citation.PLACES[place].natural_fields
        look_ups = {f"{place}__{field}": value for field, value in zip(fields, key, strict=True)}
        citation: Citation = self.get(
            start=start, reference=reference, pinpoint=pinpoint, **look_ups
        )
        return citation


class Citation(NaturalKeyModel):
    """Words that cite something: in a record's text, a paragraph, a footnote or a heading."""

    #: The field that says where the words stand; each row fills exactly one.
    PLACES: ClassVar[dict[str, type[NaturalKeyModel]]] = {
        "text": RecommendationText,
        "paragraph": Paragraph,
        "footnote": Footnote,
        "section": Section,
    }

    text = models.ForeignKey(
        RecommendationText,
        models.CASCADE,
        verbose_name=_("text"),
        related_name="citations",
        null=True,
        blank=True,
    )
    paragraph = models.ForeignKey(
        Paragraph,
        models.CASCADE,
        verbose_name=_("paragraph"),
        related_name="citations",
        null=True,
        blank=True,
    )
    footnote = models.ForeignKey(
        Footnote,
        models.CASCADE,
        verbose_name=_("footnote"),
        related_name="citations",
        null=True,
        blank=True,
    )
    section = models.ForeignKey(
        Section,
        models.CASCADE,
        verbose_name=_("heading"),
        related_name="citations",
        null=True,
        blank=True,
    )
    start = models.PositiveIntegerField(_("characters before it"))
    as_written = models.TextField(_("as written"))
    kind = models.CharField(_("kind"), max_length=20, choices=CitationKind)
    reference = models.CharField(
        _("what is cited"),
        max_length=300,
        help_text=_("A symbol, a resolution's number, a title, an instrument or provision's slug."),
    )
    pinpoint = models.CharField(
        _("part cited"),
        max_length=100,
        blank=True,
        help_text=_("Its paragraphs, as numbers; recommendations as r1, r2."),
    )
    instrument = models.ForeignKey(
        Instrument,
        models.PROTECT,
        verbose_name=_("instrument"),
        related_name="citations",
        null=True,
        blank=True,
    )
    provision = models.ForeignKey(
        Provision,
        models.PROTECT,
        verbose_name=_("provision"),
        related_name="citations",
        null=True,
        blank=True,
    )
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        verbose_name=_("document"),
        related_name="cited_by",
        null=True,
        blank=True,
    )
    anchor = models.CharField(
        _("anchor in the document"), max_length=30, blank=True, help_text=_("Of its first passage.")
    )
    resource = models.ForeignKey(
        Resource,
        models.PROTECT,
        verbose_name=_("resource"),
        related_name="citations",
        null=True,
        blank=True,
        help_text=_("Of a publication: where a document held here describes it."),
    )
    url = models.URLField(
        _("address"),
        max_length=500,
        blank=True,
        help_text=_("Only one that a document prints for what is cited, and that is its own."),
    )
    symbol = models.CharField(
        _("symbol at the United Nations"),
        max_length=60,
        blank=True,
        help_text=_("The one under which the United Nations publish what is cited."),
    )
    unresolved = models.CharField(
        _("unresolved because"), max_length=20, choices=Unresolved, blank=True
    )

    objects: ClassVar[CitationManager] = CitationManager()

    class Meta:
        ordering = ("text", "paragraph", "footnote", "start", "id")
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = (
            models.CheckConstraint(
                condition=_exactly_one("text", "paragraph", "footnote", "section"),
                name="citation_stands_in_one_place",
                violation_error_message=_(
                    "A citation stands in one place: a text, a paragraph, a footnote or a heading."
                ),
            ),
            models.CheckConstraint(
                condition=Q(
                    instrument__isnull=True,
                    provision__isnull=True,
                    document__isnull=True,
                    resource__isnull=True,
                    url="",
                )
                ^ Q(unresolved=""),
                name="citation_resolved_or_reason",
                violation_error_message=_(
                    "Say what is cited (an instrument, a provision, a document or a resource held"
                    " here, or the address that is printed for it), or else why the citation leads"
                    " nowhere; not both."
                ),
            ),
            # The same words cite several things: the articles of a range, paragraphs of an article.
            *(
                models.UniqueConstraint(
                    fields=(place, "start", "reference", "pinpoint"),
                    name=f"citation_once_in_{name}",
                )
                for place, name in (
                    ("text", "text"),
                    ("paragraph", "paragraph"),
                    ("footnote", "footnote"),
                    ("section", "heading"),
                )
            ),
        )

    def __str__(self) -> str:
        return self.as_written

    @property
    def passage(self) -> Paragraph | Footnote | Section | None:
        """The passage of a document that it stands in; none if it is a record's text."""
        return self.paragraph or self.footnote or self.section

    def natural_key(self) -> tuple[Any, ...]:
        place = next(name for name in self.PLACES if getattr(self, f"{name}_id") is not None)
        key = getattr(self, place).natural_key()
        return (place, *key, self.start, self.reference, self.pinpoint)
