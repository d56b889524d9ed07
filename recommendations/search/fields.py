"""The fields of the query language: their names, and which values of a facet a value means."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from recommendations.texts.folding import fold_text

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

    from recommendations.search.query import Field

#: The values of a facet, each with what it is called, in every language at once.
Known = Mapping[str, Collection[str]]
Matcher = Callable[["Field", Known], set[str]]


@dataclass(frozen=True)
class Kind:
    """A field: its name, the facet whose values it asks for, its other names, its rule.

    The field of the code has no facet: what it knows is the codes of all records.
    """

    name: str
    facet: str
    label: StrPromise
    others: tuple[str, ...]
    matcher: Matcher


def values(field: Field, known: Known) -> frozenset[str]:
    """The known values that a field asks for; none if it means none of them."""
    return frozenset(FIELDS[field.name].matcher(field, known))


def canonical(name: str) -> str:
    """The field that somebody called so; empty if there is none."""
    return NAMES.get(fold_text(name), "")


def _named(field: Field, known: Known) -> set[str]:
    """The value of that very name, in whichever language; else all that have it in their names."""
    if exact := _exact(field, known):
        return exact
    return {
        value
        for value, names in known.items()
        if any(field.term.is_in(fold_text(name)) for name in (value, *names))
    }


def _exact(field: Field, known: Known) -> set[str]:
    return {
        value
        for value, names in known.items()
        if field.value in {fold_text(name) for name in (value, *names)} and not field.prefix
    }


def _article(field: Field, known: Known) -> set[str]:
    """``16`` and ``16(5)`` mean the articles 16 of every treaty; ``untoc`` all of its articles."""
    if number := re.fullmatch(r"([0-9]+)(\([0-9]+\)?)?", field.value):
        article = re.compile(rf"(?<!chapter)-{number[1]}$")
        return {value for value in known if article.search(value)}
    return _named(field, known)


def _session(field: Field, known: Known) -> set[str]:
    """``1`` is the number of a meeting, never a part of its name."""
    if re.fullmatch(r"[0-9]{1,3}", field.value):
        return {value for value in known if value == field.value.lstrip("0")}
    return _named(field, known)


def _part(field: Field, known: Known) -> set[str]:
    """A symbol, or parts of it that stand side by side: ``WG.7/2015`` but not ``WG.7/201``."""
    return {value for value in known if field.term.is_in(fold_text(value))}


def _code(field: Field, known: Known) -> set[str]:
    """A code, or its beginning: ``2012`` a year, ``2013/90`` its items too, not ``2013/9`` them."""
    ends = "" if field.prefix else "(?![0-9])"
    beginning = re.compile(re.escape(field.value) + ends)
    return {value for value in known if beginning.match(value)}


#: Every field, in the order in which pages explain them.
FIELDS = {
    kind.name: kind
    for kind in (
        Kind("theme", "theme", _("theme"), ("主题",), _named),
        Kind("session", "session", _("session"), ("会议", "届会", "会议序号"), _session),
        Kind("article", "article", _("article"), ("条", "条款", "条文"), _article),
        Kind("symbol", "document", _("document symbol"), ("document", "文号", "文件"), _part),
        Kind("addressee", "addressee", _("addressee"), ("对象",), _named),
        Kind("code", "", _("code"), ("代码", "编号"), _code),
        Kind("status", "status", _("status"), ("性质",), _named),
        Kind("strength", "strength", _("strength"), ("力度",), _named),
        Kind("year", "year", _("year"), ("年", "年份"), _named),
    )
}
#: The fields by all their names, folded.
NAMES = {
    fold_text(name): kind.name for kind in FIELDS.values() for name in (kind.name, *kind.others)
}
