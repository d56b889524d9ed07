"""The one strict way to read a query string.

Nothing in it is passed over. A name, a value or a repetition that is not known is an error, and
what has an error selects nothing; ``InvalidQuery`` says what is wrong and what is nearest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django_filters import FilterSet

from recommendations.selection.fields import UNKNOWN_VALUE, OneOfField, PageFilter, ValuesField
from recommendations.selection.query_string import query_string, without_blanks

#: The parameter with the number of a page.
PAGE = "page"


class PageOutOfRange(Exception):
    """A page after the last was asked for; ``last`` is the number of the last."""

    def __init__(self, last: int) -> None:
        self.last = last


class SharedFields(dict[str, forms.Field]):
    """Fields that all forms share, for none of them keeps anything of what is asked.

    A form else makes deep copies of them, which takes longer than all that it does with them.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        return dict(self)


class StrictForm(forms.Form):
    """A query string; ``known_values`` tells the values of a field that can have several."""

    data: QueryDict

    def __init__(self, data: QueryDict, known_values: Callable[[str], Collection[str]]) -> None:
        super().__init__(data)
        self.known_values = known_values

    def clean(self) -> dict[str, Any]:
        for name, field in self.fields.items():
            if isinstance(field, ValuesField) and (unknown := list(self._unknown_values(name))):
                self.add_error(name, unknown)
        if errors := [*self._unknown_names(), *self._repetitions()]:
            raise ValidationError(errors)
        return self.cleaned_data

    def _unknown_values(self, name: str) -> Iterator[ValidationError]:
        for value in self.cleaned_data.get(name, ()):
            if value not in self.known_values(name):
                yield ValidationError(UNKNOWN_VALUE, code="unknown", params={"value": value})

    def _unknown_names(self) -> Iterator[ValidationError]:
        message = (
            _("There is no filter with this name.")
            if self.fields
            else _("This address takes no parameters.")
        )
        for name in self.data:
            if name not in self.fields:
                yield self._error(message, "name", name)

    def _repetitions(self) -> Iterator[ValidationError]:
        message = _("This can be given only once.")
        for name in self.data:
            field = self.fields.get(name)
            if field is None or isinstance(field, ValuesField):
                continue
            if len(self.data.getlist(name)) > 1:
                yield self._error(message, "repeated", name)

    def _error(self, message: str, code: str, name: str) -> ValidationError:
        values = self.data.getlist(name)
        value = values[-1] if values else ""
        return ValidationError(message, code=code, params={"name": name, "value": value})


class StrictFilterSet(FilterSet):
    """The parameters of an address. Ask ``is_valid`` first: an invalid one selects nothing."""

    #: The page that says what is wrong.
    error_template = "invalid_query.html"

    class Meta:
        form = StrictForm

    def __init__(self, params: QueryDict) -> None:
        # Not the base's own: that copies all filters, though none of them keeps anything.
        self.filters = self.get_filters()
        self.query_params = without_blanks(params, self.filters)
        self.is_bound = True

    @cached_property
    def form(self) -> StrictForm:
        """The query string as a form."""
        return _form_class(type(self), tuple(self.filters))(self.query_params, self.known_values)

    @classmethod
    def param_names(cls) -> tuple[str, ...]:
        """Every parameter, in the order in which addresses name them."""
        return tuple(cls.get_filters())

    @classmethod
    def is_repeatable(cls, name: str) -> bool:
        """True if a parameter can be given several times."""
        return isinstance(cls.get_filters()[name].field, ValuesField)

    def choices(self, name: str) -> Mapping[str, str]:
        """The values that a parameter can have, with their labels; empty if it takes any text."""
        field = self.filters[name].field
        labels = field.labels if isinstance(field, OneOfField | ValuesField) else {}
        return {value: str(label) for value, label in labels.items()}

    def known_values(self, name: str) -> Collection[str]:
        """The values that a parameter can have; a set or a mapping of them."""
        return self.choices(name)

    @cached_property
    def cleaned_data(self) -> dict[str, Any]:
        """The parameters as understood; ``ValueError`` if one was not."""
        if not self.is_valid():
            raise ValueError(
                f"An invalid query string selects nothing: {self.query_params.urlencode()}"
            )
        return self.form.cleaned_data

    def filter_queryset(
        self, queryset: QuerySet[Any, Any], without: str = ""
    ) -> QuerySet[Any, Any]:
        """Narrow by every filter; ``without`` names one to leave out."""
        for name, filter_ in self.filters.items():
            if name != without:
                queryset = filter_.filter(queryset, self.cleaned_data[name])
        return queryset

    def params(self, **changes: str | Sequence[str]) -> dict[str, list[str]]:
        """The parameters asked for, from the first page, but for changes."""
        asked = {**self._params, **changes}
        return {name: _as_list(asked[name]) for name in self.filters if asked.get(name)}

    @cached_property
    def _params(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value and name != PAGE}

    def query(self, **changes: str | Sequence[str]) -> str:
        """The query string that asks for that."""
        return query_string(self.params(**changes))

    def query_of_page(self, number: int) -> str:
        """The query string of a page of the same; the first page has no number."""
        return self.query(**{PAGE: str(number) if number > 1 else ""})

    def paginate(self, rows: Any, size: int) -> Page[Any]:
        """The page of rows that is asked for; raises ``PageOutOfRange`` after the last."""
        pages = Paginator(rows, size)
        if self.cleaned_data[PAGE] > pages.num_pages:
            raise PageOutOfRange(pages.num_pages)
        return pages.page(self.cleaned_data[PAGE])


class NoParams(StrictFilterSet):
    """The parameters of an address that takes none."""


class PageParams(StrictFilterSet):
    """The parameters of an address that takes nothing but the number of a page."""

    page = PageFilter()


@lru_cache(maxsize=64)
def _form_class(filter_set: type[StrictFilterSet], names: tuple[str, ...]) -> type[StrictForm]:
    """Made once for the same names: making a class takes longer than to check a query string."""
    filters = filter_set.get_filters()
    form: type[StrictForm] = type(f"{filter_set.__name__}Form", (StrictForm,), {})
    form.base_fields = SharedFields({name: filters[name].field for name in names})
    return form


def _as_list(value: str | Sequence[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
