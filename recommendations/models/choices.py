"""The closed vocabularies of recommendations and of what belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


class Provenance(models.TextChoices):
    """The authorities for a value: a document, an editor, or a rule that somebody confirmed.

    What a rule finds is a ``SubjectSuggestion`` until then, and no value of the record.
    """

    DOCUMENT = "document", _("From the document")
    EDITOR = "editor", _("Editor")
    RULE = "rule", _("Rule, confirmed by an editor")


class Scheme(models.TextChoices):
    """The ways of ordering recommendations by theme."""

    CHAPTERS = "chapters", _("Chapters of the 2015 compilation")
    SUBJECTS = "subjects", _("Subject index")


class WorkflowStage(models.TextChoices):
    """The stages of the editorial workflow."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in-review", _("In review")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")


class TextStage(models.TextChoices):
    """The stages of one text: what is added to a public record waits for a reviewer."""

    DRAFT = "draft", _("To be published")
    PUBLISHED = "published", _("Published")


#: The stages in which a record has an address that others may cite: it stays.
PERMANENT_STAGES = (WorkflowStage.PUBLISHED, WorkflowStage.ARCHIVED)


class AdoptionStatus(models.TextChoices):
    """The kinds of records by their adoption."""

    ADOPTED = "adopted", _("Adopted")
    PROPOSED = "proposed", _("Proposed")
    RESOLUTION = "resolution", _("Conference resolution")


class Strength(models.TextChoices):
    """The classes of modal words, strongest first."""

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
    """The addressees of recommendations."""

    STATES_PARTIES = "states-parties", _("States parties")
    STATES = "states", _("States")
    CONFERENCE = "conference", _("Conference of the Parties")
    WORKING_GROUP = "working-group", _("Working Group")
    SECRETARIAT = "secretariat", _("Secretariat")
    UNODC = "unodc", _("UNODC")
    INTERNATIONAL_ORGANIZATIONS = "international-organizations", _("International organizations")
    STATES_NOT_PARTY = "states-not-party", _("States not party")
    MEMBER_STATES = "member-states", _("Member States")


class OccurrenceRelation(models.TextChoices):
    """The ways in which a passage prints a recommendation."""

    SOURCE = "source", _("Source")
    RESTATEMENT = "restatement", _("Restatement")


class InstrumentNameKind(models.TextChoices):
    """The ways in which an instrument is named."""

    FULL = "full", _("Full title")
    SHORT = "short", _("Short name used on this site")
    ALIAS = "alias", _("Other name")


class ProvisionKind(models.TextChoices):
    """The parts of an instrument that are cited."""

    ARTICLE = "article", _("Article")
    CHAPTER = "chapter", _("Chapter")


class CitationKind(models.TextChoices):
    """The kinds of works that are cited."""

    ARTICLE = "article", _("Treaty article")
    INSTRUMENT = "instrument", _("Instrument")
    DOCUMENT = "document", _("Document")
    RESOLUTION = "resolution", _("Resolution")
    PUBLICATION = "publication", _("Publication")
    ADDRESS = "address", _("Web address")


class Unresolved(models.TextChoices):
    """The reasons for which a citation leads nowhere."""

    NOT_HELD = "not-held", _("Not in this knowledge base")
    NO_SUCH_PASSAGE = "no-such-passage", _("The document has no such passage")
    NOT_IDENTIFIED = "not-identified", _("It is not certain what is meant")


class RelationType(models.TextChoices):
    """The types of relations between recommendations."""

    RESTATES = "restates", _("restates")
    EXTENDS = "extends", _("extends")
    NARROWS = "narrows", _("narrows")
    IMPLEMENTS = "implements", _("implements")
    RELATED = "related", _("is related to")

    @property
    def reverse(self) -> StrPromise:
        """The verb of the relation as seen from the other end."""
        return REVERSE_VERBS[self]


REVERSE_VERBS = {
    RelationType.RESTATES: _("is restated by"),
    RelationType.EXTENDS: _("is extended by"),
    RelationType.NARROWS: _("is narrowed by"),
    RelationType.IMPLEMENTS: _("is implemented by"),
    RelationType.RELATED: _("is related to"),
}


class RelationOrigin(models.TextChoices):
    """The authorities for relations."""

    DOCUMENT = "document", _("Printed in a document")
    CURATOR = "curator", _("Editor")
    SUGGESTION = "suggestion", _("Suggestion")


class Confidence(models.TextChoices):
    """The degrees of certainty of a relation."""

    CERTAIN = "certain", _("certain")
    PROBABLE = "probable", _("probable")
    POSSIBLE = "possible", _("possible")


class SuggestionDecision(models.TextChoices):
    """The decisions on a subject that a rule suggests."""

    PENDING = "pending", _("To be decided")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Rejected")


class ReviewDecision(models.TextChoices):
    """The decisions of curators on two recommendations that a program found similar."""

    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Rejected")
