"""Form fields and filters for parameters: one of some values, any number of them, a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from django_filters import Filter

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

UNKNOWN_VALUE = gettext_lazy("This filter has no such value.")


OptionLabels = Mapping[str, "StrPromise | str"]


class ValuesField(forms.MultipleChoiceField):
    """Any number of values, each once. The form, which knows the values, checks them."""

    def __init__(self, *, labels: Callable[[], OptionLabels] = dict, **options: Any) -> None:
        super().__init__(**options)
        self._read_labels = labels

    @property
    def labels(self) -> OptionLabels:
        """The values in words, if the field knows them."""
        return self._read_labels()

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(super().to_python(value)))

    def validate(self, value: list[str]) -> None:
        """Nothing is required."""


class OneOfField(forms.ChoiceField):
    """A known value or none. ``labels`` may be a function where registries tell the values."""

    def __init__(
        self, *, labels: OptionLabels | Callable[[], OptionLabels], **options: Any
    ) -> None:
        self._read_labels = labels if callable(labels) else lambda: labels
        super().__init__(
            choices=lambda: list(self.labels.items()),
            error_messages={"invalid_choice": UNKNOWN_VALUE},
            **options,
        )

    @property
    def labels(self) -> OptionLabels:
        """The values in words."""
        return self._read_labels()


class PageField(forms.RegexField):
    """A number from 1, of any length; 1 if there is none."""

    #: No list has a page whose number has more digits; the rest need not be read.
    DIGITS = 9

    def __init__(self, **options: Any) -> None:
        super().__init__(
            r"^[1-9][0-9]*\Z",
            strip=False,
            error_messages={"invalid": gettext_lazy("Pages are numbered from 1.")},
            **options,
        )

    def clean(self, value: Any) -> int:
        return int(super().clean(value)[: self.DIGITS] or 1)


class ValuesFilter(Filter):
    """Narrows to what has any of the values given."""

    field_class = ValuesField

    def __init__(self, field_name: str | None = None, **options: Any) -> None:
        super().__init__(field_name, "in", **options)


class OneOfFilter(Filter):
    """Narrows to what has the one value given. ``labels`` are the values in words."""

    field_class = OneOfField


class LayoutFilter(OneOfFilter):
    """One of some ways to lay out a page, which narrows nothing."""

    def filter(self, qs: QuerySet[Any, Any], value: str) -> QuerySet[Any, Any]:
        return qs


class PageFilter(Filter):
    """The number of a page, which narrows nothing."""

    field_class = PageField

    def filter(self, qs: QuerySet[Any, Any], value: int) -> QuerySet[Any, Any]:
        return qs
