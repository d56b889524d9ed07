"""Fields of the query language: their names, and the facet values that a typed value matches."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache

from django.utils.translation import gettext_lazy as _

from recommendations.index.facets import FACETS, FIELD_NAMES, Facet, QueryField
from recommendations.search.query import Field
from recommendations.texts.folding import fold_text

#: The values of a facet, each with its labels in every language.
LabelsByValue = Mapping[str, Collection[str]]
Rule = Callable[[Field, LabelsByValue], set[str]]

#: The one field without a facet: its values are the codes of all records.
CODE = QueryField("code", _("code"), FIELD_NAMES["code"])
#: The order in which pages explain fields; others come after these.
ORDER = (
    *("theme", "topic", "session", "article", "symbol", "addressee"),
    *("code", "status", "strength", "year"),
)


def query_fields() -> dict[str, QueryField]:
    """Return every field by its name, in the order in which pages explain them."""
    fields = {CODE.name: CODE} | {
        facet.field.name: facet.field for facet in FACETS.values() if facet.field
    }
    return {name: fields[name] for name in dict.fromkeys((*ORDER, *fields)) if name in fields}


def facet_of(name: str) -> Facet | None:
    """Return the facet whose values a field asks for; None of the field of codes."""
    facets = (facet for facet in FACETS.values() if facet.field and facet.field.name == name)
    return next(facets, None)


def matching_values(field: Field, labels: LabelsByValue) -> frozenset[str]:
    """Return the values that a field asks for; none if it means none of them."""
    facet = facet_of(field.name)
    rule = RULES.get(facet.parameter, _match_labels) if facet else _match_code
    return frozenset(rule(field, labels))


def canonical_name(name: str) -> str:
    """Return the name of the field that somebody called so; empty if there is none."""
    return _field_names(tuple(FACETS)).get(fold_text(name), "")


@cache
def _field_names(facets: tuple[str, ...]) -> dict[str, str]:
    """Map all names of fields, folded, to fields; computed once for a set of facets."""
    return {
        fold_text(name): field.name
        for field in query_fields().values()
        for name in (field.name, *field.aliases)
    }


def _match_labels(field: Field, labels: LabelsByValue) -> set[str]:
    """Match the value of that very name, in any language; else all whose names contain it."""
    if exact := _exact_matches(field, labels):
        return exact
    return {
        value
        for value, names in labels.items()
        if any(field.term.occurs_in(fold_text(name)) for name in (value, *names))
    }


def _exact_matches(field: Field, labels: LabelsByValue) -> set[str]:
    return {
        value
        for value, names in labels.items()
        if field.value in {fold_text(name) for name in (value, *names)} and not field.prefix
    }


def _match_article(field: Field, labels: LabelsByValue) -> set[str]:
    """Match the article of every treaty for ``16`` and ``16(5)``, all of a treaty for ``untoc``."""
    if number := re.fullmatch(r"([0-9]+)(\([0-9]+\)?)?", field.value):
        article = re.compile(rf"(?<!chapter)-{number[1]}$")
        return {value for value in labels if article.search(value)}
    return _match_labels(field, labels)


def _match_session(field: Field, labels: LabelsByValue) -> set[str]:
    """Match ``1`` with the number of a session, never with a part of its name."""
    if re.fullmatch(r"[0-9]{1,3}", field.value):
        return {value for value in labels if value == field.value.lstrip("0")}
    return _match_labels(field, labels)


def _match_symbol(field: Field, labels: LabelsByValue) -> set[str]:
    """Match a symbol, or adjacent parts of it: ``WG.7/2015`` but not ``WG.7/201``."""
    return {value for value in labels if field.term.occurs_in(fold_text(value))}


def _match_code(field: Field, labels: LabelsByValue) -> set[str]:
    """Match a code or its beginning: ``2012`` a year; ``2013/90`` its items too, ``2013/9`` not."""
    ends = "" if field.prefix else "(?![0-9])"
    beginning = re.compile(re.escape(field.value) + ends)
    return {value for value in labels if beginning.match(value)}


#: How the values of some facets are found; those of all others are by their labels.
RULES: dict[str, Rule] = {
    "article": _match_article,
    "session": _match_session,
    "document": _match_symbol,
}
