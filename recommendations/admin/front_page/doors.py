"""The doors of the front page: what curators come for, each with its tables and their sizes."""

from __future__ import annotations

from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _

from recommendations.models import (
    Citation,
    Instrument,
    Provision,
    Recommendation,
    Relation,
    Scheme,
    Theme,
    WorkflowStage,
)
from sessions.models import Document, EditorialNote, Paragraph, WorkingGroupSession
from smuggling_kb.admin.front_page import DOORS, Door, Table
from smuggling_kb.audit.models import AuditEntry

DOORS += [
    Door(
        _("Recommendations"),
        _("Correct, classify, connect and publish them, one by one or many at once."),
        (
            *(
                Table(stage.label, Recommendation, {"publication": stage.value})
                for stage in WorkflowStage
            ),
            Table(_("Relations"), Relation),
        ),
    ),
    Door(
        _("Documents"),
        _("What was read: paragraphs, what they cite, and notes on slips in them."),
        (
            Table(_("Documents"), Document),
            Table(_("Paragraphs"), Paragraph),
            Table(_("Citations"), Citation),
            Table(_("Editorial notes"), EditorialNote),
        ),
    ),
    Door(
        _("Sessions"),
        _("When and where the Working Group met, and which documents say so."),
        (Table(_("Sessions"), WorkingGroupSession),),
    ),
    Door(
        _("Themes and subjects"),
        _("What recommendations are about: names, descriptions, words for searches."),
        (
            Table(_("Themes"), Theme, {"scheme": Scheme.CHAPTERS.value}),
            Table(_("Subjects"), Theme, {"scheme": Scheme.SUBJECTS.value}),
        ),
    ),
    Door(
        _("Treaties"),
        _("The treaties that texts cite, under all their names, with their articles."),
        (
            Table(_("Treaties"), Instrument),
            Table(_("Articles and chapters"), Provision),
        ),
    ),
    Door(
        _("People"),
        _("Who may do what here, and what was done."),
        (
            Table(_("Accounts"), User),
            Table(_("Groups"), Group),
            Table(_("Audit trail"), AuditEntry),
        ),
    ),
]
