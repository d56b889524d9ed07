"""The doors of the front page: what curators come for, each with its tables and their sizes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from recommendations.admin.front_page.queues import WorkQueue, rows_address
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
from smuggling_kb.audit.models import AuditEntry


@dataclass(frozen=True)
class Table:
    """The list of a model, or of those rows of it that have certain values."""

    label: str | Promise
    model: type[Any]
    filters: dict[str, str] = field(default_factory=dict)

    def is_visible(self, request: HttpRequest) -> bool:
        return admin.site.get_model_admin(self.model).has_view_permission(request)

    def size(self, request: HttpRequest) -> int:
        """Return the number of rows that the list has for a user; one query."""
        rows = admin.site.get_model_admin(self.model).get_queryset(request)
        return rows.filter(**self.filters).order_by().count()


@dataclass(frozen=True)
class Door:
    """A way into the admin: the list that it opens, and others behind it."""

    label: str | Promise
    sentence: str | Promise
    #: The first one is the list that the door itself opens.
    tables: tuple[Table, ...]

    @property
    def address(self) -> str:
        return rows_address(self.tables[0].model)

    def is_open(self, request: HttpRequest) -> bool:
        return self.tables[0].is_visible(request)

    def sizes(self, request: HttpRequest) -> Iterator[WorkQueue]:
        """Yield the tables that a user may see, with their sizes; a query for each."""
        for table in self.tables:
            if table.is_visible(request):
                address = rows_address(table.model, table.filters)
                yield WorkQueue(str(table.label), table.size(request), address)


#: In the order in which they are shown.
DOORS: list[Door] = [
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


def open_doors(request: HttpRequest) -> list[Door]:
    """Return the doors to what the user of a request may see."""
    return [door for door in DOORS if door.is_open(request)]
