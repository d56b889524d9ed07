"""Recommendations, their texts in each language, and all that they belong to, cite and restate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sessions.models import Document, Footnote, Paragraph, Resource, Section, WorkingGroupSession
from smuggling_kb.languages import LanguageCode, TextStatus
from smuggling_kb.natural_keys import NaturalKeyManager, NaturalKeyModel

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class Origin(models.TextChoices):
    """Who says so."""

    DOCUMENT = "document", _("From the document")
    EDITOR = "editor", _("Editor")
    RULE = "rule", _("Rule")


class Scheme(models.TextChoices):
    """The ways of ordering recommendations by theme."""

    CHAPTERS = "chapters", _("Chapters of the 2015 compilation")
    SUBJECTS = "subjects", _("Subject index")


class ThemeQuerySet(QuerySet["Theme"]):
    """The words in which the rest of the code asks for themes: of one scheme, always."""

    def of(self, scheme: str) -> ThemeQuerySet:
        """Those of one scheme."""
        return self.filter(scheme=scheme)

    def chapters(self) -> ThemeQuerySet:
        """The chapters of the compilation: what the site calls themes."""
        return self.of(Scheme.CHAPTERS)

    def subjects(self) -> ThemeQuerySet:
        """The entries of the subject index, main ones and those below them."""
        return self.of(Scheme.SUBJECTS)


ThemeManager = NaturalKeyManager.from_queryset(ThemeQuerySet)


class Theme(NaturalKeyModel):
    """A theme, in a tree within its scheme: a chapter, or an entry of the subject index."""

    natural_fields = ("slug",)

    slug = models.SlugField(_("slug"), unique=True)
    scheme = models.CharField(_("scheme"), max_length=20, choices=Scheme)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("theme above"),
        related_name="children",
        null=True,
        blank=True,
    )
    position = models.PositiveSmallIntegerField(_("position"))

    objects: ClassVar = ThemeManager()

    class Meta:
        ordering = ("scheme", "position")
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = (
            models.UniqueConstraint(fields=("scheme", "position"), name="theme_position_unique"),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="theme_not_its_own_parent",
                violation_error_message=_("A theme cannot stand under itself."),
            ),
        )

    def __str__(self) -> str:
        return self.slug


class ThemeName(NaturalKeyModel):
    """What a theme is called in one language."""

    natural_fields = ("theme__slug", "language")

    theme = models.ForeignKey(Theme, models.CASCADE, verbose_name=_("theme"), related_name="names")
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    name = models.CharField(_("name"), max_length=200)
    reading = models.CharField(
        _("reading"),
        max_length=1400,
        blank=True,
        help_text=_(
            "By which it is put in order: of Chinese, the pinyin with the numbers of the tones."
            " Left empty, it is filled in."
        ),
    )
    description = models.TextField(_("what belongs there"), blank=True)

    class Meta:
        ordering = ("theme", "language")
        verbose_name = _("theme name")
        verbose_name_plural = _("theme names")
        constraints = (
            models.UniqueConstraint(fields=("theme", "language"), name="one_theme_name_a_language"),
        )

    def __str__(self) -> str:
        return self.name


class Publication(models.TextChoices):
    """The stages of the editorial workflow."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in-review", _("In review")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")


#: The stages in which a record has an address that others may cite: it stays.
KEPT_FOR_EVER = (Publication.PUBLISHED, Publication.ARCHIVED)


class Status(models.TextChoices):
    """What a record is."""

    ADOPTED = "adopted", _("Adopted")
    PROPOSED = "proposed", _("Proposed")
    RESOLUTION = "resolution", _("Conference resolution")


class Strength(models.TextChoices):
    """How strongly a recommendation speaks, by its modal word; strongest first."""

    SHOULD = "should", _("should")
    URGE = "urge", _("urge")
    CALL_UPON = "call-upon", _("call upon")
    RECOMMEND = "recommend", _("recommend")
    REQUEST = "request", _("request")
    SHOULD_CONSIDER = "should-consider", _("should consider")
    ENCOURAGE = "encourage", _("encourage")
    INVITE = "invite", _("invite")
    MAY_WISH = "may-wish", _("may wish")
    # In another context than "may", which Django has for the month.
    MAY = "may", pgettext_lazy("strength", "may")
    NONE = "none", _("none")


class Addressee(models.TextChoices):
    """Whom a recommendation speaks to."""

    STATES_PARTIES = "states-parties", _("States parties")
    STATES = "states", _("States")
    CONFERENCE = "conference", _("Conference of the Parties")
    WORKING_GROUP = "working-group", _("Working Group")
    SECRETARIAT = "secretariat", _("Secretariat")
    UNODC = "unodc", _("UNODC")
    INTERNATIONAL_ORGANIZATIONS = "international-organizations", _("International organizations")
    STATES_NOT_PARTY = "states-not-party", _("States not party")
    MEMBER_STATES = "member-states", _("Member States")


#: The fields that put records in the order of their codes.
CODE_ORDER = ("year", "number", "letter")


class RecommendationQuerySet(QuerySet["Recommendation"]):
    """The words in which the rest of the code asks for recommendations."""

    def published(self) -> RecommendationQuerySet:
        """What the public may see: published, and with words to show, however it came here."""
        texts = RecommendationText.objects.filter(recommendation=OuterRef("pk"))
        return self.filter(Exists(texts), publication=Publication.PUBLISHED)

    def without(self, scheme: str) -> RecommendationQuerySet:
        """Those that no theme of a scheme is assigned to."""
        assigned = ThemeAssignment.objects.of(scheme).filter(recommendation=OuterRef("pk"))
        return self.filter(~Exists(assigned))

    def archived(self) -> RecommendationQuerySet:
        """What was public and was withdrawn: its address stays and says so."""
        return self.filter(publication=Publication.ARCHIVED)

    def adopted(self) -> RecommendationQuerySet:
        """What the Working Group adopted, as against proposals and resolutions."""
        return self.filter(status=Status.ADOPTED)

    def in_code_order(self) -> RecommendationQuerySet:
        """By year, printed number and letter."""
        return self.order_by(*CODE_ORDER)

    def with_texts(self) -> RecommendationQuerySet:
        """With the texts, what they cite and the passages they were read from."""
        citations = (
            Citation.objects.select_related("instrument", "provision__instrument", "document")
            # Few texts cite one, and to join all that leads there costs every record.
            .prefetch_related("resource__paragraph__version__document")
            .order_by("start", "id")
        )
        texts = (
            RecommendationText.objects.select_related(
                "source__section", "source__version__document", "source__parent__section"
            )
            .prefetch_related(models.Prefetch("citations", citations))
            .order_by("language")
        )
        return self.prefetch_related(models.Prefetch("texts", texts))

    def for_list(self) -> RecommendationQuerySet:
        """With all that a list, a download or the API shows of each; a fixed number of queries.

        A few more are asked where a text cites a publication.

        Of its relations those with published records only. Each part is put in order among those
        of its record alone: its usual order is that of the records first, which costs much more.
        """
        published = Recommendation.objects.published()
        relations = Relation.objects.filter(
            Exists(published.filter(pk=OuterRef("target")))
        ).order_by("type", *(f"target__{name}" for name in CODE_ORDER))
        reverse_relations = Relation.objects.filter(
            Exists(published.filter(pk=OuterRef("recommendation")))
        ).order_by(*(f"recommendation__{name}" for name in CODE_ORDER), "type")
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
                models.Prefetch(
                    "occurrences",
                    Occurrence.objects.select_related("document").order_by(
                        "document__year", "document__symbol", "id"
                    ),
                ),
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
        _("publication"), max_length=20, choices=Publication, default=Publication.DRAFT
    )
    status = models.CharField(_("status"), max_length=20, choices=Status)
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
        _("strength is from"), max_length=20, choices=Origin, default=Origin.DOCUMENT
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

    objects: ClassVar = RecommendationManager()

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
        """What puts it under themes; reads ``theme_assignments`` with their themes."""
        return self._assigned(Scheme.CHAPTERS)

    @property
    def subjects(self) -> list[ThemeAssignment]:
        """What puts it into the subject index; reads ``theme_assignments`` with their themes."""
        return self._assigned(Scheme.SUBJECTS)

    def _assigned(self, scheme: Scheme) -> list[ThemeAssignment]:
        return [each for each in self.theme_assignments.all() if each.theme.scheme == scheme]

    @property
    def is_public(self) -> bool:
        """What ``published()`` asks, of this one; reads ``texts``."""
        return self.publication == Publication.PUBLISHED and bool(self.texts.all())

    @property
    def is_archived(self) -> bool:
        """Whether it was public and was withdrawn."""
        return self.publication == Publication.ARCHIVED

    @property
    def has_address(self) -> bool:
        """Whether its address may be cited, be it only for what it says of the withdrawal."""
        return self.publication in KEPT_FOR_EVER


class ArchiveNote(NaturalKeyModel):
    """Why a recommendation was archived, for those who follow its address, in one language."""

    natural_fields = ("recommendation__code", "language")

    recommendation = models.ForeignKey(
        Recommendation,
        models.CASCADE,
        verbose_name=_("recommendation"),
        related_name="archive_notes",
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    text = models.TextField(_("reason"))

    class Meta:
        ordering = ("recommendation", "language")
        verbose_name = _("reason for archiving")
        verbose_name_plural = _("reasons for archiving")
        constraints = (
            models.UniqueConstraint(
                fields=("recommendation", "language"), name="one_archive_note_per_language"
            ),
        )

    def __str__(self) -> str:
        return self.text


class RecommendationTextQuerySet(QuerySet["RecommendationText"]):
    """The words in which the rest of the code asks for texts."""

    def published(self) -> RecommendationTextQuerySet:
        """Those of recommendations that the public may see."""
        return self.filter(recommendation__publication=Publication.PUBLISHED)


class RecommendationText(NaturalKeyModel):
    """The words of a recommendation in one language."""

    natural_fields = ("recommendation__code", "language")

    objects: ClassVar = NaturalKeyManager.from_queryset(RecommendationTextQuerySet)()

    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, verbose_name=_("recommendation"), related_name="texts"
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    text_status = models.CharField(_("status of the text"), max_length=20, choices=TextStatus)
    chapeau = models.TextField(
        _("chapeau"), blank=True, help_text=_("The words before the list that it is an item of.")
    )
    text = models.TextField(
        _("text"),
        help_text=_("Without number, label or chapeau; its own items on lines of their own."),
    )
    modal = models.CharField(_("modal word"), max_length=20, blank=True, help_text=_("As printed."))
    source = models.ForeignKey(
        Paragraph,
        models.PROTECT,
        verbose_name=_("source passage"),
        related_name="recommendation_texts",
        null=True,
        blank=True,
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


class RecommendationAddressee(NaturalKeyModel):
    """That a recommendation speaks to somebody, and who says so."""

    natural_fields = ("recommendation__code", "addressee")

    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, verbose_name=_("recommendation"), related_name="addressees"
    )
    addressee = models.CharField(_("addressee"), max_length=40, choices=Addressee)
    origin = models.CharField(_("origin"), max_length=20, choices=Origin, default=Origin.EDITOR)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ("recommendation", "id")
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")
        constraints = (
            models.UniqueConstraint(
                fields=("recommendation", "addressee"), name="addressee_named_once"
            ),
        )

    def __str__(self) -> str:
        return self.get_addressee_display()


class ThemeAssignmentQuerySet(QuerySet["ThemeAssignment"]):
    """The words in which the rest of the code asks what puts records under themes."""

    def of(self, scheme: str) -> ThemeAssignmentQuerySet:
        """To themes of one scheme."""
        return self.filter(theme__scheme=scheme)

    def chapters(self) -> ThemeAssignmentQuerySet:
        """To chapters of the compilation."""
        return self.of(Scheme.CHAPTERS)

    def subjects(self) -> ThemeAssignmentQuerySet:
        """To entries of the subject index."""
        return self.of(Scheme.SUBJECTS)


ThemeAssignmentManager = NaturalKeyManager.from_queryset(ThemeAssignmentQuerySet)


class ThemeAssignment(NaturalKeyModel):
    """That a recommendation belongs to a theme, and who says so."""

    natural_fields = ("recommendation__code", "theme__slug")

    recommendation = models.ForeignKey(
        Recommendation,
        models.CASCADE,
        verbose_name=_("recommendation"),
        related_name="theme_assignments",
    )
    theme = models.ForeignKey(
        Theme, models.PROTECT, verbose_name=_("theme"), related_name="assignments"
    )
    origin = models.CharField(_("origin"), max_length=20, choices=Origin, default=Origin.EDITOR)

    objects: ClassVar = ThemeAssignmentManager()

    class Meta:
        ordering = ("recommendation", "theme__scheme", "theme__position")
        verbose_name = _("theme assignment")
        verbose_name_plural = _("theme assignments")
        constraints = (
            models.UniqueConstraint(fields=("recommendation", "theme"), name="theme_assigned_once"),
        )

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.theme.slug}"


class ThemeAssignmentReason(NaturalKeyModel):
    """Why an editor assigned a theme, in one language."""

    natural_fields = ("assignment__recommendation__code", "assignment__theme__slug", "language")

    assignment = models.ForeignKey(
        ThemeAssignment,
        models.CASCADE,
        verbose_name=_("theme assignment"),
        related_name="reasons",
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    text = models.TextField(_("reason"))

    class Meta:
        ordering = ("assignment", "language")
        verbose_name = _("reason for a theme")
        verbose_name_plural = _("reasons for themes")
        constraints = (
            models.UniqueConstraint(
                fields=("assignment", "language"), name="one_reason_per_language"
            ),
        )

    def __str__(self) -> str:
        return self.text


class OccurrenceRelation(models.TextChoices):
    """How a passage prints a recommendation."""

    SOURCE = "source", _("Source")
    RESTATEMENT = "restatement", _("Restatement")


class Occurrence(NaturalKeyModel):
    """A place that prints a recommendation, whatever the language."""

    natural_fields = ("document__symbol", "anchor")

    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, verbose_name=_("recommendation"), related_name="occurrences"
    )
    document = models.ForeignKey(
        Document, models.PROTECT, verbose_name=_("document"), related_name="occurrences"
    )
    anchor = models.CharField(_("anchor"), max_length=30)
    relation = models.CharField(_("relation"), max_length=20, choices=OccurrenceRelation)

    class Meta:
        ordering = ("recommendation", "document", "id")
        verbose_name = _("occurrence")
        verbose_name_plural = _("occurrences")
        constraints = (
            models.UniqueConstraint(fields=("document", "anchor"), name="place_prints_one_record"),
            models.UniqueConstraint(
                fields=("recommendation",),
                condition=Q(relation="source"),
                name="one_source",
                violation_error_message=_(
                    "A recommendation has one source: make the other places restatements."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.document.symbol}#{self.anchor}"


class Instrument(NaturalKeyModel):
    """A treaty that the documents cite."""

    natural_fields = ("slug",)

    slug = models.SlugField(_("slug"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), unique=True)

    class Meta:
        ordering = ("position",)
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")

    def __str__(self) -> str:
        return self.slug


class InstrumentNameKind(models.TextChoices):
    """The ways in which an instrument is named."""

    FULL = "full", _("Full title")
    SHORT = "short", _("Short name of this site")
    ALIAS = "alias", _("Other name in use")


class InstrumentName(NaturalKeyModel):
    """A name under which an instrument is cited."""

    natural_fields = ("instrument__slug", "language", "name")

    instrument = models.ForeignKey(
        Instrument, models.CASCADE, verbose_name=_("instrument"), related_name="names"
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    kind = models.CharField(_("kind"), max_length=10, choices=InstrumentNameKind)
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        ordering = ("instrument", "language", "kind", "name")
        verbose_name = _("instrument name")
        verbose_name_plural = _("instrument names")
        constraints = (
            models.UniqueConstraint(
                fields=("instrument", "language", "name"), name="instrument_name_once"
            ),
            models.UniqueConstraint(
                fields=("instrument", "language"),
                condition=Q(kind="short"),
                name="one_short_name_per_language",
                violation_error_message=_(
                    "The instrument has a short name in this language already: make this one"
                    " another name in use."
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name


class ProvisionKind(models.TextChoices):
    """The parts of an instrument that are cited."""

    ARTICLE = "article", _("Article")
    CHAPTER = "chapter", _("Chapter")


class Provision(NaturalKeyModel):
    """An article or a chapter of an instrument."""

    natural_fields = ("instrument__slug", "kind", "number")

    instrument = models.ForeignKey(
        Instrument, models.CASCADE, verbose_name=_("instrument"), related_name="provisions"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ProvisionKind)
    number = models.PositiveSmallIntegerField(_("number"))
    slug = models.SlugField(_("slug"), unique=True, help_text=_("E.g. som-protocol-16."))

    class Meta:
        ordering = ("instrument", "kind", "number")
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        constraints = (
            models.UniqueConstraint(
                fields=("instrument", "kind", "number"), name="provision_unique"
            ),
        )

    def __str__(self) -> str:
        return self.slug

    @property
    def part(self) -> str:
        """``16`` or ``chapter-2``: what addresses add to the instrument's slug."""
        return f"chapter-{self.number}" if self.kind == ProvisionKind.CHAPTER else str(self.number)


class ProvisionName(NaturalKeyModel):
    """The title that an instrument gives one of its provisions, in one language."""

    natural_fields = (
        "provision__instrument__slug",
        "provision__kind",
        "provision__number",
        "language",
    )

    provision = models.ForeignKey(
        Provision, models.CASCADE, verbose_name=_("provision"), related_name="names"
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    name = models.CharField(
        _("title"), max_length=200, help_text=_("As the instrument itself words it.")
    )

    class Meta:
        ordering = ("provision", "language")
        verbose_name = _("title of a provision")
        verbose_name_plural = _("titles of provisions")
        constraints = (
            models.UniqueConstraint(
                fields=("provision", "language"), name="one_provision_name_a_language"
            ),
        )

    def __str__(self) -> str:
        return self.name


class CitationKind(models.TextChoices):
    """What is cited."""

    ARTICLE = "article", _("Treaty article")
    INSTRUMENT = "instrument", _("Instrument")
    DOCUMENT = "document", _("Document")
    RESOLUTION = "resolution", _("Resolution")
    PUBLICATION = "publication", _("Publication")
    ADDRESS = "address", _("Web address")


class Unresolved(models.TextChoices):
    """Why a citation leads nowhere."""

    NOT_HELD = "not-held", _("Not held here")
    NO_SUCH_PASSAGE = "no-such-passage", _("The document has no such passage")
    NOT_IDENTIFIED = "not-identified", _("What is meant is not certain")


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


class ProvisionLink(NaturalKeyModel):
    """That an editor holds a recommendation to be about a provision, cited in its text or not."""

    natural_fields = (
        "recommendation__code",
        "provision__instrument__slug",
        "provision__kind",
        "provision__number",
    )

    recommendation = models.ForeignKey(
        Recommendation,
        models.CASCADE,
        verbose_name=_("recommendation"),
        related_name="provision_links",
    )
    provision = models.ForeignKey(
        Provision, models.PROTECT, verbose_name=_("provision"), related_name="links"
    )

    class Meta:
        ordering = ("recommendation", "provision")
        verbose_name = _("link to a provision")
        verbose_name_plural = _("links to provisions")
        constraints = (
            models.UniqueConstraint(
                fields=("recommendation", "provision"), name="provision_linked_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.provision}"


class ProvisionLinkReason(NaturalKeyModel):
    """Why an editor linked a recommendation with a provision, in one language."""

    natural_fields = (
        "link__recommendation__code",
        "link__provision__instrument__slug",
        "link__provision__kind",
        "link__provision__number",
        "language",
    )

    link = models.ForeignKey(
        ProvisionLink, models.CASCADE, verbose_name=_("link"), related_name="reasons"
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    text = models.TextField(_("reason"))

    class Meta:
        ordering = ("link", "language")
        verbose_name = _("reason for a link")
        verbose_name_plural = _("reasons for links")
        constraints = (
            models.UniqueConstraint(
                fields=("link", "language"), name="one_link_reason_per_language"
            ),
        )

    def __str__(self) -> str:
        return self.text


class RelationType(models.TextChoices):
    """How one recommendation relates to another."""

    RESTATES = "restates", _("restates")
    EXTENDS = "extends", _("extends")
    NARROWS = "narrows", _("narrows")
    IMPLEMENTS = "implements", _("implements")
    RELATED = "related", _("is related to")

    @property
    def reverse(self) -> StrPromise:
        """The same relation said from the other end."""
        return REVERSE_VERBS[self]


REVERSE_VERBS = {
    RelationType.RESTATES: _("is restated by"),
    RelationType.EXTENDS: _("is extended by"),
    RelationType.NARROWS: _("is narrowed by"),
    RelationType.IMPLEMENTS: _("is implemented by"),
    RelationType.RELATED: _("is related to"),
}


class RelationOrigin(models.TextChoices):
    """Who says that two recommendations are related."""

    DOCUMENT = "document", _("Printed in a document")
    CURATOR = "curator", _("Editor")
    SUGGESTION = "suggestion", _("Suggestion")


class Confidence(models.TextChoices):
    """How sure it is that two recommendations are related as is said."""

    CERTAIN = "certain", _("certain")
    PROBABLE = "probable", _("probable")
    POSSIBLE = "possible", _("possible")


class Relation(NaturalKeyModel):
    """A typed link from a recommendation to an earlier or related one."""

    natural_fields = ("recommendation__code", "type", "target__code")

    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, verbose_name=_("recommendation"), related_name="relations"
    )
    type = models.CharField(_("type"), max_length=20, choices=RelationType)
    target = models.ForeignKey(
        Recommendation,
        models.CASCADE,
        verbose_name=_("other recommendation"),
        related_name="reverse_relations",
    )
    origin = models.CharField(_("origin"), max_length=20, choices=RelationOrigin)
    confidence = models.CharField(
        _("confidence"),
        max_length=20,
        choices=Confidence,
        default=Confidence.PROBABLE,
        help_text=_("What a document prints is certain."),
    )

    class Meta:
        ordering = ("recommendation", "type", "target")
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = (
            models.UniqueConstraint(
                fields=("recommendation", "type", "target"), name="relation_stated_once"
            ),
            models.CheckConstraint(
                condition=~Q(recommendation=F("target")),
                name="relation_between_two",
                violation_error_message=_("A recommendation cannot relate to itself."),
            ),
            models.CheckConstraint(
                condition=~Q(origin="document") | Q(confidence="certain"),
                name="what_documents_print_is_certain",
                violation_error_message=_(
                    "A relation that a document prints is certain: choose that, or another origin."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.recommendation} {self.get_type_display()} {self.target}"


class RelationNote(NaturalKeyModel):
    """What an editor says of a relation, in one language."""

    natural_fields = (
        "relation__recommendation__code",
        "relation__type",
        "relation__target__code",
        "language",
    )

    relation = models.ForeignKey(
        Relation, models.CASCADE, verbose_name=_("relation"), related_name="notes"
    )
    language = models.CharField(_("language"), max_length=10, choices=LanguageCode)
    text = models.TextField(_("note"))

    class Meta:
        ordering = ("relation", "language")
        verbose_name = _("note on a relation")
        verbose_name_plural = _("notes on relations")
        constraints = (
            models.UniqueConstraint(
                fields=("relation", "language"), name="one_relation_note_per_language"
            ),
        )

    def __str__(self) -> str:
        return self.text


class SimilarityQuerySet(QuerySet["Similarity"]):
    """The words in which the rest of the code asks for what a program found."""

    def with_published(self) -> SimilarityQuerySet:
        """Those whose other end the public may see: what is stored may be older than that."""
        return self.filter(Exists(Recommendation.objects.published().filter(pk=OuterRef("other"))))

    def unstated(self) -> SimilarityQuerySet:
        """Without those that a relation connects already."""
        ends = {"recommendation": OuterRef("recommendation"), "target": OuterRef("other")}
        back = {"recommendation": OuterRef("other"), "target": OuterRef("recommendation")}
        return self.exclude(Exists(Relation.objects.filter(**ends))).exclude(
            Exists(Relation.objects.filter(**back))
        )

    def unrejected(self) -> SimilarityQuerySet:
        """Without those of which a curator said that they are not similar."""
        return self._without(Judgement.objects.filter(verdict=Verdict.REJECTED))

    def unjudged(self) -> SimilarityQuerySet:
        """Those of which no curator has said anything."""
        return self._without(Judgement.objects.all())

    def each_pair_once(self) -> SimilarityQuerySet:
        """Every pair is stored from both its ends."""
        return self.filter(recommendation__lt=F("other"))

    def best_first(self) -> SimilarityQuerySet:
        """By score; of the same score, what was written first."""
        return self.order_by("-score", "pk")

    def _without(self, judgements: QuerySet[Judgement]) -> SimilarityQuerySet:
        one, other = OuterRef("recommendation"), OuterRef("other")
        return self.exclude(Exists(judgements.filter(first=one, second=other))).exclude(
            Exists(judgements.filter(first=other, second=one))
        )


class Similarity(models.Model):
    """That a program found a recommendation similar to another. No fact: found anew at any time.

    No constraint of the database ties it to either: what is read is joined to both.
    """

    #: What comes before the slugs in ``shared``.
    THEME, PROVISION = "theme:", "provision:"

    recommendation = models.ForeignKey(
        Recommendation,
        models.DO_NOTHING,
        verbose_name=_("recommendation"),
        related_name="similarities",
        db_constraint=False,
    )
    other = models.ForeignKey(
        Recommendation,
        models.DO_NOTHING,
        verbose_name=_("other recommendation"),
        related_name="+",
        db_constraint=False,
    )
    score = models.FloatField(_("score"), db_index=True, help_text=_("From 0 to 1."))
    shared = models.JSONField(_("themes and provisions in common"), default=list)

    objects: ClassVar = SimilarityQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("similarity")
        verbose_name_plural = _("similarities")
        constraints = (
            models.UniqueConstraint(fields=("recommendation", "other"), name="similarity_once"),
            models.CheckConstraint(
                condition=~Q(recommendation=F("other")), name="similarity_between_two"
            ),
        )

    def __str__(self) -> str:
        return f"{self.recommendation} ~ {self.other} ({self.score})"


class Finding(models.Model):
    """When all similarities were last found: one row, with what is needed to add to them."""

    revision = models.PositiveBigIntegerField(_("data version"))
    measure = models.PositiveSmallIntegerField(_("version of the measure"))
    texts = models.PositiveIntegerField(_("texts compared"))
    #: By language, how many texts there are, and how many of them have each pair of characters.
    counts = models.JSONField(_("counts of words"))
    #: How many records there are, and how many have each theme and each provision.
    marks = models.JSONField(_("counts of themes and provisions"))

    class Meta:
        default_permissions = ()
        verbose_name = _("search for similarities")
        verbose_name_plural = _("searches for similarities")
        constraints = (models.CheckConstraint(condition=Q(id=1), name="one_finding"),)

    def __str__(self) -> str:
        return str(self.revision)


class Verdict(models.TextChoices):
    """What a curator says of two recommendations that a program found similar."""

    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Rejected")


class Judgement(NaturalKeyModel):
    """That a curator has read two recommendations side by side: nobody is asked again."""

    natural_fields = ("first__code", "second__code")

    first = models.ForeignKey(
        Recommendation, models.CASCADE, verbose_name=_("one recommendation"), related_name="+"
    )
    second = models.ForeignKey(
        Recommendation, models.CASCADE, verbose_name=_("other recommendation"), related_name="+"
    )
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("time"), default=timezone.now)
    #: No constraint of the database: an account may go, what it did stays.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        verbose_name=_("account"),
        related_name="+",
        null=True,
        blank=True,
        db_constraint=False,
    )
    by_name = models.CharField(_("judged by"), max_length=150, blank=True)

    class Meta:
        ordering = ("-at", "-id")
        verbose_name = _("judgement of a suggestion")
        verbose_name_plural = _("judgements of suggestions")
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="judged_once"),
            # Of a pair there is one order only, so that it is judged once.
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="judged_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.first} ~ {self.second}: {self.get_verdict_display()}"
