"""Stale forms: what somebody typed, rebased on the rows that are stored by now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.forms.formsets import INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict

#: The values of one row, as they were sent, by the names of its fields.
SubmittedRow = dict[str, list[str]]


def rebase_data(data: QueryDict, formsets: list[Any]) -> QueryDict:
    """Return the data of a form with each formset's rows as they are stored, then new ones.

    A row that somebody else deleted becomes a new one, with all that was typed into it; a row
    that somebody else added is there as it is. Otherwise Django would take one for another.
    ``formsets`` are unbound.
    """
    result = data.copy()
    for formset in formsets:
        typed = list(submitted_rows(data, formset.prefix))
        stored, new = stored_form_rows(formset, typed), new_form_rows(formset, typed)
        for name in [name for name in result if match_control(name, formset.prefix)]:
            del result[name]
        for number, row in enumerate([*stored, *new]):
            for field, values in row.items():
                result.setlist(f"{formset.prefix}-{number}-{field}", values)
        result[f"{formset.prefix}-{INITIAL_FORM_COUNT}"] = str(len(stored))
        result[f"{formset.prefix}-{TOTAL_FORM_COUNT}"] = str(len(stored) + len(new))
    return result


def match_control(name: str, prefix: str) -> re.Match[str] | None:
    """Match the name of a control with the number of its row and its field."""
    return re.fullmatch(rf"{re.escape(prefix)}-(?P<row>[0-9]{{1,4}})-(?P<field>\w+)", name)


def submitted_rows(data: QueryDict, prefix: str) -> Iterator[SubmittedRow]:
    rows: dict[int, SubmittedRow] = {}
    for name, values in data.lists():
        if match := match_control(name, prefix):
            rows.setdefault(int(match["row"]), {})[match["field"]] = values
    for number in sorted(rows):
        yield rows[number]


def stored_form_rows(formset: Any, typed: list[SubmittedRow]) -> list[SubmittedRow]:
    """Return the rows that are stored, with what was typed into them if anything was."""
    sent = {submitted_key(formset, row): row for row in typed}
    return [
        sent.get(str(form.instance.pk)) or initial_values(form) for form in formset.initial_forms
    ]


def new_form_rows(formset: Any, typed: list[SubmittedRow]) -> list[SubmittedRow]:
    """Return what was typed into rows that are not stored, or no longer."""
    stored = {str(form.instance.pk) for form in formset.initial_forms}
    key = formset.model._meta.pk.name
    return [
        {**row, key: [""], formset.fk.name: [""]}
        for row in typed
        if submitted_key(formset, row) not in stored
        and not (submitted_key(formset, row) and "DELETE" in row)
    ]


def submitted_key(formset: Any, row: SubmittedRow) -> str:
    return "".join(row.get(formset.model._meta.pk.name, []))


def initial_values(form: Any) -> SubmittedRow:
    """Return what an untouched form sends."""
    values = {bound.name: bound.value() for bound in form}
    return {
        name: ["" if value is None else str(value)]
        for name, value in values.items()
        if value is not False
    }
