"""The query string of a list as a form: which parameters there are and what each may hold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recommendations.index.facets import FACETS
from recommendations.search import LONGEST

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

#: Names that other sites append to addresses; they say nothing about the list.
TRACKING = frozenset(
    {"dclid", "fbclid", "gbraid", "gclid", "igshid", "mc_cid", "mc_eid", "msclkid", "wbraid"}
    | {"_ga", "_gl", "twclid", "yclid"}
)
TRACKING_PREFIX = "utm_"

SORTS = {
    "relevance": gettext_lazy("relevance"),
    "code": gettext_lazy("code"),
    "session": gettext_lazy("session"),
    "theme": gettext_lazy("theme"),
}
GROUPS = {
    "theme": gettext_lazy("theme"),
    "session": gettext_lazy("session"),
    "strength": gettext_lazy("strength"),
}
VIEWS = {
    "list": gettext_lazy("full text"),
    "table": gettext_lazy("table"),
}
#: What the columns of the table can be, beside the code, by their names in downloads.
COLUMNS = {
    "text": gettext_lazy("Text"),
    "session": gettext_lazy("Session"),
    "themes": gettext_lazy("Themes"),
    "topics": gettext_lazy("Subjects"),
    "status": gettext_lazy("Status"),
    "strength": gettext_lazy("Strength"),
    "addressees": gettext_lazy("Addressees"),
    "articles": gettext_lazy("Articles"),
    "document": gettext_lazy("Printed in"),
    "heading": gettext_lazy("Heading"),
}
#: Those that the table has if none are chosen.
USUAL_COLUMNS = ("text", "session", "themes", "strength", "addressees")
#: The parameters that lay the list out, and what they can be.
LAYOUT = {"sort": SORTS, "group": GROUPS, "view": VIEWS, "columns": COLUMNS}
#: Every parameter, in the order in which addresses name them.
PARAMETERS = ("q", *FACETS, *LAYOUT, "page")
#: Those that can be given several times.
REPEATABLE = frozenset({*FACETS, "columns"})
#: Those that downloads, which have every row and column, pass over.
OF_THE_PAGE = frozenset({"page", "group", "view", "columns"})

UNKNOWN_VALUE = gettext_lazy("This filter has no such value.")


def without_tracking(asked: QueryDict) -> QueryDict:
    """The query string without what follows visitors around."""
    kept = asked.copy()
    for name in asked:
        if name in TRACKING or name.startswith(TRACKING_PREFIX):
            del kept[name]
    return kept


def without_blanks(asked: QueryDict) -> QueryDict:
    """The query string without empty values: a plain form sends ``q=``."""
    kept = asked.copy()
    for name in PARAMETERS:
        values = [value for value in asked.getlist(name) if value]
        kept.setlist(name, values) if values else kept.pop(name, None)
    return kept


def query_string(parameters: Mapping[str, list[str]]) -> str:
    """``?theme=protection&page=2``; nothing for no parameters."""
    pairs = (
        f"{_quoted(name)}={_quoted(value)}"
        for name, values in parameters.items()
        for value in values
    )
    return f"?{'&'.join(pairs)}" if parameters else ""


@lru_cache(maxsize=4096)
def _quoted(words: str) -> str:
    """The same few hundred names and values stand in every address of a list."""
    return quote_plus(words, safe="/")


class ValuesField(forms.MultipleChoiceField):
    """Any number of values, each once. The form, which knows which there are, looks at them."""

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(super().to_python(value)))

    def validate(self, value: list[str]) -> None:
        """Nothing is required."""


class OneOfField(forms.ChoiceField):
    """A known value or none."""

    def __init__(self, words: Mapping[str, StrPromise]) -> None:
        super().__init__(
            choices=list(words.items()),
            required=False,
            error_messages={"invalid_choice": UNKNOWN_VALUE},
        )


class PageField(forms.RegexField):
    """A number from 1, of any length; 1 if there is none."""

    #: No list has a page whose number has more digits; the rest need not be read.
    DIGITS = 9

    def __init__(self) -> None:
        super().__init__(
            r"^[1-9][0-9]*\Z",
            required=False,
            strip=False,
            error_messages={"invalid": gettext_lazy("Pages are numbered from 1.")},
        )

    def clean(self, value: Any) -> int:
        return int(super().clean(value)[: self.DIGITS] or 1)


class SharedFields(dict[str, forms.Field]):
    """Fields that all forms share, for none of them keeps anything of what is asked.

    A form else makes deep copies of them, which takes longer than all that it does with them.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        return dict(self)


class ValuesForm(forms.Form):
    """A query string; ``known`` tells what the values of a field can be that can have several."""

    data: QueryDict

    def __init__(self, asked: QueryDict, known: Callable[[str], Collection[str]]) -> None:
        super().__init__(asked)
        self.known = known

    def clean(self) -> dict[str, Any]:
        for name, field in self.fields.items():
            if isinstance(field, ValuesField) and (unknown := list(self._unknown_values(name))):
                self.add_error(name, unknown)
        return self.cleaned_data

    def _unknown_values(self, name: str) -> Iterator[ValidationError]:
        for value in self.cleaned_data.get(name, ()):
            if value not in self.known(name):
                yield ValidationError(UNKNOWN_VALUE, code="unknown", params={"value": value})


class ListForm(ValuesForm):
    """The query string of a list; also refuses names that nothing here knows, and repetitions."""

    q = forms.CharField(max_length=LONGEST, required=False)
    sort = OneOfField(SORTS)
    group = OneOfField(GROUPS)
    view = OneOfField(VIEWS)
    columns = ValuesField(required=False)
    page = PageField()

    def clean(self) -> dict[str, Any]:
        super().clean()
        faults = [*self._unknown_names(), *self._repetitions()]
        if faults:
            raise ValidationError(faults)
        return self.cleaned_data

    def _unknown_names(self) -> Iterator[ValidationError]:
        message = _("There is no filter of this name.")
        for name in self.data:
            if name not in PARAMETERS:
                yield self._fault(message, "name", name)

    def _repetitions(self) -> Iterator[ValidationError]:
        message = _("This can be given only once.")
        for name in self.data:
            if name not in PARAMETERS or name in REPEATABLE:
                continue
            if len(self.data.getlist(name)) > 1:
                yield self._fault(message, "repeated", name)

    def _fault(self, message: str, code: str, name: str) -> ValidationError:
        values = self.data.getlist(name)
        value = values[-1] if values else ""
        return ValidationError(message, code=code, params={"name": name, "value": value})


ListForm.base_fields = SharedFields(
    ListForm.base_fields | {name: ValuesField(required=False) for name in FACETS}
)
