"""The front page of the admin: its doors and the queues of work, which each app adds to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class WorkQueue:
    """Rows that want something done; ``address`` is that of their list in the admin."""

    label: str
    count: int
    address: str


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
    #: Whether it opens the form of a new row instead.
    adds: bool = False

    @property
    def address(self) -> str:
        model = self.tables[0].model
        return form_address(model) if self.adds else rows_address(model)

    def is_open(self, request: HttpRequest) -> bool:
        if self.adds:
            page = admin.site.get_model_admin(self.tables[0].model)
            return page.has_add_permission(request)
        return self.tables[0].is_visible(request)

    def sizes(self, request: HttpRequest) -> Iterator[WorkQueue]:
        """Yield the tables that a user may see, with their sizes; a query for each."""
        for table in self.tables:
            if table.is_visible(request):
                address = rows_address(table.model, table.filters)
                yield WorkQueue(str(table.label), table.size(request), address)


#: In the order in which they are shown.
DOORS: list[Door] = []
#: The sources of queues, in the order in which they are shown.
QUEUES: list[Callable[[], Iterator[WorkQueue]]] = []


def open_doors(request: HttpRequest) -> list[Door]:
    """Return the doors to what the user of a request may see."""
    return [door for door in DOORS if door.is_open(request)]


def work_queues() -> list[WorkQueue]:
    """Return all of them, the empty ones too; a query or two for each source."""
    return [queue for source in QUEUES for queue in source()]


def rows_address(model: type[Any], fields: Mapping[str, str] | None = None, **filters: str) -> str:
    """Return the address of a model's list with the values of fields, and of filters of our own."""
    base = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    exact = {f"{name}__exact": value for name, value in (fields or {}).items()}
    query = urlencode(exact | filters)
    return f"{base}?{query}" if query else base


def form_address(model: type[Any]) -> str:
    """Return the address of the form of a new row."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
