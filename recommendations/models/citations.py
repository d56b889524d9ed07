"""Citations in texts and documents, and what they lead to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from recommendations.models.choices import CitationKind, Unresolved
from recommendations.models.instruments import Instrument, Provision
from recommendations.models.recommendations import RecommendationText
from sessions.models import Document, Footnote, Paragraph, Resource, Section
from smuggling_kb.natural_keys import NaturalKeyManager, NaturalKeyModel


def _one_of(*names: str) -> Q:
    """That just one of some relations is there."""
    condition = Q()
    for name in names:
        condition |= Q(**{f"{other}__isnull": other != name for other in names})
    return condition


class CitationManager(NaturalKeyManager["Citation"]):
    def get_by_natural_key(self, place: str, *values: Any) -> Citation:
        *key, start = values
        fields = Citation.PLACES[place].natural_fields
        look_ups = {f"{place}__{field}": value for field, value in zip(fields, key, strict=True)}
        return self.get(start=start, **look_ups)


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
        _("part cited"), max_length=100, blank=True, help_text=_("Its paragraphs, as numbers.")
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
                condition=_one_of("text", "paragraph", "footnote", "section"),
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
            models.UniqueConstraint(fields=("text", "start"), name="citation_once_in_text"),
            models.UniqueConstraint(
                fields=("paragraph", "start"), name="citation_once_in_paragraph"
            ),
            models.UniqueConstraint(fields=("footnote", "start"), name="citation_once_in_footnote"),
            models.UniqueConstraint(fields=("section", "start"), name="citation_once_in_heading"),
        )

    def __str__(self) -> str:
        return self.as_written

    @property
    def passage(self) -> Paragraph | Footnote | Section | None:
        """The passage of a document that it stands in; none if it is a record's text."""
        return self.paragraph or self.footnote or self.section

    def natural_key(self) -> tuple[Any, ...]:
        place = next(name for name in self.PLACES if getattr(self, f"{name}_id") is not None)
        return (place, *getattr(self, place).natural_key(), self.start)
