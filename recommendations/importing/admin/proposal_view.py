"""A proposed record as the review shows it: its words beside their passage, facts with reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from recommendations.importing.admin.batch_view import batch_address
from recommendations.importing.admin.choices_form import ChoicesForm, ThemeNames, relation_choice
from recommendations.importing.batches.proposals import Proposal, RecordProposals, record_proposals
from recommendations.importing.messages import translate_message
from recommendations.importing.models import BatchRecord, ImportBatch, RecordChange, RecordDecision
from recommendations.importing.rows.planned_passages import PlannedPassage, PlannedPassages
from recommendations.models import (
    Addressee,
    AdoptionStatus,
    Recommendation,
    RecommendationText,
    Strength,
    Theme,
)
from recommendations.rendering.diff import mark_changes
from smuggling_kb.admin.return_address import with_return_address
from smuggling_kb.enumerations import comma_list
from smuggling_kb.languages import TextStatus

#: The most that marked differences may cost on one page, as the product of both lengths.
MAX_MARKING = 30_000_000


@dataclass(frozen=True)
class ProposalFact:
    """Something that was read of a record, and from what."""

    label: str
    value: str
    reason: str = ""
    #: Words of the document that say so.
    words: str = ""


@dataclass
class ProposalView:
    """A record of a batch beside the passage that it was read from."""

    batch: ImportBatch
    row: BatchRecord
    passage: PlannedPassage | None
    #: The record as it is held now; None if it is not.
    record: Recommendation | None
    form: ChoicesForm | None = None

    @cached_property
    def proposals(self) -> RecordProposals:
        return record_proposals(self.row)

    @property
    def is_changed(self) -> bool:
        return self.row.change in (RecordChange.CHANGED, RecordChange.RESTATED)

    @property
    def findings(self) -> list[str]:
        """The differences of the words from those held in another language, each in a sentence."""
        return [translate_message(each) for each in self.proposals.findings]

    @property
    def is_edited(self) -> bool:
        """Return whether an editor and the file changed the words each in another way."""
        replaces = bool(self.row.stored) and self.row.change == RecordChange.CHANGED
        return self.row.is_conflict and replaces

    @cached_property
    def current_words(self) -> str:
        """The words that the record would be published with."""
        if self.batch.has_drafts and self.record:
            for text in self.record.texts.all():
                if text.language == self.batch.language:
                    return text.wording.words
        return self.row.printed or self.row.stored

    @cached_property
    def words(self) -> SafeString | str:
        """The words, those marked that differ from the ones held or from the passage."""
        if self.is_changed and self.row.stored:
            return marked(self.row.stored, self.row.printed)
        if self.row.printed and self.current_words != self.row.printed:
            return marked(self.row.printed, self.current_words)
        return self.current_words

    @property
    def original(self) -> RecommendationText | None:
        """The text held in another language, to which the file adds its own."""
        if not self.record or self.row.change != RecordChange.CHANGED or self.row.stored:
            return None
        held = [text for text in self.record.shown_texts if text.language != self.batch.language]
        return next((text for text in held if text.text_status == TextStatus.OFFICIAL), None)

    @property
    def comparison(self) -> str:
        """Say what the words differ from, if they do."""
        if self.row.change == RecordChange.MISSING:
            return _("Held here, and not in the file.")
        if self.row.change == RecordChange.RESTATED:
            return _(
                "The document prints this recommendation again. If you accept, the place is added;"
                " the words held stay. Struck out: only in the words held. Underlined: only here."
            )
        if self.is_changed and not self.row.stored:
            return _(
                "The official text of the recommendation in another language. If you accept, it is"
                " added; nothing else of the recommendation changes."
            )
        if self.is_edited:
            return _(
                "An editor changed these words here, and the file has others. Struck out: the"
                " words held. Underlined: the words of the file. If you accept, the file’s words"
                " replace the editor’s."
            )
        if self.is_changed and self.row.stored != self.row.printed:
            return _("Struck out: only in the words held. Underlined: only in the file.")
        if self.is_changed:
            return _("The words are the same; what follows from them is read otherwise.")
        if self.current_words != self.row.printed:
            return _("Edited. Struck out: only in the document. Underlined: only here.")
        return _("Word for word as in the document.")

    @property
    def edit_address(self) -> str:
        """The form of a draft, which leads back here; empty of what is public."""
        if not (self.batch.has_drafts and self.record):
            return ""
        form = reverse("admin:recommendations_recommendation_change", args=(self.record.pk,))
        return with_return_address(form, f"{batch_address(self.batch, 'review')}#{self.target}")

    @property
    def target(self) -> str:
        """The anchor of the record on the page."""
        return f"record-{self.row.pk}"

    @property
    def is_open(self) -> bool:
        return self.row.decision == RecordDecision.OPEN

    @property
    def is_without_question(self) -> bool:
        """Return whether it can be accepted together with others."""
        if self.row.is_conflict or self.row.change == RecordChange.MISSING:
            return False
        return self.form is None or bool(self.form["theme"].initial)

    @property
    def theme_label(self) -> str:
        """The name of the theme that was chosen, or is proposed."""
        return self.form.theme_label if self.form else ""

    @property
    def theme_reason(self) -> str:
        """Say why the theme is proposed; empty if none is, or a person chose one."""
        if self.form and self.row.choices.get("themes"):
            return ""
        if not (self.proposals.themes and self.form):
            return _("Nothing proposes one: choose it.") if self.form else ""
        theme = self.proposals.themes[0]
        if theme.named:
            names = [self.form.names.names.get(slug, slug) for slug in theme.named]
            return _("its heading names: %(names)s") % {"names": comma_list(names)}
        return proposal_reason(theme) or _("from its heading in the document")

    @property
    def subjects(self) -> list[tuple[Any, str, str]]:
        """The boxes of proposed subjects, each with the words and the records that speak for it."""
        reasons = {each.slug: each for each in self.proposals.subjects}
        return [
            (box, reasons[box.data["value"]].words, proposal_reason(reasons[box.data["value"]]))
            for box in (self.form["subjects"] if self.form else ())
        ]

    @property
    def relations(self) -> list[tuple[Any, str, str]]:
        """The boxes of proposed relations, each with the likeness of the words and the record."""
        found = {relation_choice(each.type, each.code): each for each in self.proposals.relations}
        return [
            (box, each.code, likeness_words(each.likeness))
            for box in (self.form["relations"] if self.form else ())
            for each in [found[box.data["value"]]]
        ]

    @property
    def chosen_facts(self) -> Iterator[ProposalFact]:
        """Yield what was chosen for a new record, or would be."""
        if self.form:
            yield ProposalFact(_("Theme"), self.form.theme_label or _("None"))
            for name, label in (("subjects", _("Subjects")), ("relations", _("Relations"))):
                chosen = [box.choice_label for box in self.form[name] if box.data["selected"]]
                if chosen:
                    yield ProposalFact(label, comma_list(chosen))

    @cached_property
    def facts(self) -> list[ProposalFact]:
        """The facts that were read of the record beside its words."""
        return list(proposal_facts(self.proposals))


def proposal_facts(read: RecordProposals) -> Iterator[ProposalFact]:
    """Yield what a file says of a record beside its words, each with its reason."""
    if not read.status:
        return
    status = str(AdoptionStatus(read.status).label)
    yield ProposalFact(_("Status"), status, _("from the kind of the document"))
    if read.session:
        yield ProposalFact(_("Session"), str(read.session), _("as the document names it"))
    reason = _("from its first operative word") if read.modal else ""
    strength = str(Strength(read.strength).label)
    modal = read.modal if read.modal.casefold() != strength.casefold() else ""
    yield ProposalFact(_("Strength"), strength, reason, modal)
    labels = comma_list(Addressee(each).label for each in read.addressees)
    yield ProposalFact(_("Addressees"), labels or _("None"), _("from its words"))
    if read.citations:
        yield ProposalFact(_("Citations"), "", "", comma_list(read.citations))


def proposal_reason(proposal: Proposal) -> str:
    """Return which similar records speak for a proposal; empty if none does."""
    if not proposal.codes:
        return ""
    return _("as in %(codes)s, which have similar words") % {"codes": comma_list(proposal.codes)}


def likeness_words(likeness: float) -> str:
    return _("likeness of the words: %(percent)s %%") % {"percent": round(100 * likeness)}


def proposal_views(batch: ImportBatch, data: QueryDict | None = None) -> list[ProposalView]:
    """Return the records of a batch as the review shows them; a fixed number of queries.

    ``data`` is what somebody sent.
    """
    rows = list(batch.records.all())
    codes = [row.code for row in rows]
    held = Recommendation.objects.filter(code__in=codes).prefetch_related("texts")
    records = {record.code: record for record in held}
    passages = PlannedPassages(batch.plan)
    names = ThemeNames(Theme.objects.prefetch_related("names"))
    return [
        ProposalView(
            batch,
            row,
            passages.passage(row.anchor),
            records.get(row.code),
            ChoicesForm(row, names, data) if row.change == RecordChange.ADDED else None,
        )
        for row in rows
    ]


def marked(was: str, now: str) -> SafeString | str:
    """Return two wordings as one with the differences marked; the new one if they are very long."""
    return mark_changes(was, now) if len(was) * len(now) <= MAX_MARKING else now
