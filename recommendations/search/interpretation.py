"""How a query was read, what else was searched for, and what was odd, in the active language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from recommendations.search.fields import query_fields
from recommendations.search.query import And, Field, Node, Not, Or, Query, Term

#: What a field's value means, in words; nothing of a value that is not known.
Named = Callable[[Field], Sequence[str]]


def as_typed(field: Field) -> Sequence[str]:
    """The value of a field, in the words in which somebody typed it."""
    return [field.typed]


def describe_query(query: Query, named: Named = as_typed) -> str:
    """``records with “海上” and (“执法” or “警察”) and not “船只”``; empty of an empty query."""
    tree = query.tree
    return _("records with %(condition)s") % {"condition": _said(tree, named)} if tree else ""


def warning_messages(query: Query) -> list[str]:
    """What was odd about what somebody typed, each with what to do about it."""
    return [str(slip.label) for slip in query.warnings]


def _said(node: Node, named: Named) -> str:
    if isinstance(node, Term):
        return _word(node)
    if isinstance(node, Field):
        return _field(node, named)
    if isinstance(node, Not):
        return pgettext("search", "not %(condition)s") % {"condition": _part(node.part, named)}
    parts = [_part(part, named) for part in node.parts]
    return all_of(parts) if isinstance(node, And) else one_of(parts)


def _part(node: Node, named: Named) -> str:
    """A condition within another, in brackets if it has parts."""
    said = _said(node, named)
    return _("(%(condition)s)") % {"condition": said} if isinstance(node, And | Or) else said


def _word(term: Term) -> str:
    if term.phrase:
        return _("exactly “%(words)s”") % {"words": term.words}
    if term.prefix:
        return _("words that begin with “%(words)s”") % {"words": term.words}
    return _("“%s”") % term.words


def _field(field: Field, named: Named) -> str:
    label = query_fields()[field.name].label
    values = named(field)
    form = _("%(field)s “%(value)s”") if values else _("%(field)s “%(value)s” (unknown here)")
    return one_of(form % {"field": label, "value": value} for value in values or [field.typed])


def all_of(words: Iterable[str]) -> str:
    """``A and B and C``."""
    form = pgettext("search", "%(one)s and %(other)s")
    return reduce(lambda one, other: form % {"one": one, "other": other}, words)


def one_of(words: Iterable[str]) -> str:
    """``A or B or C``."""
    form = pgettext("search", "%(one)s or %(other)s")
    return reduce(lambda one, other: form % {"one": one, "other": other}, words)
