"""The parameters of a record: the text to show, and the list in which a reader came upon it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy
from django_filters import Filter

from recommendations.selection.filter_set import StrictFilterSet
from recommendations.selection.filters import TEXT, RecommendationFilter

#: Characters of the longest query string of a list, in which each Chinese character takes nine.
LONGEST = 4000


class ListQueryField(forms.CharField):
    """The query string of a list, which must be valid; empty if there is none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST, strip=False, **options)

    def clean(self, value: Any) -> str:
        query = str(super().clean(value))
        if query and not RecommendationFilter(QueryDict(query)).is_valid():
            message = gettext_lazy("There is no list with this query string.")
            raise ValidationError(message, code="invalid", params={"value": query})
        return query


class ListQueryFilter(Filter):
    """The list that a reader came from, which narrows nothing."""

    field_class = ListQueryField

    def filter(self, qs: QuerySet[Any, Any], value: str) -> QuerySet[Any, Any]:
        return qs


class RecordParams(StrictFilterSet):
    """The parameters of the page of a record."""

    list = ListQueryFilter()
    text = TEXT
