"""Describing in words, in the active language, how a query was read and what was odd."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from recommendations.search.fields import query_fields
from recommendations.search.query import And, Field, Label, Node, Not, Or, Query, Term

#: What a field's value means, in words; nothing of a value that is not known.
Named = Callable[[Field], Sequence[str]]


def typed_value(field: Field) -> Sequence[str]:
    """Return the value of a field as somebody typed it."""
    return [field.typed]


def describe_query(query: Query, named: Named = typed_value) -> str:
    """Describe a query: ``records with “海上” and not “船只”``; empty of an empty query."""
    tree = query.tree
    return _("records with %(condition)s") % {"condition": _describe(tree, named)} if tree else ""


def warning_messages(query: Query) -> list[str]:
    """Return what was odd about what somebody typed, each with what to do about it."""
    unknown = [
        _("No text contains the character “%(character)s” (U+%(code)s), so it finds nothing.")
        % {"character": each, "code": f"{ord(each):04X}"}
        for each in query.unknown_characters
    ]
    return [*unknown, *(str(slip.label) for slip in query.warnings)]


def _describe(node: Node, named: Named) -> str:
    if isinstance(node, Term):
        return _describe_term(node)
    if isinstance(node, Field):
        return _describe_field(node, named)
    if isinstance(node, Label):
        return str(node)
    if isinstance(node, Not):
        return pgettext("search", "not %(condition)s") % {
            "condition": _describe_part(node.part, named)
        }
    parts = [_describe_part(part, named) for part in node.parts]
    return join_all(parts) if isinstance(node, And) else join_any(parts)


def _describe_part(node: Node, named: Named) -> str:
    """Describe a condition within another, in brackets if it has parts."""
    said = _describe(node, named)
    return _("(%(condition)s)") % {"condition": said} if isinstance(node, And | Or) else said


def _describe_term(term: Term) -> str:
    if term.phrase:
        return _("exactly “%(words)s”") % {"words": term.words}
    if term.prefix:
        return _("words that begin with “%(words)s”") % {"words": term.words}
    return _("“%s”") % term.words


def _describe_field(field: Field, named: Named) -> str:
    label = query_fields()[field.name].label
    values = named(field)
    form = _("%(field)s “%(value)s”") if values else _("%(field)s “%(value)s” (not known)")
    return join_any(form % {"field": label, "value": value} for value in values or [field.typed])


def join_all(words: Iterable[str]) -> str:
    """Join words: ``A and B and C``."""
    form = pgettext("search", "%(one)s and %(other)s")
    return reduce(lambda one, other: form % {"one": one, "other": other}, words)


def join_any(words: Iterable[str]) -> str:
    """Join words: ``A or B or C``."""
    form = pgettext("search", "%(one)s or %(other)s")
    return reduce(lambda one, other: form % {"one": one, "other": other}, words)
