"""Rows that are not named or worded in every language of the interface."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from smuggling_kb.languages import INTERFACE


def rows_lacking_languages(rows: QuerySet[Any], words: str, **among: str) -> QuerySet[Any]:
    """Return the rows that lack words in some language of the interface.

    ``words`` is the relation to them; those alone count that have the values of ``among``.
    """
    wanted = {"language__in": INTERFACE, **among}
    held = Q(**{f"{words}__{field}": value for field, value in wanted.items()})
    count = Count(f"{words}__language", filter=held, distinct=True)
    found: QuerySet[Any] = rows.annotate(language_count=count)
    return found.filter(language_count__lt=len(INTERFACE))


class MissingLanguageFilter(admin.SimpleListFilter):
    """Filters rows by whether readers of every language have them in theirs."""

    title = gettext_lazy("wordings")
    parameter_name = "wordings"
    #: The relation to the words, and what those have that count.
    words: ClassVar[str] = "names"
    among: ClassVar[dict[str, str]] = {}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("lacking", gettext_lazy("Not in every language of this site"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "lacking":
            return queryset
        return rows_lacking_languages(queryset, self.words, **self.among)
